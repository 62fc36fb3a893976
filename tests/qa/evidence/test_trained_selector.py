from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index import Article, Hit, Passage, Sentence
from qa.english.parser import is_installed
from qa.evidence.judge import Premise, Support
from qa.evidence.reader import Reader
from qa.evidence.reader_calibration import Calibration
from qa.evidence.selector import Certainty
from qa.evidence.trained_selector import MOST_PASSAGES, TrainedSelector, _within

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT = "Rain fell. Mayor Lindqvist opened the bridge. Nobody complained."


class Letters:
    """Every character is one piece, so offsets are easy to follow."""

    def __call__(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        return [ord(c) for c in text], [(n, n + 1) for n in range(len(text))]


class Likes:
    """Finds a sentence relevant for one letter, and points at that letter."""

    def __init__(self, letter: str) -> None:
        self.letter = ord(letter)

    def __call__(self, inputs):
        here = (inputs["input_ids"] == self.letter).astype(np.float32)
        relevance = np.where((here[:, None, :] * inputs["sentence_mask"]).sum(-1) > 0, 5.0, -5.0)
        return [relevance.astype(np.float32), here, here, here.max(-1)]


def hit(fused: float = 1.0, offset: int = 0, days_before: int | None = None) -> Hit:
    article = Article("id", Path("a.txt"), "x" * offset + TEXT, title="A bridge")
    passage = Passage(article, offset, offset + len(TEXT))
    spans = [(0, 10), (11, 45), (46, len(TEXT))]
    sentences = tuple(Sentence(passage, offset + s, offset + e) for s, e in spans)
    return Hit(passage, sentences, 0.5, 1.0, fused, 0, days_before=days_before)


def selector(letter: str, **calibration: float) -> TrainedSelector:
    return TrainedSelector(Reader(Letters(), Likes(letter), 1, 2, Calibration(**calibration)))


def test_the_best_sentence_comes_first_and_answers():
    selection = selector("q").select("who?", [hit()])
    assert selection.answerable
    assert [e.sentence.text for e in selection.answering] == ["Mayor Lindqvist opened the bridge."]


def test_the_short_answer_is_code_points_of_the_article():
    evidence = selector("q").select("who?", [hit(offset=7)]).evidence[0]
    assert evidence.answer is not None
    assert evidence.sentence.article.text[slice(*evidence.answer)] == "q"


@pytest.mark.parametrize(
    ("pointed", "words"),
    [("Norlin)", "Norlin"), ("(Norlin", "Norlin"), ("Brask (Norlin)", "Brask (Norlin)"),
     ("(Norlin)", "(Norlin)")],
)  # fmt: skip
def test_half_a_bracket_is_no_part_of_a_short_answer(pointed: str, words: str):
    text = "They sell Brask (Norlin) here."
    passage = Passage(Article("id", Path("a.txt"), f"So. {text}"), 4, 4 + len(text))
    start = text.index(pointed)
    found = _within(passage, (start, start + len(pointed)))
    assert found is not None
    assert passage.article.text[slice(*found)] == words


def test_a_mark_alone_is_no_short_answer():
    assert selector(".").select("who?", [hit()]).evidence[0].answer is None


def test_when_nothing_answers_no_sentence_does():
    selection = selector("#").select("who?", [hit()])
    assert not selection.answerable
    assert selection.answering == ()
    assert len(selection.evidence) == 3
    assert not any(e.answers for e in selection.evidence)


def test_without_hits_there_is_nothing_to_be_unsure_of():
    assert selector("q").select("who?", []).evidence == ()
    assert selector("q").select("who?", []).certainty is Certainty.DENIED


@pytest.mark.parametrize(
    ("bias", "certainty"),
    [(2, Certainty.ANSWERED), (0, Certainty.UNCERTAIN), (-2, Certainty.DENIED)],
)
def test_between_an_answer_and_a_denial_nobody_can_tell(bias: float, certainty: Certainty):
    # The probabilities are .88, .50 and .12.
    found = selector("q", relevance=0.0, bias=bias, threshold=0.6, denied=0.2)
    selection = found.select("who?", [hit()])
    assert selection.certainty is certainty
    assert bool(selection.answering) is (certainty is Certainty.ANSWERED)
    assert selection.evidence


def test_an_article_that_is_too_early_is_no_reason_to_deny():
    found = selector("q", threshold=0.999, denied=0.2)
    assert found.select("who?", [hit(days_before=400)]).certainty is Certainty.UNCERTAIN


def test_no_relevance_denies_unless_it_was_fitted_to():
    unfitted = selector("q", relevance=0.0, bias=-30.0).select("who?", [hit()])
    assert unfitted.certainty is Certainty.UNCERTAIN


def test_the_first_sentence_answers_even_if_it_is_unsure():
    selection = selector("q", bias=9.0, sentence_threshold=99.0).select("who?", [hit()])
    assert len(selection.answering) == 1


def test_of_equal_sentences_the_one_in_the_better_hit_comes_first():
    hits = [hit(0.5), hit(1.0, offset=3)]
    first = selector("q", retrieval=1.0).select("who?", hits).evidence[0]
    assert first.sentence.passage.start == 3


def test_no_more_hits_are_read_than_can_be_read_in_time():
    selection = selector("q").select("who?", [hit()] * (MOST_PASSAGES + 5))
    assert len(selection.evidence) == 3 * MOST_PASSAGES


@pytest.mark.skipif(not is_installed(), reason="the grammar model is not installed")
def test_a_deed_that_the_sentence_does_not_tell_needs_more_certainty():
    # The probability is .73 with this bias, .98 with the other.
    sure, surer = (selector("q", relevance=0.0, bias=bias, threshold=0.6) for bias in (1, 4))
    assert sure.select("Who opened the bridge?", [hit()]).answerable
    assert not sure.select("Who painted the bridge?", [hit()]).answerable
    assert surer.select("Who painted the bridge?", [hit()]).answerable
    assert sure.select("Why is the bridge painted?", [hit()]).answerable


@pytest.mark.parametrize(("bias", "sure"), [(2.5, False), (3.0, True)])  # .92 and .95
def test_a_selection_says_whether_the_readers_are_sure(bias: float, *, sure: bool):
    found = selector("q", relevance=0.0, bias=bias, threshold=0.6).select("who?", [hit()])
    assert found.answerable
    assert found.sure is sure


def test_an_article_from_before_the_days_asked_for_stands_back_and_has_to_be_surer():
    early, fitting = hit(days_before=400), hit(offset=3, days_before=0)
    first = selector("q").select("who?", [early, fitting]).evidence[0]
    assert first.sentence.passage.start == 3
    sure = selector("q", relevance=0.0, bias=1.0, threshold=0.6)  # the probability is .73
    assert sure.select("who?", [hit()]).answerable
    assert sure.select("who?", [fitting]).answerable
    assert sure.select("who?", [hit(days_before=5)]).answerable  # it may have been announced
    assert not sure.select("who?", [early]).answerable


def test_no_article_is_so_old_that_it_never_answers():
    assert selector("q", bias=9.0).select("who?", [hit(days_before=9999)]).answerable


@pytest.mark.skipif(not is_installed(), reason="the grammar model is not installed")
def test_elsewhere_only_what_tells_the_deed_answers_too():
    both = selector("o", bias=9.0, behind=1.0, behind_beside=-1.0)  # all three have an "o"
    told = "Mayor Lindqvist opened the bridge."
    asked = both.select("Who opened the bridge?", [hit(), hit(0.9, offset=300)])
    assert [e.sentence.text for e in asked.answering] == [told, told]
    assert len(both.select("Why?", [hit(), hit(0.9, offset=300)]).answering) > 2


def test_what_stands_beside_the_best_sentence_may_be_further_behind_it():
    near = selector("q", bias=9.0, behind_beside=11.0).select("Why?", [hit()])
    assert [e.sentence.start for e in near.answering] == [11, 0, 46]
    far = selector("q", bias=9.0, behind=99.0, behind_beside=9.0).select("Why?", [hit()])
    assert [e.sentence.start for e in far.answering] == [11]


@pytest.mark.parametrize(
    ("supported", "certainty"),
    [(0.9, Certainty.ANSWERED), (0.5, Certainty.UNCERTAIN), (0.1, Certainty.DENIED)],
)
def test_question_and_short_answer_are_read_as_one_claim(supported: float, certainty: Certainty):
    asked: list[tuple[str, Premise]] = []

    def entailment(claim: str, premises: Sequence[Premise]) -> list[Support]:
        asked.extend((claim, premise) for premise in premises)
        return [Support(supported, 0.0, 1.0 - supported) for _ in premises]

    found = selector("q", relevance=0.0, support=1.0, threshold=0.6, denied=0.2)
    selection = replace(found, entailment=entailment).select("who?", [hit()])
    assert selection.certainty is certainty
    ((claim, premise),) = asked
    assert claim == "who? q"
    assert "Lindqvist opened the bridge." in premise.text
    assert premise.title == "A bridge"
