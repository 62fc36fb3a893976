"""Says which day "Tuesday" is in the words that answer a question for a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.checks import days_given
from qa.evidence import parts_of_days
from qa.statement import CheckedStatement, Kind
from qa.writing import asks_when

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.statement import Citation

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
