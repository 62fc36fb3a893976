"""Which articles are nearly the same text: a wire story that several outlets printed.

MinHash (Broder 1997) over runs of words, compared by bands, so that the time grows with the number
of articles and not with its square.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

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
# Stands in the signature of a text too short for one; a hash has at most 48 bits.
_NO_STORY = np.uint64(2**64 - 1)
_HASHES_KEPT = 500_000
_RUNS_KEPT = 5_000  # texts of a usual length, some 40 MB
_WORD = re.compile(r"\w+")

Signature = NDArray[np.uint64]
Signatures = NDArray[np.uint64]
Pairs = NDArray[np.int64]
Runs = NDArray[np.uint64]


def runs_of(text: str) -> Runs:
    """Hashes of every run of words, sorted, each once; case and punctuation do not count."""
    words = _WORD.findall(text.casefold())
    hashes = np.fromiter(map(_HASHES.__getitem__, words), np.uint64, len(words))
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


@dataclass(frozen=True, slots=True)
class NearCopies:
    """Which of some texts are near-copies, and what it takes to say so when a few texts change.

    `groups` has a number for each text; texts with the same number are near-copies, in a chain of
    them. Numbers are those of the first text of each group, so they do not depend on chance.
    `signatures` is (n, 96); `judged` has a row for each pair of texts that were compared: the two
    numbers, and 1 where they are near-copies.
    """

    groups: tuple[int, ...]
    signatures: Signatures
    judged: Pairs

    def updated(
        self, kept: NDArray[np.int64], texts: Sequence[str], fresh: Signatures
    ) -> NearCopies:
        """The near-copies of `texts`, of which text i was text `kept[i]` here, or is new where -1.

        `fresh` are the signatures of the new ones. Only what has not been compared before is.
        """
        runs = _RunsOf(texts)
        signatures = np.empty((len(texts), _BANDS * _ROWS), np.uint64)
        signatures[kept >= 0] = self.signatures[kept[kept >= 0]]
        signatures[kept < 0] = fresh
        known = self._verdicts(kept)
        groups, judged = _Groups(len(texts)), []
        for first, second in _candidates(signatures):
            verdict = known.get((first, second))
            if verdict is None and groups.find(first) == groups.find(second):
                continue
            if verdict is None:
                verdict = int(containment(runs[first], runs[second]) >= LEAST_CONTAINED)
            judged.append((first, second, verdict))
            if verdict:
                groups.join(first, second)
        numbers = tuple(groups.find(number) for number in range(len(texts)))
        return NearCopies(numbers, signatures, np.array(judged, np.int64).reshape(-1, 3))

    def _verdicts(self, kept: NDArray[np.int64]) -> dict[tuple[int, int], int]:
        """What was judged, by the numbers that the texts have now, the lower one first."""
        now = np.full(len(self.signatures), -1, np.int64)
        now[kept[kept >= 0]] = np.flatnonzero(kept >= 0)
        pairs = np.sort(now[self.judged[:, :2]], axis=1)
        there = pairs[:, 0] >= 0
        verdicts = self.judged[there, 2].tolist()
        return dict(zip(map(tuple, pairs[there].tolist()), verdicts, strict=True))


NO_COPIES = NearCopies((), np.empty((0, _BANDS * _ROWS), np.uint64), np.empty((0, 3), np.int64))


def signatures_of(texts: Iterable[str]) -> Signatures:
    """By which texts are compared: equal places in two of them show a part that both have."""
    found = [_signature(runs_of(text)) for text in texts]
    return np.stack(found) if found else NO_COPIES.signatures


class _RunsOf:
    """The runs of texts by their number, found when first asked for; the last ones are kept."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._found = lru_cache(maxsize=_RUNS_KEPT)(lambda number: runs_of(texts[number]))

    def __getitem__(self, number: int) -> Runs:
        return self._found(number)


class _Hashes(dict[str, int]):
    """The hash of each word, found out when first asked for; the first words are kept."""

    def __missing__(self, word: str) -> int:
        digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        found = int.from_bytes(digest)
        if len(self) < _HASHES_KEPT:
            self[word] = found
        return found


_HASHES = _Hashes()


def _candidates(signatures: Signatures) -> list[tuple[int, int]]:
    """Pairs of texts that agree in one band; in a large bucket, each with the first only."""
    stories = np.flatnonzero(signatures[:, 0] != _NO_STORY)
    found = [np.empty((0, 2), np.int64)]
    for band in range(_BANDS):
        # Bands that differ and have one key are one in 2**64, and only looked at for nothing.
        all_keys = np.zeros(len(stories), np.uint64)
        for row in range(_ROWS):
            all_keys += signatures[stories, band * _ROWS + row] * _FACTORS[row, 0]
        numbers, keys = _shared(stories, all_keys)
        order = np.argsort(keys, kind="stable")
        ordered, place = numbers[order], np.arange(len(order))
        like_last = np.zeros(len(order), dtype=bool)
        like_last[1:] = keys[order][1:] == keys[order][:-1]
        first = np.maximum.accumulate(np.where(like_last, 0, place))
        again = place[like_last]
        found.append(np.stack([ordered[first[again]], ordered[again]], axis=1))
        found.append(np.stack([ordered[again - 1], ordered[again]], axis=1))
    pairs: list[tuple[int, int]] = np.unique(np.concatenate(found), axis=0).tolist()
    return [(first, second) for first, second in pairs]


def _shared(numbers: Pairs, keys: Runs) -> tuple[Pairs, Runs]:
    """Those numbers whose key another one has too: few, and sorting keys alone is fast."""
    ordered = np.sort(keys)
    again = ordered[1:][ordered[1:] == ordered[:-1]]
    if not len(again):
        return numbers[:0], keys[:0]
    at = np.minimum(np.searchsorted(again, keys), len(again) - 1)
    shared = again[at] == keys
    return numbers[shared], keys[shared]


# Odd, so that a product modulo 2**64 loses nothing.
_FACTORS = np.random.default_rng(96).integers(
    1, 1 << 63, (_BANDS * _ROWS, 1), np.uint64
) | np.uint64(1)


def _signature(runs: Runs) -> Signature:
    """The least hash of the runs under each of the hash functions, (96,); none of a short text."""
    if len(runs) < _LEAST_RUNS:
        return np.full(_BANDS * _ROWS, _NO_STORY, np.uint64)
    mixed = runs[None, :] * _FACTORS  # modulo 2**64; the high bits are the well-mixed ones
    return np.asarray(mixed.min(axis=1) >> np.uint64(16), dtype=np.uint64)


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
