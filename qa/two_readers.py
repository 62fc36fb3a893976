"""Two readers, one after the other: a quick one for all passages, a better one for the best few.

Knows nothing of weights: each reader brings its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.reader import WEIGHTS, Reader, Reading
from qa.reader_calibration import signs_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qa.reader import PassageReader
    from qa.reader_calibration import Calibration
    from qa.reader_windows import PassageReading, PassageText

READ_AGAIN = 4  # passages
FIRST_HITS = 1  # read again whatever the first reader thought of them
BEHIND = 12.0  # logits that a passage stands back which only the first reader has read


@dataclass(frozen=True)
class TwoReaders:
    """Reads every passage with the first reader and the best of them again with the second.

    What the second says of a passage takes the place of what the first said. Passages come best
    hit first.
    """

    first: PassageReader
    second: PassageReader
    calibration: Calibration

    @classmethod
    def of(cls, first: PassageReader, second: PassageReader) -> TwoReaders:
        """With the calibration that was fitted for the two together, kept with the second."""
        return cls(first, second, second.calibration)

    @property
    def name(self) -> str:
        return f"{self.first.name}, {self.second.name}"

    def read(self, question: str, passages: Sequence[PassageText]) -> Reading:
        """Read the passages beside the question."""
        read = list(self.first.read(question, passages).passages)
        chosen = worth_a_second_look(read)
        again = self.second.read(question, [passages[row] for row in chosen]).passages
        for row in range(len(read)):
            read[row] = _behind(read[row])
        for row, passage in zip(chosen, again, strict=True):
            read[row] = passage
        signs = signs_of(question, passages, read, overlap=self.calibration.overlap)
        probability = 0.0 if signs is None else self.calibration.probability(signs)
        return Reading(tuple(read), probability)


def worth_a_second_look(read: Sequence[PassageReading]) -> list[int]:
    """Rows of the passages to read again: the first hits, and where the first reader saw most."""
    by_relevance = sorted(
        range(len(read)),
        key=lambda row: max((s.relevance for s in read[row].sentences), default=-30.0),
        reverse=True,
    )
    rows = [*range(min(FIRST_HITS, len(read))), *by_relevance]
    return list(dict.fromkeys(rows))[:READ_AGAIN]


def _behind(passage: PassageReading) -> PassageReading:
    sentences = tuple(replace(s, relevance=s.relevance - BEHIND) for s in passage.sentences)
    return replace(passage, sentences=sentences, answers=passage.answers - BEHIND)


def load_readers(first: Path, second: Path | None) -> Reader | TwoReaders:
    """Both readers, or the first alone where the second's folder holds no weights.

    Raises:
        ModelError: when a file is missing or is not what it should be.
    """
    reader = Reader.load(first)
    if second is None or not (second / WEIGHTS).is_file():
        return reader
    return TwoReaders.of(reader, Reader.load(second))
