"""A sentence is of the day that its words mean in its article."""

from __future__ import annotations

import datetime as dt

import pytest

from qa.english.parser import is_installed
from qa.evidence.days_named import is_of_day, of_day
from qa.question.days_asked import day_asked
from tests.fakes import article, hits_of

THURSDAY = "2025-10-02"


def first(text: str, published: str | None = THURSDAY):
    return hits_of(article(text, published=published))[0].sentences[0]


@pytest.mark.skipif(not is_installed(), reason="the grammar's package is not installed")
@pytest.mark.parametrize(
    ("text", "day", "named"),
    [
        ("The index fell on Thursday.", "2025-10-02", True),
        ("The index fell on Thursday.", "2025-10-03", False),
        ("It rose on Wednesday.", "2025-10-01", True),
        ("The figures come out on Friday.", "2025-10-03", True),
        ("The bank will meet on Monday.", "2025-10-06", True),
        ("The bank met on Monday.", "2025-10-06", False),
        ("On Wednesday the firm said it would pay next year.", "2025-10-01", True),
        ("The firm said it will pay on Tuesday.", "2025-10-07", True),
        ("The bridge did not open on Wednesday.", "2025-10-08", False),
        ("The bridge was closed yesterday.", "2025-10-01", True),
        ("Police came last night.", "2025-10-01", True),
        ("It opens this morning.", "2025-10-02", True),
        ("Coal was last shipped on 7 September.", "2025-09-07", True),
        ("The index fell.", "2025-10-02", None),
    ],
)
def test_the_day_of_a_sentence(text: str, day: str, named: bool | None):
    assert is_of_day(first(text), dt.date.fromisoformat(day)) is named


def test_without_a_date_of_the_article_nobody_can_tell():
    assert is_of_day(first("The index fell on Thursday.", None), dt.date(2025, 10, 2)) is None


def test_of_an_article_of_the_day_what_names_no_day_is_of_it():
    story = article("The index fell. On Monday it rose. It stood at 400.", published=THURSDAY)
    kept = of_day(hits_of(story)[0], dt.date(2025, 10, 2)).sentences
    assert [s.text for s in kept] == ["The index fell.", "It stood at 400."]


@pytest.mark.parametrize(
    ("question", "day", "rest"),
    [
        ("Did the index fall on October 2?", "2025-10-02", "Did the index fall?"),
        ("What did the bank do on Monday?", "2025-10-06", "What did the bank do?"),
        ("What was decided last night?", "2025-10-06", "What was decided?"),
        ("On 1 October, who met?", "2025-10-01", "Who met?"),
    ],
)
def test_the_one_day_of_a_question_is_taken_out(question: str, day: str, rest: str):
    assert day_asked(question, dt.date(2025, 10, 7)) == (dt.date.fromisoformat(day), rest)


@pytest.mark.parametrize(
    "question",
    ["What changed since Monday?", "Who met before 3 May?", "Who won Friday's race?", "Who met?"],
)
def test_other_times_are_no_one_day(question: str):
    assert day_asked(question, dt.date(2025, 10, 7)) is None
