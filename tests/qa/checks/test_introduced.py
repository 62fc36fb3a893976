"""A last name alone and "the report" are explained by what the article called them first."""

from __future__ import annotations

import pytest

from qa.checks.brackets import without_given
from qa.checks.introduced import first_names_given, things_given

STORY = [
    "By Tom Hale",
    "Minister Ana Ruiz and Sen. Leo Brandt read a report by the port council in Bern.",
    "Ruiz said the report was late.",
    "“Brandt never came,” Mrs. Ruiz told the Delta Working Group on Monday.",
    "The group asked Brandt for the notes of Kim Park and of Ida Park.",
    "Hale left before Park came.",
    "Solvent, a Danish company, sold two ships, and the company closed a dock.",
    "The company did not say whether the ship was sold.",
    "Outside Marsh’s hall people sang for the guests of Gov. Joan Marsh.",
    "Lee Min Ho met Dan Lee at noon, and Lee sang.",
    "Marsh wept.",
]


def names(row: int) -> list[tuple[str, str]]:
    return [(STORY[row][g.end :].split()[0], g.explained) for g in first_names_given(row, STORY)]


def test_first_names_stand_before_a_last_name_that_stands_alone():
    assert names(2) == [("Ruiz", "Ana")]
    assert names(3) == [("Ruiz", "Ana")]  # not in what somebody says
    assert names(4) == [("Brandt", "Leo")]
    assert names(10) == [("Marsh", "Joan")]


@pytest.mark.parametrize("row", [1, 5, 9])
def test_nobody_is_named_who_has_the_name_in_full_shares_it_or_only_wrote_the_article(row: int):
    assert names(row) == []


def test_a_thing_is_what_brought_it_in():
    assert [g.explained for g in things_given(2, STORY)] == ["a report by the port council in Bern"]
    assert [g.explained for g in things_given(4, STORY)] == ["Delta Working Group"]
    assert [g.explained for g in things_given(7, STORY)] == ["Solvent"]  # of two ships none


@pytest.mark.parametrize(
    "claim",
    [
        "“[Ana] Ruiz said the report was late.”",
        "The Post: “[Ana] Ruiz said the report [a report by the port council in Bern] was late.”",
        "“The group [Delta Working Group] asked [Leo] Brandt for the notes of Kim Park.”",
    ],
)
def test_a_bracket_before_a_name_is_taken_out_with_its_space(claim: str):
    plain = without_given(claim, STORY, None)
    assert "[" not in plain
    assert "“ " not in plain
    assert "  " not in plain


@pytest.mark.parametrize(
    "claim",
    [
        "“[Leo] Ruiz said the report was late.”",
        "“[Never] Ruiz said the report was late.”",
        "“Ruiz said [Ana] the report was late.”",
        "“Ruiz said the report [a report by Leo Brandt] was late.”",
        "“Ruiz said the report [not a report] was late.”",
        "“[Ana] the report was late.”",
    ],
)
def test_a_name_or_a_thing_of_another_place_stays(claim: str):
    assert without_given(claim, STORY, None) == claim
