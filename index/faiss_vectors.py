"""Lists of vectors that lie near one another, for libraries too large to compare all of them.

The only importer of faiss, which is loaded when such a library is searched or made.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors

# Half of the lists that FAISS's guidance gives, which are made in a quarter of the time.
_LISTS_EACH = 2  # times the root of the number of vectors
_VISITED = 1 / 24  # of the lists; what that finds is in benchmarks/library.md
_LEAST_VISITED = 16
_TRAINED_ON = 40  # vectors a list


def build_lists(vectors: Vectors) -> bytes:
    """An index of the rows with eight bits a number, as FAISS writes it."""
    lists = max(1, int(_LISTS_EACH * math.sqrt(len(vectors))))
    index: Any = faiss.index_factory(
        vectors.shape[1], f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT
    )
    step = max(1, len(vectors) // (lists * _TRAINED_ON))
    index.train(np.ascontiguousarray(vectors[::step]))
    index.add(np.ascontiguousarray(vectors))
    return np.asarray(faiss.serialize_index(index)).tobytes()


class NearLists:
    """What `build_lists` made, on the disk; only the lists that are visited are read."""

    def __init__(self, path: Path) -> None:
        self._index: Any = faiss.read_index(str(path), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY)

    def search(
        self, vector: Vectors, k: int, *, allowed: NDArray[np.bool_] | None, share: float
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """About the `k` closest rows to a vector of shape (d,), of the allowed ones, and how close.

        `share` of the rows is allowed: where it is small, more lists are visited.
        """
        visited = max(_LEAST_VISITED, self._index.nlist * _VISITED)
        engine: Any = faiss
        parameters = engine.SearchParametersIVF(
            nprobe=min(self._index.nlist, int(visited / max(share, 1e-3))),
            **({} if allowed is None else {"sel": engine.IDSelectorBitmap(_bits(allowed))}),
        )
        query = np.ascontiguousarray(vector[None, :], dtype=np.float32)
        scores, rows = self._index.search(query, k, params=parameters)
        # FAISS fills places it has nothing for with row -1, which Python reads as the last one.
        real = rows[0] >= 0
        return rows[0][real].astype(np.int64), scores[0][real].astype(np.float32)


def _bits(allowed: NDArray[np.bool_]) -> NDArray[np.uint8]:
    return np.packbits(allowed, bitorder="little")
