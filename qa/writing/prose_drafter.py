"""For a larger model: it writes freely from all offers; what does not answer is left out.

A larger model writes better prose than a shortening, and errs in other ways than the shipped one:
it adds true sentences that answer nothing, leaves out the sentence that does, or writes no sentence
at all. None of this is false, so the checker lets it pass, and it is stopped here. In its place the
offered sentence stands as it is. Of words that no source has the checker has to be surer, as with
the shipped model. Knows no engine.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qa.engine import OfferedMarkers
from qa.english.normal_form import is_unclosed, stems, words
from qa.question import lacks_what_is_asked
from qa.writing.citations import DraftStatement, parse_draft
from qa.writing.drafter import ANSWER_TOKENS, PhrasingDrafter
from qa.writing.pointing import POINTING, loses_subject, points_at_nobody, points_away
from qa.writing.prompt import prose_prompt
from qa.writing.sentence_drafter import loses_name
from qa.writing.written_form import (
    brings_words,
    changes_object,
    lacks_verb,
    loses_object,
    loses_speaker,
    repeats_run,
    says_nothing,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qa.engine import Cancelled, LanguageModel, Writer
    from qa.writing.drafter import Drafter, Offer

SMALLEST_WRITER = 1_000_000_000  # weights; a smaller model cannot be trusted with free text
SHORT_ANSWER = 3  # words that carry facts; of a longer answer half may be told in other words
SOME = 2  # words that carry facts: that an answer adds to the question, or has of a source
# Markers with the end of a sentence before or behind them, and the beginning of the next one.
ENDED = re.compile(
    r"(?:[.!?…][\"”’)]*\s*(?:\[[0-9, ]+\]\s*)+|(?:\s*\[[0-9, ]+\])+[.!?…][\"”’)]*\s+)"
    r"(?=[A-Z0-9\"“‘(])"
)
SPACED_INITIALS = re.compile(r"\b[A-Z]\.(?: [A-Z]\.)+")
NO_SENTENCE = "It says nothing, says it twice, or is no whole sentence."
NO_SPEAKER = "It tells as a fact what the source lets somebody say."
POINTS_AWAY = "It points to something that was not said before it."
OTHER_DEED = "It leaves out or changes what was done."
NO_ANSWER = "It may be true, but it does not answer the question."


def drafter_for(model: LanguageModel, split: Callable[[str], Sequence[tuple[int, int]]]) -> Drafter:
    """The way of drafting that a model of this size can be trusted with."""
    if model.parameters < SMALLEST_WRITER:
        return PhrasingDrafter(model)
    return ProseDrafter(model, split)


@dataclass(frozen=True, slots=True)
class ProseDrafter:
    """Free text, in which only the offered numbers can be cited.

    Behind it come the offers as they stand, for those that nothing has told: one where a short
    answer is known, every one where none is, as in a summary.
    """

    model: Writer
    split: Callable[[str], Sequence[tuple[int, int]]]

    def draft(
        self, question: str, offers: Sequence[Offer], *, cancelled: Cancelled
    ) -> Iterator[DraftStatement]:
        """A statement is given out as soon as its markers are there and the next one begins."""
        text = _Text(question, offers)
        for statement in self._written(question, offers, cancelled):
            yield text.take(statement)
        for offer in offers:
            yield DraftStatement(offer.text, (offer.number,), fallback=True)

    def _written(
        self, question: str, offers: Sequence[Offer], cancelled: Cancelled
    ) -> Iterator[DraftStatement]:
        fitting = [offer.text for offer in offers]
        while not self.model.fits(prompt := prose_prompt(question, fitting), ANSWER_TOKENS):
            if len(fitting) == 1:
                return
            fitting.pop()
        constraint = OfferedMarkers(frozenset(range(1, len(fitting) + 1)))
        written, start, reason = "", 0, None
        pieces = self.model.generate(
            prompt, constraint=constraint, max_tokens=ANSWER_TOKENS, cancelled=cancelled
        )
        with contextlib.closing(pieces):
            for piece in pieces:
                written += piece.text
                reason = piece.finish_reason
                for ended in ENDED.finditer(written, start):
                    if not is_unclosed(written[start : ended.end()]):
                        yield from parse_draft(written[start : ended.end()], self.split)
                        start = ended.end()
        yield from parse_draft(written[start:], self.split, complete=reason == "stop")


@dataclass(slots=True)
class _Text:
    """What has been taken of a draft so far."""

    question: str
    offers: Sequence[Offer]
    told: set[int] = field(default_factory=set)  # numbers of the offers that are drafted

    def take(self, draft: DraftStatement) -> DraftStatement:
        """The statement as it is to be checked, or with what is to be said against it."""
        text = with_initials(draft.text, " ".join(offer.text for offer in self.offers))
        draft = self._numbered(replace(draft, text=text, spare=True))
        cited = [offer for offer in self.offers if offer.number in draft.numbers]
        if not cited:
            return replace(draft, lent=True)  # no source of its own; the checker looks for one
        objection = self._objection(draft, cited)
        if not objection:
            self.told.update(offer.number for offer in cited)
        lent = brings_words(text, " ".join(offer.text for offer in cited))
        return replace(draft, objection=objection, lent=lent)

    def _numbered(self, draft: DraftStatement) -> DraftStatement:
        """A statement without a marker gets that of the offer that it shares most words with."""
        own = stems(draft.text)
        if draft.numbers or not own:
            return draft
        shared = {offer.number: len(own & stems(offer.text)) for offer in self.offers}
        best = max(shared, key=shared.__getitem__, default=0)
        return replace(draft, numbers=(best,)) if shared.get(best) else draft

    def _objection(self, draft: DraftStatement, cited: Sequence[Offer]) -> str:
        """Why it is no sentence that answers, or adds to one that does; "" where it is."""
        text = draft.text
        if reason := self._fault(text, cited):
            return reason
        answered = [offer for offer in self.offers if offer.answer is not None]
        if any(tells_answer(self.question, offer, text) for offer in answered or cited):
            return ""  # the checker finds out whether the number is the right one
        if takes_up(self.question, text):
            return ""
        adds = self.told.issuperset(draft.numbers) and stems(text) & stems(self.question)
        return "" if adds else NO_ANSWER

    def _fault(self, text: str, cited: Sequence[Offer]) -> str:
        """Why it may not stand for its sources, whatever is asked; "" where it may."""
        source = " ".join(offer.text for offer in cited)
        if (
            lacks_verb(text, source, self.question)
            or says_nothing(text)
            or repeats_run(text, source)
        ):
            return NO_SENTENCE
        own = stems(text)
        telling = [offer for offer in cited if len(own & stems(offer.text)) >= SOME]
        if any(loses_speaker(text, offer.text) for offer in telling):
            return NO_SPEAKER
        first = next((word.form for word in words(text)), "")
        away = first in POINTING and points_away(text)
        if not self.told and (away or points_at_nobody(text) or loses_subject(text, source)):
            return POINTS_AWAY
        return OTHER_DEED if changes_object(text, source) or loses_object(text, source) else ""


def tells_answer(question: str, offer: Offer, text: str) -> bool:
    """Whether a sentence in other words still has the short answer of an offer.

    True where none is known. Where several are asked for, every name of the offer has to be there.
    """
    if offer.answer is None:
        return True
    if loses_name(question, offer, text):
        return False
    answer = stems(offer.answer)
    if not answer:  # "both", "all"
        return {w.form for w in words(offer.answer)} <= {w.form for w in words(text)}
    needed = len(answer) if len(answer) <= SHORT_ANSWER else len(answer) / 2
    return len(answer & stems(text)) >= needed


def takes_up(question: str, text: str) -> bool:
    """Whether a sentence takes up what is asked and adds to it: a reader's answer may be wrong."""
    asked, told = stems(question), stems(text)
    if lacks_what_is_asked(question, text):
        return False
    return 3 * len(asked & told) >= 2 * len(asked) and len(told - asked) >= SOME


def with_initials(text: str, source: str) -> str:
    """`the U. S. border` as `the U.S. border`, unless the source parts them too."""
    return SPACED_INITIALS.sub(
        lambda found: found.group() if found.group() in source else found.group().replace(" ", ""),
        text,
    )
