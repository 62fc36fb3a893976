"""A text that claims are compared with, as its sentences tell it. Compares nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from index.listed_lines import asks
from qa.english.clauses import quoted_spans
from qa.english.grammar import parse
from qa.english.normal_form import fold
from qa.evidence import tellings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index import Article
    from qa.evidence.told import Telling

JOINT = re.compile(r", (?:and|but|while|whereas) |; ")
_ASKER = re.compile(r"\A[^“”]{1,80} asked: (?=“)")
SHORTEST_CLAUSE = 4  # words
ASKING = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|wonder(?:s|ed)?|inquire[sd]?|wants? to know|"
    r"wanted to know)\b"
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text that a claim is compared with, cut into its sentences.

    A sentence that tells nothing, as a question or a link to another story, is "". `asked` holds
    the words of the questions by their row, each with whoever asks.
    """

    sentences: Sequence[str]
    title: str = ""
    beside: Sequence[str] = ()  # what is known of it otherwise: its outlet, its author
    published: str | None = None  # ISO 8601, from which "Tuesday" gets its date
    asked: Mapping[int, str] = field(default_factory=dict)

    def for_claim(self, claim: str) -> Text:
        """With the questions, where the claim is about who asked what, and nothing else."""
        if not self.asked or not is_of_asking(claim):
            return self
        asked = {row: text for row, text in self.asked.items() if not _asks_of_asking(text)}
        told = [asked.get(row, text) for row, text in enumerate(self.sentences)]
        return replace(self, sentences=told, asked={})


def text_of(article: Article, spans: Sequence[tuple[int, int]]) -> Text:
    """An article as its sentences tell it."""
    return text_from(article, tellings(article.text, spans))


def text_from(article: Article, told: Sequence[Telling]) -> Text:
    """The same of sentences that are read already; a title that asks names somebody, no more."""
    beside = [article.outlet or "", article.byline or "", *(t.asked for t in told if t.asked)]
    title = article.title or ""
    if asks(title):
        beside, title = [*beside, title], ""
    asked = {row: each.asked for row, each in enumerate(told) if each.asked}
    return Text([each.text for each in told], title, beside, article.published, asked)


def joined_parts(claim: str) -> list[str]:
    """The claim, or its main clauses where "and", "but" or "while" joins several of them."""
    parts: list[str] = []
    quoted = quoted_spans(claim)
    start = 0
    for joint in JOINT.finditer(claim):
        inside = any(a < joint.start() < b for a, b in quoted)
        both = (claim[start : joint.start()], claim[joint.end() :])
        if not inside and all(_is_clause(part) for part in both):
            parts.append(both[0])
            start = joint.end()
    return [*parts, claim[start:]]


def is_of_asking(claim: str) -> bool:
    """Whether a claim says that somebody asks something, and nothing beside it."""
    return ASKING.search(fold(claim)) is not None and len(joined_parts(claim)) == 1


def _asks_of_asking(asked: str) -> bool:
    """Whether a question is about somebody's asking itself: "Has he asked for it?" tells none."""
    return ASKING.search(fold(_ASKER.sub("", asked))) is not None


def _is_clause(text: str) -> bool:
    return len(text.split()) >= SHORTEST_CLAUSE and any(c.subjects for c in parse(text))
