"""The days a question means, counted from a day that is given."""

from __future__ import annotations

import datetime as dt

import pytest

from index.reference_days import Days, days_meant

TODAY = dt.date(2025, 9, 3)  # a Wednesday


def days(first: str, last: str | None = None) -> Days:
    return Days(dt.date.fromisoformat(first), dt.date.fromisoformat(last or first))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What happened today?", days("2025-09-03")),
        ("What did she say yesterday?", days("2025-09-02")),
        ("Who resigned this week?", days("2025-08-28", "2025-09-03")),
        ("Who resigned last week?", days("2025-08-25", "2025-08-31")),
        ("Who resigned in the past week?", days("2025-08-28", "2025-09-03")),
        ("What opened this month?", days("2025-09-01", "2025-09-03")),
        ("What opened last month?", days("2025-08-01", "2025-08-31")),
        ("What was sold this year?", days("2025-01-01", "2025-12-31")),
        ("What was sold last year?", days("2024-01-01", "2024-12-31")),
        ("Who won over the weekend?", days("2025-08-30", "2025-08-31")),
        ("Who won last weekend?", days("2025-08-30", "2025-08-31")),
        ("What did he say on Wednesday?", days("2025-09-03")),
        ("What did he say on Tuesday?", days("2025-09-02")),
        ("What did he say last Wednesday?", days("2025-08-27")),
        ("What does Thursday’s ruling say?", days("2025-08-28")),
        ("What was announced three days ago?", days("2025-08-31")),
        ("What happened on September 1?", days("2025-09-01")),
        ("What happened on Dec. 24?", days("2024-12-24")),
        ("What happened on August 28, 2025?", days("2025-08-28")),
        ("What happened on 2025-08-28?", days("2025-08-28")),
        ("How many were killed in August?", days("2025-08-01", "2025-08-31")),
        ("How many were killed in November?", days("2024-11-01", "2024-11-30")),
        ("How many were killed in February 2024?", days("2024-02-01", "2024-02-29")),
        ("Who was elected in 2024?", days("2024-01-01", "2024-12-31")),
        ("What has been said recently?", days("2025-08-21", "2025-09-03")),
    ],
)
def test_days_are_counted_from_the_reference_day(question: str, expected: Days):
    assert days_meant(question, TODAY) == expected


@pytest.mark.parametrize(
    "question",
    ["", "Who offered to host talks?", "May he stay?", "What may happen?", "Who will march?",
     "How long is the sun up?", "What is a Monday-morning quarterback?".replace("Monday", "Sun"),
     "on February 31", "What is the latest?".replace("latest", "last word")],
)  # fmt: skip
def test_a_question_without_a_day_means_none(question: str):
    assert days_meant(question, TODAY) is None


def test_a_weekend_that_is_not_over_ends_today():
    saturday = dt.date(2025, 9, 6)
    assert days_meant("Who won this weekend?", saturday) == days("2025-09-06")


def test_the_distance_to_a_day_is_zero_inside():
    week = days("2025-08-28", "2025-09-03")
    assert [week.distance(dt.date(2025, 8, 28) + dt.timedelta(n)) for n in (-2, 0, 6, 9)] == [
        2, 0, 0, 3,
    ]  # fmt: skip


def test_impossible_dates_near_the_edges_do_not_fail():
    for question in ("999 years ago", "in December 1900", "on Feb 29", "last month"):
        days_meant(question, dt.date(1900, 1, 1))
