"""Whether a sentence is of a certain day: "on Thursday" in an article of 2 October 2025.

Knows no question.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from index.dates import day_of
from qa.english.dates import DAYS, RELATIVE, mentions
from qa.english.grammar import parts_of_speech
from qa.english.normal_form import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index import Hit, Sentence
    from qa.english.dates import Mention

_DAY = dt.timedelta(days=1)
_PART = re.compile(r"\b(?:(?P<last>last) night|this (?:morning|afternoon|evening)|overnight)\b")
_AHEAD = re.compile(r"\b(?:will|would|next|planned|scheduled|expected|due|to be|set to)\b|[’']ll\b")
_FROM_TODAY = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
NEAR = 8  # days between an article and the days that its weekdays mean


def is_of_day(sentence: Sentence, day: dt.date) -> bool | None:
    """Whether it names this day, or only others; None where it names none or nobody can tell.

    A weekday is the last one or, where the sentence tells nothing as past, the next one.
    """
    published = day_of(sentence.article.published)
    text = sentence.text
    if published is None:
        return None
    found = [days for mention in mentions(text) if (days := _days(mention, published, text))]
    found += [{published - (1 if m["last"] else 0) * _DAY} for m in _parts(text)]
    if not found:
        return None
    return any(day in days for days in found)


def of_day(hit: Hit, day: dt.date) -> Hit:
    """The hit with its sentences of that day alone: by their words, or by the day of the article."""
    published = day_of(hit.passage.article.published)
    kept = tuple(
        s
        for s in hit.sentences
        if (named := is_of_day(s, day)) or (named is None and published == day)
    )
    return replace(hit, sentences=kept)


def _parts(text: str) -> Iterator[re.Match[str]]:
    return (m for m in _PART.finditer(fold(text)) if m[0] != "overnight")


def _days(mention: Mention, published: dt.date, text: str) -> set[dt.date]:
    if mention.month and mention.day:
        years = [mention.year] if mention.year else [published.year - 1, published.year, published.year + 1]
        dates = [d for year in years if (d := _date(year, mention.month, mention.day))]
        return {min(dates, key=lambda d: abs((d - published).days))} if dates else set()
    if mention.word in RELATIVE:
        return {published + _FROM_TODAY[mention.word] * _DAY}
    if mention.word in DAYS:
        back = (published.weekday() - DAYS.index(mention.word)) % 7
        last = published - back * _DAY
        if _AHEAD.search(fold(text)):
            return {last + 7 * _DAY} if back else {last, last + 7 * _DAY}
        return {last} if _is_past(text) else {last, last + 7 * _DAY}
    return set()


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _is_past(text: str) -> bool:
    return any(part.tag == "VBD" for part in parts_of_speech(text))
