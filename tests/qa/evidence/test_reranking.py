"""Two readers: the first reads everything, the second the best passages again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from qa.evidence.reader import Reader, Reading
from qa.evidence.reader_calibration import Calibration
from qa.evidence.reader_windows import PassageReading, PassageText, SentenceReading
from qa.evidence.reranking import READ_AGAIN, UNREAD, TwoReaders, load_readers, worth_a_second_look

TEXTS = [f"The mayor of town {n} spoke. Rain fell." for n in range(7)]
PASSAGES = [PassageText("", t, ((0, t.index(".") + 1), (t.index(".") + 2, len(t)))) for t in TEXTS]


class ScriptedReader:
    """Gives the first sentence of each passage the relevance it is told, and remembers."""

    name = "scripted"
    calibration = Calibration()

    def __init__(self, relevance: dict[str, float]) -> None:
        self.relevance = relevance
        self.asked: list[list[str]] = []

    def read(self, question: str, passages: Sequence[PassageText]) -> Reading:
        del question
        self.asked.append([p.text for p in passages])
        read = tuple(
            PassageReading(
                (
                    SentenceReading(self.relevance[p.text], (0, 3), -1.0),
                    SentenceReading(-5.0, None, -9.0),
                ),
                self.relevance[p.text],
            )
            for p in passages
        )
        return Reading(read, 0.5)


def readers(first: list[float], second: list[float]) -> TwoReaders:
    one, two = (ScriptedReader(dict(zip(TEXTS, s, strict=True))) for s in (first, second))
    return TwoReaders(one, two, Calibration(second=0.5))


def test_the_second_reader_sees_the_best_passages_and_the_first_hit():
    both = readers([-9, 1, 5, -3, 2, 4, -8], [0] * 7)
    both.read("Who spoke?", PASSAGES)
    first, second = both.first, both.second
    assert isinstance(first, ScriptedReader)
    assert isinstance(second, ScriptedReader)
    assert first.asked == [TEXTS]
    assert sorted(second.asked[0]) == sorted([TEXTS[0], TEXTS[2], TEXTS[5], TEXTS[4]])
    assert len(second.asked[0]) == READ_AGAIN


def test_what_the_second_reader_says_is_weighed_beside_what_the_first_said():
    both = readers([0, 9, 8, -9, 1, 1, 1], [7, -6, -4, 0, 3, 0, 0])
    read = both.read("Who spoke?", PASSAGES).passages
    assert [read[n].sentences[0].relevance for n in (0, 1, 2)] == [3.5, 6.0, 6.0]
    assert read[3].sentences[0].relevance == -9 + 0.5 * UNREAD
    assert read[0].sentences[0].answer == (0, 3)


def test_a_passage_that_was_worth_no_second_look_falls_behind():
    both = readers([0, 9, 8, 7, 6.9, -9, -9], [-3, -3, -3, -3, 0, 0, 0])
    read = both.read("Who spoke?", PASSAGES).passages
    assert read[4].sentences[0].relevance < read[3].sentences[0].relevance


def test_the_probability_follows_the_mixed_relevance():
    sure = readers([0] * 7, [9, 0, 0, 0, 0, 0, 0]).read("Who spoke?", PASSAGES)
    unsure = readers([0] * 7, [-9, 0, 0, 0, 0, 0, 0]).read("Who spoke?", PASSAGES)
    assert sure.answerable > 0.9 > unsure.answerable


def test_no_passages_make_an_unanswerable_reading():
    both = readers([0] * 7, [0] * 7)
    assert both.read("Who spoke?", []) == Reading((), 0.0)


def test_fewer_passages_than_are_read_again_are_all_read_again_once():
    read = [PassageReading((SentenceReading(float(n), None, 0.0),), 0.0) for n in range(2)]
    assert sorted(worth_a_second_look(read)) == [0, 1]


def test_without_the_second_readers_weights_the_first_reads_alone(tmp_path: Path):
    weights = Path(__file__).resolve().parents[3] / "models" / "reader"
    if not (weights / "reader.onnx").is_file():
        pytest.skip("the trained reader is not here")
    assert isinstance(load_readers(weights, tmp_path), Reader)
    assert isinstance(load_readers(weights, None), Reader)
