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
_PART = re.compile(r"\b(?:(?P<last>last) night|this (?:morning|afternoon|evening))\b")
_FROM_TODAY = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


def is_of_day(sentence: Sentence, day: dt.date) -> bool | None:
    """Whether it names this day, or only others; None where it names none or nobody can tell.

    A weekday is the last one or, where the sentence tells nothing as past, the next one.
    """
    published = day_of(sentence.article.published)
    text = sentence.text
    if published is None:
        return None
    found = [days for mention in mentions(text) if (days := _days(mention, published, text))]
    found += [{meant} for _, meant in parts_of_days(text, sentence.article.published)]
    if not found:
        return None
    return any(day in days for days in found)


def of_day(hit: Hit, day: dt.date) -> Hit:
    """The hit with its sentences of that day alone: by their words, or by their article's day."""
    published = day_of(hit.passage.article.published)
    kept = tuple(
        s
        for s in hit.sentences
        if (named := is_of_day(s, day)) or (named is None and published == day)
    )
    return replace(hit, sentences=kept)


def parts_of_days(text: str, published: str | None) -> Iterator[tuple[str, dt.date]]:
    """`last night`, `this morning` with the days that they mean in an article of a day."""
    day = day_of(published)
    if day is None:
        return
    for found in _PART.finditer(fold(text)):
        yield found[0], day - _DAY if found["last"] else day


def _days(mention: Mention, published: dt.date, text: str) -> set[dt.date]:
    if mention.month and mention.day:
        years = (
            [mention.year]
            if mention.year
            else [published.year - 1, published.year, published.year + 1]
        )
        dates = [d for year in years if (d := _date(year, mention.month, mention.day))]
        return {min(dates, key=lambda d: abs((d - published).days))} if dates else set()
    if mention.word in RELATIVE:
        return {published + _FROM_TODAY[mention.word] * _DAY}
    if mention.word in DAYS:
        back = (published.weekday() - DAYS.index(mention.word)) % 7
        last = published - back * _DAY
        tense = _tense(text, mention.start)
        if tense == "MD":
            return {last + 7 * _DAY} if back else {last, last + 7 * _DAY}
        return {last} if tense == "VBD" else {last, last + 7 * _DAY}
    return set()


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _tense(text: str, place: int) -> str:
    """The tag of the verb that a day belongs to: the last before it, else the first behind it.

    MD of "will meet on Monday", VBD of "met on Monday" and of "on Monday they said".
    """
    verbs = [part for part in parts_of_speech(text) if part.tag == "MD" or part.tag[:2] == "VB"]
    before = [part for part in verbs if part.start < place]
    if before and before[-1].tag == "VB":  # "will meet", "is to meet", "did not meet"
        helped = next((p for p in reversed(before) if p.tag in {"MD", "VBD"}), None)
        return helped.tag if helped and (helped.tag == "MD" or helped.lemma == "do") else ""
    if before and before[-1].tag == "VBN":  # "was closed", "will be closed"
        helped = next((p for p in reversed(before) if p.tag in {"MD", "VBD", "VBZ", "VBP"}), None)
        return helped.tag if helped else "VBD"
    near = before[-1:] or verbs[:1]
    return near[0].tag if near else ""
