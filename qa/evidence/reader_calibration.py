"""When the reader may say that passages answer: signs, their weights, and the thresholds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa.english.normal_form import stems
from qa.english.overlap import covered, word_weights
from qa.english.semantic_roles import tells_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.evidence.reader_windows import PassageReading, PassageText


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an answer being there, of the passages of one question together."""

    relevance: float  # of the best sentence
    answers: float  # the best passage's own logit
    lead: float
    words: float
    names: float
    covered: float  # share of the question's words, rarer ones counting more, in the sentence
    told: float  # 1 when that sentence has the question's verb, or there is none to look for
    # Of two readers: the logit that the first one gives, and the one of "the passage supports what
    # question and short answer state together"; 0 where that is not known.
    first: float = 0.0
    entailed: float = 0.0


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
    covered: float = 0.0
    told: float = 0.0
    first: float = 0.0
    entailed: float = 0.0
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
            + self.covered * signs.covered
            + self.told * signs.told
            + self.first * signs.first
            + self.entailed * signs.entailed
            + self.bias
        )
        return float(1.0 / (1.0 + np.exp(-np.clip(logit, -30.0, 30.0))))


@dataclass(frozen=True, slots=True)
class Best:
    """The best sentence of all passages: its places, and what it is mixed from."""

    passage: int
    sentence: int
    relevance: float
    covered: float
    lead: float


def best_of(
    question: str,
    passages: Sequence[PassageText],
    read: Sequence[PassageReading],
    *,
    overlap: float = 3.0,
) -> Best | None:
    """The sentence with the highest relevance plus `overlap` times its share of the question."""
    found = [
        (reading.relevance, place, row, passage.text[slice(*span)])
        for place, (passage, reads) in enumerate(zip(passages, read, strict=True))
        for row, (reading, span) in enumerate(zip(reads.sentences, passage.sentences, strict=True))
    ]
    if not found:
        return None
    texts = [stems(text) for *_, text in found]
    weights = word_weights(question, texts)
    shares = [covered(text, weights) for text in texts]
    mixed = [row[0] + overlap * share for row, share in zip(found, shares, strict=True)]
    best = mixed.index(max(mixed))
    relevance, place, row, _ = found[best]
    others = np.logaddexp.reduce([0.0, *(row[0] for n, row in enumerate(found) if n != best)])
    return Best(place, row, relevance, shares[best], relevance - float(others))


def signs_of(
    question: str,
    passages: Sequence[PassageText],
    read: Sequence[PassageReading],
    *,
    overlap: float = 3.0,
) -> Signs | None:
    """What the calibration goes by; None where there is no sentence."""
    best = best_of(question, passages, read, overlap=overlap)
    if best is None:
        return None
    passage = passages[best.passage]
    sentence = passage.text[slice(*passage.sentences[best.sentence])]
    around = _stems(f"{passage.title} {passage.text}")
    return Signs(
        relevance=best.relevance,
        answers=max(p.answers for p in read),
        lead=best.lead,
        words=_share(_stems(question) - _UNASKED, around),
        names=_share(_named(question), around),
        covered=best.covered,
        told=float(tells_verb(question, sentence)),
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
