"""Days and months in the words that answer a question for a time are named as of the article."""

from __future__ import annotations

import pytest

from qa.answering.days_explained import day_notices
from qa.statement import CheckedStatement, Citation, Kind, Verdict
from tests.fakes import article


def told(question: str, text: str, published: str | None = "2025-12-10") -> list[str]:
    source = Citation(1, article(text, published=published), 0, len(text), text)
    statement = CheckedStatement(text, Kind.QUOTED, (source,), verdict=Verdict.SUPPORTED)
    return [notice.text for notice in day_notices(question, [statement])]


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("Work begins next month.", "“next month” is January 2026 here."),
        ("Last month it bought two ships.", "“Last month” is November 2025 here."),
        ("The line was closed last year.", "“last year” is 2024 here."),
        ("It opened on Tuesday.", "“Tuesday” is 9 December 2025 here."),
    ],
)
def test_a_time_as_seen_from_the_article_is_named(text: str, explained: str):
    assert told("When was it?", text) == [explained]


def test_what_is_quoted_or_undated_or_not_asked_for_is_not_explained():
    assert told("When was it?", "“We start next month,” she said.") == []
    assert told("When was it?", "It starts next month.", published=None) == []
    assert told("Who starts?", "It starts next month.") == []
    assert told("When was it?", "It is last year's plan.") == []
