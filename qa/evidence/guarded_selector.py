"""A selector whose answers also have to leave the question's premises standing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.english.normal_form import stems
from qa.english.speaking import is_speaking, topic_of_speech
from qa.evidence.further_answers import keeps_deed
from qa.evidence.premises import is_heading, unmet_premise
from qa.evidence.selector import Certainty, Evidence, Selection
from qa.evidence.speakers import asked_speaker
from qa.evidence.telling import is_bare_item, telling_hit
from qa.evidence.views import asks_for_description, stance_asked
from qa.evidence.words_said import with_words_said

if TYPE_CHECKING:
    from index import Article, Hit, Sentence
    from qa.evidence.selector import EvidenceSelector

NEXT_BEST = (
    3  # places, headings aside, in which what somebody said may stand in for what was refused
)
SAME_NEWS = 0.6  # of the content words of the best answer


@dataclass(frozen=True, slots=True)
class GuardedSelector:
    """Takes the answers back that a premise rules out.

    Nothing stands in for them, since what the reader ranked behind answers less often than it
    misleads; but for what somebody said, and for their stance, a sentence in which they say it
    does. Not for how they described somebody: in most of what they say they describe nobody.
    Nothing of what the selector is sure of is taken back.
    """

    selector: EvidenceSelector
    sentences: Callable[[Article], Sequence[Sentence]]

    @property
    def name(self) -> str:
        return self.selector.name

    def select(self, question: str, hits: Sequence[Hit]) -> Selection:
        """What the selector within picks, less what a premise of the question rules out.

        What asks or points elsewhere is not read.
        """
        selection = self.selector.select(question, [telling_hit(hit) for hit in hits])
        return with_words_said(question, self._guarded(question, selection), self.sentences)

    def _guarded(self, question: str, selection: Selection) -> Selection:
        if not selection.answerable:
            return selection
        # The first item of a list is shown with all of it; a further one answers by chance.
        further = (
            replace(e, answers=False) if e.answers and is_bare_item(e.sentence) else e
            for e in selection.evidence[1:]
        )
        selection = replace(selection, evidence=(*selection.evidence[:1], *further))
        sure = selection.evidence[:1] if selection.sure else ()
        kept = sure + tuple(
            replace(e, answers=False) if e.answers and not self._stands(question, e) else e
            for e in selection.evidence[len(sure) :]
        )
        if not any(e.answers for e in kept):
            kept = self._with_speaker(question, kept)
        stands = any(e.answers for e in kept)
        return replace(
            selection,
            evidence=self._with_same_news(question, kept),
            certainty=Certainty.ANSWERED if stands else Certainty.UNCERTAIN,
        )

    def _with_same_news(self, question: str, kept: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """A sentence that has most words of the best answer tells the same, and often more.

        So an answer names every member of a list that one article cuts short, and cites every
        article that tells it. Only where it tells the deed, too, if the best answer to "who" does.
        """
        best = next((e for e in kept if e.answers), None)
        if best is None:
            return kept
        told = stems(best.sentence.text)
        return tuple(
            replace(e, answers=True)
            if not e.answers
            and len(told & stems(e.sentence.text)) >= SAME_NEWS * len(told)
            and keeps_deed(question, best.sentence.text, e.sentence.text)
            and self._stands(question, e)
            else e
            for e in kept
        )

    def _with_speaker(self, question: str, kept: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        speaker, topic = asked_speaker(question), topic_of_speech(question)
        if stance := stance_asked(question):
            speaker, topic = stance
        if speaker is None or topic is None or asks_for_description(question):
            return kept
        sentences = [row for row, e in enumerate(kept) if not is_heading(e.sentence)]
        for row in sentences[:NEXT_BEST]:
            evidence = kept[row]
            text = evidence.sentence.text
            told = topic <= stems(text) and is_speaking(speaker, text)
            if told and self._stands(question, evidence):
                return (*kept[:row], replace(evidence, answers=True), *kept[row + 1 :])
        return kept

    def _stands(self, question: str, evidence: Evidence) -> bool:
        neighbours = self.sentences(evidence.sentence.article)
        reason = unmet_premise(question, evidence.sentence, neighbours, evidence.short_answer)
        return reason is None
