"""Which passages hold a word and how often, as arrays that need not be in memory.

Knows not what a word is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.packed_arrays import Array, PackedArrays, ends_of

_MOST = np.iinfo(np.uint16).max  # times that a word is counted in one passage


@dataclass(frozen=True, slots=True)
class WordCounts:
    """The words of some texts, sorted; for each its texts, in order, and how often it is there.

    Those of word i stand from `starts[i]` to `starts[i + 1]`. `lengths` counts all words of a text.
    """

    words: Sequence[bytes]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    counts: NDArray[np.uint16]
    lengths: NDArray[np.int32]

    @classmethod
    def of(cls, texts: Iterable[Iterable[str]]) -> WordCounts:
        """Count words of texts."""
        vocabulary: dict[str, int] = {}
        ids: list[NDArray[np.int32]] = []
        for text in texts:
            found = [vocabulary.setdefault(word, len(vocabulary)) for word in text]
            ids.append(np.array(found, np.int32))
        lengths = np.array([len(each) for each in ids], np.int32)
        numbers = np.concatenate([np.empty(0, np.int32), *ids])
        words = [word.encode("utf-8", "surrogatepass") for word in vocabulary]
        rows = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        ones = np.ones(len(rows), np.uint16)
        return cls._sorted(words, numbers, rows, ones, lengths)

    @classmethod
    def merged(cls, parts: Sequence[tuple[Postings, NDArray[np.int32]]], rows: int) -> WordCounts:
        """The counts of several, where row i of a part is row `there[i]` now, or gone where -1.

        Rows keep their order: those of a part, and those of a part before those of the next one.
        """
        vocabulary: dict[bytes, int] = {}
        own = [
            np.array([vocabulary.setdefault(w, len(vocabulary)) for w in part.words()], np.int64)
            for part, _ in parts
        ]
        totals = np.zeros(len(vocabulary), np.int64)
        for (postings, there), mine in zip(parts, own, strict=True):
            totals[mine] += postings.staying(there)[1]
        words = sorted(word for word, at in vocabulary.items() if totals[at])
        order = np.array([vocabulary[word] for word in words], np.int64)
        starts = ends_of(totals[order])
        place = np.zeros(len(vocabulary), np.int64)  # where the next row of a word goes
        place[order] = starts[:-1]
        found, counts = np.empty(starts[-1], np.int32), np.empty(starts[-1], np.uint16)
        lengths = np.zeros(rows, np.int32)
        for (postings, there), mine in zip(parts, own, strict=True):
            stays, sizes = postings.staying(there)
            at = np.repeat(place[mine] - ends_of(sizes)[:-1], sizes) + np.arange(sizes.sum())
            found[at] = there[postings.all_rows[stays]]
            counts[at] = postings.all_counts[stays]
            place[mine] += sizes
            lengths[there[there >= 0]] = postings.lengths[there >= 0]
        return cls(words, starts, found, counts, lengths)

    @classmethod
    def _sorted(
        cls,
        words: Sequence[bytes],
        numbers: NDArray[np.int32],
        rows: NDArray[np.int32],
        counts: NDArray[np.uint16],
        lengths: NDArray[np.int32],
    ) -> WordCounts:
        """By word and row, with what stands there twice added up and no word that is nowhere."""
        order = sorted(range(len(words)), key=words.__getitem__)
        rank = np.empty(len(words), np.int64)
        rank[order] = np.arange(len(words))
        keys = rank[numbers] * max(len(lengths), 1) + rows
        by_key = np.argsort(keys, kind="stable")
        keys = keys[by_key]
        first = np.ones(len(keys), dtype=bool)
        first[1:] = keys[1:] != keys[:-1]
        places = np.flatnonzero(first)
        times = np.add.reduceat(counts[by_key].astype(np.int64), places) if len(places) else places
        held, sizes = np.unique(keys[places] // max(len(lengths), 1), return_counts=True)
        return cls(
            [words[order[at]] for at in held.tolist()],
            ends_of(sizes),
            rows[by_key][places],
            np.minimum(times, _MOST).astype(np.uint16),
            lengths,
        )

    def arrays(self) -> dict[str, Array]:
        """What `Postings` reads."""
        return {
            "words": np.frombuffer(b"".join(self.words), np.uint8),
            "word_ends": ends_of([len(word) for word in self.words]),
            "starts": self.starts,
            "rows": self.rows,
            "counts": self.counts,
            "lengths": self.lengths,
        }


class Postings:
    """The words of some passages, looked up one at a time."""

    def __init__(self, arrays: PackedArrays) -> None:
        self._arrays = arrays
        self.rows = arrays.length("lengths")

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        return self._arrays.copy("starts")

    @property
    def lengths(self) -> NDArray[np.int32]:
        """How many words each passage has."""
        return self._arrays["lengths"]

    @property
    def all_rows(self) -> NDArray[np.int32]:
        """The passages of every word, one word's behind the other's."""
        return self._arrays["rows"]

    @property
    def all_counts(self) -> NDArray[np.uint16]:
        return self._arrays["counts"]

    @cached_property
    def _ends(self) -> NDArray[np.int64]:
        return self._arrays.copy("word_ends")

    def staying(self, there: NDArray[np.int32]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        """Which of all rows are at 0 or later in `there`, and how many of each word are."""
        stays = there[self.all_rows] >= 0
        before = np.concatenate([[0], np.cumsum(stays)])
        return stays, np.diff(before[self.starts])

    def words(self) -> list[bytes]:
        """All of them, sorted."""
        data, ends = self._arrays["words"].tobytes(), self._ends.tolist()
        return [data[start:end] for start, end in pairwise(ends)]

    def find(self, word: str) -> tuple[NDArray[np.int32], NDArray[np.uint16]]:
        """The passages that have a word, in order, and how often."""
        wanted = word.encode("utf-8", "surrogatepass")
        low, high = 0, len(self._ends) - 1
        while low < high:
            middle = (low + high) // 2
            if self._word(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        if low == len(self._ends) - 1 or self._word(low) != wanted:
            return np.empty(0, np.int32), np.empty(0, np.uint16)
        start, stop = int(self.starts[low]), int(self.starts[low + 1])
        return self._arrays.rows("rows", start, stop), self._arrays.rows("counts", start, stop)

    def _word(self, number: int) -> bytes:
        start, end = int(self._ends[number]), int(self._ends[number + 1])
        return self._arrays.part("words", start, end)
