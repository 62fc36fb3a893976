"""Whether a text supports a claim, by the second reader's weights.

Knows claims and premises as plain text; knows nothing of articles or of the other checks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from qa.evidence.pointing import pointing_of
from qa.evidence.reader import MAX_PIECES, MAX_TITLE_PIECES
from qa.evidence.reader_windows import Window, arrays_of, batches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from qa.evidence.pointing import Pointing
    from qa.evidence.reader import Reader

MAX_CLAIM_PIECES = 96  # as in training
SUPPORT, _DIFFERING = 4, 5  # the outputs that hold them
_BATCH_PIECES = 2048


@dataclass(frozen=True, slots=True)
class Support:
    """Three probabilities that add up to one."""

    supported: float
    contradicted: float
    not_stated: float


def mean_of(supports: Sequence[Support]) -> Support:
    """The mean of several readings."""
    count = len(supports)
    return Support(
        sum(s.supported for s in supports) / count,
        sum(s.contradicted for s in supports) / count,
        sum(s.not_stated for s in supports) / count,
    )


@dataclass(frozen=True, slots=True)
class Premise:
    """What a claim is compared with: the title of an article and words of its text."""

    title: str
    text: str


class DifferencePointer(Protocol):
    """Says which words of a claim and of a text differ."""

    def points(self, claim: str, text: str) -> Pointing | None: ...


class Entailment(Protocol):
    """Says how far each premise by itself supports a claim."""

    def __call__(self, claim: str, premises: Sequence[Premise]) -> list[Support]: ...


@dataclass(frozen=True)
class Judge:
    """Entailment by the network that also reads passages a second time."""

    reader: Reader

    def __call__(self, claim: str, premises: Sequence[Premise]) -> list[Support]:
        """One reading a premise; of a premise that is too long, its beginning."""
        windows = [self.window(claim, premise, row) for row, premise in enumerate(premises)]
        found: list[Support | None] = [None] * len(windows)
        for batch in batches([len(w.ids) for w in windows], _BATCH_PIECES):
            logits = self.reader.network(arrays_of([windows[row] for row in batch]))[SUPPORT]
            for row, three in zip(batch, logits, strict=True):
                found[row] = support_of(three)
        return [each for each in found if each is not None]

    def points(self, claim: str, text: str) -> Pointing | None:
        """Which words of both differ; None where the weights were not taught to say it."""
        window = self.window(claim, Premise("", text))
        outputs = self.reader.network(arrays_of([window]))
        if len(outputs) <= _DIFFERING:
            return None
        read = outputs[_DIFFERING][0]
        own = self.reader.pieces(claim)[1][:MAX_CLAIM_PIECES]
        told = read[window.first : window.first + len(window.offsets)]
        not_stated = support_of(outputs[SUPPORT][0]).not_stated
        places, rows = (own, window.offsets), (read[1 : 1 + len(own)], told)
        return pointing_of(claim, text, places, rows, not_stated)

    def window(self, claim: str, premise: Premise, row: int = 0) -> Window:
        """The claim, the title and as much of the text as there is room for."""
        reader = self.reader
        head = [reader.begin, *reader.pieces(claim)[0][:MAX_CLAIM_PIECES], reader.separator]
        title = reader.pieces(premise.title)[0][:MAX_TITLE_PIECES] if premise.title else []
        head += [*title, reader.separator] if title else []
        ids, offsets = reader.pieces(premise.text)
        room = MAX_PIECES - len(head) - 1
        ids = ids[:room]
        whole = (0, (0, len(ids)))  # the network wants a sentence; what it says of it is not used
        return Window(
            passage=row,
            ids=(*head, *ids, reader.separator),
            types=(0,) * (len(head) + len(ids) + 1),
            first=len(head),
            offsets=tuple(offsets[:room]),
            sentences=(whole,),
        )


def support_of(logits: NDArray[np.float32]) -> Support:
    """From the three numbers that the network gives for a claim and a premise."""
    share = np.exp(logits - logits.max())
    return Support(*(float(each) for each in share / share.sum()))
