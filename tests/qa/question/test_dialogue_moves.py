"""Turns about the talk itself, and phrases that take the place of what is like them."""

from __future__ import annotations

import pytest

from qa.english import parser
from qa.english.mentions import Sort
from qa.question.contractions import written_out
from qa.question.dialogue_moves import LEADS, Move, asked_again, asked_before, read_move, wanted
from qa.question.exchange import exchanged
from qa.question.follow_ups import understood
from qa.question.plain_questions import plain_question
from qa.question.typed_names import with_capitals

pytestmark = pytest.mark.skipif(not parser.is_installed(), reason="the parser is not installed")

BUS = "How much is a day ticket for the bus?"


def after(*earlier: str) -> list[tuple[str, str]]:
    return [(question, "The articles do not say.") for question in earlier]


@pytest.mark.parametrize(
    ("typed", "move"),
    [
        ("are you sure?", Move.SURE),
        ("r u certain about that", Move.SURE),
        ("is that sure?", Move.SURE),
        ("really? certain?", Move.SURE),
        ("tell me more", Move.MORE),
        ("ok, go on", Move.MORE),
        ("more on that please", Move.MORE),
        ("shorter please", Move.SHORTER),
        ("can you put it in one sentence?", Move.SHORTER),
        ("in the article's words", Move.QUOTED),
        ("word for word please", Move.QUOTED),
        ("more on that pls", Move.MORE),
        ("who says so?", Move.QUOTED),
        ("according to whom?", Move.QUOTED),
        ("what's your source", Move.QUOTED),
        ("Who said that the tram is late?", None),
        ("no, I meant Karst", Move.MEANT),
        ("sorry, not Velmora, I meant Karst", Move.MEANT),
        ("sorry, wrong one, trams", Move.MEANT),
        ("back to the tunnel: who paid for it?", Move.BACK),
        ("the tunnel again, who paid for it?", Move.BACK),
        ("Are you sure the tunnel opened on Monday?", None),
        ("Is the harbour sure to freeze?", None),
        ("What more did Brandt say?", None),
        ("Who meant to go back to Karst?", None),
    ],
)
def test_a_turn_about_the_talk_is_told_from_a_question(typed: str, move: Move | None):
    found = read_move(written_out(typed))
    assert (found and found.move) == move


@pytest.mark.parametrize(
    ("question", "phrase", "asked"),
    [
        (BUS, "for the tram", "How much is a day ticket for the tram?"),
        (BUS, "a monthly pass for pupils", "How much is a monthly pass for pupils?"),
        ("What was the plant’s output?", "the mine’s", "What was the mine’s output?"),
        ("What was the plant’s output in 2022?", "2021", "What was the plant’s output in 2021?"),
        ("How many ferries run in 1998?", "99", "How many ferries run in 1999?"),
        ("Who won the first round?", "the third", "Who won the third round?"),
        ("Which school got the best marks?", "the worst", "Which school got the worst marks?"),
        ("Who has a milk allergy?", "a nut one", "Who has a nut allergy?"),
        ("How many old bridges are closed?", "tunnels", "How many tunnels are closed?"),
        ("How far have egg prices risen?", "bread", "How far have bread prices risen?"),
        ("What share did Ines Duarte get in Karst?", "Tomas Brandt",
         "What share did Tomas Brandt get in Karst?"),
        ("Who leads the union?", "the price per unit", None),
    ],
)  # fmt: skip
def test_a_phrase_takes_the_place_of_what_is_like_it(question: str, phrase: str, asked: str | None):
    persons = {"duarte": Sort.PERSON, "brandt": Sort.PERSON, "karst": Sort.PLACE}
    assert exchanged(question, phrase, persons) == asked


@pytest.mark.parametrize(
    ("earlier", "typed", "alone"),
    [
        ((BUS, "And for the tram?"), "And a monthly pass for pupils?",
         "How much is a monthly pass for pupils?"),
        ((BUS,), "are you sure?", f"Are you sure: {BUS}"),
        (("What did Kim say?", "are you sure?"), "tell me more", "Tell me more: What did Kim say?"),
        (("Who leads the union?", BUS), "shorter", f"Shorter: {BUS}"),
        ((BUS,), "in its own words", f"In the article’s words: {BUS}"),
        ((BUS, f"Shorter: {BUS}"), "are you sure?", f"Are you sure: {BUS}"),
        ((BUS,), "no, I meant the tram", "How much is a day ticket for the tram?"),
        (("Who paid for the bridge?",), "no, I mean when did it open", "When did the bridge open?"),
        (("What is Ines Duarte's view?",), "and O'Brien's?", "What is O'Brien's view?"),
        (("Who paid for the bridge in Karst?", "Who is Ines Duarte?"),
         "back to the bridge: who built it?", "Who built the bridge in Karst?"),
        ((BUS,), "and the tram, how much?", "How much is a day ticket for the tram?"),
        (("What did Kim see?",), "how many boats?", "How many boats did Kim see?"),
    ],
)  # fmt: skip
def test_a_turn_is_understood_by_the_ones_before(earlier: tuple[str, ...], typed: str, alone: str):
    assert understood(typed, after(*earlier)) == alone


@pytest.mark.parametrize("move", LEADS)
def test_a_question_that_is_asked_again_is_the_question_and_what_for(move: Move):
    again = asked_again(move, BUS)
    assert again != BUS
    assert wanted(again) is move
    assert wanted(BUS) is None
    assert plain_question(again) == asked_before(again) == BUS
    assert understood("for the tram?", [(again, "30. [1]")]) == BUS.replace("bus", "tram")


def test_names_typed_small_are_written_as_the_articles_write_them():
    texts = ("They met in Karst on Monday.", "Ferry prices rose.", "The ferry was late.")

    def examples(name: str) -> list[str]:
        return [text for text in texts if name in text]

    assert with_capitals("which ferry goes to karst?", examples) == "which ferry goes to Karst?"


def test_a_verb_that_a_headline_writes_with_a_capital_is_no_name():
    texts = ["Pilots Warn Owners of Fog", "The pilots warned the owners of fog."]

    def examples(word: str) -> list[str]:
        return [text for text in texts if word.casefold() in text.casefold()]

    asked = "what did the pilots warn of?"
    assert with_capitals(asked, examples) == asked


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("what's her job", "what is her job"),
        ("whos paying", "who is paying"),
        ("what's been found", "what has been found"),
        ("why'd he leave", "why did he leave"),
        ("why didn't they pay", "why did they not pay"),
        ("Brandt's offer", "Brandt's offer"),
    ],
)
def test_contractions_are_written_out(typed: str, plain: str):
    assert written_out(typed) == plain
