"""Which articles are nearly the same text: a wire story that several outlets printed.

MinHash (Broder 1997) over runs of words, compared by bands, so that the time grows with the number
of articles and not with its square.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# Part of a library's settings: other numbers would make other groups.
SETTINGS = "minhash 32x3 runs of 4/1"

RUN = 4  # words; shorter runs are shared by chance, longer ones do not survive an editor
_BANDS = 32
_ROWS = 3
# Of the runs of the shorter article, this share stands in the longer one.
LEAST_CONTAINED = 0.5
# Two lines that agree are no story.
_LEAST_RUNS = 12
_WORD = re.compile(r"\w+")

Signature = NDArray[np.uint64]
Runs = NDArray[np.uint64]


def runs_of(text: str) -> Runs:
    """Hashes of every run of words, sorted, each once; case and punctuation do not count."""
    words = _WORD.findall(text.casefold())
    hashes = np.fromiter((_hash(word) for word in words), np.uint64, len(words))
    if len(hashes) < RUN:
        return np.unique(hashes)
    runs = np.zeros(len(hashes) - RUN + 1, np.uint64)
    for place in range(RUN):
        runs = runs * np.uint64(0x100000001B3) + hashes[place : place + len(runs)]
    return np.unique(runs)


def containment(first: Runs, second: Runs) -> float:
    """The share of the runs of the shorter text that the other has too."""
    shorter = min(len(first), len(second))
    if not shorter:
        return 0.0
    return len(np.intersect1d(first, second, assume_unique=True)) / shorter


def group_near_copies(texts: Sequence[str]) -> list[int]:
    """A number for each text; texts with the same number are near-copies, in a chain of them.

    Numbers are those of the first text of each group, so they do not depend on chance.
    """
    runs = [runs_of(text) for text in texts]
    groups = _Groups(len(texts))
    for first, second in _candidates(runs):
        if groups.find(first) != groups.find(second) and (
            containment(runs[first], runs[second]) >= LEAST_CONTAINED
        ):
            groups.join(first, second)
    return [groups.find(number) for number in range(len(texts))]


def _hash(word: str) -> int:
    found = _KNOWN.get(word)
    if found is None:
        digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        found = int.from_bytes(digest)
        if len(_KNOWN) < 500_000:
            _KNOWN[word] = found
    return found


_KNOWN: dict[str, int] = {}


def _candidates(runs: Sequence[Runs]) -> list[tuple[int, int]]:
    """Pairs of texts that agree in one band; in a large bucket, each with the first only."""
    found: dict[tuple[int, int], None] = {}
    buckets: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    for number, each in enumerate(runs):
        if len(each) < _LEAST_RUNS:
            continue
        signature = _signature(each)
        for band in range(_BANDS):
            key = (band, signature[band * _ROWS : (band + 1) * _ROWS].tobytes())
            buckets[key].append(number)
    for numbers in buckets.values():
        for position, number in enumerate(numbers[1:], start=1):
            found[(numbers[0], number)] = None
            found[(numbers[position - 1], number)] = None
    return sorted(found)


# Odd, so that a product modulo 2**64 loses nothing.
_FACTORS = np.random.default_rng(96).integers(
    1, 1 << 63, (_BANDS * _ROWS, 1), np.uint64
) | np.uint64(1)


def _signature(runs: Runs) -> Signature:
    """The least hash of the runs under each of the hash functions, (96,)."""
    mixed = runs[None, :] * _FACTORS  # modulo 2**64; the high bits are the well-mixed ones
    return np.asarray((mixed >> np.uint64(16)).min(axis=1), dtype=np.uint64)


class _Groups:
    """Union of sets of numbers; the least number stands for its set."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, first: int, second: int) -> None:
        low, high = sorted((self.find(first), self.find(second)))
        self._parent[high] = low
