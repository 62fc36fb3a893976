"""Whoever wants to be told about something is shown the sentences that name it."""

from __future__ import annotations

import pytest

from qa.answering.topics import told_about, topic_asked
from qa.english.parser import is_installed
from tests.fakes import FixedLibrary, article, hits_of

pytestmark = pytest.mark.skipif(not is_installed(), reason="the parser is not installed")

STORY = article(
    "Ann Kim opened the harbour tunnel on Monday. It rained all day in the north.\n\n"
    "The tunnel under the harbour cost Ely 40 million euros. Kim was mayor of Ely before that day."
)


@pytest.mark.parametrize(
    ("asked", "topic"),
    [
        ("Tell me more about Ann Kim.", "Ann Kim"),
        ("can you tell me about the tram please?", "the tram"),
        ("What do the articles say about the harbour tunnel?", "the harbour tunnel"),
        ("What did Kim tell me about the tram?", None),
        ("tell me who Ann Kim is", None),
        ("Tell me more: Who is Ann Kim?", None),
    ],
)
def test_a_topic_is_told_from_a_question(asked: str, topic: str | None):
    assert topic_asked(asked) == topic


def about(topic: str, *told: str) -> list[str]:
    sentences = FixedLibrary(STORY).sentences
    found = told_about(topic, hits_of(STORY), sentences, told)
    return [each.sentence.text for each in found.answering]


def test_the_sentences_with_all_its_words_are_told():
    assert about("the harbour tunnel") == [
        "Ann Kim opened the harbour tunnel on Monday.",
        "The tunnel under the harbour cost Ely 40 million euros.",
    ]
    assert about("the bridge") == []


def test_of_a_person_the_last_name_is_enough():
    assert about("Ann Kim")[-1] == "Kim was mayor of Ely before that day."


def test_what_was_told_before_is_not_told_again():
    told = "Northwire reports: “Ann Kim opened the harbour tunnel on Monday.” [1]"
    assert about("the harbour tunnel", told) == [
        "The tunnel under the harbour cost Ely 40 million euros."
    ]
