"""Whether a rewritten question asks for what its author meant, by its words."""

from __future__ import annotations

import pytest

from benchmarks.follow_ups import asks_the_same, reads_the_same

MEANT = "When did Ines Duarte open the harbour tunnel in Velmora?"


@pytest.mark.parametrize(
    "made",
    [
        MEANT,
        "when did Duarte open the harbour tunnel in Velmora",
        "On what day did Ines Duarte open the harbour tunnel of Velmora?",
        "When was the harbour tunnel in Velmora opened by Duarte?",
    ],
)
def test_the_same_question_in_nearly_the_same_words_is_right(made: str):
    assert asks_the_same(made, MEANT)


@pytest.mark.parametrize(
    "made",
    [
        "Why did Ines Duarte open the harbour tunnel in Velmora?",  # asks for something else
        "When did Tomas Brandt open the harbour tunnel in Velmora?",  # of somebody else
        "When did Ines Duarte open the harbour tunnel in Karst?",
        "When did Ines Duarte open the harbour tunnel in Velmora in 2024?",
        "When did Ines Duarte resign in Velmora?",  # loses what was asked
        "when was it?",
    ],
)
def test_another_question_is_wrong(made: str):
    assert not asks_the_same(made, MEANT)


def test_a_first_name_may_be_left_out_of_a_short_question():
    assert asks_the_same("What does Duarte earn?", "What does Ines Duarte earn?")
    assert not asks_the_same("What does Brandt earn?", "What does Ines Duarte earn?")


def test_irregular_forms_of_a_verb_are_one_word():
    assert asks_the_same("Who took the tunnel over?", "Who does take the tunnel over?")


@pytest.mark.parametrize(
    ("made", "meant"),
    [
        ("Are you sure: who paid Brandt?", "Are you sure about who paid Brandt?"),
        ("When did Duarte opne the tunnel?", "When did Duarte open the tunnel?"),
        ("Who replaced Lund as mayor of Karst?", "Who replaced Lund?"),
        ("What did K. Lund earn?", "What did Lund earn?"),
    ],
)
def test_what_a_reader_of_the_talk_takes_for_the_same_is_clear(made: str, meant: str):
    assert reads_the_same(made, meant, "Is Lund still mayor of Karst?")


@pytest.mark.parametrize(
    "made", ["Who replaced Duarte?", "When was Lund replaced?", "Who replaced Lund in Velmora?"]
)
def test_another_name_and_another_question_are_not_clear(made: str):
    assert not reads_the_same(made, "Who replaced Lund?", "Is Lund still mayor of Karst?")
