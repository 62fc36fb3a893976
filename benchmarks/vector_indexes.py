"""Exact or approximate: python -m benchmarks.vector_indexes VECTORS.npy [--sizes 100000 1000000].

VECTORS holds unit rows of real passages, as `library.store.vectors` gives them. More are made of
them: the mean of two real ones, with noise, at the length of one. How near to one another
such rows are is compared with the real ones first. For each size the kinds of FAISS index are
built on one thread, and asked for the ten nearest of rows that they do not hold, among all and
among a hundredth of all, drawn by chance. Recall is the share of the ten that exact search finds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import faiss as typed_faiss
import numpy as np
from numpy.typing import NDArray

ASKED = 200
NEAREST = 10
ADMITTED = 0.01  # of all rows, under a narrow filter
NOISE = 0.35  # length of the noise beside a mean of length one
TRAINED_ON = 40  # rows for each list

faiss: Any = typed_faiss  # its published types are those of the C++ below its functions
Vectors = NDArray[np.float32]


def unit(rows: Vectors) -> Vectors:
    """Rows of length one."""
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def made(real: Vectors, count: int, chance: np.random.Generator) -> Vectors:
    """Rows like the real ones, which are not among them."""
    rows = np.empty((count, real.shape[1]), np.float32)
    for start in range(0, count, 50_000):
        end = min(start + 50_000, count)
        first, second = chance.integers(0, len(real), (2, end - start))
        share = chance.uniform(0.5, 1.0, (end - start, 1)).astype(np.float32)
        mean = unit(share * real[first] + (1 - share) * real[second])
        noise = unit(chance.standard_normal(mean.shape, np.float32))
        rows[start:end] = unit(mean + NOISE * noise)
    return rows


def nearness(rows: Vectors, questions: Vectors) -> tuple[float, float]:
    """The cosine of the nearest row and of the hundredth, at the median."""
    found = np.sort(questions @ rows.T, axis=1)
    return float(np.median(found[:, -1])), float(np.median(found[:, -100]))


def kinds(size: int) -> Iterator[tuple[str, str, int]]:
    """What FAISS calls an index, its name here, and how many lists are visited, if any."""
    yield "Flat", "exact", 0
    lists = int(2 ** np.round(np.log2(4 * np.sqrt(size))))
    for store in ("Flat", "SQ8"):
        for visited in (lists // 64, lists // 16):
            yield f"IVF{lists},{store}", f"{lists} lists, {visited} visited, {store}", visited


def parameters_of(visited: int, admitted: NDArray[np.bool_] | None) -> Any:  # noqa: ANN401 - FAISS has no types
    """How to search, perhaps among the admitted rows only."""
    only = None
    if admitted is not None:
        only = faiss.IDSelectorBitmap(np.packbits(admitted, bitorder="little"))
    if visited:
        return faiss.SearchParametersIVF(sel=only, nprobe=visited)
    return faiss.SearchParameters(sel=only)


def asked(index: Any, questions: Vectors, parameters: Any) -> tuple[float, Any]:  # noqa: ANN401
    """The milliseconds of one question at the median, and what was found for each."""
    times, found = [], []
    for question in questions:
        began = time.perf_counter()
        found.append(index.search(question[None], NEAREST, params=parameters)[1][0])
        times.append(time.perf_counter() - began)
    return 1000 * float(np.median(times)), np.array(found)


def recall(found: Any, true: Any) -> float:  # noqa: ANN401
    """The share of what should be found that was found."""
    shared = [len(set(f) & set(t)) / len(t) for f, t in zip(found, true, strict=True)]
    return float(np.mean(shared))


def measure(real: Vectors, size: int) -> None:
    """Print a row for each kind of index."""
    chance = np.random.default_rng(size)
    rows, questions = made(real, size, chance), made(real, ASKED, chance)
    admitted = chance.random(size) < ADMITTED
    true: dict[bool, Any] = {}
    built: dict[str, tuple[Any, float]] = {}
    print(f"\n| {size:,} rows | built | megabytes | a question | recall | filtered | recall |")
    print("|---|---|---|---|---|---|---|")
    for factory, name, visited in kinds(size):
        if factory not in built:
            built.clear()  # one at a time, for the memory
            built[factory] = made_index(factory, rows, chance)
        index, seconds = built[factory]
        cells = []
        for filtered, only in ((False, None), (True, admitted)):
            milliseconds, found = asked(index, questions, parameters_of(visited, only))
            true.setdefault(filtered, found)
            cells.append(f"{milliseconds:.1f} ms | {recall(found, true[filtered]):.3f}")
        megabytes = size * (rows.shape[1] * (1 if "SQ8" in factory else 4) + 8) // 2**20
        print(f"| {name} | {seconds:.0f} s | {megabytes:,} | {' | '.join(cells)} |", flush=True)


def made_index(factory: str, rows: Vectors, chance: np.random.Generator) -> tuple[Any, float]:
    """An index of the rows, and the seconds of the processor that it took."""
    began = time.process_time()
    index = faiss.index_factory(rows.shape[1], factory, faiss.METRIC_INNER_PRODUCT)
    if not index.is_trained:
        some = TRAINED_ON * faiss.extract_index_ivf(index).nlist
        index.train(rows[chance.permutation(len(rows))[:some]])
    index.add(rows)
    return index, time.process_time() - began


def main() -> None:
    """Compare made rows with real ones, then measure each size."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("vectors", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=(100_000,))
    given = parser.parse_args()
    faiss.omp_set_num_threads(1)
    real = unit(np.load(given.vectors, allow_pickle=False))
    chance = np.random.default_rng(1)
    order = chance.permutation(len(real))
    questions, rest = real[order[:ASKED]], real[order[ASKED:]]
    like = made(rest, len(rest), chance)
    print("cosine of the nearest and of the 100th row, at the median")
    print(f"real: {nearness(rest, questions)}, made: {nearness(like, made(rest, ASKED, chance))}")
    for size in given.sizes:
        measure(real, size)


if __name__ == "__main__":
    main()
