"""Of what was told at different times the newest comes first; other counts are left aside."""

from __future__ import annotations

import pytest

from qa.evidence.newest import moment_of, newest_first
from qa.evidence.selector import Evidence
from tests.fakes import article, hits_of

BLOG = article(
    "19:10\n\nSix of the dead were guests.\n\n"
    "18:40\n\nThe number of people killed in the hotel has risen to eleven.\n\n"
    "16:05\n\nThe mayor says nine people were killed. A 40-year-old cook was killed, too.\n\n"
    "14:00\n\nSome 300 people are missing.\n\n"
    "12:30\n\nFour people were killed in the fire, police say.",
    published="2025-05-02",
    title="Live: hotel fire in Ostra",
)
FIRST = article("Four people were killed in Ostra.", name="1.txt", published="2025-05-02")
LATER = article("The fire in Ostra killed 12 people.", name="2.txt", published="2025-05-04")
SAME_DAY = article("The fire in Ostra killed five people.", name="3.txt", published="2025-05-02")
QUESTION = "How many people were killed in Ostra?"


def read(*stories, answering: str = "killed", relevance: float = 3.0) -> list[Evidence]:
    """The sentences as a reader ranks them that takes the last one for the best."""
    sentences = [s for story in stories for hit in hits_of(story) for s in hit.sentences]
    return [
        Evidence(s, relevance - row, answers=answering in s.text)
        for row, s in enumerate(reversed(sentences))
    ]


def shown(question: str, *stories, **options) -> list[str]:
    return [e.sentence.text for e in newest_first(question, read(*stories, **options))]


def test_a_live_blog_is_told_from_its_newest_entry():
    assert shown(QUESTION, BLOG) == [
        "The number of people killed in the hotel has risen to eleven.",
        "The mayor says nine people were killed.",
        "Four people were killed in the fire, police say.",
    ]


def test_the_stamp_of_an_entry_is_its_time():
    by_text = {s.text: moment_of(s) for s in hits_of(BLOG)[0].sentences}
    assert by_text["The mayor says nine people were killed."].time == "16:05"
    assert by_text["Six of the dead were guests."].is_after(
        by_text["The mayor says nine people were killed."]
    )


def test_of_two_articles_the_later_one_leads():
    assert shown(QUESTION, LATER, FIRST) == [
        "The fire in Ostra killed 12 people.",
        "Four people were killed in Ostra.",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "How many people were first said to be killed in Ostra?",
        "How many people were killed in Ostra at 12:30?",
        "How many people were killed in Ostra on May 2?",
        "Who was killed in Ostra?",
    ],
)
def test_whoever_asks_for_a_time_or_for_no_amount_gets_no_order(question: str):
    assert shown(question, BLOG) == []


def test_how_it_stands_now_is_told_from_the_newest_entry():
    road = article(
        "20:40 The N-3 is closed again.\n\n17:30 The N-3 has reopened.\n\n10:00 It rained.",
        published="2025-05-02",
    )
    told = shown("Is the N-3 open?", road, answering="reopened")
    assert told == ["20:40 The N-3 is closed again.", "17:30 The N-3 has reopened."]


def test_time_decides_nothing_between_articles_of_one_day():
    assert shown(QUESTION, FIRST, SAME_DAY) == []


def test_an_article_that_does_not_name_the_place_is_of_something_else():
    other = article("The fire killed 30 people.", name="4.txt", published="2025-06-01")
    assert shown(QUESTION, other, FIRST) == []
