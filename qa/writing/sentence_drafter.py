"""For the shipped model: a short written sentence for each evidence sentence, or what stands in.

What is written is proposed first, and where the check refuses it, what the model writes with
another first word; then follows a safe phrasing, and in the end the quotation. Knows no engine: the
writer is a model that was taught this one task.
"""

from __future__ import annotations

import contextlib
import functools
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from index.sentences import split_sentences
from qa.engine import OfferedMarkers
from qa.english.dates import mentions, periods
from qa.english.normal_form import fold, same_words, stems, words
from qa.english.numbers import figures
from qa.english.semantic_roles import tells_verb
from qa.writing.answer_sentences import answer_sentence
from qa.writing.asked_for import asks_for_several, asks_twice, asks_when
from qa.writing.citations import DraftStatement, parse_draft
from qa.writing.drafter import names_of
from qa.writing.prompt import writing_prompt
from qa.writing.written_form import bare_name, brings_words, only_describes, reads_well

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qa.engine import Cancelled, LanguageModel, Message
    from qa.writing.drafter import Offer, PhrasingDrafter

    Way = Callable[[str, Offer, Cancelled], str | None]

WRITTEN_TOKENS = 72
ATTEMPTS = 3  # at a written sentence, each with another first word
# Mean natural logarithm of the probability of a token, from which on a sentence is proposed. Of 200
# tuning questions with the right sentence given 34 got one that passed at a later attempt: of the
# 16 above the bound for later ones one says nothing, of the 18 below it eight are false or no
# English. At the first attempt two of 73 were below their bound: no sentence, and a good one.
LEAST_LIKELY = -0.5
LEAST_LIKELY_LATER = -0.25
USUAL_TOKENS = 24  # of a written sentence
LEAST_TOLD = 3  # stems of an answer that may stand in other forms
MOST_OF = 2 / 3  # of those stems
_YES_OR_NO = re.compile(r"(?:yes|no)(?:[,:;]| [—–-]) (?=\w)", re.IGNORECASE)
LONGEST_WRITTEN = 40  # words; what is longer reads worse than the source


@dataclass(frozen=True, slots=True)
class SentenceDrafter:
    """Proposes, for each offer, the sentence of the writer and then a phrasing of the offer.

    A later proposal is made only when an earlier one did not pass, since it costs up to a second.
    """

    writer: LanguageModel
    phrasing: PhrasingDrafter

    def draft(
        self, question: str, offers: Sequence[Offer], *, cancelled: Cancelled
    ) -> Iterator[DraftStatement]:
        for offer in offers:
            ways: list[Way] = [*(ATTEMPTS * [Attempts(self.writer)]), self.phrasing.phrase]
            yield self._proposal(ways, question, offer, cancelled)

    def _proposal(
        self, ways: Sequence[Way], question: str, offer: Offer, cancelled: Cancelled
    ) -> DraftStatement:
        first, *rest = ways
        text = first(question, offer, cancelled)
        later = None
        if rest:
            later = functools.partial(self._proposal, rest, question, offer, cancelled)
        if text is None and later is not None:
            return later()
        text = text or offer.text
        lent = brings_words(text, offer.text)
        return DraftStatement(text, (offer.number,), instead=later, lent=lent)


@dataclass(slots=True)
class Attempts:
    """Written sentences for one offer, each with another first word than those before.

    What the writer itself finds unlikely is none, and less so the later ones. There are no more
    once it says that the offer does not answer.
    """

    writer: LanguageModel
    refused: list[str] = field(default_factory=list)
    _is_over: bool = False

    def __call__(self, question: str, offer: Offer, cancelled: Cancelled) -> str | None:
        """What the writer makes of the offer; None where it loses what answers or reads badly.

        Without a short answer nobody can tell whether it is lost, and nothing is written.
        """
        if offer.answer is None or self._is_over:
            return None
        offer = replace(offer, answer=bare_name(question, offer.answer))
        prompt = writing_prompt(question, [offer.text], offer.answer)
        if not self.writer.fits(prompt, WRITTEN_TOKENS):
            return None
        least = LEAST_LIKELY_LATER if self.refused else LEAST_LIKELY
        written = self._write(prompt, least, cancelled)
        if written is None:
            return None
        drafts = parse_draft(written, split_sentences)
        self._is_over = not any(draft.numbers for draft in drafts)
        if len(drafts) != 1 or self._is_over:
            return None
        text = bare_name(question, without_yes_or_no(drafts[0].text, offer.text))
        return text if _may_stand(text, question, offer) else None

    def _write(self, prompt: Sequence[Message], least: float, cancelled: Cancelled) -> str | None:
        """The text; None where its tokens are less likely than that at the mean.

        It is given up as soon as it is too unlikely for a sentence of some length.
        """
        constraint = OfferedMarkers(frozenset({1}), tuple(self.refused))
        pieces = self.writer.generate(
            prompt, constraint=constraint, max_tokens=WRITTEN_TOKENS, cancelled=cancelled
        )
        written, total, count = "", 0.0, 0
        with contextlib.closing(pieces):
            for piece in pieces:
                written += piece.text
                total += piece.log_probability
                count += 1
                if total < least * max(count, USUAL_TOKENS):
                    break
        self.refused.append(written)
        return written if total >= least * max(1, count) else None


def without_yes_or_no(text: str, source: str) -> str:
    """`No, the road was reopened.` as `The road was reopened.`, unless the source says "No".

    Whether a fact means yes or no to a question is the writer's guess, and no check looks at it.
    """
    found = _YES_OR_NO.match(text)
    if found is None or _YES_OR_NO.match(source.lstrip('“"‘')):
        return text
    rest = text[found.end() :]
    return f"{rest[:1].upper()}{rest[1:]}"


def _may_stand(text: str, question: str, offer: Offer) -> bool:
    """Whether a written sentence is whole, answers and reads well; not whether it is true."""
    whole = text[-1:] in '.!?”"' and len(text.split()) <= LONGEST_WRITTEN
    if not whole or same_words(text, offer.text) or not keeps_answer(question, offer, text):
        return False
    # Another clause of the same sentence was not asked for.
    if tells_verb(question, offer.text) and not tells_verb(question, text):
        return False
    if offer.answer and only_describes(text, offer.answer):
        return False
    return reads_well(text, offer.text, question)


def restated(question: str, offer: Offer) -> str | None:
    """The question with the reader's short answer as a sentence; None where none can be made."""
    if offer.answer is None:
        return None
    text = answer_sentence(question, offer.answer, offer.text)
    return text if text is not None and keeps_answer(question, offer, text) else None


def keeps_answer(question: str, offer: Offer, text: str) -> bool:
    """Whether a sentence still has the short answer, and every name where several are asked for.

    The answer may stand in other forms of its words. And every time has to be there where one is
    asked for: which of them is meant the sentence as a whole tells. Of two things asked nothing is
    left out.
    """
    if offer.answer is None or not _has(text, offer.answer):
        return False
    if asks_when(question) and not times(offer.text) <= times(text):
        return False
    if asks_twice(question) and not _facts(offer.text) <= _facts(text):
        return False
    return not loses_name(question, offer, text)


def _has(text: str, answer: str) -> bool:
    """Whether a text has an answer word for word, or its facts and most of its other words.

    "The beams were failing" may stand for "its wooden beams were failing": the check judges it.
    """
    if fold(answer).strip(" .,;:") in fold(text):
        return True
    told = stems(answer)
    shared = len(told & stems(text))
    facts = _facts(answer) <= _facts(text)
    return facts and len(told) >= LEAST_TOLD and shared >= max(LEAST_TOLD, MOST_OF * len(told))


def _facts(text: str) -> set[str]:
    """The names, numbers and times of a text."""
    numbers = {f"{figure.value} {figure.unit}" for figure in figures(text)}
    return names_of(text) | numbers | times(text)


def loses_name(question: str, offer: Offer, text: str) -> bool:
    """Whether several are asked for and a name of the offer is missing."""
    told = {word.form for word in words(text)}
    return asks_for_several(question) and not names_of(offer.text) <= told


def times(text: str) -> set[str]:
    """The days and stretches of time that a text names, as it shows them."""
    return {mention.shown for mention in mentions(text)} | set(periods(text).values())
