"""Which passages the articles of a library have, by numbers that count through the whole of it.

Rows of passages follow one another in the order of the articles; each segment counts its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.segment import Segment

Rows = NDArray[np.int64]


class RowLayout:
    """The rows of some segments' articles; `order` has each one's segment and number there."""

    def __init__(self, segments: Sequence[Segment], order: NDArray[np.int32]) -> None:
        sizes = np.zeros(len(order), np.int64)
        for at, segment in enumerate(segments):
            mine = order[:, 0] == at
            sizes[mine] = np.diff(segment.row_starts)[order[mine, 1]]
        self._starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        self.articles = np.repeat(np.arange(len(order)), sizes)  # of each row
        self.segments = [
            self._rows_here(segment, order[:, 0] == at, order[:, 1])
            for at, segment in enumerate(segments)
        ]

    def __len__(self) -> int:
        return int(self._starts[-1])

    def first(self, article: int) -> int:
        """The first row of an article."""
        return int(self._starts[article])

    def of(self, article: int) -> range:
        """The rows of an article."""
        return range(int(self._starts[article]), int(self._starts[article + 1]))

    def of_all(self, articles: Iterable[int]) -> Rows:
        """The rows of some articles, one's behind the other's."""
        spans = [self.of(article) for article in articles]
        return np.concatenate([np.empty(0, np.int64), *(np.arange(r.start, r.stop) for r in spans)])

    def _rows_here(
        self, segment: Segment, is_mine: NDArray[np.bool_], numbers: NDArray[np.int32]
    ) -> NDArray[np.int32]:
        """For each row of a segment the row here, -1 where its article is gone."""
        found = np.full(segment.rows, -1, np.int32)
        sizes = np.diff(self._starts)[is_mine]
        within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        there = np.repeat(segment.row_starts[numbers[is_mine]], sizes) + within
        found[there] = np.repeat(self._starts[:-1][is_mine], sizes) + within
        return found
