"""The days that an article's words mean, written out: "Tuesday" as "19 August 2025"."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from index.reference_days import days_meant

if TYPE_CHECKING:
    from collections.abc import Sequence

# A day that lies ahead: which one "Tuesday" is then, the reader of past days does not know.
AHEAD = re.compile(
    r"\b(?:will|would|next|upcoming|coming|plans?|planned|scheduled|expected|due|set) \b|[’']ll\b"
)


def days_told(published: str | None, sentences: Sequence[str]) -> list[str]:
    """The first day that each sentence names by its distance from the day of its article.

    A sentence about what lies ahead is left out.
    """
    try:
        today = dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return []
    meant = (days_meant(s, today) for s in sentences if not AHEAD.search(s))
    return [written_out(days.first) for days in meant if days and days.first == days.last]


def written_out(day: dt.date) -> str:
    """`Tuesday, 19 August 2025 (August 19, 2025-08-19)`."""
    return f"{day:%A}, {day.day} {day:%B} {day.year} ({day:%B} {day.day}, {day.isoformat()})"
