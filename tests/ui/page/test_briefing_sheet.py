"""Working on a briefing: steps across sections, undoing, words found in an article."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.briefing.composer import item_of
from qa.briefing.structure import Briefing, Section
from tests.qa.briefing.briefings import LISBON, PORTO, briefing, scope, statement
from ui.page.briefing_sheet import (
    BriefingSheet,
    find_words,
    place_of,
    step_section,
    step_statement,
)


def told(made: Briefing) -> list[list[str]]:
    return [[item.statement.text for item in section.items] for section in made.sections]


def sheet_of(*counts: int) -> Briefing:
    quote = "The glass works had closed twice since 1998."
    names = iter("abcdefgh")
    sections = tuple(
        Section(f"section {n}", tuple(
            item_of(statement(next(names), (LISBON, quote)), scope()) for _ in range(count)
        ))
        for n, count in enumerate(counts)
    )  # fmt: skip
    return replace(briefing(), sections=sections)


def test_a_statement_goes_up_and_down_within_its_section():
    made = sheet_of(3)
    down, number = step_statement(made, 1, 1)
    assert (told(down), number) == ([["b", "a", "c"]], 2)
    up, number = step_statement(down, 2, -1)
    assert (told(up), number) == (told(made), 1)


def test_at_the_end_of_a_section_it_goes_on_into_the_next():
    made = sheet_of(2, 0, 1)
    after, number = step_statement(made, 2, 1)
    assert (told(after), number) == ([["a"], ["b"], ["c"]], 2)
    after, number = step_statement(after, number, 1)
    assert (told(after), number) == ([["a"], [], ["b", "c"]], 2)
    after, number = step_statement(after, number, -1)
    assert (told(after), number) == ([["a"], ["b"], ["c"]], 2)
    after, number = step_statement(after, number, -1)
    assert (told(after), number) == ([["a", "b"], [], ["c"]], 2)


def test_at_the_very_end_it_stays():
    made = sheet_of(1, 1)
    assert step_statement(made, 1, -1) == (made, 1)
    assert step_statement(made, 2, 1) == (made, 2)
    assert step_section(made, 1, -1) == (made, 1)
    assert step_section(made, 2, 1) == (made, 2)


def test_a_section_goes_up_and_down():
    made = sheet_of(1, 2)
    after, section = step_section(made, 1, 1)
    assert (told(after), section) == ([["b", "c"], ["a"]], 2)


@pytest.mark.parametrize("number", [0, -1, 4])
def test_a_number_that_is_not_shown_is_refused(number: int):
    with pytest.raises(ValueError, match="there is no statement"):
        place_of(sheet_of(2, 1), number)


def test_every_change_can_be_undone():
    first, second = sheet_of(1), sheet_of(2)
    sheet = BriefingSheet(first).changed(second)
    assert sheet.briefing == second
    assert sheet.undone() == BriefingSheet(first)
    assert BriefingSheet(first).undone() == BriefingSheet(first)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("We lost the roof", "We lost the roof"),
        ("“We lost the roof,”", "We lost the roof,"),
        ('"We lost\n the  roof," Mayor', "We lost the roof,” Mayor"),
        ("drove 40 families", "drove 40 families"),
        ("Monday. “We lost", "Monday.\n\n“We lost"),
        ("We lost the house", None),
        ("", None),
        ("”", None),
        (".*", None),
    ],
)
def test_words_are_found_where_they_stand(words: str, found: str | None):
    span = find_words(PORTO, words)
    assert found == (None if span is None else PORTO.text[slice(*span)])
