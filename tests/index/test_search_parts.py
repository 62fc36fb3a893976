"""Vectors, words and their fusion, each alone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import bm25s
import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from index.articles import Article
from index.embedding import checked_vectors
from index.errors import EmbedderError
from index.fusion import averaged, top_rows
from index.lexical import LexicalIndex, count_words, words_of
from index.local_vectors import LocalVectors
from index.packed_arrays import PackedArrays
from index.postings import Postings, WordCounts
from index.search import SearchFilters
from index.vectors import VectorStore
from tests.hashing_embedder import HashingEmbedder

STORES = [LocalVectors.of]


def unit(*numbers: float) -> np.ndarray:
    vector = np.array(numbers, np.float32)
    length = np.linalg.norm(vector)
    return vector / length if length else vector


@pytest.fixture(params=STORES)
def make_store(request: pytest.FixtureRequest):
    return request.param


def test_rows_come_best_first_with_their_scores(make_store):
    store: VectorStore = make_store(np.stack([unit(1, 0), unit(0, 1), unit(1, 1)]))
    found = store.search(unit(1, 0.1), 2)
    assert found.rows.tolist() == [0, 2]
    assert found.scores[0] > found.scores[1]
    assert np.allclose(store.scores(unit(1, 0.1), found.rows), found.scores, atol=1e-6)


def test_more_rows_than_there_are_is_no_row_minus_one(make_store):
    store: VectorStore = make_store(np.stack([unit(1, 0), unit(0, 1)]))
    assert sorted(store.search(unit(1, 0), 50).rows.tolist()) == [0, 1]
    allowed = np.array([False, True])
    assert store.search(unit(1, 0), 50, allowed=allowed).rows.tolist() == [1]
    assert store.search(unit(1, 0), 50, allowed=~allowed & allowed).rows.tolist() == []
    assert store.search(unit(1, 0), 0).rows.tolist() == []


@pytest.mark.parametrize("rows", [1, 7, 8, 9, 63, 64, 65, 200])
def test_only_allowed_rows_are_found(make_store, rows: int):
    random = np.random.default_rng(rows)
    vectors = random.standard_normal((rows, 4)).astype(np.float32)
    store: VectorStore = make_store(vectors)
    allowed = random.random(rows) < 0.4
    found = store.search(vectors[0], rows, allowed=allowed)
    assert sorted(found.rows.tolist()) == np.flatnonzero(allowed).tolist()


def test_an_empty_store_finds_nothing(make_store):
    store: VectorStore = make_store(np.empty((0, 3), np.float32))
    assert len(store) == 0
    assert store.search(unit(1, 0, 0), 5).rows.tolist() == []
    assert store.rows(np.array([], np.int64)).shape == (0, 3)


def test_a_zero_vector_is_kept_in_its_row_and_scores_nothing(make_store):
    store: VectorStore = make_store(np.stack([unit(0, 0), unit(1, 0)]))
    assert store.search(unit(1, 0), 1).rows.tolist() == [1]
    assert store.scores(unit(1, 0), np.array([0])).tolist() == [0]


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_vector_that_is_not_finite_is_refused(make_store, bad: float):
    with pytest.raises(ValueError, match="finite"):
        make_store(np.array([[1, bad]], np.float32))
    store: VectorStore = make_store(np.stack([unit(1, 0)]))
    with pytest.raises(ValueError, match="finite"):
        store.search(np.array([1, bad], np.float32), 1)


def test_a_vector_of_another_dimension_is_refused(make_store):
    store: VectorStore = make_store(np.stack([unit(1, 0)]))
    with pytest.raises(ValueError, match="needed"):
        store.search(unit(1, 0, 0), 1)


@pytest.mark.parametrize("row", [-1, 2])
def test_a_row_that_does_not_exist_is_refused(make_store, row: int):
    store: VectorStore = make_store(np.stack([unit(1, 0), unit(0, 1)]))
    with pytest.raises(ValueError, match="rows"):
        store.rows(np.array([row]))


class BadEmbedder(HashingEmbedder):
    def __init__(self, vectors: np.ndarray) -> None:
        super().__init__(dimension=2)
        self.vectors = vectors

    def embed(self, texts):
        return self.vectors


@pytest.mark.parametrize(
    ("vectors", "reason"),
    [
        (np.zeros((2, 2)), "array of"),
        (np.zeros((1, 3)), "array of"),
        (np.array([[np.nan, 0]]), "not finite"),
    ],
)
def test_an_embedder_that_breaks_its_promise_is_named(vectors: np.ndarray, reason: str):
    with pytest.raises(EmbedderError, match=reason):
        checked_vectors(BadEmbedder(vectors), ["one"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Putin’s talks", ["putin", "talk"]),
        ("the U.S. and the U.K.", ["us", "uk"]),
        ("Who offered to host?", ["who", "offer", "host"]),
        ("COVID-19, F-16s", ["covid", "19", "f", "16s"]),
        ("", []),
        ("?! — …", []),
    ],
)
def test_words_are_compared_by_their_stems(text: str, words: list[str]):
    assert words_of(text) == words


TEXTS = [
    "Putin invited Zelenskyy.",
    "Austria offered to host the talks.",
    "",
    "Talks, talks, talks.",
]


def test_a_passage_without_a_shared_word_scores_nothing():
    scores = LexicalIndex.build(TEXTS).scores("Who will host talks?")
    assert scores.argmax() == 1
    assert scores[0] == scores[2] == 0
    assert scores[3] > 0


def test_scores_are_those_of_bm25s():
    stemmed = [words_of(text) for text in TEXTS]
    theirs = bm25s.BM25(method="lucene", k1=1.2, b=0.6, backend="numpy")
    theirs.index(stemmed, show_progress=False)
    ours = LexicalIndex.build(TEXTS)
    for question in ("host talks", "Putin", "Austria offered talks"):
        expected = theirs.get_scores(words_of(question))
        assert np.allclose(ours.scores(question), expected, atol=1e-6)


MORE = ["The river rose.", "Talks were held in Austria.", "", "Nobody hosts it."]


def postings_of(texts: list[str]) -> Postings:
    return Postings(PackedArrays.of(count_words(texts).arrays()))


@given(st.lists(st.lists(st.sampled_from([*TEXTS, *MORE]), max_size=4), max_size=3), st.data())
@settings(max_examples=60, deadline=None)
def test_words_in_parts_and_words_put_together_are_those_of_all_texts(parts, data):
    """In any order, with some texts gone."""
    places = [(part, at) for part, texts in enumerate(parts) for at in range(len(texts))]
    order = data.draw(st.permutations(places)) if places else []
    order = order[: data.draw(st.integers(0, len(order)))]
    there = [np.full(len(texts), -1, np.int32) for texts in parts]
    for row, (part, at) in enumerate(order):
        there[part][at] = row
    apart = list(zip(map(postings_of, parts), there, strict=True))
    together = Postings(PackedArrays.of(WordCounts.merged(apart, len(order)).arrays()))
    built = LexicalIndex.build([parts[part][at] for part, at in order])
    same = np.arange(len(order), dtype=np.int32)
    for found in (LexicalIndex(apart, len(order)), LexicalIndex([(together, same)], len(order))):
        for question in ("host talks", "Putin invited", "the river in Austria"):
            assert np.array_equal(found.scores(question), built.scores(question))
        for word in ("Putin", "river", "hosting", "Zelenskyy"):
            assert found.holds(word) is built.holds(word)


@pytest.mark.parametrize("texts", [[], [""], ["…"]])
def test_texts_without_words_can_be_indexed(texts: list[str]):
    assert LexicalIndex.build(texts).scores("host talks").tolist() == [0.0] * len(texts)


def test_the_best_positive_scores_come_first_and_ties_keep_their_order():
    scores = np.array([0, 2, 1, 2, 0, -1], np.float32)
    assert top_rows(scores, 9).tolist() == [1, 3, 2]
    assert top_rows(scores, 2).tolist() == [1, 3]
    assert top_rows(np.zeros(3, np.float32), 2).tolist() == []


def test_the_mean_of_both_scores_prefers_what_is_good_in_both():
    dense = np.array([0.9, 0.7, 0.1], np.float32)
    lexical = np.array([0.0, 8.0, 9.0], np.float32)
    assert averaged(dense, lexical).argmax() == 1
    assert 0 <= averaged(dense, lexical).min() <= averaged(dense, lexical).max() <= 1


def test_scores_that_hardly_differ_stay_close_together():
    mean = averaged(np.array([0.500, 0.501], np.float32), np.array([3.0, 3.0], np.float32))
    assert abs(float(mean[0] - mean[1])) < 0.01


def test_no_candidates_and_candidates_without_a_shared_word_have_scores():
    assert averaged(np.array([], np.float32), np.array([], np.float32)).shape == (0,)
    assert np.isfinite(averaged(np.array([0.2], np.float32), np.array([0.0], np.float32))).all()


DATED = Article("1", Path("a"), "x", outlet="The Example Times", published="2025-09-03T10:00:00Z",
                url="https://www.example-times.co.uk/a")  # fmt: skip
DAY = dt.date(2025, 9, 3)


@pytest.mark.parametrize(
    ("filters", "admitted"),
    [
        (SearchFilters(), True),
        (SearchFilters(since=DAY), True),
        (SearchFilters(until=DAY), True),
        (SearchFilters(since=DAY + dt.timedelta(1)), False),
        (SearchFilters(until=DAY - dt.timedelta(1)), False),
        (SearchFilters(outlet="example times"), True),
        (SearchFilters(outlet="The Example Times"), True),
        (SearchFilters(outlet="example-times.co.uk"), True),
        (SearchFilters(outlet="Times"), False),
        (SearchFilters(outlet="Other"), False),
        (SearchFilters(outlet="  "), True),
        (SearchFilters(within=frozenset({"1", "2"})), True),
        (SearchFilters(within=frozenset({"2"})), False),
        (SearchFilters(outlet="Other", within=frozenset({"1"})), False),
    ],
)
def test_filters_exclude_by_date_outlet_and_article(filters: SearchFilters, admitted: bool):
    assert filters.admits(DATED) is admitted


def test_an_article_without_a_date_is_left_out_when_a_date_is_asked_for():
    assert not SearchFilters(since=DAY).admits(Article("1", Path("a"), "x"))
