"""Of many vectors, lists of near ones find what comparing all finds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.embedding import Vectors
from index.faiss_vectors import NearLists, build_lists
from index.local_vectors import EXACT_ROWS, LocalVectors, VectorPart
from index.packed_arrays import PackedArrays

ROWS = 4 * EXACT_ROWS
NEAREST = 10


def like_passages(count: int, seed: int) -> Vectors:
    """Rows around a few hundred topics, at the length of one."""
    topics = np.random.default_rng(5).standard_normal((400, 24)).astype(np.float32)
    chance = np.random.default_rng(seed)
    rows = topics[chance.integers(0, len(topics), count)]
    rows = rows + 0.7 * chance.standard_normal((count, 24)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Vectors, LocalVectors]:
    """Two parts with lists, of which every seventh row is gone, and one that was learned."""
    vectors = like_passages(ROWS + 50, 1)
    here = np.arange(ROWS, dtype=np.int32)
    here[::7] = -1
    parts = []
    for number, some in enumerate(np.array_split(np.arange(ROWS), 2)):
        path: Path = tmp_path_factory.mktemp("lists") / str(number)
        path.write_bytes(build_lists(vectors[some]) + b"checksums")
        arrays = PackedArrays.of({"vectors": vectors[some]})
        parts.append(VectorPart(arrays, here[some], NearLists(path)))
    store = LocalVectors(ROWS + 50, 24, parts)
    store.learn(np.arange(ROWS, ROWS + 50), vectors[ROWS:])
    return vectors, store


def recall(
    vectors: Vectors, store: LocalVectors, mask: np.ndarray, allowed: np.ndarray | None
) -> float:
    shares = []
    for question in like_passages(40, 2):
        scores = np.where(mask, vectors @ question, -np.inf)
        exact = set(np.argsort(-scores)[:NEAREST].tolist())
        found = store.search(question, NEAREST, allowed=allowed)
        assert mask[found.rows].all()
        assert np.allclose(found.scores, vectors[found.rows] @ question, atol=1e-5)
        assert (np.diff(found.scores) <= 0).all()
        shares.append(len(exact & set(found.rows.tolist())) / NEAREST)
    return float(np.mean(shares))


def test_lists_find_nearly_all_that_is_nearest_and_nothing_that_is_gone(listed):
    vectors, store = listed
    assert recall(vectors, store, store.known, None) >= 0.95


@pytest.mark.parametrize(("share", "least"), [(0.01, 1.0), (0.2, 1.0), (0.6, 0.9)])
def test_a_filter_loses_nothing_where_it_is_narrow_and_little_where_not(listed, share, least):
    vectors, store = listed
    allowed = np.random.default_rng(3).random(len(store)) < share
    assert recall(vectors, store, store.known & allowed, allowed) >= least


def test_what_was_learned_meanwhile_is_found_beside_the_lists(listed):
    vectors, store = listed
    assert store.search(vectors[ROWS + 7], 1).rows.tolist() == [ROWS + 7]
    assert store.learned.tolist() == list(range(ROWS, ROWS + 50))
