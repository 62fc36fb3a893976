"""The days that an article's words mean, written out: "Tuesday" as "19 August 2025"."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from index.reference_days import days_meant

if TYPE_CHECKING:
    from collections.abc import Sequence


def days_told(published: str | None, sentences: Sequence[str]) -> list[str]:
    """Each day that a sentence of an article names by its distance from the day of the article."""
    try:
        today = dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return []
    meant = (days_meant(sentence, today) for sentence in sentences)
    return [written_out(days.first) for days in meant if days and days.first == days.last]


def written_out(day: dt.date) -> str:
    """`Tuesday, 19 August 2025 (August 19, 2025-08-19)`."""
    return f"{day:%A}, {day.day} {day:%B} {day.year} ({day:%B} {day.day}, {day.isoformat()})"
