"""Articles of a library as a list: counted, narrowed and put in order without reading them.

What all of them have is told from columns; an article is read when it is asked for.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import Protocol, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from index.articles import Article
from index.columns import Columns, Field
from index.contents import Mask
from index.search import SearchFilters
from index.spelling import count_written

FEW = 500  # articles that are read through in less time than a search takes
CLOSEST = 500  # passages whose articles are looked at for what a question says of one
_OF_A_DAY = 1_000  # articles of one day that are put in order by their hour

Numbers = NDArray[np.int64]
T = TypeVar("T", bound=np.generic)


class Shelf(Protocol):
    """Where the articles stand, by their numbers in the order of the folder.

    Of one that is kept elsewhere, whatever is asked may raise StoreError, where nothing answers, or
    DamagedLibraryError, where it has changed meanwhile or is not what was written.
    """

    @property
    def count(self) -> int:
        """How many there are."""

    @property
    def columns(self) -> Columns:
        """What is known of each."""

    def read(self, numbers: Sequence[int] | Numbers, at: int) -> Article:
        """One of some; those that follow may be read with it."""

    def article(self, article_id: str) -> Article | None:
        """The article of an id."""

    def numbers_of(self, ids: Collection[str]) -> Numbers:
        """The numbers of ids, in order; what is no id here has none."""

    def holding(self, text: str) -> tuple[Numbers, bool]:
        """In order, those that have every word of a text in any form, and maybe others.

        False where there are too many, and only some of them are given.
        """

    def closest(self, question: str) -> Numbers:
        """In order, those whose words are closest to a question's, or that it asks for by name."""

    def written_words(self) -> Collection[str]:
        """The words that stand in any, folded: those of three letters and more."""


class Listing(Sequence[Article]):
    """Some articles of a shelf, in the order of the folder; raises what the shelf does."""

    def __init__(self, shelf: Shelf, numbers: Numbers | None = None, *, few: int = FEW) -> None:
        """All of them without `numbers`; `few` are read through where they are looked at."""
        self._shelf = shelf
        self._numbers = numbers
        self._few = few

    def __len__(self) -> int:
        return self._shelf.count if self._numbers is None else len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Article: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Article]: ...

    def __getitem__(self, at: int | slice) -> Article | Sequence[Article]:
        if isinstance(at, slice):
            return tuple(self[each] for each in range(len(self))[at])
        numbers = range(self._shelf.count) if self._numbers is None else self._numbers
        return self._shelf.read(numbers, range(len(self))[at])

    @property
    def numbers(self) -> Numbers:
        """Theirs on the shelf."""
        return np.arange(self._shelf.count) if self._numbers is None else self._numbers

    @property
    def are_few(self) -> bool:
        """Whether looking at each takes no time that anybody notices."""
        return len(self) <= self._few

    @property
    def first_day(self) -> dt.date | None:
        """The earliest day that is known of one."""
        days = self._days[self._days > 0]
        return dt.date.fromordinal(int(days.min())) if len(days) else None

    @property
    def last_day(self) -> dt.date | None:
        """The latest."""
        latest = int(self._days.max(initial=0))
        return dt.date.fromordinal(latest) if latest else None

    @property
    def undated(self) -> int:
        """How many have no day."""
        return int((self._days == 0).sum())

    def tally(self, field: Field) -> Counter[str]:
        """How many have each value of a field, in the order in which those are first met."""
        of, values = self._shelf.columns.values_of(field)
        codes, first, counts = np.unique(
            self._mine(of), return_index=True, return_counts=True
        )  # fmt: skip
        found: Counter[str] = Counter()
        for at in np.argsort(first).tolist():
            if value := values[codes[at]]:
                found[value] += int(counts[at])
        return found

    def having(self, field: Field, wanted: Collection[str]) -> Listing:
        """Those that have one of some values of a field."""
        of, values = self._shelf.columns.values_of(field)
        # The last one stands for none, whose code is -1.
        fits = np.array([value is not None and value in wanted for value in values], dtype=bool)
        return self._where(fits[self._mine(of)])

    def on(self, admits: Callable[[dt.date], bool]) -> Listing:
        """Those with a day that is admitted."""
        days, which = np.unique(self._days, return_inverse=True)
        fits = [day > 0 and admits(dt.date.fromordinal(day)) for day in days.tolist()]
        return self._where(np.array(fits, dtype=bool)[which])

    def only(self, filters: SearchFilters) -> Listing:
        """Those that the filters admit."""
        if filters == SearchFilters():
            return self
        mask = self._mine(self._shelf.columns.admitted(filters))
        if filters.within:
            mask = mask & self._among(self._shelf.numbers_of(filters.within))
        return self._where(mask)

    def in_groups(self, groups: Collection[int]) -> Listing:
        """Those that share a number with their near-copies that is among these."""
        return self._where(np.isin(self._mine(self._shelf.columns.groups), list(groups)))

    def either(self, *others: Listing) -> Listing:
        """Those that are here or in another list of the same shelf."""
        numbers = [self.numbers, *(each.numbers for each in others)]
        return self._of(np.unique(np.concatenate(numbers)))

    def both(self, *others: Listing) -> Listing:
        """Those that are here and in each other list of the same shelf."""
        found = self
        for other in others:
            found = found._where(found._among(other.numbers))
        return found

    def newest(self, most: int) -> list[Article]:
        """The newest first, then those without a day, at most so many.

        Of one day the latest hour comes first, where that has no more than a thousand articles.
        """
        days = self._days
        order = np.argsort(-days, kind="stable")
        if 0 < most < len(order):
            cut = days[order[most - 1]]
            of_last_day = int((days >= cut).sum()) if cut else most
            order = order[: min(of_last_day, most + _OF_A_DAY)]
        listed = self._of(self.numbers[order])
        found = sorted(listed, key=lambda article: article.published or "", reverse=True)
        return found[:most]

    def oldest(self) -> Article | None:
        """The earliest of those with a day."""
        first = self.first_day
        found = self.on(lambda day: day == first)[:_OF_A_DAY]
        return min(found, key=lambda article: article.published or "", default=None)

    def recent(self, most: int) -> Listing:
        """The at most so many of the latest days, in the order of the folder."""
        if len(self) <= most:
            return self
        order = np.argsort(-self._days, kind="stable")[:most]
        return self._of(self.numbers[np.sort(order)])

    def where(self, fits: Callable[[Article], bool]) -> Listing:
        """Those that fit when they are read."""
        return self._where(np.array([fits(article) for article in self], dtype=bool))

    def holding(self, text: str) -> tuple[Listing, bool]:
        """Those that have every word of a text, and maybe others; whether those are all.

        Of few articles it is these themselves.
        """
        if self.are_few:
            return self, True
        numbers, are_all = self._shelf.holding(text)
        return self._where(self._among(numbers)), are_all

    def closest(self, question: str) -> Listing:
        """Those whose words are closest to a question's, or that it names; of few all."""
        return self if self.are_few else self._where(self._among(self._shelf.closest(question)))

    def written_words(self) -> Collection[str]:
        """The folded words of three letters and more, of the whole shelf."""
        return self._shelf.written_words()

    def with_id(self, article_id: str) -> Article | None:
        """The article of an id, of the whole shelf."""
        return self._shelf.article(article_id)

    @property
    def _days(self) -> NDArray[np.int32]:
        return self._mine(self._shelf.columns.days)

    def _mine(self, column: NDArray[T]) -> NDArray[T]:
        return column if self._numbers is None else column[self._numbers]

    def _among(self, numbers: Numbers) -> Mask:
        found = np.zeros(self._shelf.count, dtype=bool)
        found[numbers] = True
        return found if self._numbers is None else found[self._numbers]

    def _where(self, mask: Mask) -> Listing:
        return self._of(self.numbers[mask])

    def _of(self, numbers: Numbers) -> Listing:
        return Listing(self._shelf, numbers, few=self._few)


class InMemory:
    """A shelf of articles that somebody has: each is looked at, nothing is looked up."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = tuple(articles)
        self._numbers = {article.id: at for at, article in enumerate(self._articles)}
        self.columns = Columns.of(self._articles)

    @property
    def count(self) -> int:
        return len(self._articles)

    def read(self, numbers: Sequence[int] | Numbers, at: int) -> Article:
        return self._articles[numbers[at]]

    def article(self, article_id: str) -> Article | None:
        at = self._numbers.get(article_id)
        return None if at is None else self._articles[at]

    def numbers_of(self, ids: Collection[str]) -> Numbers:
        found = sorted(self._numbers[each] for each in ids if each in self._numbers)
        return np.array(found, np.int64)

    def holding(self, text: str) -> tuple[Numbers, bool]:
        return np.arange(self.count), True

    def closest(self, question: str) -> Numbers:
        return np.arange(self.count)

    def written_words(self) -> Collection[str]:
        texts = (f"{article.title or ''} {article.text}" for article in self._articles)
        return {word.casefold() for word in count_written(texts)}


def listing_of(articles: Sequence[Article]) -> Listing:
    """Articles as a list that counts and narrows, whoever has them."""
    if isinstance(articles, Listing):
        return articles
    return Listing(InMemory(articles), few=len(articles))
