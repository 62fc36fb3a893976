"""Putting the closeness of meaning and of words together. Pure functions of scores."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Cormack, Clarke and Büttcher 2009: large enough that the first rank does not decide alone.
RANK_OFFSET = 60

Scores = NDArray[np.float32]
Rows = NDArray[np.int64]


def top_rows(scores: Scores, k: int) -> Rows:
    """The rows of the `k` best positive scores, best first, ties in row order."""
    positive = np.flatnonzero(scores > 0)
    if len(positive) > k:
        positive = positive[np.argpartition(-scores[positive], k - 1)[:k]]
    order = np.lexsort((positive, -scores[positive]))
    return positive[order].astype(np.int64)


def reciprocal_ranks(rankings: list[Rows]) -> dict[int, float]:
    """Reciprocal-rank fusion: each ranking gives its row at rank r the score 1 / (60 + r)."""
    fused: dict[int, float] = {}
    for ranking in rankings:
        for rank, row in enumerate(ranking.tolist(), start=1):
            fused[row] = fused.get(row, 0.0) + 1 / (RANK_OFFSET + rank)
    return fused
