"""Picks evidence with the trained reader. Knows nothing of how the hits were found."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.english.semantic_roles import asks_for_partaker, tells_verb
from qa.evidence.further_answers import answers_too
from qa.evidence.judge import Premise
from qa.evidence.premises import is_heading
from qa.evidence.reader_windows import PassageText
from qa.evidence.selector import Certainty, Evidence, Selection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Hit, Passage, Sentence
    from qa.evidence.judge import Entailment
    from qa.evidence.reader import PassageReader, Reading
    from qa.evidence.reader_windows import PassageReading

HEADING = 1.5  # how much a heading or title stands back behind a sentence of the text
# The least probability of an answer to "who" whose sentence tells the deed asked for in no word
# that may stand for it. In the held-out fifth of QED (read as models/LOG.md says) 7 of 7 such
# answers above this are right, and 7 of 18 from .6 on. Of 48 questions on the sample articles that
# name some deed untold there, five were answered, each between .61 and .86.
UNTOLD_THRESHOLD = 0.88
# From this probability on no rule about a question takes an answer back. Of 589 tuning questions
# over folders of twelve articles rules took back nine answers of .85 and more, four of them of .93
# and more: these four were right, of the other five two.
SURE = 0.93
# What an article counts less that appeared before the days which a question names, by the logarithm
# of the days between; not in the week before, when such things are announced. On 204 news questions
# kept for tuning, 45 % of which name days: right sentence first 130 -> 131 times; of 228 with the
# telling articles taken away 14 % answered instead of 21 %, and 86 answered rightly instead of 91
# (three of the five by luck: another storm, another outage). Beyond two months all are alike.
BEHIND_OF_EARLIER = 0.6  # of the mixed relevance
DOUBT_OF_EARLIER = 0.6  # of the logit of the probability
ANNOUNCED = 7  # days
LONG_AGO = 60  # days
BRACKETS = (("(", ")"), ("[", "]"))
MOST_PASSAGES = 16  # read for one question; the answer is rarely further down, and reading costs


@dataclass(frozen=True)
class TrainedSelector:
    """Reads the best hits and orders their sentences by how well they answer.

    The order mixes in the hits' own rank. Whether the question is answered at all is the word of
    the reader and of the `entailment`, which reads question and short answer as one claim. They
    have to be surer where the deed asked for is not told or the article is too early. A heading
    announces what the text says better, and stands back.
    """

    reader: PassageReader
    entailment: Entailment | None = None

    @property
    def name(self) -> str:
        return self.reader.name

    def select(self, question: str, hits: Sequence[Hit]) -> Selection:
        """Score every sentence of the first hits, best first."""
        hits = hits[:MOST_PASSAGES]
        reading = self.reader.read(question, [passage_text(hit) for hit in hits])
        evidence = self.ordered(hits, reading)
        support = self.support(question, evidence, hits)
        certainty = self.certainty(question, evidence, hits, support)
        if certainty is not Certainty.ANSWERED:
            return Selection(tuple(_unanswering(e) for e in evidence), certainty)
        first = evidence[0]
        others = [
            _answering(e) if self.answers_beside(question, first, e, hits) else _unanswering(e)
            for e in evidence[1:]
        ]
        sure = self.probability(evidence, hits, support) >= SURE
        return Selection((_answering(first), *others), certainty, sure=sure)

    def answers_beside(
        self, question: str, best: Evidence, other: Evidence, hits: Sequence[Hit]
    ) -> bool:
        """Whether another sentence is so close behind the best one that it mostly answers, too.

        What stands next to it in the article goes on telling of it, and may be further behind.
        """
        calibration = self.reader.calibration
        behind = best.relevance - other.relevance
        sentences = _hit_of(best, hits).sentences
        row = sentences.index(best.sentence)
        if other.sentence in sentences[max(0, row - 1) : row + 2]:
            return behind <= calibration.behind_beside
        return (
            other.answers
            and behind <= calibration.behind
            and answers_too(question, best.sentence.text, best.short_answer, other.sentence.text)
        )

    def support(self, question: str, evidence: Sequence[Evidence], hits: Sequence[Hit]) -> float:
        """How far the best sentence supports its short answer, as a logit; 0 where nobody knows."""
        if self.entailment is None or not evidence:
            return 0.0
        best = evidence[0]
        hit = _hit_of(best, hits)
        row = hit.sentences.index(best.sentence)
        premise = Premise(passage_text(hit).dated.title, with_neighbours(hit.sentences, row))
        (found,) = self.entailment(f"{question} {best.short_answer}".strip(), [premise])
        return logit(found.supported)

    def certainty(
        self, question: str, evidence: Sequence[Evidence], hits: Sequence[Hit], support: float = 0.0
    ) -> Certainty:
        """Answered, denied, or neither; of a deed that the sentence does not tell, surer.

        An article that is too early speaks against an answer, and not for a denial.
        """
        calibration = self.reader.calibration
        probability = self.probability(evidence, hits, support)
        early = {hit.passage: BEHIND_OF_EARLIER * _earlier(hit) for hit in hits}
        timeless = [e.relevance + early[e.sentence.passage] for e in evidence]
        if not evidence or calibration.probability(timeless, support) < calibration.denied:
            return Certainty.DENIED
        least = calibration.threshold
        if asks_for_partaker(question) and not tells_verb(question, evidence[0].sentence.text):
            least = max(least, UNTOLD_THRESHOLD)
        return Certainty.ANSWERED if probability >= least else Certainty.UNCERTAIN

    def probability(
        self, evidence: Sequence[Evidence], hits: Sequence[Hit], support: float = 0.0
    ) -> float:
        """That the best sentence answers; less likely where its article is too early.

        Last year's article rarely tells what happened "this week", however well it fits.
        """
        if not evidence:
            return 0.0
        relevances = [e.relevance for e in evidence]
        answerable = self.reader.calibration.probability(relevances, support)
        hit = _hit_of(evidence[0], hits)
        odds = answerable / max(1e-9, 1 - answerable)
        odds *= math.exp(-DOUBT_OF_EARLIER * _earlier(hit))
        return odds / (1 + odds)

    def ordered(self, hits: Sequence[Hit], reading: Reading) -> list[Evidence]:
        """Every sentence that may be picked, best first."""
        best = max((hit.fused for hit in hits), default=1.0)
        found: list[Evidence] = []
        for hit, passage in zip(hits, reading.passages, strict=True):
            found += self._of_passage(hit, passage, best)
        return sorted(found, key=lambda e: -e.relevance)

    def _of_passage(self, hit: Hit, passage: PassageReading, best: float) -> list[Evidence]:
        calibration = self.reader.calibration
        # The best hit loses nothing, a worse one the more the further it is behind.
        behind = calibration.retrieval * math.log(max(hit.fused, 1e-9) / max(best, 1e-9))
        behind -= BEHIND_OF_EARLIER * _earlier(hit)
        return [
            Evidence(
                sentence=sentence,
                relevance=read.relevance + behind - (HEADING * is_heading(sentence)),
                answers=read.relevance >= calibration.sentence_threshold,
                answer=_within(hit.passage, read.answer),
            )
            for sentence, read in zip(hit.sentences, passage.sentences, strict=True)
        ]


def _within(passage: Passage, answer: tuple[int, int] | None) -> tuple[int, int] | None:
    """A short answer as a span of the article, without half a bracket at its end.

    None where it has no letter and no digit.
    """
    if answer is None or not any(map(str.isalnum, passage.text[slice(*answer)])):
        return None
    start, end = answer
    for opens, closes in BRACKETS:
        words = passage.text[start:end]
        if words.endswith(closes) and opens not in words:
            end -= 1
        elif words.startswith(opens) and closes not in words:
            start += 1
    return passage.start + start, passage.start + end


def _earlier(hit: Hit) -> float:
    """The logarithm of the days by which the article is too early for those asked for, 0 if none.

    A later article may look back, and whoever asks for no day wants old ones, too.
    """
    return math.log1p(min(max(0, (hit.days_before or 0) - ANNOUNCED), LONG_AGO))


def passage_text(hit: Hit) -> PassageText:
    """The hit as the reader sees it: spans counted from the start of the passage."""
    start = hit.passage.start
    spans = tuple((s.start - start, s.end - start) for s in hit.sentences)
    article = hit.passage.article
    return PassageText(article.title or "", hit.passage.text, spans, article.published)


def _hit_of(evidence: Evidence, hits: Sequence[Hit]) -> Hit:
    return next(hit for hit in hits if hit.passage == evidence.sentence.passage)


def with_neighbours(sentences: Sequence[Sentence], row: int) -> str:
    """A sentence of a passage with the one before and the one behind it."""
    return " ".join(sentence.text for sentence in sentences[max(0, row - 1) : row + 2])


def logit(probability: float) -> float:
    """The logarithm of the odds, within those of 1 to 10,000 and 10,000 to 1."""
    return math.log(max(probability, 1e-4) / max(1 - probability, 1e-4))


def _answering(evidence: Evidence) -> Evidence:
    return Evidence(evidence.sentence, evidence.relevance, answers=True, answer=evidence.answer)


def _unanswering(evidence: Evidence) -> Evidence:
    return Evidence(evidence.sentence, evidence.relevance, answers=False, answer=evidence.answer)
