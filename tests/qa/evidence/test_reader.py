import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.errors import ModelError
from qa.evidence.reader import MAX_PIECES, Reader
from qa.evidence.reader_calibration import Calibration
from qa.evidence.reader_windows import (
    PassageText,
    batches,
    best_span,
    pack_windows,
    sentence_pieces,
)

WEIGHTS = Path(__file__).parents[3] / "models" / "reader"


class Words:
    """Every word is one piece whose id is its length."""

    def __call__(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        found = list(re.finditer(r"\w+", text))
        return [len(m.group()) for m in found], [m.span() for m in found]


class LongestWord:
    """Finds long words relevant, and answers with them."""

    def __init__(self) -> None:
        self.runs: list[tuple[int, ...]] = []

    def __call__(self, inputs: dict[str, NDArray[Any]]) -> Sequence[NDArray[np.float32]]:
        ids = inputs["input_ids"].astype(np.float32)
        self.runs.append(ids.shape)
        assert inputs["attention_mask"].shape == ids.shape
        per_sentence = np.where(inputs["sentence_mask"] > 0, ids[:, None, :], -9.0)
        return [per_sentence.max(-1), ids, ids, ids.max(-1)]


def passage(*sentences: str, title: str = "") -> PassageText:
    spans: list[tuple[int, int]] = []
    at = 0
    for sentence in sentences:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1
    return PassageText(title, " ".join(sentences), tuple(spans))


def reader(network: LongestWord | None = None, **calibration: float) -> Reader:
    return Reader(Words(), network or LongestWord(), 1, 2, Calibration(**calibration))


def test_every_sentence_is_scored_by_its_own_words():
    read = reader().read("who?", [passage("A cat sat.", "An elephant ran."), passage("Mice.")])
    assert [[s.relevance for s in p.sentences] for p in read.passages] == [[3, 8], [4]]


def test_an_answer_is_characters_of_its_own_sentence():
    text = passage("A cat sat.", "Then an élégant elephant ran.")
    read = reader().read("who?", [text])
    for (start, end), sentence in zip(text.sentences, read.passages[0].sentences, strict=True):
        assert sentence.answer is not None
        first, last = sentence.answer
        assert start <= first < last <= end
    answer = read.passages[0].sentences[1].answer
    assert answer is not None
    assert "elephant" in text.text[slice(*answer)]


def test_nothing_to_read_is_not_answerable():
    read = reader().read("who?", [])
    assert read.passages == ()
    assert read.answerable == 0.0


def test_a_sentence_without_words_is_never_evidence():
    read = reader().read("who?", [passage("...", "A cat.")])
    assert read.passages[0].sentences[0].relevance < -20
    assert read.passages[0].sentences[0].answer is None
    assert read.passages[0].sentences[1].relevance == 3


def test_a_passage_without_words_is_not_answerable():
    read = reader().read("who?", [PassageText("", "...", ((0, 3),))])
    assert read.answerable < 0.01


def test_a_long_passage_is_read_to_its_end():
    network = LongestWord()
    long = passage(*(["A cat sat on it."] * 300), "Extraordinarily so.")
    read = reader(network).read("who?", [long])
    assert len(network.runs) > 0
    assert max(shape[1] for shape in network.runs) <= MAX_PIECES
    assert read.passages[0].sentences[-1].relevance == len("Extraordinarily")
    assert all(s.relevance == 3 for s in read.passages[0].sentences[:-1])


def test_a_sentence_longer_than_the_window_is_read_to_its_end():
    long = passage(" ".join(["cat"] * 1000) + " extraordinarily.")
    sentence = reader().read("who?", [long]).passages[0].sentences[0]
    assert sentence.relevance == len("extraordinarily")
    assert sentence.answer is not None
    assert long.text[slice(*sentence.answer)].endswith("extraordinarily")


def test_a_long_question_and_title_leave_room_for_the_passage():
    network = LongestWord()
    read = reader(network).read("why " * 500, [passage("A giraffe.", title="word " * 500)])
    assert read.passages[0].sentences[0].relevance == len("giraffe")
    assert max(shape[1] for shape in network.runs) <= MAX_PIECES


def test_passages_come_back_in_the_order_given_whatever_their_length():
    words = ["aa", "bbb", "c" * 7, "d" * 5]
    texts = [passage(" ".join([w] * n)) for w, n in zip(words, (90, 3, 200, 20), strict=True)]
    read = reader().read("who?", texts)
    assert [p.sentences[0].relevance for p in read.passages] == [2, 3, 7, 5]


def test_windows_hold_every_sentence_and_stay_within_their_room():
    ranges = [(0, 4), (4, 9), (9, 9), (9, 30), (30, 32)]
    windows = pack_windows(ranges, 8)
    pieces = {p for w in windows for _, (a, b) in w for p in range(a, b)}
    assert pieces == set(range(32))
    assert all(w[-1][1][1] - w[0][1][0] <= 8 for w in windows)


def test_a_window_begins_with_the_sentence_before_it():
    windows = pack_windows([(0, 4), (4, 7), (7, 10)], 7)
    assert [[n for n, _ in w] for w in windows] == [[0, 1], [1, 2]]


def test_a_window_without_room_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="0"):
        pack_windows([(0, 4)], 0)


def test_batches_hold_every_row_once_and_no_more_than_they_may():
    lengths = [300, 20, 25, 310, 100, 120, 290]
    made = batches(lengths, 700)
    assert sorted(row for batch in made for row in batch) == list(range(len(lengths)))
    assert all(len(b) * max(lengths[r] for r in b) <= 700 for b in made)


def test_pieces_belong_to_the_sentence_they_begin_in():
    offsets = [(0, 2), (3, 5), (7, 9), (9, 10)]
    assert sentence_pieces(offsets, [(0, 5), (5, 6), (7, 10)]) == [(0, 2), (2, 2), (2, 4)]


def test_a_span_never_ends_before_it_starts_nor_runs_too_long():
    start = np.array([0.0, 0.0, 9.0], dtype=np.float32)
    end = np.array([9.0, 1.0, 2.0], dtype=np.float32)
    assert best_span(start, end)[:2] == (2, 2)
    wide = np.zeros(9, dtype=np.float32)
    wide[0] = 5.0
    first, last, _ = best_span(wide, wide[::-1].copy(), longest=3)
    assert last - first < 3


def test_answerability_follows_the_calibration():
    passages = [passage("An elephant.")]
    sure = reader(relevance=1.0, bias=0.0).read("who?", passages)
    unsure = reader(relevance=1.0, bias=-20.0).read("who?", passages)
    assert sure.answerable > 0.9 > 0.1 > unsure.answerable


def test_missing_weights_are_named(tmp_path):
    with pytest.raises(ModelError, match=r"reader\.onnx"):
        Reader.load(tmp_path)


def test_damaged_weights_are_named(tmp_path):
    if not (WEIGHTS / "tokenizer.json").is_file():
        pytest.skip("the trained reader is not here")
    for name in ("tokenizer.json", "reader.json"):
        (tmp_path / name).write_bytes((WEIGHTS / name).read_bytes())
    (tmp_path / "reader.onnx").write_bytes(b"not a model")
    with pytest.raises(ModelError, match=r"reader\.onnx"):
        Reader.load(tmp_path)


@pytest.mark.slow
@pytest.mark.skipif(
    not (WEIGHTS / "reader.onnx").is_file(), reason="the trained reader is not here"
)
def test_the_trained_reader_finds_who_did_it_and_knows_what_is_not_said():
    model = Reader.load(WEIGHTS)
    story = passage(
        "The city council met on Monday.",
        "Mayor Ann Lindqvist opened the new bridge over the harbour on Tuesday.",
        "Rain is expected later this week.",
        title="New harbour bridge opens",
    )
    read = model.read("Who opened the new bridge?", [story])
    scores = [s.relevance for s in read.passages[0].sentences]
    assert scores.index(max(scores)) == 1
    answer = read.passages[0].sentences[1].answer
    assert answer is not None
    assert "Lindqvist" in story.text[slice(*answer)]
    absent = model.read("How much did the stadium roof cost?", [story])
    assert absent.answerable < read.answerable
