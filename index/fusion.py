"""Putting the closeness of meaning and of words together. Pure functions of scores."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Between 0.4 and 0.6 the order of passages is equally good.
DENSE_SHARE = 0.5
LEAST_DENSE_RANGE = 0.15  # of cosine
LEAST_LEXICAL_RANGE = 0.3  # of the highest score

Scores = NDArray[np.float32]
Rows = NDArray[np.int64]


def top_rows(scores: Scores, k: int) -> Rows:
    """The rows of the `k` best positive scores, best first, ties in row order."""
    positive = np.flatnonzero(scores > 0)
    if len(positive) > k:
        least = np.partition(scores[positive], len(positive) - k)[len(positive) - k]
        better = positive[scores[positive] > least]
        # Of those that are as good as the last one, the first.
        as_good = positive[scores[positive] == least][: k - len(better)]
        positive = np.concatenate([better, as_good])
    order = np.lexsort((positive, -scores[positive]))
    return positive[order].astype(np.int64)


def averaged(dense: Scores, lexical: Scores) -> Scores:
    """The mean of both scores of each candidate, each laid between 0 and 1 over the candidates.

    How far a candidate is ahead counts, which ranks alone do not say: on the benchmarks two points
    better at the first place than reciprocal-rank fusion. Scores that hardly differ are not spread
    out over the whole range: where all candidates are alike, chance would order them.

    Where `dense` is NaN nobody knows the meaning yet; the words stand for both.
    """
    words = _spread(lexical, LEAST_LEXICAL_RANGE * float(lexical.max(initial=0)))
    known = ~np.isnan(dense)
    meaning = words.copy()
    meaning[known] = _spread(dense[known], LEAST_DENSE_RANGE)
    return np.asarray(DENSE_SHARE * meaning + (1 - DENSE_SHARE) * words, dtype=np.float32)


def _spread(scores: Scores, least_range: float) -> Scores:
    low = float(scores.min(initial=np.inf))
    high = float(scores.max(initial=-np.inf))
    return (scores - low) / max(high - low, least_range, 1e-6)
