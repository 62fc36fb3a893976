"""Making a library from a folder, taking over what is known of it already."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.articles import Article
from index.contents import IndexedArticle, Place, Settings, encode_files, places_of
from index.folder import FileState, FolderReading
from index.lazy_sequence import LazySequence
from index.local_store import LocalStore
from index.near_copies import NearCopies, find_near_copies
from index.partial_vectors import PartialVectors, embed_in_blocks
from index.passages import pack_passages
from index.segment import Segment, merged_segment, new_segment
from index.sentences import split_sentences

Progress = Callable[[str, int, int], None]  # stage, done, total
EMBEDDING = "embedding"

# A segment takes in those that are at most so many times as large, so that there are few of them
# and no article is written again more often than their sizes have doublings.
_SWALLOWED = 2
# But none grows beyond this, so that a change never costs more than that.
MOST_PASSAGES = 100_000

Numbers = NDArray[np.int64]


def build_store(
    reading: FolderReading,
    *,
    folder: Path,
    settings: Settings,
    saved: LocalStore | None,
    files: Mapping[str, FileState],
    progress: Progress,
) -> LocalStore:
    """Split the articles that `saved` does not have; everything else is taken over.

    `files` are those that `saved` was made of. Nothing is embedded: what is new has no vector yet.
    """
    fresh = _Fresh(folder, reading, saved, files)
    copies = fresh.near_copies()
    written = [at for at, number in enumerate(fresh.unchanged.tolist()) if number < 0]
    items = {}
    for done, at in enumerate(written, start=1):
        items[at] = fresh.indexed(at)
        if done % 50 == 0 or done == len(written):
            progress("splitting", done, len(written))
    progress("words", 0, 0)
    segments, order = _Segments(folder, saved, fresh.unchanged).with_new(items, copies.signatures)
    store = LocalStore(
        folder,
        settings,
        segments,
        order=order,
        groups=np.array(copies.groups, np.int32),
        judged=copies.judged.astype(np.int64),
        files=encode_files(reading.files, reading.skipped),
        vectors=saved.vector_files if saved else None,
        kept=saved.kept if saved else None,
    )
    if saved is not None:
        store.learn_from(saved)
    return store


def embed_within(
    store: LocalStore,
    partial: PartialVectors,
    *,
    fresh: Collection[str],
    patience: float,
    progress: Progress,
) -> float | None:
    """Embed what has no vector where `patience`, in seconds, is enough for it.

    Where that is too short for all, the `fresh` articles are embedded, by their ids; where it is
    too short for them as well, nothing is, but for the few blocks that showed it. The seconds that
    a passage takes come back, where they were found out.
    """
    rows = store.waiting_of(fresh)
    if not rows:
        return None
    pace = _Pace(
        patience,
        len(rows),
        int(np.isin(rows, store.rows_of_all(store.numbers[each] for each in fresh)).sum()),
    )
    with contextlib.closing(embed_in_blocks(rows, store.embedded_texts(rows), partial)) as blocks:
        for some, found in blocks:
            store.learn(some, found)
            progress(EMBEDDING, store.embedded, len(store.passages))
            if not pace.goes_on(len(some)):
                break
    return pace.seconds_each


@dataclass(slots=True)
class _Pace:
    """Whether what is left can be done in time, by how long the blocks took so far.

    The first block does not count: it may have waited for the model to be loaded.
    """

    patience: float
    left: int
    fresh: int
    counted: int = 0
    began: float | None = None
    seconds_each: float | None = None

    def goes_on(self, done: int) -> bool:
        self.left -= done
        self.fresh = max(0, self.fresh - done)
        now = time.monotonic()
        if self.began is None:
            self.began = now
            return True
        self.counted += done
        spent = now - self.began
        self.seconds_each = spent / self.counted
        if spent + self.left * self.seconds_each <= self.patience:
            return True
        return self.fresh > 0 and spent + self.fresh * self.seconds_each <= self.patience


class _Fresh:
    """The articles of a folder beside those of a saved library, by their places in the folder."""

    def __init__(
        self,
        folder: Path,
        reading: FolderReading,
        saved: LocalStore | None,
        files: Mapping[str, FileState],
    ) -> None:
        self._folder = folder
        self._saved = saved
        self._read = {article.id: article for article in reading.articles}
        now = places_of(reading.files)
        before = places_of(files)
        numbers = saved.numbers if saved else {}
        self._ids, self._places = list(now), now
        self.known = np.array([numbers.get(each, -1) for each in now], np.int64)
        is_same = np.array([before.get(each) == place for each, place in now.items()], dtype=bool)
        # The numbers in the saved library of the articles that lie where they lay.
        self.unchanged = np.where(is_same, self.known, -1)

    def near_copies(self) -> NearCopies:
        texts: Sequence[str] = LazySequence(len(self._ids), lambda at: self._article(at).text)
        if self._saved is None:
            return find_near_copies(texts)
        return self._saved.copies.updated(self.known, texts)

    def indexed(self, at: int) -> IndexedArticle:
        """An article with its sentences and passages, and where it lies now."""
        article = _placed(self._article(at), self._places[self._ids[at]], self._folder)
        if self._saved is not None and self.known[at] >= 0:
            item = self._saved.indexed(int(self.known[at]))
            return replace(item, article=article)
        sentences = split_sentences(article.text)
        return IndexedArticle(
            article, tuple(sentences), tuple(pack_passages(article.text, sentences))
        )

    def _article(self, at: int) -> Article:
        if (read := self._read.get(self._ids[at])) is not None:
            return read
        if self._saved is None or self.known[at] < 0:
            raise ValueError(f"article {self._ids[at]} was neither read nor saved")
        return self._saved.indexed(int(self.known[at])).article


def _placed(article: Article, place: Place, folder: Path) -> Article:
    return replace(
        article,
        path=folder / place.path,
        item=place.item,
        also_at=tuple(folder / other for other in place.also_at),
        problems=article.problems if place.problems is None else place.problems,
    )


class _Segments:
    """The segments of a saved library, of which some articles stay, and those that are new."""

    def __init__(self, folder: Path, saved: LocalStore | None, unchanged: Numbers) -> None:
        self._folder = folder
        self._segments = list(saved.segments) if saved else []
        # For each article of the folder its segment and its number there, -1 where it is new.
        self._order = np.full((len(unchanged), 2), -1, np.int32)
        if saved is not None:
            self._order[unchanged >= 0] = saved.order[unchanged[unchanged >= 0]]

    def with_new(
        self, items: Mapping[int, IndexedArticle], signatures: NDArray[np.uint64]
    ) -> tuple[list[Segment], NDArray[np.int32]]:
        """The segments of now, and where in them each article of the folder is.

        `items` go by their places in the folder.
        """
        pending = _chunks(items)
        size = sum(len(item.passages) for item in items.values())
        taken = self._swallowed(size) if len(pending) <= 1 else []
        for at, chunk in enumerate(pending):
            fresh = new_segment(
                self._next_name(),
                self._folder,
                [items[place] for place in chunk],
                signatures[chunk],
            )
            self._add(fresh, chunk, taken if at == 0 else [])
        if not pending and taken:
            self._add(None, [], taken)
        used = np.unique(self._order[:, 0]).tolist()
        self._order[:, 0] = np.searchsorted(used, self._order[:, 0])
        return [self._segments[at] for at in used], self._order

    def _swallowed(self, size: int) -> list[int]:
        """The segments that go into a new one of so many passages, or have lost half of theirs."""
        found = []
        alive = {at: self._alive(at) for at in range(len(self._segments))}
        for at in sorted(alive, key=alive.__getitem__):
            is_small = alive[at] <= _SWALLOWED * size or self._segments[at].rows > 2 * alive[at]
            if alive[at] and is_small and size + alive[at] <= MOST_PASSAGES:
                found.append(at)
                size += alive[at]
        return found

    def _alive(self, at: int) -> int:
        segment = self._segments[at]
        numbers = self._order[self._order[:, 0] == at, 1]
        return int(np.diff(segment.row_starts)[numbers].sum())

    def _add(self, fresh: Segment | None, places: Sequence[int], taken: Sequence[int]) -> None:
        """Add new articles, which have these places, together with what is left of others."""
        parts: list[tuple[Segment, list[int]]] = []
        moved: list[int] = []
        for at in taken:
            there = np.flatnonzero(self._order[:, 0] == at)
            parts.append((self._segments[at], self._order[there, 1].tolist()))
            moved += there.tolist()
        if fresh is not None:
            parts.append((fresh, list(range(len(places)))))
            moved += places
        segment = fresh
        if segment is None or taken:
            segment = merged_segment(self._next_name(), self._folder, parts)
        self._order[moved, 0] = len(self._segments)
        self._order[moved, 1] = np.arange(len(moved))
        self._segments.append(segment)

    def _next_name(self) -> str:
        return str(1 + max((int(segment.name) for segment in self._segments), default=-1))


def _chunks(items: Mapping[int, IndexedArticle]) -> list[list[int]]:
    """The places of new articles, so many together as a segment may have."""
    chunks: list[list[int]] = []
    size = MOST_PASSAGES
    for place, item in items.items():
        if size + len(item.passages) > MOST_PASSAGES:
            chunks.append([])
            size = 0
        chunks[-1].append(place)
        size += len(item.passages)
    return chunks
