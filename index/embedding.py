"""What turns text into vectors. Knows no model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import EmbedderError

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Texts to unit vectors whose inner product says how close their meanings are.

    `name` changes with everything that changes the vectors: a library made under one name is not
    searched under another.
    """

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32, unit rows; (0, dimension) for no texts."""


def checked_vectors(embedder: Embedder, texts: Sequence[str]) -> Vectors:
    """Embed, and refuse what is not one finite row a text: a NaN would vanish from every search.

    Raises:
        EmbedderError: naming the embedder and what it returned.
    """
    vectors = np.ascontiguousarray(embedder.embed(texts), dtype=np.float32)
    expected = (len(texts), embedder.dimension)
    if vectors.shape != expected:
        raise EmbedderError(
            f"the embedder {embedder.name} returned an array of {vectors.shape} where {expected} "
            "was due. Check the model: byline doctor"
        )
    if not np.isfinite(vectors).all():
        raise EmbedderError(
            f"the embedder {embedder.name} returned numbers that are not finite. "
            "Check the model: byline doctor"
        )
    return vectors
