"""What of all articles of a library is looked at for one question: days, outlets, names, titles.

No article is read for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.columns import Columns, joined_tables
from index.directed_questions import NamedArticles, TitleRuns
from index.packed_arrays import Array
from index.segment import Segment


class ArticleColumns:
    """Columns of the articles of some segments, in the order of their folder.

    `order` has a row for each article: its segment, and its number there.
    """

    def __init__(self, segments: Sequence[Segment], order: NDArray[np.int32]) -> None:
        self._segments = segments
        self._order = order
        sizes = [len(segment.ids) for segment in segments]
        self._places = np.cumsum([0, *sizes])[order[:, 0]] + order[:, 1]
        self._is_there = np.zeros(sum(sizes), dtype=bool)
        self._is_there[self._places] = True

    def column(self, name: str) -> Array:
        """An array that each segment has for its articles."""
        if not self._segments:
            return np.empty(0)
        return np.concatenate([segment.arrays[name] for segment in self._segments])[self._places]

    @cached_property
    def days(self) -> NDArray[np.int32]:
        """The day of each article, counted from the year 1; 0 where it is not known."""
        return self.column("days").astype(np.int32)

    def known(self, groups: NDArray[np.int32]) -> Columns:
        """What is known of each article, beside the number it shares with its near-copies."""
        parts = self._segments
        origin_of, origins = joined_tables([(s.arrays["origin_of"], s.origins) for s in parts])
        byline_of, bylines = joined_tables([(s.arrays["byline_of"], s.bylines) for s in parts])
        place_of, places = joined_tables([segment.places() for segment in parts])
        here = self._places
        return Columns(
            self.days, groups, origin_of[here], byline_of[here], place_of[here],
            origins, bylines, places,
        )  # fmt: skip

    def named(self, question: str) -> frozenset[str]:
        """The ids of the articles that a question asks by an outlet, an author or a title."""
        firsts = np.cumsum([0, *(len(segment.ids) for segment in self._segments)]).tolist()
        return frozenset(
            segment.ids[number]
            for segment, first, names in zip(self._segments, firsts, self._names, strict=False)
            for number in names.named(question)
            if self._is_there[first + number]
        )

    @cached_property
    def _names(self) -> list[NamedArticles]:
        return [_names_of(segment) for segment in self._segments]


def _names_of(segment: Segment) -> NamedArticles:
    arrays = segment.arrays
    return NamedArticles(
        ([origin.outlet for origin in segment.origins], segment.bylines),
        (arrays.copy("origin_of"), arrays.copy("byline_of")),
        TitleRuns(*map(arrays.copy, ("title_runs", "title_articles", "title_lengths"))),
        segment.title,
    )
