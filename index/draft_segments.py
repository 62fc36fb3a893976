"""The segments of the next state of a library: those that stay, and those that are written now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.local_store import LocalStore
from index.packed_arrays import PackedArrays, packed
from index.segment import ARTICLES, WORDS, Segment
from index.segment_merging import Part, merged_arrays
from index.storage import Draft, Kept

# A segment takes in those that are at most so many times as large, so that there are few of them
# and no article is written again more often than their sizes have doublings.
_SWALLOWED = 2
# But none grows beyond this, so that a change never costs more than that.
MOST_PASSAGES = 100_000

Numbers = NDArray[np.int64]
Parts = Callable[[Sequence[int]], tuple[list[Part], list[int]]]


class DraftSegments:
    """Segments, and where in them each article of the folder is."""

    def __init__(
        self,
        folder: Path,
        saved: LocalStore | None,
        unchanged: Numbers,
        draft: Draft,
        *,
        most_passages: int = MOST_PASSAGES,
    ) -> None:
        """`unchanged` are the numbers in `saved` of the folder's articles, -1 where one is new."""
        self._most = most_passages
        self._folder = folder
        self._draft = draft
        self._segments = list(saved.segments) if saved else []
        self.kept: dict[str, Kept] = {}  # what was written
        # For each article of the folder its segment and its number there, -1 where it is new.
        self.order = np.full((len(unchanged), 2), -1, np.int32)
        if saved is not None:
            self.order[unchanged >= 0] = saved.order[unchanged[unchanged >= 0]]

    def add(self, places: Sequence[int], sizes: Sequence[int], parts: Parts) -> None:
        """Write the articles at some places of the folder, which have so many passages."""
        chunks = list(_chunks(places, sizes, self._most))
        taken = self._swallowed(sum(sizes)) if len(chunks) <= 1 else []
        for at, chunk in enumerate(chunks or [[]]):
            self._write(*parts(chunk), taken if at == 0 else [])

    def used(self) -> list[Segment]:
        """The segments that hold an article; from now on `order` goes by them."""
        used = np.unique(self.order[:, 0]).tolist()
        self.order[:, 0] = np.searchsorted(used, self.order[:, 0])
        return [self._segments[at] for at in used]

    def _swallowed(self, size: int) -> list[int]:
        """The segments that go into a new one of so many passages, or have lost half of theirs."""
        found = []
        alive = {at: self._alive(at) for at in range(len(self._segments))}
        for at in sorted(alive, key=alive.__getitem__):
            is_small = alive[at] <= _SWALLOWED * size or self._segments[at].rows > 2 * alive[at]
            if alive[at] and is_small and size + alive[at] <= self._most:
                found.append(at)
                size += alive[at]
        return found

    def _alive(self, at: int) -> int:
        segment = self._segments[at]
        numbers = self.order[self.order[:, 0] == at, 1]
        return int(np.diff(segment.row_starts)[numbers].sum())

    def _write(self, fresh: Sequence[Part], places: Sequence[int], taken: Sequence[int]) -> None:
        """Write new articles, which have these places, behind what is left of others."""
        parts: list[Part] = []
        moved: list[int] = []
        for at in taken:
            there = np.flatnonzero(self.order[:, 0] == at)
            there = there[np.argsort(self.order[there, 1])]
            parts.append(Part(self._segments[at], self.order[there, 1].tolist()))
            moved += there.tolist()
        parts += fresh
        moved += places
        if not parts:
            return
        name = str(1 + max((int(segment.name) for segment in self._segments), default=-1))
        arrays = merged_arrays(self._folder, parts)
        articles = self._written(f"{ARTICLES}-{name}", packed(arrays.articles))
        words = self._written(f"{WORDS}-{name}", packed(arrays.words))
        self.order[moved, 0] = len(self._segments)
        self.order[moved, 1] = np.arange(len(moved))
        self._segments.append(Segment(name, articles, words))

    def _written(self, name: str, pieces: Sequence[bytes | memoryview]) -> PackedArrays:
        """An array file, from the disk: what was written need not be in memory."""
        self.kept[name] = self._draft.write(name, pieces)
        return PackedArrays(self._draft.file(self.kept[name]))


def _chunks(places: Sequence[int], sizes: Sequence[int], most: int) -> Iterator[list[int]]:
    """Places of new articles, so many together as a segment may have."""
    chunk: list[int] = []
    total = 0
    for place, size in zip(places, sizes, strict=True):
        if chunk and total + size > most:
            yield chunk
            chunk, total = [], 0
        chunk.append(place)
        total += size
    if chunk:
        yield chunk
