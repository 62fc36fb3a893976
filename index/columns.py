"""What is known of each article of a library without reading it: day, outlet, author, place.

Some tens of bytes an article; nothing here grows with what the articles say.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.articles import Article
from index.contents import Mask
from index.dates import day_of
from index.packed_arrays import PackedArrays, as_bytes, pack
from index.search import SearchFilters, host_of

T = TypeVar("T", bound=Hashable)
Codes = NDArray[np.int32]


class Origin(NamedTuple):
    """What filters by outlet look at."""

    outlet: str | None
    shown: str | None
    host: str


def origin_of(article: Article) -> Origin:
    """Where an article is from."""
    return Origin(article.outlet, article.shown_outlet, host_of(article.url))


class Field(StrEnum):
    """What articles may share."""

    OUTLET = "outlet"  # as it stands in the article
    SHOWN = "shown"  # as people know it
    BYLINE = "byline"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Columns:
    """A row for each article, in the order of the folder.

    `days` count from the year 1 and are 0 where none is known; `groups` are the numbers that
    near-copies share. The others are places in the tables of names, -1 for none.
    """

    days: Codes
    groups: Codes
    origin_of: Codes
    byline_of: Codes
    place_of: Codes
    origins: Sequence[Origin]
    bylines: Sequence[str]
    places: Sequence[str]

    @classmethod
    def of(cls, articles: Sequence[Article]) -> Columns:
        """The same of articles that are in memory, each a group of its own."""
        days = [day.toordinal() if (day := day_of(a.published)) else 0 for a in articles]
        origin_codes, origins = numbered(map(origin_of, articles))
        byline_codes, bylines = numbered(a.byline or None for a in articles)
        place_codes, places = numbered(a.place or None for a in articles)
        groups = np.arange(len(articles), dtype=np.int32)
        return cls(
            np.array(days, np.int32), groups, origin_codes, byline_codes, place_codes,
            origins, bylines, places,
        )  # fmt: skip

    def values_of(self, field: Field) -> tuple[Codes, Sequence[str | None]]:
        """A field's codes and the values they stand for; the last one, which is -1 too, is none."""
        match field:
            case Field.BYLINE:
                return self.byline_of, (*self.bylines, None)
            case Field.PLACE:
                return self.place_of, (*self.places, None)
            case Field.OUTLET:
                return self.origin_of, (*(origin.outlet for origin in self.origins), None)
        return self.origin_of, (*(origin.shown for origin in self.origins), None)

    def admitted(self, filters: SearchFilters) -> Mask:
        """Which articles may be found by their day and their outlet."""
        allowed = np.ones(len(self.days), dtype=bool)
        if filters.since is not None or filters.until is not None:
            days, which = np.unique(self.days, return_inverse=True)
            found = [filters.admits_day(day or None) for day in days.tolist()]
            allowed &= np.array(found, dtype=bool)[which]
        if filters.by_outlet:
            fits = [filters.admits_outlet(*origin) for origin in self.origins]
            allowed &= np.array(fits, dtype=bool)[self.origin_of]
        return allowed

    def encoded(self) -> bytes:
        tables = json.dumps([list(self.origins), list(self.bylines), list(self.places)])
        arrays = {name: getattr(self, name) for name in _CODES}
        return pack({**arrays, "tables": as_bytes(tables)})

    @classmethod
    def decoded(cls, arrays: PackedArrays) -> Columns:
        origins, bylines, places = json.loads(arrays["tables"].tobytes())
        codes = {name: arrays[name] for name in _CODES}
        return cls(
            **codes, origins=[Origin(*each) for each in origins], bylines=bylines, places=places
        )


_CODES = ("days", "groups", "origin_of", "byline_of", "place_of")


def numbered(values: Iterable[T | None]) -> tuple[Codes, Sequence[T]]:
    """Values as numbers, -1 for None, and what these stand for."""
    known: dict[T, int] = {}
    codes = [-1 if each is None else known.setdefault(each, len(known)) for each in values]
    return np.array(codes, np.int32), list(known)


def joined_tables(parts: Sequence[tuple[Codes, Sequence[T]]]) -> tuple[Codes, Sequence[T]]:
    """Columns that stand behind one another, each with a table of its own, with one for all."""
    known: dict[T, int] = {}
    found = [np.empty(0, np.int32)]
    for codes, table in parts:
        here = [known.setdefault(each, len(known)) for each in table]
        found.append(np.array([*here, -1], np.int32)[codes])
    return np.concatenate(found), list(known)
