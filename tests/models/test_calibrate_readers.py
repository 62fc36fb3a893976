"""The calibration is fitted on pairs, and denies only what is nearly always untold."""

from __future__ import annotations

import random
from typing import Any

import pytest

pytest.importorskip("sklearn")

from models.training.calibrate_readers import PRECISION, UNSEEN, fit
from models.training.further_sentences import Further, further, reach, reaches, shown
from models.training.readings import ordered
from qa.evidence.reader_calibration import Calibration
from qa.evidence.reranking import UNREAD
from qa.evidence.trained_selector import HEADING


def record(number: int, *, answerable: bool, rng: random.Random) -> dict[str, Any]:
    """Three sentences: one of evidence, where it is answerable, a heading and another."""
    told = rng.gauss(3.0 if answerable else -1.0, 2.0)
    return {
        "id": str(number),
        "of": str(number - 1) if number % 2 else None,
        "kind": "what",
        "answerable": answerable,
        "folder": number % 10,
        "hits": [0.0, -0.5],
        "sentences": [
            (told, told, False, answerable, 0, True, "a 0"),
            (told + 1.0, None, True, False, 0, True, "a 40"),
            (-30.0, None, False, False, 1, False, "b 0"),
        ],
        "too": [[0, 2]],
        "claims": [(0, [rng.uniform(0.2, 0.9) if answerable else rng.uniform(0.1, 0.8), 0.1, 0.1])],
    }


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    rng = random.Random(3)
    return [record(n, answerable=n % 2 == 0, rng=rng) for n in range(600)]


def test_sentences_are_ordered_as_the_product_orders_them():
    made = record(0, answerable=True, rng=random.Random(1))
    told = made["sentences"][0][0]
    found = ordered(made, Calibration(second=0.5, retrieval=2.0))
    assert [each[1:] for each in found] == [
        (True, True, 0), (False, True, 1), (False, False, 2),
    ]  # fmt: skip
    assert [each[0] for each in found] == pytest.approx(
        [1.5 * told, told + 1.0 + 0.5 * UNREAD - HEADING, -30.0 + 0.5 * UNREAD - 1.0]
    )


def test_of_what_is_denied_nine_in_ten_are_not_answered(records: list[dict[str, Any]]):
    calibration, report = fit(records, judge=True)
    rightly = report["not answerable"]["denied"]
    wrongly = report["answerable"]["denied"]
    assert 0.0 < calibration.denied < calibration.threshold
    assert rightly > 0.2
    assert rightly >= PRECISION * (rightly + wrongly + UNSEEN / 300) - 1e-4  # rounded shares
    assert report["area under the curve"] > 0.85
    assert report["pairs in the right order"] > 0.85


def test_without_a_judge_the_second_reader_counts_nothing(records: list[dict[str, Any]]):
    calibration, _ = fit(records, judge=False)
    assert calibration.second == 0.0


def test_a_question_whose_best_sentence_is_of_another_article_is_counted_apart(
    records: list[dict[str, Any]],
):
    other = dict(records[0], id="other", of=None)
    other["sentences"] = [(9.0, 9.0, False, False, 0, False)]
    _, report = fit([*records, other], judge=True)
    assert report["left out, best sentence in another article"] == {"answerable": 1}


def test_a_sentence_is_taken_as_far_behind_as_it_gains():
    near = [Further(0.1 * n, False, True, n < 6) for n in range(10)]
    assert reach(near) == pytest.approx(0.5)
    assert reach([each._replace(told=False) for each in near]) == 0.0
    beside = [Further(4.0, True, False, True), Further(3.0, False, False, True)]
    assert reaches(beside) == (0.0, 4.0)
    assert shown([*beside, Further(5.0, True, True, True)], 3.0, 4.0) == {"shown": 1, "right": 1}


def test_further_sentences_are_those_behind_a_right_one_once_each():
    sentences: list[tuple[Any, ...]]
    sentences = [
        (1.0, 1.0, False, False, 0, True, "a 0"),
        (4.0, 4.0, False, True, 0, True, "a 40"),
        (3.0, 3.0, False, True, 0, True, "a 90"),
        (4.0, 4.0, False, True, 1, True, "a 40"),
        (2.0, 2.0, True, False, 1, True, "a 120"),
    ]
    asked: dict[str, Any] = {"hits": [0.0, 0.0], "sentences": sentences, "too": [[1, 2]]}
    found = list(further(asked, Calibration(second=1.0)))
    assert found == [Further(2.0, True, True, True), Further(6.0, True, False, False)]
    wrong = {**asked, "sentences": [(9.0, 9.0, False, False, 1, True, "b 0"), *sentences]}
    assert list(further(wrong, Calibration(second=1.0))) == []
