"""A VectorStore of this computer: vectors that stay on the disk, and those learned meanwhile.

Few vectors are all compared. Of many, lists of near ones are visited, and what is found there is
compared exactly; what a narrow filter admits is compared exactly too.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors
from index.packed_arrays import PackedArrays
from index.vectors import Found

# So many rows are compared one by one even where there are lists.
EXACT_ROWS = 30_000
# Of the lists, so many times as many rows as are wanted, since eight bits a number are not exact.
_MORE = 2

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]


class Near(Protocol):
    """Lists of near vectors."""

    def search(
        self, vector: Vectors, k: int, *, allowed: NDArray[np.bool_] | None, share: float
    ) -> tuple[Rows, Scores] | None:
        """About the `k` closest allowed ones, by their place, and how close they are.

        None where the lists are gone.
        """


@dataclass(frozen=True, slots=True)
class VectorPart:
    """Vectors in one file, the row of each, -1 where it is gone, and their lists, if any."""

    arrays: PackedArrays
    rows: NDArray[np.int32]
    near: Near | None = None


class LocalVectors:
    """Vectors of the rows of a library, in parts."""

    def __init__(self, rows: int, dimension: int, parts: Sequence[VectorPart] = ()) -> None:
        self._dimension = dimension
        self._parts = tuple(parts)
        self._part = np.full(rows, -1, np.int16)
        self._at = np.full(rows, -1, np.int32)
        for number, part in enumerate(self._parts):
            there = np.flatnonzero(part.rows >= 0)
            self._part[part.rows[there]] = number
            self._at[part.rows[there]] = there
        self._known = self._part >= 0
        self._learned_rows = np.empty(0, np.int64)
        self._learned = np.empty((0, dimension), np.float32)
        self._used = 0
        self._learning = threading.Lock()

    @classmethod
    def of(cls, vectors: Vectors) -> LocalVectors:
        """Vectors that are in memory, a row each."""
        if vectors.ndim != 2:
            raise ValueError(f"vectors must be of shape (n, d), not {vectors.shape}")
        found = cls(len(vectors), vectors.shape[1])
        found.learn(np.arange(len(vectors)), np.asarray(vectors, np.float32))
        return found

    def __len__(self) -> int:
        return len(self._known)

    @property
    def known(self) -> NDArray[np.bool_]:
        return self._known

    @property
    def learned(self) -> Rows:
        """The rows whose vectors are in memory alone."""
        return self._learned_rows[: self._used]

    def learn(self, rows: Rows, vectors: Vectors) -> None:
        if vectors.shape != (len(rows), self._dimension) or not np.isfinite(vectors).all():
            raise ValueError(f"{len(rows)} finite rows are needed, not {vectors.shape}")
        self._check(rows)
        with self._learning:
            fresh = ~self._known[rows]
            rows, vectors = rows[fresh], vectors[fresh]
            if not len(rows):
                return
            if not len(self._learned):  # pages that are not written to take no memory
                self._learned = np.zeros(
                    (len(self) - int(self._known.sum()), self._dimension), np.float32
                )
                self._learned_rows = np.full(len(self._learned), -1, np.int64)
            places = np.arange(self._used, self._used + len(rows))
            self._learned[places], self._learned_rows[places] = vectors, rows
            self._at[rows] = places
            self._part[rows] = len(self._parts)
            self._used += len(rows)
            # Only now may a search find them, which reads this attribute once.
            known = self._known.copy()
            known[rows] = True
            self._known = known

    def search(self, vector: Vectors, k: int, *, allowed: NDArray[np.bool_] | None = None) -> Found:
        query = self._query(vector)
        known = self._known
        admitted = known if allowed is None else known & allowed
        count = int(admitted.sum())
        if k <= 0 or not count:
            return Found(np.empty(0, np.int64), np.empty(0, np.float32))
        if count <= EXACT_ROWS and 4 * count < len(self):
            return self._best(np.flatnonzero(admitted), query, k)
        mask = None if count == len(self) else admitted
        share = count / max(int(known.sum()), 1)
        found = [self._of_part(part, query, k, mask, share) for part in self._parts]
        if self._used:
            found.append(self._top(self._learned[: self._used], self.learned, query, k, mask))
        rows = np.concatenate([rows for rows, _ in found])
        nearest = np.argsort(-np.concatenate([scores for _, scores in found]))[: _MORE * k]
        return self._best(rows[nearest], query, k)

    def scores(self, vector: Vectors, rows: Rows) -> NDArray[np.float32]:
        query = self._query(vector)
        known = self._known[rows]
        found = np.full(len(rows), np.nan, np.float32)
        found[known] = self.rows(rows[known]) @ query
        return found

    def rows(self, rows: Rows) -> Vectors:
        self._check(rows)
        found = np.zeros((len(rows), self._dimension), np.float32)
        part, at = self._part[rows], self._at[rows]
        for number in np.unique(part[part >= 0]).tolist():
            mine = part == number
            found[mine] = (
                self._learned[at[mine]]
                if number == len(self._parts)
                else self._parts[number].arrays.take("vectors", at[mine])
            )
        return found

    def _of_part(
        self,
        part: VectorPart,
        query: Vectors,
        k: int,
        mask: NDArray[np.bool_] | None,
        share: float,
    ) -> tuple[Rows, Scores]:
        if part.near is not None:
            allowed = part.rows >= 0
            if mask is not None:
                allowed &= mask[part.rows]
            only = None if allowed.all() else allowed
            if (near := part.near.search(query, _MORE * k, allowed=only, share=share)) is not None:
                return part.rows[near[0]].astype(np.int64), near[1]
        return self._top(part.arrays["vectors"], part.rows, query, k, mask)

    @staticmethod
    def _top(
        vectors: Vectors,
        rows: NDArray[Any],
        query: Vectors,
        k: int,
        mask: NDArray[np.bool_] | None,
    ) -> tuple[Rows, Scores]:
        """The rows of the closest of some vectors, in any order, and their scores."""
        scores = vectors @ query
        there = rows >= 0 if mask is None else (rows >= 0) & mask[rows]
        scores[~there] = -np.inf
        places = np.argpartition(-scores, k - 1)[:k] if k < len(scores) else np.arange(len(scores))
        places = places[np.isfinite(scores[places])]
        return rows[places].astype(np.int64), scores[places]

    def _best(self, rows: Rows, query: Vectors, k: int) -> Found:
        scores = self.rows(rows) @ query
        order = np.lexsort((rows, -scores))[:k]
        return Found(rows[order], scores[order])

    def _check(self, rows: Rows) -> None:
        if len(rows) and (rows.min() < 0 or rows.max() >= len(self)):
            raise ValueError(f"rows {rows.min()} to {rows.max()} of {len(self)}")

    def _query(self, vector: Vectors) -> Vectors:
        if vector.shape != (self._dimension,) or not np.isfinite(vector).all():
            raise ValueError(f"a finite vector of {self._dimension} is needed, not {vector.shape}")
        return np.ascontiguousarray(vector, dtype=np.float32)
