"""Which sentences answer the question, and how sure that is. Knows nothing of language models."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Hit, Sentence


class Certainty(StrEnum):
    """What may be said of a question once its hits were read."""

    ANSWERED = "answered"  # some sentence answers it
    UNCERTAIN = "uncertain"  # one may; nobody can tell
    DENIED = "denied"  # the articles do not say it


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence of this question's hits, with what the selector thinks of it.

    `relevance` orders sentences of one question, higher is better; it is never shown as confidence.
    `answer` is the short answer inside the sentence as code points of the article, where the
    selector can point to one. `answers` says that the selector holds this very sentence to answer.
    """

    sentence: Sentence
    relevance: float
    answers: bool
    answer: tuple[int, int] | None = None

    @property
    def short_answer(self) -> str:
        """The words of `answer`; "" where there is none."""
        return self.sentence.article.text[slice(*self.answer)] if self.answer else ""


@dataclass(frozen=True, slots=True)
class Selection:
    """The evidence of one question, best first, and whether it answers.

    `sure` where no rule about the question may take its first answer back.
    """

    evidence: tuple[Evidence, ...]
    certainty: Certainty
    sure: bool = False

    @property
    def answerable(self) -> bool:
        return self.certainty is Certainty.ANSWERED

    @property
    def answering(self) -> tuple[Evidence, ...]:
        """The evidence that may be shown as an answer; empty where nothing is sure to answer."""
        return tuple(e for e in self.evidence if e.answers) if self.answerable else ()


class EvidenceSelector(Protocol):
    """Read the hits of a question and pick the sentences that answer it."""

    @property
    def name(self) -> str: ...

    def select(self, question: str, hits: Sequence[Hit]) -> Selection: ...
