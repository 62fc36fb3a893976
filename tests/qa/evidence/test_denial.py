"""A denial is a claim about the articles: it needs weights, signs, and a low probability."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from qa.errors import ModelError
from qa.evidence.closest import leads
from qa.evidence.denial import NAMES, SETTINGS, Denial, DenialSigns
from qa.evidence.guarded_selector import GuardedSelector
from qa.evidence.reader_calibration import Signs
from qa.evidence.selector import Certainty, Evidence, Selection
from tests.fakes import article, hits_of

SIGNS = Signs(relevance=2.0, answers=0.0, lead=0.0, words=0.0, names=0.0, covered=0.0, told=0.0)
ONLY_RELEVANCE = tuple(1.0 if name == "relevance" else 0.0 for name in NAMES)


def signs(relevance: float) -> DenialSigns:
    return DenialSigns(replace(SIGNS, relevance=relevance), cosine=0.0, refused=0.0)


def test_only_what_is_less_likely_than_the_threshold_is_denied():
    denial = Denial(ONLY_RELEVANCE, 0.0, 0.2)
    assert denial.is_sure(signs(-3.0))
    assert not denial.is_sure(signs(0.0))
    assert denial.probability(signs(0.0)) == 0.5


def test_without_weights_or_signs_nothing_is_denied():
    assert not Denial().is_sure(signs(-30.0))
    assert not Denial(ONLY_RELEVANCE, 0.0, 0.2).is_sure(None)


def test_weights_come_by_name_and_a_missing_one_is_an_error(tmp_path: Path):
    assert Denial.load(tmp_path) == Denial()
    weights = {name: float(row) for row, name in enumerate(NAMES)}
    told = {"weights": weights, "bias": 1.0, "threshold": 0.3}
    (tmp_path / SETTINGS).write_text(json.dumps(told))
    assert Denial.load(tmp_path) == Denial(tuple(weights.values()), 1.0, 0.3)
    del weights["lead"]
    (tmp_path / SETTINGS).write_text(json.dumps(told))
    with pytest.raises(ModelError, match="lead"):
        Denial.load(tmp_path)


class Read:
    """A reader's selection: unsure, with one relevance."""

    name = "read"

    def __init__(self, relevance: float) -> None:
        self._signs = replace(SIGNS, relevance=relevance)

    def select(self, question, hits):
        found = tuple(Evidence(s, 0.0, answers=False) for hit in hits for s in hit.sentences)
        return Selection(found, Certainty.UNCERTAIN, self._signs)


@pytest.mark.parametrize(
    ("relevance", "certainty"), [(-3.0, Certainty.DENIED), (1.0, Certainty.UNCERTAIN)]
)
def test_what_the_reader_leaves_open_is_denied_only_where_that_is_sure(
    relevance: float, certainty: Certainty
):
    story = article("Ann Kim rejected the offer. The plant stands in Ely.")
    selector = GuardedSelector(Read(relevance), lambda _: (), Denial(ONLY_RELEVANCE, 0.0, 0.2))
    assert selector.select("Who owns it?", hits_of(story)).certainty is certainty


def test_where_nothing_was_found_there_is_nothing_to_be_unsure_of():
    selector = GuardedSelector(Read(1.0), lambda _: ())
    assert selector.select("Who owns it?", ()).certainty is Certainty.DENIED


def test_leads_are_sentences_that_do_not_repeat_each_other():
    story = article(
        "A headline without a verb\n\nAnn Kim rejected the offer of the union on Monday.\n\n"
        "On Monday Ann Kim rejected the offer of the union.\n\nThe plant in Ely employs many.\n\n"
        "It was built in 1903 by two brothers.\n\nNobody has bought it since then."
    )
    evidence = [Evidence(s, 0.0, answers=False) for s in hits_of(story)[0].sentences]
    shown = [e.sentence.text[:9] for e in leads(evidence, 3)]
    assert shown == ["Ann Kim r", "The plant", "It was bu"]
    assert leads(evidence[:1], 3) == evidence[:1]
