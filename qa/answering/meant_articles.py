"""Which articles a question about an article means: by its words, its day or its place in time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.dates import MONTHS, day_of
from index.listing import Listing, listing_of
from qa.english.name_forms import is_named
from qa.english.normal_form import beginning, fold, stem, stems, words
from qa.question.article_sources import MOST_READ
from qa.question.folder_questions import PLACES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from index import Article

ABOUT_ALL = 3  # with so few articles, a question that names none is about all of them
MOST_DESCRIBED = 5  # words that so many articles share do not say which is meant
_OPENING = 600  # characters in which an article says what it is about
_PLAINLY = 2  # times as often as another has the words
# What such questions have in common, and what says no more of an article than that it is one.
_FRAME = frozenset(
    stem(word)
    for word in """who whose when where what which day date byline author authored writer wrote
    write written reported published printed carried ran run come came out appear appeared filed
    dated posted publication outlet newspaper paper site publisher article articles story stories
    report reports piece pieces news newest latest most recent recently oldest earliest first second
    third last regarding concerning covering titled called headlined""".split()  # noqa: SIM905
)
_DAYS = frozenset(
    stem(word)
    for word in (
        *MONTHS,
        *"monday tuesday wednesday thursday friday saturday sunday".split(),  # noqa: SIM905
    )
)
_PLACE = re.compile(rf"\b({'|'.join(PLACES)}) (?:article|story|report|piece)\b")
_REPORT = re.compile(r"\breports?\b")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*(?:\s|\Z)")
_END = re.compile(r"\b(?:newest|latest|most recent|(?P<old>oldest|earliest))\b")


def articles_meant(question: str, articles: Sequence[Article]) -> tuple[Article, ...] | None:
    """The articles that a question describes; all of a few when it describes none.

    None where it describes one that is not there, so that it may be about something else. Of many
    articles those are looked at whose words, names or day are closest to the question's.
    """
    asked = fold(question).rstrip(" ?.!")
    listed = listing_of(articles)
    wanted = stems(asked) - _FRAME
    if not wanted and (place := _PLACE.search(asked)):
        row = PLACES[place[1]]
        return tuple(listed[row : row + 1])
    found = _described(wanted, asked, _near(question, wanted, listed)) if wanted else listed
    if not found:
        return None if wanted else ()
    if end := _END.search(asked):
        return _at_end(listing_of(found), oldest=bool(end["old"]))
    return tuple(found) if len(found) <= (MOST_DESCRIBED if wanted else ABOUT_ALL) else ()


def _at_end(found: Listing, *, oldest: bool) -> tuple[Article, ...]:
    end = found.first_day if oldest else found.last_day
    of_day = found.on(lambda day: day == end).recent(MOST_READ)
    dated = sorted(of_day, key=lambda a: a.published or "")
    return tuple(dated[:1] if oldest else dated[-1:])


def _near(question: str, wanted: frozenset[str], articles: Listing) -> Listing:
    """Those among which the described one is, if it is there."""
    if articles.are_few:
        return articles
    near = articles.closest(question)
    said = {word for word in wanted if word in _DAYS or word.isdigit()}
    of_day = articles.on(lambda day: bool(said) and said <= stems(_day_in_words(day)))
    return near.either(of_day) if len(of_day) <= MOST_READ else near


def _described(
    wanted: frozenset[str], asked: str, articles: Sequence[Article]
) -> Sequence[Article]:
    """By what is known of them, else by how they begin, else by all their words."""
    if known := _with_words(wanted, articles, lambda _: ""):
        return known
    if of_outlet := _named_outlet(asked, articles):
        wanted -= stems(" ".join(a.outlet or "" for a in of_outlet))
        articles = of_outlet
    if not wanted:
        return articles
    if all(word in _DAYS or word.isdigit() for word in wanted):
        return ()
    # A report may be one that the texts speak of: "who wrote the report on the fraud?"
    texts = () if _REPORT.search(asked) else (_lead, lambda a: a.text[:_OPENING], lambda a: a.text)
    for text_of in texts:
        if found := _with_words(wanted, articles, text_of):
            return _most_about(wanted, found)
    scores = [(len(wanted & stems(a.title or "")), a) for a in articles]
    best = max((score for score, _ in scores), default=0)
    closest = [a for score, a in scores if score == best]
    return closest if best > 1 and len(closest) == 1 else ()


def _with_words(
    wanted: frozenset[str], articles: Sequence[Article], text_of: Callable[[Article], str]
) -> list[Article]:
    kin = [beginning(word) for word in wanted]
    found = []
    for article in articles:
        text = f"{_known(article)} {text_of(article)}"
        low = text.casefold()
        # Beginnings are found sooner.
        if all(each in low for each in kin) and wanted <= {stem(w.form) for w in words(text)}:
            found.append(article)
    return found


def _lead(article: Article) -> str:
    """As far as the first sentence goes, which says what the article is about."""
    end = _SENTENCE_END.search(article.text[:_OPENING])
    return article.text[: end.end()] if end else ""


def _known(article: Article) -> str:
    day = day_of(article.published)
    written = _day_in_words(day) if day else ""
    known = (article.title, article.outlet, article.byline, article.place, article.published)
    return " ".join(filter(None, (*known, written)))


def _day_in_words(day: dt.date) -> str:
    return f"{day:%A} {day.day} {_ordinal(day.day)} {day:%B} {day.year}"


def _ordinal(day: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}th" if day in (11, 12, 13) else f"{day}{ending}"


def _named_outlet(asked: str, articles: Sequence[Article]) -> list[Article]:
    said = {word.form for word in words(asked)}
    return [
        a
        for a in articles
        if a.outlet and all(is_named(word.form, said, asked) for word in words(a.outlet))
    ]


def _most_about(wanted: frozenset[str], found: list[Article]) -> list[Article]:
    """Those that have the words about as often as the one that has them most."""
    often = [sum(stem(word.form) in wanted for word in words(a.text)) for a in found]
    most = max(often)
    return [a for a, times in zip(found, often, strict=True) if times * _PLAINLY > most] or found
