"""Of what was told at different times the newest comes first; other counts are left aside."""

from __future__ import annotations

import pytest

from qa.evidence.newest import entry_asked, moment_of, newest_first
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


RIVER = article(
    "18:50 The Marn bridge is open to walkers again.\n\n17:20 The water stands at 7.1 metres.\n\n"
    "16:05 The mayor has lifted the order to boil drinking water.\n\n"
    "13:30 The river has risen to 7.9 metres.\n\n12:10 The Marn bridge has been closed.\n\n"
    "10:15 People in Tolm must boil their drinking water.",
    published="2025-05-02",
    title="Live: floods in Tolm",
)


@pytest.mark.parametrize(
    ("question", "answering", "told"),
    [
        ("Is the Marn bridge closed?", "closed", ["18:50", "12:10"]),
        ("Do people in Tolm have to boil their water?", "People", ["16:05", "10:15"]),
        ("How high is the river in Tolm?", "7.9", ["17:20", "13:30"]),
        ("When was the Marn bridge closed?", "closed", []),
    ],
)
def test_what_has_changed_since_in_a_live_blog_leads(
    question: str, answering: str, told: list[str]
):
    assert [text[:5] for text in shown(question, RIVER, answering=answering)] == told


@pytest.mark.parametrize(
    ("question", "later", "earlier"),
    [
        (
            "What is the toll on the Kelm bridge?",
            "The toll on the Kelm bridge was scrapped.",
            "Cars pay a toll of 3 euros on the Kelm bridge.",
        ),
        (
            "Who coaches Kelm United?",
            "Kelm United sacked coach Uwe Brandt.",
            "Uwe Brandt coaches Kelm United.",
        ),
    ],
)
def test_what_has_ended_since_is_told_first(question: str, later: str, earlier: str):
    old = article(earlier, name="7.txt", published="2025-02-01")
    new = article(later, name="8.txt", published="2025-07-14")
    other = article("The old mill in Kelm was closed.", name="9.txt", published="2025-08-14")
    assert shown(question, other, new, old, answering=earlier[:6]) == [later, earlier]


def test_when_is_answered_by_the_time_of_an_entry():
    told = read(RIVER, answering="closed")
    assert [e.sentence.text[:5] for e in entry_asked("When was the bridge closed?", told)] == [
        "12:10"
    ]
    unread = read(RIVER, answering="nothing")
    assert [
        e.sentence.text[:5] for e in entry_asked("When was the Marn bridge closed?", unread)
    ] == ["12:10"]
    assert entry_asked("When was the Marn bridge sold?", unread) == []
    assert entry_asked("Who closed the bridge?", told) == []
    assert entry_asked("When was it killed?", read(FIRST)) == []


def test_what_was_to_come_has_come_in_a_later_article():
    closed = article("The Kestrel library will reopen in May.", published="2025-02-01")
    opened = article("The Kestrel library reopened.", name="5.txt", published="2025-07-14")
    other = article("The Kestrel library is old.", name="6.txt", published="2025-08-01")
    told = shown("When will the Kestrel library reopen?", other, opened, closed, answering="May")
    assert told == ["The Kestrel library reopened.", "The Kestrel library will reopen in May."]


def test_time_decides_nothing_between_articles_of_one_day():
    assert shown(QUESTION, FIRST, SAME_DAY) == []


def test_an_article_that_does_not_name_the_place_is_of_something_else():
    other = article("The fire killed 30 people.", name="4.txt", published="2025-06-01")
    assert shown(QUESTION, other, FIRST) == []
