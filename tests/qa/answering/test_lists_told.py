"""A list that is not all is said not to be; one that is all is not."""

from __future__ import annotations

import pytest

from qa.answering.lists_told import list_notices, said_to_go_on
from qa.sources import SourceList
from qa.statement import CheckedStatement, Kind, Verdict
from qa.writing.self_contained import standing_span
from tests.fakes import article, hits_of


@pytest.mark.parametrize(
    ("quote", "word"),
    [
        ("Among the sponsors were Tern Homes, Kemp Ltd and others.", "and others"),
        ("Nine towns, including Ely and Wend, agreed.", "including"),
        ("Firms such as Orbit and Kemp signed.", "such as"),
    ],
)
def test_words_that_leave_a_list_open_are_found(quote: str, word: str):
    assert said_to_go_on(quote) == word


@pytest.mark.parametrize(
    "quote",
    [
        "Oster, Ely and Wend agreed.",
        "Four towns, including Oster, Ely and two in the hills, agreed.",
        "She likes it more than others.",
    ],
)
def test_a_list_of_all_is_not_called_open(quote: str):
    assert said_to_go_on(quote) == ""


def test_a_list_that_is_not_asked_for_says_nothing():
    quote = "Firms such as Orbit and Kemp left; Oster, Ely and Wend agreed."
    assert said_to_go_on(quote, "Oster, Ely and Wend") == ""


@pytest.mark.parametrize(
    ("question", "notices"),
    [("Which towns agreed?", 1), ("Why did Ely agree?", 0)],
)
def test_only_whoever_asks_for_several_is_told(question: str, notices: int):
    story = article("Nine towns, including Ely and Wend, agreed.")
    source = SourceList().cite(story, 0, len(story.text))
    shown = [CheckedStatement(source.quote, Kind.QUOTED, (source,), (), Verdict.SUPPORTED)]
    assert len(list(list_notices(question, shown))) == notices


def test_all_items_stand_with_the_line_that_announces_them():
    text = (
        "The county names three schools without a kitchen:\n\n- Oster\n- Ely\n- Wend\n\nIt rained."
    )
    (hit,) = hits_of(article(text))
    start, end = standing_span(hit.sentences[0], hit.sentences)
    assert text[start:end].endswith("- Wend")
    # An item alone says nothing of what is listed.
    assert standing_span(hit.sentences[2], hit.sentences) == (start, end)
