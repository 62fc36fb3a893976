"""The vectors of a segment as files: the rows that have one, and lists of them where many do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors
from index.local_vectors import Near, Rows, Scores, VectorPart
from index.packed_arrays import PackedArrays
from index.sealed_files import SealedFile

# A library with fewer passages compares all of them, which takes as long as everything else.
LISTS_FROM = 200_000
# A segment with fewer than this part of them is compared whole even then.
_LEAST_SHARE = 0.1


@dataclass(frozen=True)
class VectorFile:
    """Which rows of a segment have a vector, and these, in order; the lists name their places."""

    arrays: PackedArrays
    lists: SealedFile | None = None

    def part(self, rows_here: NDArray[np.int32]) -> VectorPart:
        """The same for a library that has the rows of the segment at `rows_here`."""
        rows = rows_here[self.arrays["known"]]
        return VectorPart(self.arrays, rows, None if self.lists is None else _Lists(self.lists))


def encode_lists(vectors: Vectors, lists_from: int) -> bytes | None:
    """Lists of the vectors of one file; None where they are few beside `lists_from`."""
    if len(vectors) < lists_from * _LEAST_SHARE:
        return None
    from index.faiss_vectors import build_lists

    return build_lists(vectors)


@dataclass(frozen=True)
class _Lists:
    """Lists on the disk, tried and opened when they are first searched."""

    file: SealedFile

    @cached_property
    def _near(self) -> Near | None:
        from index.faiss_vectors import NearLists

        self.file.check_all()
        # FAISS opens it by its name; another process may have saved a newer library since.
        return NearLists(self.file.path) if self.file.path.exists() else None

    def search(
        self, vector: Vectors, k: int, *, allowed: NDArray[np.bool_] | None, share: float
    ) -> tuple[Rows, Scores] | None:
        """About the `k` closest allowed ones, by their place, and how close they are."""
        near = self._near
        self.file.check_size()
        return None if near is None else near.search(vector, k, allowed=allowed, share=share)
