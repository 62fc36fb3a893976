"""Says which day "Tuesday" is in the words that answer a question for a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.checks import days_given
from qa.statement import CheckedStatement, Kind
from qa.writing import asks_when

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def day_notices(question: str, shown: Sequence[CheckedStatement]) -> Iterator[CheckedStatement]:
    """`“Tuesday” is 23 September 2025 here.`, once for each word of the sources."""
    told: set[str] = set()
    for statement in shown if asks_when(question) else ():
        for source in statement.citations if statement.kind is not Kind.NOTICE else ():
            for given in days_given(source.quote, source.article.published):
                word = source.quote[: given.end].split()[-1]
                if word.casefold() in {"morning", "afternoon", "evening", "night"}:
                    word = source.quote[: given.end].split()[-2]
                text = f"“{word}” is {given.explained} here."
                if text not in told:
                    told.add(text)
                    yield CheckedStatement(text, Kind.NOTICE, (source,))
