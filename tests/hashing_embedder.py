"""An Embedder without a model, for every test that is not about a model."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import cache

import numpy as np

from index.embedding import Vectors


class HashingEmbedder:
    """Texts that share words are close. Counts the texts that it embeds."""

    def __init__(self, name: str = "hashing", dimension: int = 48) -> None:
        self.name = name
        self.dimension = dimension
        self.texts = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.texts += len(texts)
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                vectors[row] += _direction(word, self.dimension)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)


@cache
def _direction(word: str, dimension: int) -> Vectors:
    seed = int.from_bytes(hashlib.sha256(word.encode("utf-8", "surrogatepass")).digest()[:8])
    return np.asarray(np.random.default_rng(seed).standard_normal(dimension), dtype=np.float32)
