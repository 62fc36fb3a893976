"""Evidence without a trained reader: shared words and the embedder's cosine, by fixed weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa.english.normal_form import stems
from qa.english.overlap import covered, word_weights
from qa.evidence.selector import Certainty, Evidence, Selection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Embedder, Hit

COSINE_WEIGHT = 0.5
LEAST_COVERAGE = 0.6  # of the question's weighted words, by the sentence and its passage
LEAST_COSINE = 0.35
MOST_EVIDENCE = 8
MOST_ANSWERING = 3
NEAR_THE_BEST = 0.8  # of the best sentence's relevance


@dataclass(frozen=True, slots=True)
class OverlapSelector:
    """The fallback when the trained weights are not installed. It cannot tell roles apart."""

    embedder: Embedder

    @property
    def name(self) -> str:
        return "untrained word overlap and cosine"

    def select(self, question: str, hits: Sequence[Hit]) -> Selection:
        """Rank every sentence; a question whose rarer words are not there is refused."""
        sentences = [sentence for hit in hits for sentence in hit.sentences]
        asked = stems(question)
        if not sentences or not asked:
            return Selection((), Certainty.DENIED)
        vectors = self.embedder.embed([question, *(sentence.text for sentence in sentences)])
        cosines = vectors[1:] @ vectors[0]
        texts = [stems(sentence.text) for sentence in sentences]
        weights = word_weights(question, texts)
        coverage = np.array([covered(text, weights) for text in texts])
        relevance = COSINE_WEIGHT * cosines + (1 - COSINE_WEIGHT) * coverage
        order = np.argsort(-relevance, kind="stable")[:MOST_EVIDENCE].tolist()
        best = float(relevance[order[0]])
        evidence = []
        for rank, row in enumerate(order):
            passage = stems(sentences[row].passage.text) | stems(sentences[row].article.title or "")
            answers = (
                rank < MOST_ANSWERING
                and relevance[row] >= NEAR_THE_BEST * best
                and cosines[row] >= LEAST_COSINE
                and covered(passage, weights) >= LEAST_COVERAGE
            )
            evidence.append(Evidence(sentences[row], float(relevance[row]), bool(answers)))
        answered = any(item.answers for item in evidence)
        return Selection(tuple(evidence), Certainty.ANSWERED if answered else Certainty.UNCERTAIN)
