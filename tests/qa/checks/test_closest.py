"""Beside a claim that nothing supports stands the sentence that speaks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.checks.checked_text import check_against
from qa.checks.claims import ClaimChecker
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
