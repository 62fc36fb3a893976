"""Two readers, one after the other: a quick one for all passages, a better one for the best few.

Knows nothing of weights: each reader brings its own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.evidence.answer_claims import claim_asked, claim_from
from qa.evidence.judge import Judge, Premise
from qa.evidence.reader import WEIGHTS, Reader, Reading
from qa.evidence.reader_calibration import best_of, signs_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qa.evidence.judge import Entailment
    from qa.evidence.reader import PassageReader
    from qa.evidence.reader_calibration import Best, Calibration, Signs
    from qa.evidence.reader_windows import PassageReading, PassageText

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
    entailment: Entailment | None = None

    @classmethod
    def of(
        cls, first: PassageReader, second: PassageReader, entailment: Entailment | None = None
    ) -> TwoReaders:
        """With the calibration that was fitted for the two together, kept with the second."""
        return cls(first, second, second.calibration, entailment)

    @property
    def name(self) -> str:
        return f"{self.first.name}, {self.second.name}"

    def read(self, question: str, passages: Sequence[PassageText]) -> Reading:
        """Read the passages beside the question."""
        quick = self.first.read(question, passages)
        read = list(quick.passages)
        chosen = worth_a_second_look(read)
        again = self.second.read(question, [passages[row] for row in chosen]).passages
        for row in range(len(read)):
            read[row] = _behind(read[row])
        for row, passage in zip(chosen, again, strict=True):
            read[row] = passage
        reading = Reading(tuple(read), 0.0, _logit(quick.answerable))
        signs = self.signs(question, passages, reading)
        probability = 0.0 if signs is None else self.calibration.probability(signs)
        return replace(reading, answerable=probability, signs=signs)

    def signs(
        self, question: str, passages: Sequence[PassageText], reading: Reading
    ) -> Signs | None:
        """What the probability goes by; None where there is no sentence."""
        overlap = self.calibration.overlap
        signs = signs_of(question, passages, reading.passages, overlap=overlap)
        best = best_of(question, passages, reading.passages, overlap=overlap)
        if signs is None or best is None:
            return None
        entailed = self._entailed(question, passages[best.passage], reading, best)
        return replace(signs, first=reading.first, entailed=entailed)

    def _entailed(self, question: str, passage: PassageText, reading: Reading, best: Best) -> float:
        """The logit of "the sentence, with its neighbours, supports what the answer states".

        Of a yes-or-no question, of its supporting or contradicting what yes would state: either
        settles it.
        """
        if self.entailment is None:
            return 0.0
        answer = reading.passages[best.passage].sentences[best.sentence].answer
        asked = claim_asked(question)
        told = passage.text[slice(*answer)] if answer else ""
        claim = asked or claim_from(question, told)
        if claim is None:
            return 0.0
        rows = [n for n in (best.sentence - 1, best.sentence, best.sentence + 1) if n >= 0]
        near = [passage.text[slice(*span)] for n, span in enumerate(passage.sentences) if n in rows]
        support = self.entailment(claim, [Premise(passage.title, " ".join(near))])[0]
        return _logit(max(support.supported, support.contradicted if asked else 0.0))


def _logit(probability: float) -> float:
    """Between -6 and 6, so that one sign cannot outweigh all others."""
    return min(6.0, max(-6.0, math.log(max(probability, 1e-9) / max(1 - probability, 1e-9))))


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
    judge = Reader.load(second)
    return TwoReaders.of(reader, judge, Judge(judge))
