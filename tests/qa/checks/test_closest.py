"""Beside a claim that nothing supports stands what speaks of it, and the words it depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.checks.checked_text import check_against
from qa.checks.claims import ClaimChecker
from qa.checks.telling_words import telling_words
from qa.evidence.judge import Support
from qa.statement import Verdict
from tests.fakes import FixedLibrary, article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.evidence.judge import Premise

STORY = article(
    "The harbour board met in Ely to speak of the ferry and of the harbour.\n\n"
    "The vessel of the harbour board was withdrawn from service in spring.\n\n"
    "The harbour has a clock.",
    name="story.txt",
)
CLAIM = "The harbour board sold the ferry in Ely."
ABOUT, SILENT = Support(0.3, 0.2, 0.5), Support(0.1, 0.0, 0.9)
DENIES, SAYS = Support(0.1, 0.6, 0.3), Support(0.9, 0.0, 0.1)


def reads(claim: str, premises: Sequence[Premise]) -> list[Support]:
    """What tells of the vessel may tell of a sale; nothing else does."""
    del claim
    return [ABOUT if "vessel" in premise.text else SILENT for premise in premises]


def test_the_sentence_that_the_judge_finds_to_speak_of_it_comes_first():
    (checked,) = check_against(CLAIM, FixedLibrary(STORY), ClaimChecker(reads)).statements
    assert checked.verdict is Verdict.NOT_SUPPORTED
    assert checked.citations[0].quote.startswith("The vessel")
    (without,) = check_against(CLAIM, FixedLibrary(STORY), ClaimChecker(None)).statements
    assert without.verdict is Verdict.NOT_SUPPORTED
    assert without.citations[0].quote.startswith("The harbour board met")


class Without:
    """Finds a claim supported once some words are gone, or once others stand in it."""

    def __init__(self, gone: str, there: str = "") -> None:
        self.gone, self.there = gone, there

    def __call__(self, claim: str, premises: Sequence[Premise]) -> list[Support]:
        supported = self.gone not in claim and self.there in claim
        return [SAYS if supported else DENIES for _ in premises]


TOLD = "The board kept a ferry that takes all guests to the old harbour."


@pytest.mark.parametrize(
    ("claim", "gone", "there", "marked"),
    [
        ("The board kept only a ferry for rich guests.", "only", "", "only"),
        ("The board kept a ferry for rich guests.", "rich", "", "rich"),
        ("The board kept a ferry in the new dock.", "in the", "kept", "the new dock"),
        ("The board sank a ferry.", "never in it", "did not sink", "sank"),
    ],
)
def test_the_words_without_which_it_would_be_supported_are_marked(
    claim: str, gone: str, there: str, marked: str
):
    judge = Without(gone, there)
    span = telling_words(claim, TOLD, judge)
    assert span is not None
    assert claim[slice(*span)] == marked


def test_where_nothing_makes_it_supported_no_words_are_marked():
    assert telling_words("The board sank a ferry.", TOLD, Without("The board", "no such")) is None
