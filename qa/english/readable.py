"""Counts, dates and verdicts as a person reads them."""

from __future__ import annotations

from datetime import date

from qa.answer import ConflictKind
from qa.statement import Verdict

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

VERDICT_WORDS = {
    Verdict.SUPPORTED: "Supported",
    Verdict.PARTLY_SUPPORTED: "Partly supported",
    Verdict.NOT_SUPPORTED: "Not supported",
    Verdict.CONTRADICTED: "Contradicted",
    Verdict.UNCITED: "No source",
}

CONFLICT_WORDS = {
    ConflictKind.CONTRADICTION: "The articles contradict each other",
    ConflictKind.DIFFERENT_WORDING: "The articles word it differently",
    ConflictKind.OMISSION: "Not every article says all of it",
}


def readable_date(published: str | None) -> str | None:
    """`2025-09-03T10:00` as `3 Sep 2025`; what is no date stays as it is written."""
    if published is None:
        return None
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return published
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def plural(count: int, noun: str) -> str:
    """`1 article`, `2 articles`, `1,200 articles`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
