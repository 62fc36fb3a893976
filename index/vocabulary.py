"""The words of a library with a number each, and how many passages hold them; packed."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from index.packed_arrays import Array, PackedArrays, ends_of


class Vocabulary:
    """Looked up one at a time; a word keeps its number even where nothing holds it any more."""

    def __init__(self, arrays: PackedArrays) -> None:
        self._words = arrays["words"].tobytes()
        self._ends = arrays["word_ends"]
        self._numbers = arrays["word_numbers"]
        self._holding = arrays["word_holding"]

    @classmethod
    def empty(cls) -> Vocabulary:
        return cls(PackedArrays.of(_arrays([], [], [])))

    def __len__(self) -> int:
        return len(self._numbers)

    def find(self, word: str) -> tuple[int, int] | None:
        """The number of a word, from 1, and how many passages hold it; None where none ever did."""
        wanted = word.encode("utf-8", "surrogatepass")
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._word(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        if low == len(self) or self._word(low) != wanted:
            return None
        return int(self._numbers[low]), int(self._holding[low])

    def numbers(self) -> dict[bytes, int]:
        """Of all words."""
        ends = self._ends.tolist()
        words = [self._words[start:end] for start, end in pairwise(ends)]
        return dict(zip(words, self._numbers.tolist(), strict=True))

    def updated(self, holding: Mapping[bytes, int]) -> dict[str, Array]:
        """What a vocabulary reads after some passages came or went; new words get new numbers."""
        numbers = self.numbers()
        for word in sorted(holding):
            numbers.setdefault(word, len(numbers) + 1)
        words = sorted(numbers)
        return _arrays(
            words,
            [numbers[word] for word in words],
            [holding.get(word, 0) for word in words],
        )

    @classmethod
    def numbers_in(cls, arrays: Mapping[str, Array]) -> dict[bytes, int]:
        """Of all words of arrays that a vocabulary would read."""
        return cls(PackedArrays.of(arrays)).numbers()

    def _word(self, at: int) -> bytes:
        return self._words[int(self._ends[at]) : int(self._ends[at + 1])]


def _arrays(words: list[bytes], numbers: list[int], holding: list[int]) -> dict[str, Array]:
    return {
        "words": np.frombuffer(b"".join(words), np.uint8),
        "word_ends": ends_of([len(word) for word in words]),
        "word_numbers": np.array(numbers, np.int32),
        "word_holding": np.array(holding, np.int32),
    }
