"""What differs is named by its kind and by the exact words on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from qa.checks.checked_text import check_against, check_one
from qa.checks.claims import ClaimChecker
from qa.english.normal_form import words
from qa.evidence.judge import Support
from qa.evidence.pointing import Pointing
from qa.statement import Differing, Outcome, Verdict
from tests.fakes import FixedLibrary, article
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


class Sees:
    """Points at these words of a claim and at those of a text, and at nothing where it has none."""

    def __init__(self, here: str = "", there: str = "", not_stated: float = 0.0) -> None:
        self.here, self.there, self.not_stated = here, there, not_stated

    def points(self, claim: str, text: str) -> Pointing | None:
        if not self.here:
            return None
        here, there = (
            np.array([3.0 if w.form in each.split() else -3.0 for w in words(said)], np.float32)
            for each, said in ((self.here, claim), (self.there, text))
        )
        stands = np.zeros((len(there), len(here)), np.float32)
        return Pointing(here, there, stands, self.not_stated)


CLAIM = "The harbour firm sold all its boats."
STORY = "It rained. The harbour firm mended two boats, and a bank lent it the money."


def seen(claim: str, story: str, judge: Sees) -> tuple[str, str]:
    """The words marked on both sides, in a library and beside a text alike."""
    checker = ClaimChecker(Says(SILENT), pointer=judge)
    alone = check_one(claim, story, checker)
    (found,) = check_against(claim, FixedLibrary(article(story, name="a.txt")), checker).statements
    marked = []
    for checked in (alone, found):
        told = checked.difference
        assert told is not None
        text = checked.citations[0].article.text
        marked.append((claim[slice(*told.claim)], text[slice(*told.words)]))
    assert marked[0] == marked[1]
    return marked[0]


def test_the_words_that_the_judge_points_at_are_marked():
    assert seen(CLAIM, STORY, Sees("sold", "mended")) == ("sold", "mended")
    assert seen(CLAIM, STORY, Sees("boats", "money")) == ("boats", "the money")


def test_a_figure_is_named_whole_where_the_judge_points_at_it_and_not_where_it_does_not():
    claim = "The harbour firm mended 12 percent of its boats."
    assert seen(claim, STORY, Sees("12", "two")) == ("12 percent", "two boats")
    assert seen(claim, STORY, Sees("its", "bank")) == ("its", "a bank")


RUIZ, PETTY = "Ana Ruiz said the dam will hold.", "Tom Petty said the dam will stand."


@pytest.mark.parametrize("not_stated", [0.0, 0.9])
def test_another_speaker_is_named_where_the_judge_points_at_one(not_stated: float):
    judge = Sees("ruiz", "stand", not_stated)
    checked = check_one(RUIZ, PETTY, ClaimChecker(Says(SILENT), pointer=judge))
    assert checked.difference is not None
    assert checked.difference.kind is Differing.SPEAKER
    assert checked.differs == "“Ana Ruiz” here, “Tom Petty” in the article."


def test_another_speaker_is_not_named_where_the_judge_points_elsewhere():
    checker = ClaimChecker(Says(SILENT), pointer=Sees("hold", "stand"))
    checked = check_one(RUIZ, PETTY, checker)
    assert checked.difference is not None
    assert checked.difference.kind is Differing.VERB
    assert seen(RUIZ, PETTY, Sees("hold", "stand")) == ("hold", "will stand")


@pytest.mark.parametrize("judge", [Sees(), Sees("ruiz", "said")])
def test_who_speaks_on_both_sides_is_no_other_speaker(judge: Sees):
    claim, source = "Ana Ruiz promised the dam will fall.", "Ana Ruiz said the dam will hold."
    checked = check_one(claim, source, ClaimChecker(Says(SILENT), pointer=judge))
    assert any(c.check == "attribution" and c.outcome is Outcome.FAIL for c in checked.checks)
    assert checked.difference is not None
    assert checked.difference.kind is not Differing.SPEAKER


def test_words_that_the_source_tells_alike_are_not_what_differs():
    claim = "The harbour firm sold two boats."
    judge = Sees("boats sold", "boats")
    assert seen(claim, STORY, judge) == ("sold", "two boats")
    # Where all are told alike, the first is as good as any.
    assert seen("Two boats.", STORY, Sees("two boats", "two")) == ("Two boats", "two boats")


def test_of_a_source_that_does_not_speak_of_it_nothing_is_told_instead():
    checker = ClaimChecker(Says(SILENT), pointer=Sees("sold", "rained", not_stated=0.9))
    checked = check_one(CLAIM, STORY, checker)
    assert checked.differs == "The closest sentence has nothing like “sold”."


def test_a_noun_that_differs_has_another_name_there():
    checker = ClaimChecker(Says(SILENT), pointer=Sees("boats", "money", not_stated=0.1))
    checked = check_one(CLAIM, STORY, checker)
    assert checked.difference is not None
    assert checked.difference.kind is Differing.NAME
    assert checked.differs == "“boats” here, “the money” in the article."


def test_a_judge_that_was_not_taught_to_point_leaves_it_to_the_words():
    assert seen(CLAIM, STORY, Sees()) == ("sold", "mended")


def test_of_what_is_supported_nobody_is_asked():
    checked = check_one(CLAIM, STORY, ClaimChecker(Says(YES), pointer=Sees("sold", "mended")))
    assert (checked.verdict, checked.difference) == (Verdict.SUPPORTED, None)
