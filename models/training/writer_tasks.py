"""One thing to write: a question, the sentence that answers it, and the short answer in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.training.reader_data import find_answers
from models.training.reader_sources import undo_tokenisation

PRONOUN = re.compile(r"(?:He|She|They|It|His|Her|Their|Its|This|These|That)\b")
LONGEST_SENTENCE = 60  # words; PolNeAR's have fewer
LONGEST_ANSWER = 25


@dataclass(frozen=True, slots=True)
class Task:
    """What is written from `sentence` shall answer `question` and keep `answer`."""

    kind: str
    question: str
    sentence: str
    answer: str

    @property
    def usable(self) -> bool:
        """Whether the sentence is no longer than one in a prompt and holds the answer."""
        short = len(self.sentence.split()) <= LONGEST_SENTENCE
        brief = len(self.answer.split()) <= LONGEST_ANSWER
        return short and brief and bool(find_answers(self.sentence, [self.answer]))


def whole_words(text: str) -> str:
    """Without the spaces that tokenisation put before marks and around hyphens."""
    if not re.search(r" [.,;)]|``|''| - | '", text):
        return " ".join(text.split())
    text = re.sub(r"``\s*", "“", text)
    text = re.sub(r"\s*''", "”", text)
    text = re.sub(r"(?<=\w) - (?=\w)", "-", text)
    text = re.sub(r"\s+--\s+", "–", text)
    return undo_tokenisation(text)
