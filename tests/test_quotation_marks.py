"""Quotation marks are never doubled, and nothing else is changed."""

from __future__ import annotations

import pytest

from qa.quotation_marks import in_marks, inner_marks


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Yes, there will be.", "“Yes, there will be.”"),
        ("“Yes, there will be.”", "“‘Yes, there will be.’”"),
        ('He said "no" twice.', "“He said 'no' twice.”"),
        ("two\n lines", "“two lines”"),
    ],
)
def test_words_stand_in_one_pair_of_double_marks(words: str, shown: str):
    assert in_marks(words) == shown
    assert not any(pair in shown for pair in ("““", "””", '""'))


def test_a_place_in_the_words_stays_the_same_place():
    words = "He said “no” and «yes» and left."
    assert len(inner_marks(words)) == len(words)
