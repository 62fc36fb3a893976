"""Where vectors are kept and found by closeness. Knows nothing of texts."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors


class Found(NamedTuple):
    """Rows and their scores, best first; every row exists and every score is finite."""

    rows: NDArray[np.int64]
    scores: NDArray[np.float32]


class VectorStore(Protocol):
    """Rows of unit vectors; the score is the inner product, higher is closer.

    Rows may be there before their vectors: they are found by no search and have no score.
    """

    def __len__(self) -> int: ...

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which rows have a vector; a caller may keep it, it does not change."""

    def learn(self, rows: NDArray[np.int64], vectors: Vectors) -> None:
        """Give rows that have none their vectors, while others may be searching."""

    def search(self, vector: Vectors, k: int, *, allowed: NDArray[np.bool_] | None = None) -> Found:
        """The at most `k` closest rows among the allowed ones to one vector of shape (d,)."""

    def scores(self, vector: Vectors, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The scores of these rows, in their order; NaN where a row has no vector yet."""

    def rows(self, rows: NDArray[np.int64]) -> Vectors:
        """The stored vectors of these rows, (n, d)."""
