"""The words that articles hold, and which is nearest to a misspelt one. Imports rapidfuzz alone.

Changes no question: whoever asks decides which words may be misspelt.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

SHORTEST = 3  # letters of a word that may be misspelt
LONG = 8  # letters from which two slips are believed, else one
_MOST = 20
_WORD = re.compile(r"[^\W\d_]{3,}")


def count_written(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands in some texts, as it is written."""
    return Counter(word for text in texts for word in _WORD.findall(text))


class Spelling:
    """The words of some texts as they are written there."""

    def __init__(self, written: Callable[[], Counter[str]]) -> None:
        """`written` says how often each word stands there, when that is first needed."""
        self._count = written

    @cached_property
    def _written(self) -> dict[str, tuple[str, int]]:
        """By the folded word: how it is mostly written, and how often it stands there."""
        counted: dict[str, Counter[str]] = {}
        for word, times in self._count().items():
            counted.setdefault(word.casefold(), Counter())[word] += times
        return {
            folded: (forms.most_common(1)[0][0], forms.total()) for folded, forms in counted.items()
        }

    @property
    def folded(self) -> Collection[str]:
        """Every word, folded."""
        return self._written.keys()

    def nearest(self, word: str) -> str | None:
        """The word that is one slip away, or two of a long one; None where none is that near.

        A slip is a letter too many, too few, another, or two exchanged. Of several equally near
        ones first those of the same letters, then the most frequent; what begins with another
        letter is not near, and a word typed with a capital is a name.
        """
        folded = word.casefold()
        slips = 0 if len(folded) < SHORTEST else 1 if len(folded) < LONG else 2
        if not slips or folded in self._written:
            return None
        near = process.extract(
            folded, self._written.keys(), scorer=OSA.distance, score_cutoff=slips, limit=_MOST
        )
        found = [
            (distance, set(other) != set(folded), -times, written)
            for other, distance, _ in near
            for written, times in [self._written[other]]
            if set(other[:2]) & {folded[0]} and (written[0].isupper() or not word[0].isupper())
        ]
        return min(found)[3] if found else None
