"""What the judge points at becomes words that a reader is shown, on both sides."""

from __future__ import annotations

import numpy as np
import pytest

from qa.checks.pointed_words import pointed_words, words_instead
from qa.english.normal_form import words
from qa.evidence.pointing import Pointing


def pointing(claim: dict[str, float], own: str, text: dict[str, float], theirs: str) -> Pointing:
    """Numbers of these words; of all others -4."""
    here = np.array([claim.get(w.form, -4.0) for w in words(own)], np.float32)
    there = np.array([text.get(w.form, -4.0) for w in words(theirs)], np.float32)
    return Pointing(here, there, np.zeros((len(there), len(here)), np.float32))


@pytest.mark.parametrize(
    ("likely", "marked"),
    [
        ({"sold": 2.0}, "sold"),
        ({"old": 2.0, "harbour": 1.5}, "old harbour"),
        # A small word at the end goes with nothing; between two it stays.
        ({"sold": 2.0, "the": 1.9}, "sold"),
        ({"sold": 2.0, "the": 1.9, "old": 1.8}, "sold the old"),
        ({"the": 2.0}, "the"),
        # One that is far less likely is told alike.
        ({"old": 2.0, "harbour": -1.0}, "old"),
    ],
)
def test_words_that_are_likely_beside_each_other_are_marked_together(
    likely: dict[str, float], marked: str
):
    claim = "They sold the old harbour."
    span = pointed_words(claim, pointing(likely, claim, {}, "x"))
    assert span is not None
    assert claim[slice(*span)] == marked


@pytest.mark.parametrize(
    ("quote", "likely", "there"),
    [
        ("The toll rose to 45 crowns in May.", {"rose": 2.0}, "rose"),
        # What belongs to the word: the rest of a figure, a day, a name, what denies it.
        ("They kept nearly $2.5 million of it.", {"million": 3.0}, "nearly $2.5 million"),
        ("It was shut on 4 May 2024 by the mayor.", {"2024": 3.0}, "4 May 2024"),
        ("In spring Tom Petty left.", {"petty": 3.0}, "Tom Petty"),
        ("The pool will not be opened again.", {"opened": 3.0}, "will not be opened again"),
        # What stands with it, and the noun to which it belongs.
        ("The pool was torn down in spring.", {"torn": 3.0, "down": 2.5}, "was torn down"),
        ("It has a low probability in spring.", {"low": 3.0}, "a low probability"),
    ],
)
def test_the_words_told_instead(quote: str, likely: dict[str, float], there: str):
    found = pointing({}, "It opened.", likely, quote)
    span = words_instead("It opened.", (3, 9), quote, found)
    assert span is not None
    assert quote[slice(*span)] == there


def test_without_a_word_nothing_is_pointed_at():
    assert pointed_words("...", pointing({}, "...", {}, "x")) is None
    found = pointing({"it": 1.0}, "it", {}, "...")
    assert words_instead("it", (0, 2), "...", found) is None
