"""From a question to the passages that may answer it: dense and lexical search, fused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.dates import day_of

if TYPE_CHECKING:
    import datetime as dt

    from index.articles import Article, Passage, Sentence


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question, with its sentences in order.

    `dense` is the cosine to the question, None where the passage is not embedded yet; `lexical`
    the BM25 score, None where not a word is shared. `fused` orders the hits of one question: from
    0.5 to 1, above that for what the question asks for by its day or its name. None of the three is
    a probability. Hits of the same `group` stand in articles that are near-copies of one another;
    `copies` are the passages of other articles that say the same words as this one. `days_before`
    counts the days from the article to the first day that the question names ("this week"), 0 where
    it is of that day or later, None where the question names none or the article has no date.
    """

    passage: Passage
    sentences: tuple[Sentence, ...]
    dense: float | None
    lexical: float | None
    fused: float
    group: int
    copies: tuple[Passage, ...] = ()
    days_before: int | None = None


@dataclass(frozen=True, slots=True)
class SearchFilters:
    """What is left out of a search altogether.

    With a date, articles whose date is not known are left out too. `outlet` is compared without
    regard to case, with the name of the outlet and with the host of the address; of `outlets` one
    has to fit. `within` holds the ids of the only articles that may be found; none of either stands
    for all.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    outlet: str | None = None
    within: frozenset[str] = frozenset()
    outlets: frozenset[str] = frozenset()

    @property
    def by_outlet(self) -> bool:
        """Whether anything is left out for its outlet."""
        return self.outlet is not None or bool(self.outlets)

    def admits(self, article: Article) -> bool:
        """Whether `article` may be found."""
        if self.within and article.id not in self.within:
            return False
        day = day_of(article.published)
        return self.admits_day(None if day is None else day.toordinal()) and self.admits_outlet(
            article.outlet, article.shown_outlet, host_of(article.url)
        )

    def admits_day(self, day: int | None) -> bool:
        """Whether an article of this day, counted from the year 1, may be found."""
        if self.since is None and self.until is None:
            return True
        if day is None:
            return False
        return (self.since is None or day >= self.since.toordinal()) and (
            self.until is None or day <= self.until.toordinal()
        )

    def admits_outlet(self, outlet: str | None, shown: str | None, host: str) -> bool:
        """Whether an article of an outlet, with the name it is shown by, may be found."""
        if not self.by_outlet:
            return True
        names = {_letters(outlet or ""), _letters(shown or "")}
        names.update(map(_letters, (host, *host.split("."))))
        names |= {name.removeprefix("the") for name in names}
        return (self.outlet is None or _fits(self.outlet, names)) and (
            not self.outlets or any(_fits(each, names) for each in self.outlets)
        )


def host_of(url: str | None) -> str:
    """The host of an address, as filters compare it."""
    return (url or "").split("//")[-1].split("/")[0].removeprefix("www.")


def _fits(outlet: str, names: set[str]) -> bool:
    wanted = _letters(outlet)
    return not wanted or wanted in names or wanted.removeprefix("the") in names


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
