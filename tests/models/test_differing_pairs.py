"""Which words of two counterparts differ, and which words of a sentence stand for them."""

from __future__ import annotations

import numpy as np
import pytest

from models.training.differing_pairs import changed, standing_for
from qa.english.normal_form import words


@pytest.mark.parametrize(
    ("false", "true", "here", "there"),
    [
        ("The dam broke.", "The dam held.", ["broke"], ["held"]),
        ("Two or all of them left.", "Two or none of them left.", ["all"], ["none"]),
        # Where words are only left out, the one behind them differs.
        ("They sold it.", "They never sold it.", ["sold"], ["never"]),
        ("They sold it.", "They sold it again.", ["it"], ["again"]),
    ],
)
def test_the_words_that_differ(false: str, true: str, here: list[str], there: list[str]):
    own, other = words(false), words(true)
    rows, others = changed(own, other)
    assert [own[n].form for n in rows] == here
    assert [other[n].form for n in others] == there


def stands(true: str, sentence: str, alike: list[list[float]]) -> list[str]:
    theirs = words(sentence)
    found = standing_for(words(true), theirs, np.array(alike, np.float32))
    return [w.form for w, much in zip(theirs, found, strict=True) if much > 0]


def test_the_same_word_or_number_stands_for_it_before_any_that_is_like_it():
    assert stands("sells", "They sold or will sell it", [[0.1, 0.9, 0, 0, 0.2, 0]]) == ["sell"]
    assert stands("eleven", "In May 11 of ten", [[0, 0.9, 0.1, 0, 0.5]]) == ["11"]


def test_else_the_word_most_like_it_that_carries_something():
    assert stands("boat", "The vessel of the harbour", [[0.9, 0.6, 0, 0, 0.5]]) == ["vessel"]
    assert stands("boat", "The clock of the harbour", [[0.9, 0.2, 0, 0, 0.1]]) == []
