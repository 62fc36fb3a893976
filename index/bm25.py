"""The numbers of BM25: how much a word weighs. Pure functions; knows no words.

A store of this computer adds them up when a question is asked. One that only multiplies sparse
vectors takes the saturated count as a passage's weight, and the rarity as the question's.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

K1, B = 1.2, 0.6

Numbers = NDArray[Any]


def rarity(rows: int, holding: int) -> np.float32:
    """What a word counts of which so many of all rows hold it; never negative."""
    return np.float32(np.log(1 + (rows - holding + 0.5) / (holding + 0.5)))


def term_scores(rare: np.float32, counts: Numbers, lengths: Numbers, mean: float) -> Numbers:
    """What a word adds to the rows that hold it `counts` times, of so many words each."""
    times = counts.astype(np.float32)
    # float32 is enough: of scores that differ by less, neither is the better one.
    return rare * times / (_long(lengths, mean) + times)


def saturated(counts: Numbers, lengths: Numbers, mean: float) -> NDArray[np.float32]:
    """The same without the rarity: between 0 and 1."""
    return np.asarray(counts / (_long(lengths, mean) + counts), np.float32)


def counts_of(weights: Numbers, lengths: Numbers, mean: float) -> NDArray[np.int64]:
    """The counts of which `saturated` made these weights."""
    wide = np.asarray(weights, np.float64)
    return np.rint(_long(lengths, mean) * wide / np.maximum(1 - wide, 1e-9)).astype(np.int64)


def _long(lengths: Numbers, mean: float) -> Numbers:
    return np.float32(K1 * (1 - B)) + np.float32(K1 * B / mean) * lengths
