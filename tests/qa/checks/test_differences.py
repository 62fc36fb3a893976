"""What differs is named by its kind and by the exact words on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.checks.checked_text import check_one
from qa.checks.claims import ClaimChecker
from qa.evidence.judge import Support
from qa.statement import Differing, Verdict
from tests.qa.checks.test_claims import SILENT, YES, Says

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.evidence.judge import Premise

TOLD = (
    ("Losses stay below 2 percent.", "Losses stay below 20 percent.",
     Differing.FIGURE, "2 percent", "20 percent"),
    ("The mayor may tighten the curbs.", "The mayor may loosen the curbs.",
     Differing.VERB, "tighten", "loosen"),
    ("The shop in Ely closed on Tuesday.", "The shop in Ely closed on Monday.",
     Differing.DATE, "Tuesday", "Monday"),
    ("The bridge was sold to Graf.", "The bridge was sold to Calder.",
     Differing.NAME, "Graf", "Calder"),
    ("Ana Ruiz said the dam will hold.", "Tom Petty said the dam will hold.",
     Differing.SPEAKER, "Ana Ruiz", "Tom Petty"),
    ("All shops in Ely closed.", "Some shops in Ely closed.", Differing.SCOPE, "All", "Some"),
    ("It ran for two and a half decades.", "It ran for 17 years.",
     Differing.FIGURE, "two and a half", "17"),
    # What both tell in other forms or at other places is no difference.
    ("After eleven minutes the visitors lost.", "After 11 minutes the visitors scored.",
     Differing.VERB, "lost", "scored"),
    ("The thieves took 59 coins.", "The thieves took 13 coins and 59 stamps.",
     Differing.FIGURE, "59 coins", "13 coins"),
    # Words that only carry the rest are none either.
    ("One of the shops will be in Bath.", "The shop is in Ely.", Differing.NAME, "Bath", "Ely"),
    ("One of the shops will be rebuilt.", "The shop will be painted.", Differing.VERB, "rebuilt",
     "painted"),
    ("Members who joined after the merger vote.", "Members who joined before the merger vote.",
     Differing.SCOPE, "after", "before"),
)  # fmt: skip


@pytest.mark.parametrize(("claim", "source", "kind", "here", "there"), TOLD)
def test_the_words_on_both_sides(claim: str, source: str, kind: Differing, here: str, there: str):
    checked = check_one(claim, f"It rained. {source}", ClaimChecker(Says(SILENT)))
    assert checked.difference is not None
    assert checked.difference.kind is kind
    article = checked.citations[0].article
    assert claim[slice(*checked.difference.claim)] == here
    assert article.text[slice(*checked.difference.words)] == there
    assert checked.differs == f"“{here}” here, “{there}” in the article."


def test_what_nothing_stands_for_is_added():
    claim = "The company sank because of debts."
    checked = check_one(claim, "The company sank.", ClaimChecker(Says(SILENT)))
    assert checked.difference is not None
    assert checked.difference.kind is Differing.ADDED
    assert checked.differs == "The closest sentence has nothing like “because of debts”."


def test_an_addition_is_only_what_the_source_has_nowhere():
    claim = "In Ely the shops shut early."
    checked = check_one(claim, "The shops in Ely shut late.", ClaimChecker(Says(SILENT)))
    assert checked.difference is not None
    assert claim[slice(*checked.difference.claim)] == "early"


def test_what_is_supported_or_cites_nothing_differs_in_nothing():
    same = check_one("The company sank.", "The company sank.", ClaimChecker(Says(YES)))
    assert (same.verdict, same.difference, same.differs) == (Verdict.SUPPORTED, None, None)
    other = check_one("Snow fell.", "The dam broke in March.", ClaimChecker(Says(SILENT)))
    assert (other.citations, other.difference) == ((), None)
    assert other.to_dict()["difference"] is None


def test_the_object_names_spans_and_a_source_that_is_cited():
    claim = "The bridge was sold to Graf."
    checked = check_one(claim, "It rained. The bridge was sold to Calder.", ClaimChecker(never))
    told = checked.to_dict()
    assert told["difference"]["kind"] == "name"
    assert told["difference"]["source"] in told["citations"]


def never(claim: str, premises: Sequence[Premise]) -> list[Support]:
    return [Support(0.1, 0.1, 0.8) for _ in premises]
