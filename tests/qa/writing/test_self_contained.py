"""A sentence that needs its neighbour is cited together with it."""

import pytest

from qa.english.parser import is_installed
from qa.writing.self_contained import standing_span
from tests.fakes import article, hits_of


def cited(text: str, row: int) -> str:
    story = article(text)
    sentences = hits_of(story)[0].sentences
    start, end = standing_span(sentences[row], sentences)
    return story.text[start:end]


def test_a_pronoun_brings_the_sentence_before() -> None:
    text = "Ann Kim left. She was tired. The union stayed."
    assert cited(text, 1) == "Ann Kim left. She was tired."
    assert cited(text, 2) == "The union stayed."


@pytest.mark.skipif(not is_installed(), reason="the parser is not installed")
def test_an_it_that_means_nothing_brings_no_sentence() -> None:
    text = "Ann Kim left. It remains unclear whether she will return. It was a surprise."
    assert cited(text, 1) == "It remains unclear whether she will return."
    assert cited(text, 2).startswith("It remains unclear")


def test_a_colon_brings_the_sentence_after() -> None:
    assert cited("Ann Kim warned of one thing:\n\nThe bridge is old.", 0).endswith("bridge is old.")


def test_a_long_neighbour_stays_away() -> None:
    text = f"{'Ann Kim left the very long meeting about glass and ' * 12}talks. She was tired."
    assert cited(text, 1) == "She was tired."


def test_a_pronoun_that_opens_the_article_has_nothing_before() -> None:
    assert cited("She was tired. Kim left.", 0) == "She was tired."
