"""The articles of a folder beside those of a saved library: new, moved, or as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.articles import Article
from index.contents import IndexedArticle, Place, places_of
from index.folder import FileState
from index.lazy_sequence import LazySequence
from index.local_store import LocalStore
from index.near_copies import NO_COPIES, NearCopies
from index.new_articles import NewArticles
from index.segment import Segment, encode_record, new_segment
from index.segment_merging import Part

_MOVED = 256  # articles of the saved library that are written again together

Numbers = NDArray[np.int64]


class FreshArticles:
    """Articles by their places in the folder, and what must be written of them."""

    def __init__(
        self,
        folder: Path,
        reading: NewArticles,
        saved: LocalStore | None,
        files: Mapping[str, FileState],
    ) -> None:
        """`files` are those that `saved` was made of."""
        self._folder = folder
        self._saved = saved
        self._batches = reading.batches
        now = places_of(reading.files)
        before = places_of(files)
        numbers = saved.numbers if saved else {}
        self._ids, self._places = list(now), now
        self._known = np.array([numbers.get(each, -1) for each in now], np.int64)
        is_same = np.array([before.get(each) == place for each, place in now.items()], dtype=bool)
        # The numbers in the saved library of the articles that lie where they lay.
        self.unchanged = np.where(is_same, self._known, -1)

    def near_copies(self) -> NearCopies:
        """Which of all articles are near-copies."""
        texts = LazySequence(len(self._ids), self._text)
        fresh = [NO_COPIES.signatures]
        new = [self._batches.where[self._ids[at]] for at in np.flatnonzero(self._known < 0)]
        for batch, found in groupby(new, key=lambda where: where[0]):
            signatures = self._batches.batch(batch).segment.arrays["signatures"]
            fresh.append(signatures[[number for _, number in found]])
        saved = NO_COPIES if self._saved is None else self._saved.copies
        return saved.updated(self._known, texts, np.concatenate(fresh))

    def places(self) -> tuple[list[int], list[int]]:
        """The places of what must be written, and how many passages each has."""
        places = np.flatnonzero(self.unchanged < 0).tolist()
        return places, [self._size(at) for at in places]

    def parts(self, places: Sequence[int]) -> tuple[list[Part], list[int]]:
        """What must be written for some places, in order, and these in the order of the parts."""
        read = [at for at in places if self._is_read(at)]
        moved = [at for at in places if not self._is_read(at)]
        parts = []
        for batch, some in groupby(read, key=lambda at: self._batches.where[self._ids[at]][0]):
            parts.append(self._part_of_batch(batch, list(some)))
        for start in range(0, len(moved), _MOVED):
            parts.append(self._moved(moved[start : start + _MOVED]))
        return parts, read + moved

    def _is_read(self, at: int) -> bool:
        """Whether the article was read now; else it is taken from the saved library."""
        return bool(self._known[at] < 0)

    def _part_of_batch(self, batch: int, places: Sequence[int]) -> Part:
        segment = self._batches.batch(batch).segment
        numbers = [self._batches.where[self._ids[at]][1] for at in places]
        records = {}
        for at, number in zip(places, numbers, strict=True):
            if (place := self._places[self._ids[at]]).also_at:
                article = segment.article(self._folder, number)
                records[number] = encode_record(self._folder, self._placed(article, place))
        return Part(segment, numbers, records)

    def _moved(self, places: Sequence[int]) -> Part:
        items = [self._moved_item(at) for at in places]
        segments = self._saved_store().copies.signatures[self._known[list(places)]]
        return Part(new_segment("", self._folder, items, segments), range(len(items)))

    def _moved_item(self, at: int) -> IndexedArticle:
        item = self._saved_store().indexed(int(self._known[at]))
        return replace(item, article=self._placed(item.article, self._places[self._ids[at]]))

    def _placed(self, article: Article, place: Place) -> Article:
        return replace(
            article,
            path=self._folder / place.path,
            item=place.item,
            also_at=tuple(self._folder / other for other in place.also_at),
            problems=article.problems if place.problems is None else place.problems,
        )

    def _size(self, at: int) -> int:
        if self._is_read(at):
            segment, number = self._in_batch(at)
            return int(segment.row_starts[number + 1] - segment.row_starts[number])
        return len(self._saved_store().indexed(int(self._known[at])).passages)

    def _text(self, at: int) -> str:
        if self._is_read(at):
            segment, number = self._in_batch(at)
            return segment.text(number)
        return self._saved_store().indexed(int(self._known[at])).article.text

    def _in_batch(self, at: int) -> tuple[Segment, int]:
        batch, number = self._batches.where[self._ids[at]]
        return self._batches.batch(batch).segment, number

    def _saved_store(self) -> LocalStore:
        if self._saved is None:
            raise ValueError("an article was neither read nor saved")
        return self._saved
