"""Where the judge sees that a text tells something else than a claim: word by word, on both sides.

Arrays in, numbers of words out. Knows no network, and gives no verdict: what it points at is asked
for only where a claim is not supported.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa.english.normal_form import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float32]
    Span = tuple[int, int]

OUTPUT = "differing"  # of the judge's graph: for each piece what follows
BESIDE = 32  # numbers that ask for the words told instead, and as many that answer
_HERE, _THERE, _ASKS = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Pointing:
    """How likely each word of a claim differs, and how well words of the text stand for them.

    Rows are those of `words` of each; `stands` (words of the text, words of the claim) is added to
    `there` in the shares in which words of the claim are marked. `not_stated` is how likely the
    text does not speak of it at all.
    """

    here: Array
    there: Array
    stands: Array
    not_stated: float = 0.0

    def instead_of(self, rows: Sequence[int]) -> Array:
        """How well each word of the text stands for these words of the claim; a logarithm."""
        likely = 1 / (1 + np.exp(-self.here[list(rows)]))
        found: Array = self.there + self.stands[:, list(rows)] @ (likely / likely.sum())
        return found


def pointing_of(
    claim: str,
    text: str,
    places: tuple[Sequence[Span], Sequence[Span]],
    read: tuple[Array, Array],
    not_stated: float = 0.0,
) -> Pointing:
    """From the output of every piece of a claim and of a text, and the places of the pieces."""
    own, theirs = (
        _of_words(each, at, rows)
        for each, at, rows in zip((claim, text), places, read, strict=True)
    )
    asked, answered = own[:, _ASKS : _ASKS + BESIDE], theirs[:, _ASKS + BESIDE :]
    return Pointing(own[:, _HERE], theirs[:, _THERE], answered @ asked.T, not_stated)


def _of_words(text: str, places: Sequence[Span], rows: Array) -> Array:
    """The mean over every word's pieces; a word that was not read is no candidate."""
    own = words(text)
    found = np.zeros((len(own), rows.shape[1]), np.float32)
    found[:, : _THERE + 1] = -30.0
    for row, word in enumerate(own):
        inside = [n for n, (s, e) in enumerate(places) if s < word.end and word.start < e]
        if inside:
            found[row] = rows[inside].mean(axis=0)
    return found
