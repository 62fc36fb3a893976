"""When the reader may say that passages answer: signs, their weights, and the thresholds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.reader_windows import PassageReading, PassageText


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an answer being there, of the passages of one question together."""

    relevance: float  # of the best sentence
    answers: float  # the best passage's own logit
    lead: float
    words: float
    names: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the logistic regression behind `Reading.answerable`, and where to say no.

    Fitted on questions that neither the weights nor the published figures have seen.
    """

    best_relevance: float = 1.0
    best_answers: float = 0.0
    lead: float = 0.0  # of the best sentence over NONE and all others together
    words: float = 0.0  # share of the question's words that stand around the best sentence
    names: float = 0.0  # the same of its names and figures
    bias: float = 0.0
    threshold: float = 0.5
    sentence_threshold: float = 0.0  # relevance from which a sentence may be called an answer
    retrieval: float = 0.0  # weight of a hit's own score in the order of sentences
    # Weight of the question's words in a sentence. On 110 questions each: none to 3, XQuAD first
    # sentence 82 -> 86 %, news of the tuning weeks first three 71 -> 73 %, first 51 -> 50 %.
    overlap: float = 3.0

    def probability(self, signs: Signs) -> float:
        """The probability that the passages answer."""
        logit = (
            self.best_relevance * signs.relevance
            + self.best_answers * signs.answers
            + self.lead * signs.lead
            + self.words * signs.words
            + self.names * signs.names
            + self.bias
        )
        return float(1.0 / (1.0 + np.exp(-np.clip(logit, -30.0, 30.0))))


def signs_of(
    question: str, passages: Sequence[PassageText], read: Sequence[PassageReading]
) -> Signs | None:
    """What the calibration goes by; None where there is no sentence."""
    ranked = sorted(
        ((s.relevance, n) for n, p in enumerate(read) for s in p.sentences), reverse=True
    )
    if not ranked:
        return None
    relevance, best = ranked[0]
    others = np.logaddexp.reduce(np.array([0.0, *(score for score, _ in ranked[1:])]))
    around = _stems(f"{passages[best].title} {passages[best].text}")
    return Signs(
        relevance=relevance,
        answers=max(p.answers for p in read),
        lead=relevance - float(others),
        words=_share(_stems(question) - _UNASKED, around),
        names=_share(_named(question), around),
    )


_WORD = re.compile(r"[^\W_]+")
_STEM = 5  # letters: enough to tell words apart, few enough to meet their inflections
_UNASKED = frozenset(
    (  # noqa: SIM905 - one string reads better than a line a word
        "a an the of in on at to for from by with as is are was were be been do does did has have "
        "had will would can could and or but if than that this these those it its he she they his "
        "her their we you i who whom whose what which when where why how much many not no into "
        "over about after befor durin up down out off week year today s t there"
    ).split()
)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()))


def _named(question: str) -> frozenset[str]:
    """Stems of figures and of words with a capital letter inside the question."""
    found = (m for m in _WORD.finditer(question) if m.start() > 0)
    named = " ".join(m.group() for m in found if m.group()[0].isupper() or m.group().isdecimal())
    return _stems(named) - _UNASKED


def _share(asked: frozenset[str], present: frozenset[str]) -> float:
    """How much of `asked` is there; all of nothing is everything."""
    return len(asked & present) / len(asked) if asked else 1.0
