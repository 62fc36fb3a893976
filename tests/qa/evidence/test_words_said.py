"""Whoever is asked for somebody's words gets words of theirs, and nobody else's."""

from __future__ import annotations

import pytest

from qa.english.parser import is_installed
from qa.evidence.selector import Certainty, Evidence, Selection
from qa.evidence.words_said import with_words_said
from qa.writing.self_contained import standing_span
from tests.fakes import article, hits_of

STORY = article(
    "Ann Kim accused the mayor of hiding. “The mayor waits for rain,” she said.\n\n"
    "“The tram is late,” engineer Bo Lee said. Lee declined to say why the tram was slow.\n\n"
    "“We looked at the tram twice,” said driver Eva Roe. “It is old.\n\n“And it is slow.”"
)
SENTENCES = hits_of(STORY)[0].sentences

pytestmark = pytest.mark.skipif(not is_installed(), reason="the grammar is not installed")


def chosen(question: str, certainty: Certainty, answering: str = "") -> list[str]:
    evidence = tuple(
        Evidence(s, -float(row), answers=bool(answering) and answering in s.text)
        for row, s in enumerate(SENTENCES)
    )
    found = with_words_said(question, Selection(evidence, certainty), lambda _: SENTENCES)
    return [each.sentence.text for each in found.answering]


def test_any_words_of_a_speaker_answer_where_no_matter_is_named():
    assert chosen("what did Lee say?", Certainty.UNCERTAIN) == [
        "“The tram is late,” engineer Bo Lee said."
    ]


def test_of_a_matter_only_words_about_it_answer():
    assert chosen("What did Lee say about the mayor?", Certainty.UNCERTAIN) == []


def test_what_goes_on_in_the_next_paragraph_is_said_by_the_same_speaker():
    assert chosen("What did Eva Roe say about slow?", Certainty.UNCERTAIN) == ["“And it is slow.”"]


def test_a_word_that_only_describes_the_speaker_is_no_speaker():
    assert chosen("What did the driver of Lee say?", Certainty.UNCERTAIN) == []


def test_a_denial_stays_one():
    assert chosen("what did Lee say?", Certainty.DENIED) == []


def test_who_said_it_is_answered_by_the_words():
    asked = "Who said that the mayor waits for rain?"
    assert chosen(asked, Certainty.ANSWERED, "accused") == ["“The mayor waits for rain,” she said."]


def test_words_that_nobody_said_change_nothing():
    asked = "Who said that the harbour is closed?"
    assert chosen(asked, Certainty.ANSWERED, "accused") == ["Ann Kim accused the mayor of hiding."]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (
            "“The mayor waits",
            "Ann Kim accused the mayor of hiding. “The mayor waits for rain,” she said.",
        ),
        ("“The tram is late", "“The tram is late,” engineer Bo Lee said."),
    ],
)
def test_a_quotation_stands_with_the_sentence_that_names_its_speaker(words: str, shown: str):
    sentence = next(s for s in SENTENCES if s.text.startswith(words))
    start, end = standing_span(sentence, SENTENCES)
    assert STORY.text[start:end] == shown
