"""Only offered markers can be written, whatever the model would like to write."""

import random

import pytest

from qa.engine.constraints import OfferedMarkers, Vocabulary
from qa.writing.citations import MARKER

PIECES = (
    *"0123456789", "[", "]", " [", "[1", "]]", "12", "99", "[[", "(", "【", "】", "［", " the",
    " a", ".", "] ", "10", "100", "x", "١",
)  # fmt: skip


@pytest.mark.parametrize("offered", [{1}, {1, 2, 3}, {2, 12}, {10, 100}])
def test_a_model_that_writes_at_random_can_cite_only_what_was_offered(offered: set[int]) -> None:
    vocabulary = Vocabulary(PIECES)
    dice = random.Random(len(offered))
    seen = set()
    for _ in range(300):
        constraint = OfferedMarkers(frozenset(offered))
        written = ""
        for _ in range(30):
            allowed = constraint.allowed(written, vocabulary)
            assert allowed.any()
            written += dice.choice([p for p, ok in zip(PIECES, allowed, strict=True) if ok])
        for found in MARKER.findall(written):
            seen.add(int(found))
    assert seen == offered


def test_what_was_refused_is_not_begun_again() -> None:
    vocabulary = Vocabulary(("The", "Th", " The", "There", "Mayor", "May", ""))
    constraint = OfferedMarkers(frozenset({1}), ("The mayor left. [1]", "Mayor Graf left. [1]"))
    opening = constraint.allowed("", vocabulary)
    assert [p for p, ok in zip(vocabulary.pieces, opening, strict=True) if ok] == ["There"]
    assert constraint.allowed("There", vocabulary).all()
