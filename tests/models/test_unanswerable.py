"""Questions made unanswerable: never the question itself, never something the passages tell."""

from __future__ import annotations

import random

import pytest

from models.training.reader_data import from_sentences, words_of
from models.training.unanswerable import ask_of_another, ask_otherwise, corrupt

TOLD = from_sentences(
    "The bridge",
    ["Ana Ruiz sold the old bridge to Ben Ortiz in 1987.", "The price was 40 crowns."],
    "bridge",
)
OTHERS = ["When did Carla Voss open the school?", "Who paid Dan Moss?"]


@pytest.mark.parametrize("seed", range(40))
def test_a_corrupted_question_asks_for_something_that_is_not_told(seed: int):
    asked = "Did Ana Ruiz sell the old bridge to Ben Ortiz in 1987?"
    changed = corrupt(asked, [TOLD], OTHERS, random.Random(seed))
    assert changed is not None
    assert changed != asked
    new = set(words_of(changed)) - set(words_of(asked))
    exchanged = "Did Ben Ortiz sell the old bridge to Ana Ruiz in 1987?"
    assert changed == exchanged or not new & set(words_of(TOLD.text))


def test_a_question_that_offers_nothing_to_change_is_left_out():
    assert corrupt("Who was it?", [TOLD], OTHERS, random.Random(1)) is None


def test_when_is_asked_only_of_sentences_without_a_time():
    asked = "Who did Ana Ruiz pay?"
    untimed = ["Ana Ruiz paid Ben Ortiz."]
    found = {ask_otherwise(asked, untimed, random.Random(n)) for n in range(20)}
    assert "When did Ana Ruiz pay?" in found
    dated = ["Ana Ruiz paid Ben Ortiz on 4 May."]
    assert "When did Ana Ruiz pay?" not in {
        ask_otherwise(asked, dated, random.Random(n)) for n in range(20)
    }


def test_every_time_place_and_reason_told_leaves_nothing_to_ask():
    told = ["Ana Ruiz paid Ben Ortiz in Ely on 4 May because she had to."]
    assert ask_otherwise("Who did Ana Ruiz pay?", told, random.Random(1)) is None


def test_another_name_from_beside_takes_the_place_of_the_one_that_is_told():
    found = ask_of_another(
        "What did Ben Ortiz buy?",
        ["The old bridge went to Ben Ortiz."],
        ["The school went to Carla Voss.", "Ben Ortiz left."],
        lambda word: False,
    )
    assert found == ["What did Carla Voss buy?"]


def test_without_capitals_rare_words_stand_in_for_names():
    rare = {"ortiz", "voss"}.__contains__
    found = ask_of_another(
        "what did ortiz buy", ["the bridge went to ortiz"], ["the school went to voss"], rare
    )
    assert found == ["what did voss buy"]
