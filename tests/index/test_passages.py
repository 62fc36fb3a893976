"""Passages are whole sentences of one article, short enough for the embedder."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import Article, Passage
from index.passages import (
    MAX_CONTEXT_PIECES,
    MAX_PASSAGE_PIECES,
    MAX_PASSAGE_WORDS,
    embedded_text,
    pack_passages,
    passage_context,
)
from index.sentences import count_pieces, split_sentences

PARAGRAPH = st.integers(1, 12).map(lambda n: "The minister said that the talks would go on. " * n)


@settings(max_examples=100, deadline=None)
@given(st.lists(PARAGRAPH, max_size=12).map("\n\n".join))
def test_passages_are_ranges_that_hold_every_sentence_once(text: str):
    sentences = split_sentences(text)
    ranges = pack_passages(text, sentences)
    assert [first for first, _ in ranges] == [0, *(last for _, last in ranges)][: len(ranges)]
    assert all(first < last for first, last in ranges)
    assert (ranges[-1][1] if ranges else 0) == len(sentences)
    for first, last in ranges:
        part = text[sentences[first].start : sentences[last - 1].end]
        assert len(part.split()) <= MAX_PASSAGE_WORDS
        assert count_pieces(part) <= MAX_PASSAGE_PIECES or last - first == 1


def test_a_paragraph_that_fits_is_not_divided():
    paragraph = "The minister said that the talks would go on. " * 6
    text = "\n\n".join([paragraph] * 5)
    sentences = split_sentences(text)
    ends = {last for _, last in pack_passages(text, sentences)}
    assert ends == {12, 24, 30}


def test_neighbouring_passages_are_in_order(seeds: Path):
    text = next(seeds.glob("000_*")).read_text(encoding="utf-8")
    sentences = split_sentences(text)
    ranges = pack_passages(text, sentences)
    assert 5 <= len(ranges) <= 9
    assert all(before[1] == after[0] for before, after in pairwise(ranges))


def test_the_embedder_is_told_which_article_a_passage_is_from():
    article = Article("1", Path("a"), "It ended.", title="Talks end", outlet="Example Times")
    assert embedded_text(Passage(article, 0, 9)) == "Talks end | Example Times\nIt ended."
    assert embedded_text(Passage(Article("1", Path("a"), "It ended."), 0, 9)) == "It ended."


def test_a_title_of_any_length_leaves_room_for_the_passage():
    article = Article("1", Path("a"), "x", title="word " * 500)
    assert count_pieces(passage_context(article)) <= MAX_CONTEXT_PIECES
    article = Article("1", Path("a"), "x", title="9" * 5000)
    assert passage_context(article) == ""
