"""A question as it was asked, with what limits the search for its answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import SearchFilters
from qa.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

LONGEST_QUESTION = 4_000  # characters

Day = dt.date | str | None


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked; `history` holds earlier questions and answers, oldest first.

    `understood` is the question as it stands alone, where it leans on earlier ones.
    """

    question: str
    filters: SearchFilters
    as_of: dt.date | None = None
    history: tuple[tuple[str, str], ...] = ()
    understood: str | None = None

    @property
    def asked(self) -> str:
        """What is looked for in the articles."""
        return self.understood or self.question


def make_request(  # noqa: PLR0913 - the published arguments
    question: str,
    *,
    history: Sequence[tuple[str, str]] = (),
    since: Day = None,
    until: Day = None,
    as_of: Day = None,
    outlet: str | None = None,
    within: Collection[str] = (),
) -> Request:
    """Check what was given. Dates may be strings such as `2025-09-03` or `2025/09/03`.

    `within` holds the ids of the only articles that may be in the answer; none stands for all.

    Raises:
        QuestionError: no question, one that is too long, or a date that is none.
    """
    if not any(character.isalnum() for character in question):
        raise QuestionError(
            'There is no question. Ask one: byline ask "who offered to host talks?"'
        )
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(question):,} characters; the most is {LONGEST_QUESTION:,}. "
            "Ask a shorter one."
        )
    filters = SearchFilters(
        _day("since", since), _day("until", until), outlet or None, frozenset(within)
    )
    if filters.since and filters.until and filters.since > filters.until:
        raise QuestionError(
            f"--since {filters.since} is later than --until {filters.until}. Exchange them."
        )
    return Request(question, filters, _day("as-of", as_of), tuple(history))


def _day(name: str, value: Day) -> dt.date | None:
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value.strip().replace("/", "-"))
    except ValueError:
        raise QuestionError(
            f"{value!r} is not a date. Write it like this: --{name} 2025-09-03"
        ) from None
