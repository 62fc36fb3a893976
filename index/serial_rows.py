"""Rows of passages in the order of their folder, and the keys they have in a store, which stay.

Some tens of bytes an article; nothing here grows with what the articles say.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from index.milvus_layout import PASSAGES_EACH

Rows = NDArray[np.int64]


class SerialRows:
    """Articles with a number in the store each, and so many passages."""

    def __init__(self, serials: Rows, sizes: Rows) -> None:
        self.serials = serials
        self._firsts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        self._sorted = np.argsort(serials)

    def __len__(self) -> int:
        return int(self._firsts[-1])

    def first(self, article: int) -> int:
        """The first row of an article, by its place."""
        return int(self._firsts[article])

    def size(self, article: int) -> int:
        """How many passages it has."""
        return int(self._firsts[article + 1] - self._firsts[article])

    def articles_of(self, rows: Rows) -> Rows:
        """The place of each row's article."""
        return np.searchsorted(self._firsts, rows, side="right") - 1

    def keys(self, rows: Rows) -> Rows:
        """What rows are called in the store."""
        articles = self.articles_of(rows)
        found: Rows = self.serials[articles] * PASSAGES_EACH + rows - self._firsts[articles]
        return found

    def rows(self, keys: Rows) -> Rows:
        """The rows of keys, -1 where the article is none of these."""
        articles = self.places(keys // PASSAGES_EACH)
        there = articles >= 0
        found = np.full(len(keys), -1, np.int64)
        found[there] = self._firsts[articles[there]] + keys[there] % PASSAGES_EACH
        return found

    def places(self, serials: Rows) -> Rows:
        """The places of articles by their numbers in the store, -1 where one is none of these."""
        if not len(self.serials):
            return np.full(len(serials), -1, np.int64)
        at = np.searchsorted(self.serials, serials, sorter=self._sorted)
        found = self._sorted[np.minimum(at, len(self.serials) - 1)]
        return np.where(self.serials[found] == serials, found, -1).astype(np.int64)

    def of_all(self, articles: Iterable[int]) -> Rows:
        """The rows of articles, one's behind the other's."""
        spans = [np.arange(self._firsts[at], self._firsts[at + 1]) for at in articles]
        return np.concatenate([np.empty(0, np.int64), *spans])
