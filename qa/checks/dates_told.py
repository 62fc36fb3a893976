"""The days, months and years that an article's words mean, written out: "Tuesday" as a date."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from index.reference_days import days_meant
from qa.english.dates import DAYS, MONTHS, RELATIVE, mentions
from qa.english.normal_form import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.english.dates import Mention

# A day that lies ahead: which one "Tuesday" is then, the reader of past days does not know.
AHEAD = re.compile(
    r"\b(?:will|would|next|upcoming|coming|plans?|planned|scheduled|expected|due|set) \b|[’']ll\b"
)
YEAR = re.compile(r"\b(?:1[5-9]|20)[0-9]{2}\b")
_SEASON = rf"(?:year|winter|spring|summer|autumn|fall|season|{'|'.join(MONTHS)})"
# By how many years or months from that of the article.
YEARS = (
    (
        -1,
        re.compile(rf"\b(?:last|previous|prior|past) {_SEASON}\b|\byear (?:ago|earlier|before)\b"),
    ),
    (1, re.compile(rf"\bnext {_SEASON}\b|\byear later\b")),
)
MONTHS_FROM = (
    (-1, re.compile(r"\b(?:last|previous|past) month\b|\bmonth (?:ago|earlier)\b")),
    (0, re.compile(r"\bthis month\b|\bearlier in the month\b")),
    (1, re.compile(r"\bnext month\b")),
)


def days_told(published: str | None, sentences: Sequence[str]) -> list[str]:
    """The days that sentences name by their distance from the day of their article, written out.

    So the weekday of "March 4" is told too, and the month that "last month" was. Which day
    "Tuesday" is in a sentence about what lies ahead is left open.
    """
    today = _day(published)
    if today is None:
        return []
    found = [day for sentence in sentences for day in _days(sentence, today)]
    months = [month for sentence in sentences for month in _months(sentence, today)]
    return list(dict.fromkeys((*map(written_out, found), *months)))


def years_told(published: str | None, sentences: Sequence[str]) -> list[str]:
    """The year of the article, and those that "last year" and a month without a year mean in it."""
    today = _day(published)
    if today is None:
        return []
    found = {today.year}
    for sentence in sentences:
        folded = fold(sentence)
        found |= {today.year + by for by, pattern in YEARS if pattern.search(folded)}
        if not YEAR.search(folded):
            found |= {_nearest(m, today, folded) for m in mentions(sentence) if m.month}
    return [str(year) for year in sorted(found)]


def written_out(day: dt.date) -> str:
    """`Tuesday, 19 August 2025 (August 19, 2025-08-19)`."""
    return f"{day:%A}, {day.day} {day:%B} {day.year} ({day:%B} {day.day}, {day.isoformat()})"


def _day(published: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _days(sentence: str, today: dt.date) -> Iterator[dt.date]:
    folded = fold(sentence)
    ahead = AHEAD.search(sentence) is not None
    for mention in mentions(sentence):
        if mention.month and mention.day and not (mention.year is None and YEAR.search(folded)):
            try:
                year = mention.year or _nearest(mention, today, folded)
                yield dt.date(year, mention.month, mention.day)
            except ValueError:  # the 31st of June
                continue
        elif mention.word in RELATIVE or (mention.word in DAYS and not mention.day and not ahead):
            before = folded[max(0, mention.start - 5) : mention.start]
            which = "last " if before == "last " else ""
            days = days_meant(which + mention.word.title(), today)
            if days is not None:
                yield days.first


def _months(sentence: str, today: dt.date) -> Iterator[str]:
    """`September 2022`."""
    folded = fold(sentence)
    for by, pattern in MONTHS_FROM:
        if pattern.search(folded):
            years, month = divmod(today.month - 1 + by, 12)
            yield f"{MONTHS[month].title()} {today.year + years}"
    if not YEAR.search(folded):
        for mention in mentions(sentence):
            if mention.month and mention.year is None:
                name = MONTHS[mention.month - 1].title()
                yield f"{name} {_nearest(mention, today, folded)}"


def _nearest(mention: Mention, today: dt.date, folded: str) -> int:
    """The year of a month without one: the last that it was, or the next where it lies ahead."""
    if mention.year:
        return mention.year
    month = mention.month or today.month
    if AHEAD.search(folded):
        return today.year + (month < today.month)
    return today.year - (month > today.month)
