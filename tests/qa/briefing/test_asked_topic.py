"""What a topic asks for: days, an outlet, a subject, and the frame around them left aside."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import pytest

from qa.briefing.asked_topic import asked_topic
from qa.question.request import make_request
from tests.fakes import FixedLibrary, article

OLD = article("Lisbon opened a tram line.", name="old.txt", outlet="Lisbon Times",
              published="2025-08-20")  # fmt: skip
NEW = article("Porto burns.", name="new.txt", outlet="The Porto Post", published="2025-09-03")


def asked(topic: str, **limits: Any):
    library = cast("Any", FixedLibrary(OLD, NEW))
    found = asked_topic(topic, make_request(topic, **limits), library)
    filters = found.request.filters
    return found.subject, filters.since, filters.until, filters.outlet


WEEK = (dt.date(2025, 8, 28), dt.date(2025, 9, 3))


@pytest.mark.parametrize("topic", ["this week", "What happened this week?", "News of this week"])
def test_this_week_is_the_seven_days_up_to_the_newest_article(topic: str):
    assert asked(topic) == ("", *WEEK, None)


def test_days_are_counted_from_the_day_that_is_given():
    assert asked("this week", as_of="2025-08-20")[1:3] == (
        dt.date(2025, 8, 14),
        dt.date(2025, 8, 20),
    )


def test_a_period_and_a_subject_hold_together():
    assert asked("the fire in Porto this week") == ("the fire in Porto", *WEEK, None)


def test_what_was_given_beside_the_topic_holds_as_well():
    assert asked("this week", since="2025-09-01", until="2025-09-30")[1:3] == (
        dt.date(2025, 9, 1),
        dt.date(2025, 9, 3),
    )


@pytest.mark.parametrize(
    ("topic", "subject"),
    [
        ("The Porto Post", ""),
        ("What does the Porto Post say?", ""),
        ("the Porto Post on the fire", "the fire"),
    ],
)
def test_an_outlet_is_a_limit(topic: str, subject: str):
    assert asked(topic) == (subject, None, None, "The Porto Post")


@pytest.mark.parametrize(
    ("topic", "subject"),
    [
        ("the 2024 elections", "the 2024 elections"),
        ("What happened to the tram line?", "the tram line"),
        ("Lena Ortiz", "Lena Ortiz"),
        ("How did the fire begin?", "How did the fire begin"),
        ("news", "news"),
    ],
)
def test_a_subject_names_no_limit(topic: str, subject: str):
    assert asked(topic) == (subject, None, None, None)
