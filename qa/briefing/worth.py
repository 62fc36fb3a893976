"""How much a sentence is worth telling in a briefing, by where it stands and what it has.

The weights were learned on which sentences tell what had to be told of sixty topics
(`models/training/briefing_weights.py`). A few traits do as well on topics that they were not
learned on as thirty. Chooses nothing.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Log-odds a unit of each trait, printed by `models/training/briefing_weights.py`.
WEIGHTS = {
    "middle": 9.45,  # cosine to the middle of all sentences that could be told
    "again": 0.64,  # whether another article tells much the same
    "headline": 1.01,  # the share of its article's headline
    "amount": 0.63,  # money, percent, millions
    "digits": 0.41,
    "place": -0.37,  # the logarithm of its place in its article
    "age": -0.16,  # the logarithm of the days that its article is older than the newest, of a month
    "length": 1.46,  # its words, of at most 35
}
TRAITS = tuple(WEIGHTS)
ROOM_COUNTS = 1.2  # against a sentence for each time that it is e times as long
LONG = 35  # words
MONTH = 30  # days
_AMOUNT = re.compile(r"[$€£%]|\bpercent\b|\b[mb]illion\b")


def worth(traits: Sequence[float], words: int) -> float:
    """The log-odds that it tells what is due, for the room it takes, up to a constant."""
    due = sum(weight * trait for weight, trait in zip(WEIGHTS.values(), traits, strict=True))
    return due - ROOM_COUNTS * math.log(max(1, words))


def traits_of(
    text: str, *, middle: float, again: bool, headline: float, place: int, behind: int
) -> tuple[float, ...]:
    """The traits of a sentence, in the order of TRAITS."""
    return (
        middle,
        float(again),
        headline,
        float(_AMOUNT.search(text) is not None),
        float(any(map(str.isdigit, text))),
        math.log2(1 + place),
        math.log2(1 + min(MONTH, behind)),
        min(1.0, len(text.split()) / LONG),
    )
