"""Misspelt words are read as the articles' nearest ones; every other word stays as it was typed."""

from __future__ import annotations

import pytest

from index.lexical import LexicalIndex
from index.spelling import Spelling, count_written
from qa.english import parser
from qa.question.misspelt import respelt

pytestmark = pytest.mark.skipif(not parser.is_installed(), reason="the parser is not installed")

TEXTS = [
    "The temperature of the Orvane rose by 4 degrees, Helena Moorcroft told the government.",
    "The too small boats sank.",
    "Which bride paid Henning? The tunnels of Karst flooded when the Orvane rose.",
]
SPELLING, LEXICAL = Spelling(lambda: count_written(TEXTS)), LexicalIndex.build(TEXTS)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("By how much did the temprature rise?", "By how much did the temperature rise?"),
        ("what did moorcrfot tell the goverment", "what did Moorcroft tell the government"),
        ("wehn did the Orvnae rise?", "when did the Orvane rise?"),
        ("the Orvame's floods", "the Orvane's floods"),
        ("Who paid a bribe?", "Who paid a bribe?"),  # an English word that no article holds
        ("Did Ringing meet Hening?", "Did Ringing meet Henning?"),  # no form of "hen" in a name
        ("What took it away?", "What took it away?"),  # irregular, and near "too"
        ("Who was hopping and bribing?", "Who was hopping and bribing?"),
        ("How many tunnel flooded?", "How many tunnel flooded?"),  # held in another form
        ("Do Karsts flood?", "Do Karsts flood?"),
        ("Did Arvane rise?", "Did Arvane rise?"),  # another first letter
        ("Who met Karsten?", "Who met Karsten?"),  # two slips in a name that is no longer
        ("Which ternelu?", "Which ternelu?"),  # a name is what a capital says, and none is near
        ("Mail temprature@orvane.example", "Mail temprature@orvane.example"),
        ("Who paid the gvoernor?", "Who paid the governor?"),  # by no article
        ("Did the boats colllide?", "Did the boats collide?"),
        ("whats the temperature", "whats the temperature"),
        ("Was anybody against floodwater being resold?",
         "Was anybody against floodwater being resold?"),
        ("the café of Karst", "the café of Karst"),
        ("who left the flood-dammaged tunnel", "who left the flood-damaged tunnel"),
    ],
)  # fmt: skip
def test_only_words_that_nobody_knows_are_respelt(typed: str, read: str):
    assert respelt(typed, LEXICAL.holds, SPELLING.nearest) == read


def test_a_name_is_read_as_a_name_alone():
    assert SPELLING.nearest("bridd") == "bride"
    assert SPELLING.nearest("Bridd") is None


def test_the_more_frequent_of_two_equally_near_words_is_read():
    assert Spelling(lambda: count_written(["a boat, a boat, a boar"])).nearest("boax") == "boat"
