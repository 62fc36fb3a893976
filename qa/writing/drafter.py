"""From evidence to drafted statements. What is drafted is only a proposal: the checker decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from index.sentences import split_sentences
from qa.english.dates import date_words
from qa.english.normal_form import fold, same_words, stems, words
from qa.english.numbers import figures
from qa.writing.citations import DraftStatement
from qa.writing.phrasings import phrasings
from qa.writing.prompt import answer_prompt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.engine import Cancelled, LanguageModel

ANSWER_TOKENS = 160
# Natural logarithm: how much less likely than the whole sentence a phrasing may be. On the sample
# articles sound shortenings were up to 6 behind, one that lost its predicate 9.
ODD = 7.0
ASKS_FOR_NAME = frozenset({"who", "whom", "whose", "which", "what", "when"})


@dataclass(frozen=True, slots=True)
class Offer:
    """An evidence sentence as it is offered to the model, under its number in the prompt.

    `answer` is the short answer inside it, which a shorter phrasing may not lose.
    """

    number: int
    text: str
    answer: str | None = None


class Drafter(Protocol):
    """Draft statements for a question from the offered sentences, one after the other."""

    def draft(
        self, question: str, offers: Sequence[Offer], *, cancelled: Cancelled
    ) -> Iterator[DraftStatement]: ...


@dataclass(frozen=True, slots=True)
class QuotingDrafter:
    """Proposes each sentence as it stands; no model is asked."""

    def draft(
        self, question: str, offers: Sequence[Offer], *, cancelled: Cancelled
    ) -> Iterator[DraftStatement]:
        del question, cancelled
        return iter([DraftStatement(offer.text, (offer.number,)) for offer in offers])


@dataclass(frozen=True, slots=True)
class PhrasingDrafter:
    """For a small model: it picks the likeliest among the safe phrasings of each sentence.

    Every phrasing keeps the words of the sentence in their order, so nothing can be invented. The
    model weighs which one answers the question; one sentence at a time, since it cannot compare.
    """

    model: LanguageModel

    def draft(
        self, question: str, offers: Sequence[Offer], *, cancelled: Cancelled
    ) -> Iterator[DraftStatement]:
        for offer in offers:
            text = self.phrase(question, offer, cancelled)
            yield DraftStatement(text, (offer.number,))

    def phrase(self, question: str, offer: Offer, cancelled: Cancelled) -> str:
        """The likeliest shorter phrasing; the sentence itself when the model finds all of them odd.

        A phrasing that was cut wrongly reads oddly, and the model notices.
        """
        shorter = [text for text in answering_phrasings(question, offer) if text != offer.text]
        prompt = answer_prompt(question, [offer.text])
        if not shorter or not self.model.fits(prompt, ANSWER_TOKENS):
            return offer.text
        marked = [f"{option} [1]" for option in (offer.text, *shorter)]
        whole, *scores = self.model.log_likelihoods(prompt, marked, cancelled=cancelled)
        best = max(range(len(scores)), key=scores.__getitem__)
        return shorter[best] if scores[best] >= whole - ODD else offer.text


def answering_phrasings(question: str, offer: Offer) -> list[str]:
    """The shorter phrasings of an offer that lose nothing of what answers, longest first.

    Where there is none the sentence itself is the only one, and will be quoted.
    """
    whole = offer.text
    if len(split_sentences(whole)) > 1:
        return [whole]  # two sentences are shown as they stand
    asked = stems(question)
    covered = asked & stems(whole)
    kept = [
        phrasing
        for phrasing in phrasings(whole)
        if not same_words(phrasing, whole)
        and covered <= stems(phrasing)
        and (offer.answer is None or fold(offer.answer).strip(" .,;:") in fold(phrasing))
        and _keeps_what_is_asked(question, offer, phrasing)
    ]
    return kept or [whole]


def _keeps_what_is_asked(question: str, offer: Offer, phrasing: str) -> bool:
    """A question for a place keeps every name, one for a time every date, for a number every one.

    The short answer may be wrong or missing; without it a name is what most questions ask for.
    """
    asked = {word.form for word in words(question)}
    if "when" in asked and date_words(offer.text) != date_words(phrasing):
        return False
    if asked & {"how", "when"} and len(figures(offer.text)) != len(figures(phrasing)):
        return False
    for_name = "where" in asked or (offer.answer is None and asked & ASKS_FOR_NAME)
    return not for_name or names_of(offer.text) <= names_of(phrasing)


def names_of(text: str) -> set[str]:
    """The words with a capital behind the first, folded."""
    return {word.form for word in words(text)[1:] if text[word.start].isupper()}
