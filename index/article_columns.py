"""What of all articles of a library is looked at for one question: days, outlets, names, titles.

No article is read for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.contents import Mask
from index.directed_questions import NamedArticles, TitleRuns
from index.packed_arrays import Array
from index.search import SearchFilters
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

    def admitted(self, filters: SearchFilters, ids: Sequence[str] | None = None) -> Mask:
        """Which articles may be found; `ids` are all of theirs, for filters that name some."""
        allowed = np.ones(len(self._order), dtype=bool)
        if filters.since is not None or filters.until is not None:
            days, which = np.unique(self.days, return_inverse=True)
            found = [filters.admits_day(day or None) for day in days.tolist()]
            allowed &= np.array(found, dtype=bool)[which]
        if filters.outlet is not None:
            fits = [
                np.array(
                    [filters.admits_outlet(*origin) for origin in segment.origins], dtype=bool
                )[segment.arrays["origin_of"]]
                for segment in self._segments
            ]
            allowed &= np.concatenate([np.empty(0, dtype=bool), *fits])[self._places]
        if filters.within:
            allowed &= np.array([each in filters.within for each in ids or ()], dtype=bool)
        return allowed

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
