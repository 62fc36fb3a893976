"""A VectorStore on FAISS: exact search by inner product. The only importer of faiss."""

from __future__ import annotations

import threading
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors
from index.vectors import Found


class FaissVectors:
    """Vectors in a flat index: every search looks at every row, nothing is approximated."""

    def __init__(self, vectors: Vectors, known: NDArray[np.bool_] | None = None) -> None:
        """Rows that `known` leaves out get their vectors later."""
        if vectors.ndim != 2 or not np.isfinite(vectors).all():
            raise ValueError(f"vectors must be finite and of shape (n, d), not {vectors.shape}")
        self._index: Any = faiss.IndexFlatIP(vectors.shape[1])
        if len(vectors):
            self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        self._known = np.ones(len(vectors), dtype=bool) if known is None else known.copy()
        self._learning = threading.Lock()

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def known(self) -> NDArray[np.bool_]:
        return self._known

    def learn(self, rows: NDArray[np.int64], vectors: Vectors) -> None:
        if vectors.shape != (len(rows), self._index.d) or not np.isfinite(vectors).all():
            raise ValueError(f"{len(rows)} finite rows are needed, not {vectors.shape}")
        if not len(rows):
            return
        self._check(rows)
        with self._learning:
            size = len(self) * self._index.d
            engine: Any = faiss
            stored = engine.rev_swig_ptr(self._index.get_xb(), size).reshape(len(self), -1)
            stored[rows] = vectors
            # Only now may a search find them, which reads this attribute once.
            known = self._known.copy()
            known[rows] = True
            self._known = known

    def search(self, vector: Vectors, k: int, *, allowed: NDArray[np.bool_] | None = None) -> Found:
        query = self._query(vector)
        known = self._known
        if not known.all():
            allowed = known if allowed is None else known & allowed
        k = min(k, len(self))
        if k <= 0 or (allowed is not None and not allowed.any()):
            return Found(np.empty(0, np.int64), np.empty(0, np.float32))
        scores, rows = self._index.search(query, k, params=self._only(allowed))
        # FAISS fills places it has nothing for with row -1, which Python reads as the last one.
        real = (rows[0] >= 0) & (rows[0] < len(self)) & np.isfinite(scores[0])
        return Found(rows[0][real].astype(np.int64), scores[0][real].astype(np.float32))

    def scores(self, vector: Vectors, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        query = self._query(vector)
        found = np.asarray(self.rows(rows) @ query[0], dtype=np.float32)
        found[~self._known[rows]] = np.nan
        return found

    def rows(self, rows: NDArray[np.int64]) -> Vectors:
        if not len(rows):
            return np.empty((0, self._index.d), np.float32)
        self._check(rows)
        return np.asarray(self._index.reconstruct_batch(rows), dtype=np.float32)

    def _check(self, rows: NDArray[np.int64]) -> None:
        if rows.min() < 0 or rows.max() >= len(self):
            raise ValueError(f"rows {rows.min()} to {rows.max()} of {len(self)}")

    def _query(self, vector: Vectors) -> Vectors:
        if vector.shape != (self._index.d,) or not np.isfinite(vector).all():
            raise ValueError(f"a finite vector of {self._index.d} is needed, not {vector.shape}")
        return np.ascontiguousarray(vector[None, :], dtype=np.float32)

    @staticmethod
    def _only(allowed: NDArray[np.bool_] | None) -> faiss.SearchParameters | None:
        if allowed is None:
            return None
        bits = np.packbits(allowed, bitorder="little")
        # The arguments are those of the wrapper that faiss puts over the generated signatures.
        engine: Any = faiss
        parameters: faiss.SearchParameters = engine.SearchParameters(
            sel=engine.IDSelectorBitmap(bits)
        )
        return parameters
