"""Which share of a question's words each sentence has, rarer words counting more."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from qa.english.normal_form import stems

if TYPE_CHECKING:
    from collections.abc import Sequence

Weights = dict[str, float]


def word_weights(question: str, texts: Sequence[frozenset[str]]) -> Weights:
    """log((n + 1) / (df + 0.5)) of each stem of the question over `texts`, given as stems."""
    asked = stems(question)
    frequency = Counter(stem for text in texts for stem in asked & text)
    return {stem: math.log((len(texts) + 1) / (frequency[stem] + 0.5)) for stem in asked}


def covered(text: frozenset[str], weights: Weights) -> float:
    """The share of the weights that `text` has, 0 to 1."""
    total = sum(weights.values())
    return sum(weights[stem] for stem in weights.keys() & text) / total if total > 0 else 0.0
