"""Two readers, one after the other: a quick one for all passages, a better one for the best few.

Knows nothing of weights: each reader brings its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.evidence.reader import WEIGHTS, Reader, reading_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qa.evidence.reader import PassageReader, Reading
    from qa.evidence.reader_calibration import Calibration
    from qa.evidence.reader_windows import PassageReading, PassageText

READ_AGAIN = 4  # passages
FIRST_HITS = 1  # read again whatever the first reader thought of them
UNREAD = -6.0  # what the second reader would say of a passage that was not worth a second look


@dataclass(frozen=True)
class TwoReaders:
    """Reads every passage with the first reader and the best of them again with the second.

    A sentence's relevance is the first reader's and, weighed, the second's. The short answer is the
    second's where it read the passage: on 180 right sentences of tuning questions it has .65 of the
    words of the answer (F1), the first reader's .57. Passages come best hit first.
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
        read = self.first.read(question, passages).passages
        chosen = worth_a_second_look(read)
        again = self.second.read(question, [passages[row].dated for row in chosen]).passages
        seconds = dict(zip(chosen, again, strict=True))
        mixed = [self._mixed(each, seconds.get(row)) for row, each in enumerate(read)]
        return reading_of(mixed, self.calibration)

    def _mixed(self, first: PassageReading, second: PassageReading | None) -> PassageReading:
        weight = self.calibration.second
        if second is None:
            sentences = [
                replace(each, relevance=each.relevance + weight * UNREAD)
                for each in first.sentences
            ]
        else:
            sentences = [
                replace(again, relevance=each.relevance + weight * again.relevance)
                for each, again in zip(first.sentences, second.sentences, strict=True)
            ]
        return replace(first, sentences=tuple(sentences))


def worth_a_second_look(read: Sequence[PassageReading]) -> list[int]:
    """Rows of the passages to read again: the first hits, and where the first reader saw most."""
    by_relevance = sorted(
        range(len(read)),
        key=lambda row: max((s.relevance for s in read[row].sentences), default=-30.0),
        reverse=True,
    )
    rows = [*range(min(FIRST_HITS, len(read))), *by_relevance]
    return list(dict.fromkeys(rows))[:READ_AGAIN]


def load_readers(first: Path, second: Path | None) -> Reader | TwoReaders:
    """Both readers, or the first alone where the second's folder holds no weights.

    Raises:
        ModelError: when a file is missing or is not what it should be.
    """
    reader = Reader.load(first)
    if second is None or not (second / WEIGHTS).is_file():
        return reader
    return TwoReaders.of(reader, Reader.load(second))
