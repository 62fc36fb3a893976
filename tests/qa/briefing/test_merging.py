"""Two quotations of one article become one sentence only where both begin with the same subject."""

from __future__ import annotations

from typing import Any

import pytest

from qa.briefing.merging import merged
from qa.sources import SourceList
from qa.statement import CheckedStatement, Kind, Verdict
from tests.fakes import article

STORY = article("Ruiz opened the hall. She left at noon. Leo Brandt sang.", name="story.txt")
OTHER = article("Ana Ruiz opened the hall.", name="other.txt")
SOURCES = SourceList()


def quoted(told: str, *articles: Any, kind: Kind = Kind.QUOTED) -> CheckedStatement:
    cited = tuple(SOURCES.cite(each, 0, 10 + len(told) % 5) for each in articles or (STORY,))
    return CheckedStatement(f"Porto Post: “{told}”", kind, cited, (), Verdict.SUPPORTED)


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        (
            "[Ana] Ruiz opened the hall.",
            "She [Ana Ruiz] left the town at noon.",
            "“[Ana] Ruiz opened the hall” and “left the town at noon.”",
        ),
        (
            "Mayor Ana Ruiz opened the hall on Friday [8 November 2024].",
            "Ruiz will sing there.",
            "“Mayor Ana Ruiz opened the hall on Friday [8 November 2024]” and “will sing there.”",
        ),
        (
            "The company [Solvent] closed a dock.",
            "The company sold two ships.",
            "“The company [Solvent] closed a dock” and “sold two ships.”",
        ),
    ],
)
def test_the_second_part_is_told_without_the_subject_that_both_have(
    first: str, second: str, text: str
):
    both = merged(quoted(first), quoted(second))
    assert both is not None
    assert both.text == f"Porto Post: {text}"
    assert both.citations == tuple(
        dict.fromkeys((*quoted(first).citations, *quoted(second).citations))
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ana Ruiz opened the hall.", "Leo Brandt sang a song."),
        ("Ana Ruiz opened the hall.", "She left the town."),  # nobody says who
        ("Ana Ruiz opened the hall.", "On Friday Ruiz left the town."),
        ("Ana Ruiz opened the hall.", "Ruiz, who had sung, left the town."),
        ("Ana Ruiz opened the hall.", "Ruiz’s brother left the town."),
        ("Ana Ruiz opened the hall.", "Ruiz and Brandt left the town."),
        ("Ana Ruiz opened the hall.", "Ruiz left " + "the old town and " * 12 + "the port."),
    ],
)
def test_what_begins_otherwise_or_grows_too_long_stays_apart(first: str, second: str):
    assert merged(quoted(first), quoted(second)) is None


def test_what_other_articles_report_besides_stays_apart():
    first, second = quoted("Ana Ruiz opened the hall.", STORY, OTHER), quoted("Ruiz left at noon.")
    assert merged(first, second) is None
    assert merged(second, quoted("Ruiz sang.", kind=Kind.WRITTEN)) is None
