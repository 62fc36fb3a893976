"""What bears on a claim is found by its meaning too, and read together with what stands around."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.checks.article_text import Text
from qa.checks.bearing import LONGEST_FOUND, bearing_in, bearing_rows, windows
from qa.checks.checked_text import check_against
from qa.checks.claims import ClaimChecker
from qa.evidence.judge import Premise, Support
from qa.evidence.reader import Reading
from qa.evidence.reader_calibration import Calibration
from qa.evidence.reader_windows import PassageReading, SentenceReading
from qa.statement import Verdict
from tests.fakes import FixedLibrary, article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.evidence.reader_windows import PassageText

FILLING = [f"Nothing of note was reported from district {n} that morning." for n in range(30)]
TOLD = "The harbour board got rid of its ferry in spring."
CLAIM = "A vessel was sold."


class Knows:
    """Finds the sentences that speak of a ferry relevant to anything."""

    name = "knows"
    calibration = Calibration()

    def read(self, question: str, passages: Sequence[PassageText]) -> Reading:
        read = [
            PassageReading(
                tuple(
                    SentenceReading(5.0 if "ferry" in p.text[s:e] else -7.0, None, 0.0)
                    for s, e in p.sentences
                ),
                0.0,
            )
            for p in passages
        ]
        return Reading(tuple(read), 0.5)


def reads(claim: str, premises: Sequence[Premise]) -> list[Support]:
    return [
        Support(0.9, 0.0, 0.1) if "ferry" in p.text else Support(0.1, 0.0, 0.9) for p in premises
    ]


def test_a_sentence_without_a_word_of_the_claim_is_found_by_its_meaning():
    sentences = [*FILLING[:12], TOLD, *FILLING[12:]]
    assert bearing_rows(CLAIM, sentences, Knows())[0] == 12
    assert bearing_rows(CLAIM, [], Knows()) == ()


def test_the_article_that_tells_it_comes_first():
    other = article(" ".join(FILLING[:6]), name="other.txt")
    ferry = article(f"{FILLING[7]} {TOLD} {FILLING[8]}", name="ferry.txt")
    (found,) = bearing_in(CLAIM, FixedLibrary(other, ferry), Knows())
    assert (found.article, found.rows) == (ferry, (1,))


def test_a_claim_in_other_words_is_supported_by_what_was_found():
    library = FixedLibrary(article(" ".join([*FILLING[:20], TOLD, *FILLING[20:]]), name="a.txt"))
    (found,) = check_against(CLAIM, library, ClaimChecker(reads, reader=Knows())).statements
    assert found.verdict is Verdict.SUPPORTED
    assert TOLD in found.citations[0].quote
    (unread,) = check_against(CLAIM, library, ClaimChecker(None, reader=Knows())).statements
    assert unread.verdict is Verdict.NOT_SUPPORTED


def test_no_model_outvotes_a_figure_or_what_two_have_to_do_with_each_other():
    checker = ClaimChecker(lambda _, premises: [Support(0.9, 0.0, 0.1) for _ in premises])
    wrong = checker.check_found(
        "Otto sells 15 ships.", Text([*FILLING, "Otto may sell 12."]), (30,)
    )
    assert wrong.verdict is not Verdict.SUPPORTED
    assert "figures" in wrong.failed
    told = Text([*FILLING, "Otto hired Lena."])
    assert "deeds" in checker.check_found("Lena was sued by Otto.", told, (30,)).failed


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ("Takings fell by 12 percent, according to the operator.", Verdict.SUPPORTED),
        ("Takings reportedly fell by 12 percent.", Verdict.PARTLY_SUPPORTED),
        ("Takings reportedly fell by 12 percent, according to Otto.", Verdict.PARTLY_SUPPORTED),
    ],
)
def test_who_told_it_may_be_left_out_and_a_doubt_may_not(told: str, verdict: Verdict):
    checker = ClaimChecker(lambda _, premises: [Support(0.9, 0.0, 0.1) for _ in premises])
    found = checker.check_found("Income went down 12 percent.", Text([*FILLING, told]), (30,))
    assert found.verdict is verdict


def test_the_best_sentence_is_read_with_its_neighbours_and_then_the_best_few():
    sentences = [*FILLING[:12], TOLD, *FILLING[12:]]
    near, few = windows(sentences, (12, 3, 20))
    assert near == (11, 12, 13)
    assert few == (3, 12, 20)
    assert windows(sentences[:3], (1,)) == [(0, 1, 2)]
    long = [" ".join(["word"] * 100)] * 9
    assert all(sum(100 for _ in w) <= LONGEST_FOUND for w in windows(long, (4, 1)))
