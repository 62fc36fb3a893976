"""What a reader sees, and nothing else."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.clean_text import MAX_MARKS, clean_text

HIDDEN = {
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "right-to-left override": "\u202e",
    "isolate": "\u2066",
    "tag character": "\U000e0041",
    "variation selector": "\ufe0f",
    "supplementary variation selector": "\U000e0100",
    "NUL": "\x00",
    "escape": "\x1b",
    "Hangul filler": "\u3164",
    "unassigned": "\U000e0fff",
    "noncharacter": "\ufffe",
    "lone surrogate": "\ud800",
    "interlinear annotation": "\ufff9",
    "Arabic letter mark": "\u061c",
}


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN.keys())
def test_an_invisible_character_is_removed_and_counted(hidden: str):
    assert clean_text(f"tal{hidden}ks in{hidden} Rome") == ("talks in Rome", 2)


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\u2028", "\u2029", "\x85", "\v", "\f"])
def test_every_line_end_becomes_one_kind(line_end: str):
    assert clean_text(f"one{line_end}two").text == "one\ntwo"


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u3000", "\t"])
def test_every_space_becomes_a_plain_one(space: str):
    assert clean_text(f"5{space}km") == ("5 km", 0)


def test_what_is_visible_stays():
    text = "“Zürich’s” naïve café — 4.5 % of €3, 東京, Київ, القاهرة 🙂\n- item"
    assert clean_text(text) == (text, 0)


def test_a_name_is_one_string_however_it_was_typed():
    assert clean_text("Zu\u0308rich").text == "Zürich"


def test_a_pile_of_marks_is_capped_and_fast():
    began = time.perf_counter()
    text, removed = clean_text("a" + "\u0300\u0323" * 200_000 + "b")
    assert time.perf_counter() - began < 5
    assert sum(unicodedata.combining(character) > 0 for character in text) <= MAX_MARKS
    assert removed >= 400_000 - MAX_MARKS
    assert text[-1] == "b"


@given(st.text())
def test_cleaning_again_changes_nothing(text: str):
    once = clean_text(text).text
    assert clean_text(once).text == once


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"])))
def test_plain_text_is_never_touched(text: str):
    assert clean_text(text) == (text, 0)
