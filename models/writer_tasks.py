"""One thing to write: a question, sentences that answer it, and sentences that only seem to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.reader_data import content_words, find_answers
from models.reader_sources import undo_tokenisation

LONGEST_WRONG = 60  # words
PRONOUN = re.compile(r"(?:He|She|They|It|His|Her|Their|Its|This|These|That)\b")


@dataclass(frozen=True, slots=True)
class Task:
    """Without a right sentence the reply is the refusal.

    For each right sentence: its short answer, and a written sentence where a person or a rule made
    one. `wrong` are the sentences nearest to the question that do not answer.
    """

    kind: str
    question: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    answers: tuple[str | None, ...] = ()
    written: tuple[str, ...] = ()
    spoken: bool = False  # asks what somebody said: the answer is a clause, not a name
    misleading: str | None = None  # for a refusal: what a reader may have taken for the answer

    @property
    def answer(self) -> str | None:
        """The short answer of a task that has one, or what misleads."""
        return self.answers[0] if self.answers else self.misleading


def whole_words(text: str) -> str:
    """Without the spaces that tokenisation put before marks and around hyphens."""
    if not re.search(r" [.,;)]|``|''| - | '", text):
        return " ".join(text.split())
    text = re.sub(r"``\s*", "“", text)
    text = re.sub(r"\s*''", "”", text)
    text = re.sub(r"(?<=\w) - (?=\w)", "-", text)
    text = re.sub(r"\s+--\s+", "–", text)
    return undo_tokenisation(text)


def nearest(question: str, sentences: list[str], answers: list[str]) -> tuple[str, ...]:
    """Those without an answer, by the words they share with the question."""
    asked = set(content_words(question))
    kept = [s for s in dict.fromkeys(sentences) if not find_answers(s, answers)]
    kept = [s for s in kept if len(s.split()) <= LONGEST_WRONG]
    return tuple(sorted(kept, key=lambda s: -len(asked & set(content_words(s)))))
