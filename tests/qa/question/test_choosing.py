"""Of two readings of a follow-up the likelier comes first; one that cannot be meant is left out."""

from __future__ import annotations

import pytest

from qa.english import parser
from qa.question.choosing import fits, in_order

pytestmark = pytest.mark.skipif(not parser.is_installed(), reason="the parser is not installed")

RULE, MODEL = "Did Karst pay for the tunnel?", "Did Velmora pay for the tunnel in Karst?"


def test_a_correction_is_read_by_rule():
    assert in_order("no, I meant Karst", RULE, MODEL) == (RULE, MODEL)


@pytest.mark.parametrize(
    "typed",
    ["did it pay for the tunnel in Karst?", "back to Karst: did it?", "and Karst?",
     "what about Karst?"],
)  # fmt: skip
def test_everything_else_is_read_by_the_model(typed: str):
    assert in_order(typed, RULE, MODEL) == (MODEL, RULE)


@pytest.mark.parametrize(
    "pieces",
    ["Is he well in Karst. The mayor is there too?", "What is it? got a number of Karst?",
     "He had one from Velmora of What year was the first?", "Ok. How many of Karst were there"],
)  # fmt: skip
def test_pieces_of_two_sentences_are_no_reading(pieces: str):
    assert in_order("and there?", pieces, None) == ()
    assert in_order("and there?", pieces, MODEL) == (MODEL,)


def test_both_readings_alike_are_one():
    assert in_order("when?", "When did Karst pay?", "When did Karst pay?") == (
        "When did Karst pay?",
    )
    assert in_order("when?", None, None) == ()


@pytest.mark.parametrize(
    ("reading", "typed", "may_be_meant"),
    [
        ("What did Ines Duarte say?", "what did she say?", True),
        ("What did the Norvik Group say?", "what did she say?", False),  # no woman
        ("What did the Norvik Group say?", "what did it say?", True),
        ("What did Brandt say of the talks?", "and Duarte, what did she say?", False),  # her name
        ("In Velmora?", "and in Velmora?", False),  # asks nothing
        ("Where is Velmora?", "and Velmora?", True),
        ("Did Ines Duarte or Ines Duarte vote?", "did either of them vote?", False),
        ("Who leads the union’s union?", "who leads it?", False),
        ("When did Tom Brandt and Ada Brandt marry?", "when did they marry?", True),
        ("Why is the mayor of Karst at the mayor of Karst?", "why is he there?", False),
    ],
)
def test_a_reading_asks_something_of_those_who_were_named(
    reading: str, typed: str, may_be_meant: bool
):
    assert fits(reading, typed) is may_be_meant
