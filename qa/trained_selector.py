"""Picks evidence with the trained reader. Knows nothing of how the hits were found."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.evidence import Evidence, Selection
from qa.normal_form import stems
from qa.overlap import covered, word_weights
from qa.premises import is_heading
from qa.reader_windows import PassageText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Hit
    from qa.reader import PassageReader, Reading
    from qa.reader_windows import PassageReading

HEADING = 1.5  # how much a heading or title stands back behind a sentence of the text
MOST_BEHIND = 1.5  # of the mixed relevance; further behind the best, fewer than half are right
MOST_PASSAGES = 16  # read for one question; the answer is rarely further down, and reading costs


@dataclass(frozen=True)
class TrainedSelector:
    """Reads the best hits and orders their sentences by how well they answer.

    The order mixes in the hits' own rank and the words that question and sentence share; whether
    the question is answered at all is the reader's word alone. A heading announces what the text
    says better, and stands back.
    """

    reader: PassageReader

    @property
    def name(self) -> str:
        return self.reader.name

    def select(self, question: str, hits: Sequence[Hit]) -> Selection:
        """Score every sentence of the first hits, best first."""
        hits = hits[:MOST_PASSAGES]
        reading = self.reader.read(question, [passage_text(hit) for hit in hits])
        answerable = reading.answerable >= self.reader.calibration.threshold
        evidence = self.ordered(question, hits, reading)
        if not answerable or not evidence:
            return Selection(tuple(_unanswering(e) for e in evidence), answerable=False)
        least = evidence[0].relevance - MOST_BEHIND
        others = [e if e.relevance >= least else _unanswering(e) for e in evidence[1:]]
        return Selection((_answering(evidence[0]), *others), answerable=True)

    def ordered(self, question: str, hits: Sequence[Hit], reading: Reading) -> list[Evidence]:
        """Every sentence that may be picked, best first."""
        best = max((hit.fused for hit in hits), default=1.0)
        found: list[Evidence] = []
        for hit, passage in zip(hits, reading.passages, strict=True):
            found += self._of_passage(hit, passage, best)
        texts = [stems(evidence.sentence.text) for evidence in found]
        weights = word_weights(question, texts)
        share = self.reader.calibration.overlap
        mixed = [
            replace(evidence, relevance=evidence.relevance + share * covered(text, weights))
            for evidence, text in zip(found, texts, strict=True)
        ]
        return sorted(mixed, key=lambda e: -e.relevance)

    def _of_passage(self, hit: Hit, passage: PassageReading, best: float) -> list[Evidence]:
        calibration = self.reader.calibration
        # The best hit loses nothing, a worse one the more the further it is behind.
        behind = calibration.retrieval * math.log(max(hit.fused, 1e-9) / max(best, 1e-9))
        start = hit.passage.start
        return [
            Evidence(
                sentence=sentence,
                relevance=read.relevance + behind - (HEADING * is_heading(sentence)),
                answers=read.relevance >= calibration.sentence_threshold,
                answer=(start + read.answer[0], start + read.answer[1]) if read.answer else None,
            )
            for sentence, read in zip(hit.sentences, passage.sentences, strict=True)
        ]


def passage_text(hit: Hit) -> PassageText:
    """The hit as the reader sees it: spans counted from the start of the passage."""
    start = hit.passage.start
    spans = tuple((s.start - start, s.end - start) for s in hit.sentences)
    return PassageText(hit.passage.article.title or "", hit.passage.text, spans)


def _answering(evidence: Evidence) -> Evidence:
    return Evidence(evidence.sentence, evidence.relevance, answers=True, answer=evidence.answer)


def _unanswering(evidence: Evidence) -> Evidence:
    return Evidence(evidence.sentence, evidence.relevance, answers=False, answer=evidence.answer)
