"""What the judge's numbers of word pieces say of whole words, on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from qa.evidence.judge import Judge
from qa.evidence.pointing import BESIDE, pointing_of
from qa.evidence.reader import Reader
from qa.evidence.reader_calibration import Calibration
from tests.qa.evidence.test_reader import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

WIDTH = 2 + 2 * BESIDE


def piece(here: float = 0.0, there: float = 0.0, asks: int = -1, answers: int = -1):
    row = np.zeros(WIDTH, np.float32)
    row[0], row[1] = here, there
    if asks >= 0:
        row[2 + asks] = 1.0
    if answers >= 0:
        row[2 + BESIDE + answers] = 1.0
    return row


def test_a_word_counts_as_the_mean_of_its_pieces():
    claim = np.stack([piece(1.0), piece(3.0), piece(-1.0)])
    text = np.stack([piece(there=2.0)])
    places = ([(0, 3), (3, 6), (7, 10)], [(0, 4)])
    found = pointing_of("sunset ran", "rose", places, (claim, text))
    assert found.here.tolist() == [2.0, -1.0]
    assert found.there.tolist() == [2.0]


def test_what_answers_a_marked_word_stands_for_it_and_not_for_another():
    claim = np.stack([piece(asks=0), piece(asks=1)])
    text = np.stack([piece(answers=1), piece(answers=0)])
    places = ([(0, 1), (2, 3)], [(0, 1), (2, 3)])
    found = pointing_of("a b", "c d", places, (claim, text))
    assert found.instead_of([0]).argmax() == 1
    assert found.instead_of([1]).argmax() == 0


def test_a_word_behind_what_was_read_is_never_pointed_at():
    claim, text = np.stack([piece(-5.0)]), np.stack([piece(there=-5.0)])
    found = pointing_of("ship sank", "boat rose", ([(0, 4)], [(0, 4)]), (claim, text))
    assert found.here.argmax() == 0
    assert found.instead_of([0]).argmax() == 0


class Counts:
    """A network whose last output says of every piece its id, which is the length of the word."""

    def __init__(self, outputs: int) -> None:
        self.outputs = outputs

    def __call__(self, inputs: dict[str, NDArray[Any]]) -> Sequence[NDArray[np.float32]]:
        ids = inputs["input_ids"].astype(np.float32)
        support = np.array([[0.0, 0.0, 20.0]], np.float32)
        differing = np.repeat(ids[:, :, None], WIDTH, axis=2)
        return [ids, ids, ids, ids, support, differing][: self.outputs]


def judge(outputs: int) -> Judge:
    return Judge(Reader(Words(), Counts(outputs), 1, 2, Calibration()))


def test_the_judge_gives_each_side_its_own_words():
    found = judge(6).points("Ana sold it", "Nobody has it yet")
    assert found is not None
    assert found.here.tolist() == [3.0, 4.0, 2.0]
    assert found.there.tolist() == [6.0, 3.0, 2.0, 3.0]
    assert found.not_stated == pytest.approx(1.0, abs=1e-6)


def test_weights_that_were_not_taught_to_point_say_so():
    assert judge(5).points("Ana sold it", "Nobody has it yet") is None
