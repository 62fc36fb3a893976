"""Questions about the folder itself: what is in it, from whom, what is new. Answers none of them.

A question is recognised by its form; what it says of an outlet or a day is read from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from index.columns import Field
from index.listing import Listing, listing_of
from qa.question.article_sources import articles_of, is_named_nowhere
from qa.question.days_asked import described, read_days
from qa.question.folder_mentions import (
    Mentions,
    mentioning,
    mentioning_several,
    most_by_outlet,
    most_by_writer,
    several,
    shown_words,
)
from qa.question.folder_phrases import (
    CHANGED,
    COUNTED,
    LISTED,
    LONGEST,
    MANY,
    MENTIONED,
    NEWEST,
    OLDEST,
    OUTLETS,
    SUMMED_UP,
    WROTE_MOST,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections import Counter
    from collections.abc import Callable, Sequence

    from index import Article

PLACES = {word: row for row, word in enumerate(("first", "second", "third", "fourth", "fifth"))}
MOST_TITLES = 5
MOST_NAMED = 4  # words that may be a name
MOST_MENTIONING = 20  # titles of articles that have what is asked for
MOST_TOLD = 200  # articles of which something may be told
MOST_OUTLETS = 100
_WHO = ("outlet", "writer", "who", "whose", "named")  # groups that name whose articles are meant
NO_DATES = "No article tells when it was published, so nobody can say which is new."


class Telling(StrEnum):
    """How the articles that were asked for are to be told of."""

    DATES = "dates"  # when each was published
    EACH = "each"  # the first telling sentence of each
    ONE = "one"  # the first telling sentences of one


@dataclass(frozen=True, slots=True)
class FolderAnswer:
    """What to reply: a notice, or articles and how to tell of them.

    `beyond` counts the articles that are too many to be told of.
    """

    notice: str | None = None
    articles: tuple[Article, ...] = ()
    telling: Telling = Telling.EACH
    beyond: int = 0


@dataclass(frozen=True, slots=True)
class Meant:
    """The articles of whom a question names, and how that is told again: " from Northwire"."""

    articles: Listing
    limits: str


def folder_question(
    question: str, articles: Sequence[Article], today: dt.date | None
) -> FolderAnswer | None:
    """Recognise a question about the folder; None for any other.

    `articles` are those that may be spoken of; "since Monday" is counted back from `today`, which
    is None where no day is known.
    """
    asked = " ".join(question.split()).rstrip(" ?.!")
    if len(asked) > LONGEST:
        return None
    readers: tuple[
        tuple[re.Pattern[str], Callable[[Folder, re.Match[str]], FolderAnswer | None]], ...
    ] = (
        (NEWEST, Folder.newest),
        (OLDEST, Folder.oldest),
        (OUTLETS, Folder.outlets),
        (MENTIONED, Folder.mentioned),
        (WROTE_MOST, Folder.wrote_most),
        (COUNTED, Folder.counted),
        (LISTED, Folder.listed),
        (CHANGED, Folder.changed),
        (SUMMED_UP, Folder.summed_up),
    )
    recognised = [(read, found) for pattern, read in readers if (found := pattern.fullmatch(asked))]
    if not recognised:
        return None  # and no article was read
    folder = Folder(listing_of(articles), today)
    return next((answer for read, found in recognised if (answer := read(folder, found))), None)


@dataclass(frozen=True, slots=True)
class Folder:
    """The articles, and the day from which days are counted; None where no article has a date."""

    articles: Listing
    today: dt.date | None

    def listed(self, found: re.Match[str]) -> FolderAnswer | None:
        """Their titles."""
        return self._told(found, named=True)

    def counted(self, found: re.Match[str]) -> FolderAnswer | None:
        """Their number."""
        return self._told(found, named=False)

    def _told(self, found: re.Match[str], *, named: bool) -> FolderAnswer | None:
        articles, limits = self.articles, ""
        given = found.groupdict()
        if name := next((given[key] for key in _WHO if given.get(key)), None):
            source = self._source(found[0], name)
            if not isinstance(source, Meant):
                return source
            articles, limits = source.articles, source.limits
        elif not re.search(rf"\b{MANY}\b|\bhave\b", found[0], re.I):
            return None  # "how many since Monday" is of something else
        undated = ""
        if found["when"]:
            days = read_days(found["when"], self.today) if self.today else None
            if days is None:
                return FolderAnswer(NO_DATES) if self.today is None else None
            undated = _undated(articles)
            articles = articles.on(days.holds)
            limits += f" published {described(days)}"
        if not articles:
            return FolderAnswer(f"There is no article{limits}.{undated}")
        shown = f"Byline has {_count(len(articles), 'article')}{limits}"
        return FolderAnswer(f"{shown}: {titles(articles)}." if named else f"{shown}.")

    def outlets(self, _found: re.Match[str]) -> FolderAnswer:
        """Who published them."""
        known = self._outlets()
        if not known:
            return FolderAnswer("No article names its outlet.")
        named = _few_of([f"{name} ({number})" for name, number in known.most_common()])
        missing = len(self.articles) - known.total()
        verb = "names" if missing == 1 else "name"
        more = f" {_count(missing, 'article')} {verb} none." if missing else ""
        return FolderAnswer(
            f"The articles come from {_count(len(known), 'outlet')}: {named}.{more}"
        )

    def mentioned(self, found: re.Match[str]) -> FolderAnswer | None:
        """Which articles have some words, or only how many; many words are a description."""
        what = found["what"] or found["of_any"]
        mentions, shown = mentioning(what, self.articles), shown_words(what)
        parts = several(what) if not mentions.articles else ()
        if not mentions.articles and max(len(p.split()) for p in parts or (what,)) > MOST_NAMED:
            return None
        if parts:
            mentions, shown = mentioning_several(what, self.articles)
        told, least = mentions.articles, "" if mentions.of_all else "At least "
        if not told and least:
            return FolderAnswer(f"{_only_some(mentions)} None of them has the words {shown}.")
        if not told:
            return FolderAnswer(f"No article has the words {shown}.")
        verb = "mentions" if len(told) == 1 else "mention"
        count = f"{least}{_count(len(told), 'article')} {verb} {shown}"
        named = "" if found["only_number"] else f": {titles(told, MOST_MENTIONING)}"
        return FolderAnswer(f"{count}{named}.{f' {_only_some(mentions)}' if least else ''}")

    def wrote_most(self, found: re.Match[str]) -> FolderAnswer:
        """Whose articles are most in number."""
        by = most_by_outlet if found["paper"] else most_by_writer
        return FolderAnswer(by(self.articles))

    def newest(self, _found: re.Match[str]) -> FolderAnswer:
        """The newest, all of its day."""
        return self._at_end(oldest=False)

    def oldest(self, _found: re.Match[str]) -> FolderAnswer:
        """The oldest, all of its day."""
        return self._at_end(oldest=True)

    def _at_end(self, *, oldest: bool) -> FolderAnswer:
        wanted = self.articles.first_day if oldest else self.articles.last_day
        if wanted is None:
            return FolderAnswer(NO_DATES if self.articles else "There is no article.")
        of_day = self.articles.on(lambda day: day == wanted)
        return FolderAnswer(None, tuple(of_day[:MOST_TITLES]), Telling.DATES)

    def changed(self, found: re.Match[str]) -> FolderAnswer | None:
        """What was published since a day, or within some days; the newest first."""
        when = found["when"] or found["when_of_articles"] or found["when_to_sum"]
        days = read_days(when, self.today) if self.today else None
        period = days is not None and days.first != days.last
        if found["told"] and not period:
            return None  # "what happened on Monday" is for the articles
        if self.today is None:
            return FolderAnswer(NO_DATES)
        if days is None:
            return None
        held = self.articles.on(days.holds)
        if not held and found["told"] and not days.open_ended:
            return None
        if not held:
            return FolderAnswer(
                f"No article was published {described(days)}.{_undated(self.articles)}"
            )
        return _told_of(held.newest(MOST_TOLD), len(held), Telling.EACH)

    def summed_up(self, found: re.Match[str]) -> FolderAnswer | None:
        """One article, or all of an outlet; the newest first."""
        given = {
            name.rpartition("_")[2]: value for name, value in found.groupdict().items() if value
        }
        if "order" in given or "number" in given:
            return self._at(given)
        source = self._source(found[0], next((given[key] for key in _WHO if key in given), ""))
        if not isinstance(source, Meant):
            return source
        telling = Telling.ONE if len(source.articles) == 1 else Telling.EACH
        return _told_of(source.articles.newest(MOST_TOLD), len(source.articles), telling)

    def _at(self, given: dict[str, str]) -> FolderAnswer:
        order = given.get("order", "").casefold()
        if order in {"newest", "latest", "most recent", "oldest"}:
            oldest = self.articles.oldest()
            if oldest is None:
                return FolderAnswer(NO_DATES)
            end = (oldest,) if order == "oldest" else tuple(self.articles.newest(1))
            return FolderAnswer(None, end, Telling.ONE)
        row = len(self.articles) - 1 if order == "last" else PLACES.get(order, -1)
        row = int(given["number"]) - 1 if "number" in given else row
        if not 0 <= row < len(self.articles):
            return FolderAnswer(f"Byline has {_count(len(self.articles), 'article')}.")
        return FolderAnswer(None, (self.articles[row],), Telling.ONE)

    def _source(self, asked: str, name: str) -> Meant | FolderAnswer | None:
        """The articles of whom a question names; a notice only where there are surely none."""
        before = re.search(r"\b(from|by|in|of) (?:the )?\Z", asked[: asked.find(name)], re.I)
        word = before[1].lower() if before else ""
        told = "by" if word == "by" else "from"
        source = articles_of(name, self.articles, by=word != "from")
        if source.articles:
            told = "by" if source.wrote else told
            return Meant(source.articles, f" {told} {source.name}")
        if word not in ("from", "by") or not is_named_nowhere(name, self.articles):
            return None
        known = self._known() if word == "from" else ""
        return FolderAnswer(f"No article says that it is {told} {name}.{known}")

    def _outlets(self) -> Counter[str]:
        return self.articles.tally(Field.SHOWN)

    def _known(self) -> str:
        known = self._outlets()
        return f" The outlets are: {_few_of(sorted(known))}." if known else ""


def _told_of(articles: Sequence[Article], number: int, telling: Telling) -> FolderAnswer:
    """Some articles of so many that were asked for."""
    return FolderAnswer(None, tuple(articles), telling, beyond=number - len(articles))


def _only_some(mentions: Mentions) -> str:
    newest = "the newest " if mentions.are_newest else ""
    return f"Only {newest}{len(mentions.read):,} of the articles that may have them were read."


def _few_of(names: Sequence[str]) -> str:
    more = len(names) - MOST_OUTLETS
    return ", ".join(names[:MOST_OUTLETS]) + (f" and {more:,} others" if more > 0 else "")


def _undated(articles: Listing) -> str:
    number = articles.undated
    verb = "has" if number == 1 else "have"
    return f" {_count(number, 'article')} {verb} no date." if number else ""


def _count(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"


def titles(articles: Sequence[Article], most: int = MOST_TITLES, *, beyond: int = 0) -> str:
    """The first few, and how many more there are; `beyond` of them are not given."""
    shown = [f"“{a.title or a.path.name}”" for a in articles[:most]]
    more = len(articles) + beyond - len(shown)
    return "; ".join(shown) + (f"; and {more:,} more" if more else "")
