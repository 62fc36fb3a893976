"""Which of an editor's answers the writing adapter learns."""

from __future__ import annotations

from typing import Any

import pytest

from models.training.writer_data import Fate
from models.training.writer_desk import fate, given
from qa.checks.claims import ClaimChecker
from qa.evidence.judge import Support

SENTENCE = "The Oslo airline, which lost 40 million kroner last year, will cut 300 jobs in March."


def sure(claim: str, premises: Any) -> list[Support]:
    return [Support(0.98, 0.01, 0.01) for _ in premises]


def line(written: str, answer: str = "300 jobs") -> dict[str, Any]:
    return {"question": "How many jobs will the airline cut?", "answer": answer, "written": written}


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("The Oslo airline will cut 300 jobs in March.", Fate.GOOD),
        ("It will cut 300 jobs in March.", Fate.NO_SENTENCE),
        ("300 jobs in March.", Fate.NO_SENTENCE),
        ("The airline will cut hundreds.", Fate.LOST),
        ("The carrier plans layoffs that take 300 jobs this spring.", Fate.NEW),
        ("The Bergen airline will cut 300 jobs in March.", Fate.NEW),
        ("The Oslo airline will not cut 300 jobs in March.", Fate.UNSUPPORTED),
        (SENTENCE, Fate.COPIED),
    ],
)
def test_an_answer_is_learnt_that_keeps_to_its_sentence(written: str, found: Fate):
    assert fate(line(written), [SENTENCE], ClaimChecker(sure)) is found


def test_what_needs_many_sentences_is_not_learnt():
    told = [SENTENCE, "It flies to Bergen.", "It is old."]
    written = "The Oslo airline will cut 300 jobs in March."
    assert fate(line(written), told, ClaimChecker(sure)) is Fate.NO_SENTENCE


def test_the_evidence_is_given_in_the_order_of_the_text():
    articles = {"a": {"text": "One  is first. Two is\nsecond."}}
    assert given({"evidence": [["a", 15, 29], ["a", 0, 14]]}, articles) == [
        "One is first.",
        "Two is second.",
    ]
