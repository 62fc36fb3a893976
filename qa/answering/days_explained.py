"""Says which day "Tuesday" is in the words that answer a question for a time."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from index.dates import day_of
from qa.checks import days_given
from qa.evidence import parts_of_days
from qa.statement import CheckedStatement, Kind
from qa.writing import asks_when

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.statement import Citation

_MONTH = re.compile(r"\b(?P<which>last|this|next) (?P<of>month|year)\b(?!['’])", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_STEPS = {"last": -1, "this": 0, "next": 1}
_PARTS = frozenset({"morning", "afternoon", "evening", "night"})


def day_notices(question: str, shown: Sequence[CheckedStatement]) -> Iterator[CheckedStatement]:
    """`“Tuesday” is 23 September 2025 here.`, once for each word of the sources."""
    told: set[str] = set()
    for statement in shown if asks_when(question) else ():
        for source in statement.citations if statement.kind is not Kind.NOTICE else ():
            for word, day in _days(source):
                text = f"“{word}” is {day} here."
                if text not in told:
                    told.add(text)
                    yield CheckedStatement(text, Kind.NOTICE, (source,))


def _days(source: Citation) -> Iterator[tuple[str, str]]:
    published = source.article.published
    for given in days_given(source.quote, published):
        before = source.quote[: given.end].split()
        yield before[-2 if before[-1].casefold() in _PARTS else -1], given.explained
    for word, day in parts_of_days(source.quote, published):
        yield word, f"{day.day} {day:%B} {day.year}"
    if (today := day_of(published)) is not None:
        yield from _months(source.quote, today)


def _months(quote: str, today: dt.date) -> Iterator[tuple[str, str]]:
    """`last month`, `next year` outside quoted words, which may have been said before."""
    for found in _MONTH.finditer(_QUOTED.sub(" ", quote)):
        step = _STEPS[found["which"].casefold()]
        if found["of"].casefold() == "year":
            yield found[0], str(today.year + step)
        else:
            month = today.year * 12 + today.month - 1 + step
            yield found[0], f"{dt.date(month // 12, month % 12 + 1, 1):%B %Y}"
