"""How much of a sentence others tell already, its rare words counting more.

Nearly every sentence of the articles on a topic has the topic's words: of "The last shipment of
weapons from Orland to Ruthen had 90 rifles" they say little, and the rest is new.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from qa.english.normal_form import quotations, words
from qa.english.numbers import figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SAME = 0.4  # of the weight of the lighter of two sentences that say the same
SAME_OF_ONE = 0.2  # where both quote the same words or tell one amount: what a 25% tariff is on
AMOUNTS = frozenset("$€£¥%")
LARGE = 10_000  # so many of anything are an amount
QUOTED = 4  # words that two sentences hardly quote by chance


class Rarity:
    """What each content word of a few articles weighs: the fewer sentences have it, the more."""

    def __init__(self, sentences: Sequence[frozenset[str]]) -> None:
        having = Counter(stem for own in sentences for stem in own)
        self._weights: Mapping[str, float] = {
            stem: math.log((len(sentences) + 1) / (count + 0.5)) for stem, count in having.items()
        }

    def weight(self, stems: Iterable[str]) -> float:
        """The weight of all these words, which stand in the articles."""
        return sum(map(self._weights.__getitem__, stems))

    def told(self, own: frozenset[str], said: frozenset[str]) -> float:
        """The share of a sentence's weight that stands in `said`, 0 to 1."""
        whole = self.weight(own)
        return self.weight(own & said) / whole if whole > 0 else 1.0

    def shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The share of the lighter of two sentences that is in the other, 0 to 1."""
        lighter = min(self.weight(one), self.weight(other))
        return self.weight(one & other) / lighter if lighter > 0 else 1.0


def particulars(text: str) -> frozenset[str]:
    """The sums, shares, large numbers and quotations of a text: hardly in two by chance."""
    amounts = (
        f"{figure.unit}{figure.value.normalize():f}"
        for figure in figures(text)
        if figure.unit in AMOUNTS or figure.value >= LARGE
    )
    quoted = (" ".join(word.form for word in words(each)) for each in quotations(text))
    return frozenset((*amounts, *(each for each in quoted if each.count(" ") + 1 >= QUOTED)))


def says_again(own: frozenset[str], said: Iterable[frozenset[str]], share: float) -> bool:
    """Whether most content words of the shorter one are in the other, all words counting alike."""
    return any(len(own & other) >= share * max(1, min(len(own), len(other))) for other in said)
