"""Quotations belong to whoever speaks them, and are exact spans of the article."""

import pytest

from qa.english import parser
from qa.english.quoted_speech import Quotation, quotations_of
from tests.fakes import FixedLibrary, article

pytestmark = pytest.mark.skipif(not parser.is_installed(), reason="the parser is not installed")


def told(text: str) -> list[Quotation]:
    story = article(text)
    return quotations_of(FixedLibrary(story).sentences(story))


@pytest.mark.parametrize(
    "text",
    [
        "“We will not sell the bridge,” Ortiz said.",
        "Ortiz said: “We will not sell the bridge.”",
        "Mayor Ortiz told reporters that “we will not sell the bridge” this year.",
        "According to Ortiz, “we will not sell the bridge.”",
        "Ortiz met the council. She said “we will not sell the bridge.”",
        "Mayor Lena Ortiz warned it would be a mistake:\n“We will not sell the bridge.”",
    ],
)
def test_the_speaker_of_a_quotation_is_found(text: str) -> None:
    (quotation,) = told(text)
    assert quotation.speaker[-1] == "ortiz"
    assert quotation.text.casefold().strip(",.") == "we will not sell the bridge"


def test_a_quotation_that_goes_on_keeps_its_speaker() -> None:
    first, second = told("“It is ours,” Ortiz said. “Calder continues to bargain with us.”")
    assert first.speaker == second.speaker == ("ortiz",)
    assert second.text == "Calder continues to bargain with us."


def test_a_quotation_in_several_sentences_and_paragraphs_keeps_its_speaker() -> None:
    found = told(
        "“I saw them come,” Ortiz said. “They sold three bridges. None of them stayed open.\n\n"
        "“The fourth will not either.”\n\nIt rained on the bridge."
    )
    assert [q.text for q in found] == [
        "I saw them come,",
        "They sold three bridges.",
        "None of them stayed open.",
        "The fourth will not either.",
    ]
    assert {q.speaker for q in found} == {("ortiz",)}


def test_nobody_speaks_who_is_only_quoted() -> None:
    (quotation,) = told("Ortiz said: “Calder insists that the bridge is old.”")
    assert quotation.speaker == ("ortiz",)


def test_each_sentence_of_a_long_quotation_stands_alone() -> None:
    texts = [q.text for q in told("“It is ours. We will keep it,” Ortiz said.")]
    assert texts == ["It is ours.", "We will keep it,"]


@pytest.mark.parametrize(
    "text", ["", "“", "The “old bridge” fell.", "“Go,” he said.", "A “b” “c” “d", "”””“““"]
)
def test_words_of_nobody_and_odd_marks_give_no_quotation(text: str) -> None:
    assert told(text) == []


def test_spans_are_those_of_the_article() -> None:
    for quotation in told("Rain fell. “We will not sell the bridge,” Ortiz said. Snow fell."):
        assert quotation.article.text[quotation.start : quotation.end] == quotation.text
