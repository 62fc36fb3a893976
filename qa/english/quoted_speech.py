"""Quotations of an article with whoever speaks them. Knows nothing of other articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.sentences import split_sentences
from qa.english.clauses import quoted_spans
from qa.english.grammar import parse
from qa.english.normal_form import words
from qa.english.semantic_roles import TITLES
from qa.english.speaking import speakers_in, speaks_unnamed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index import Article, Sentence

FEWEST_WORDS = 3  # of a quotation; fewer are a term, not what somebody said
ANNOUNCING = ":"
SPOKEN = "Go"  # stands for any quoted words

Name = tuple[str, ...]  # folded words


@dataclass(frozen=True, slots=True)
class Quotation:
    """One sentence, or a part of one, between quotation marks, and the name of who said it."""

    article: Article
    start: int  # code points of the article, inside the marks
    end: int
    speaker: Name

    @property
    def text(self) -> str:
        """The quoted words."""
        return self.article.text[self.start : self.end]


def quotations_of(sentences: Sequence[Sentence]) -> list[Quotation]:
    """The quotations of one article whose speaker can be told, in order, sentence by sentence.

    A sentence that quotes without a speaker goes on with what the one before it began, or gives
    the words that the one before it announces.
    """
    found: list[Quotation] = []
    last: Name | None = None
    goes_on = is_open = False
    for sentence in sentences:
        text = sentence.text
        # Between “ and ” that stand in other sentences every word is quoted.
        inside = is_open and not any(mark in text for mark in "“”")
        spans = [(0, len(text))] if inside else _quoted(text)
        is_open = inside or text.rfind("“") > text.rfind("”")
        around = _without(text, spans)
        speaker = _speaker(around, last, goes_on=goes_on)
        if speaker is not None:
            found += _of_sentence(sentence, spans, speaker)
        goes_on = bool(spans) or text.rstrip().endswith(ANNOUNCING)
        last = speaker or _subject(around) or last
    return found


def _of_sentence(
    sentence: Sentence, spans: Sequence[tuple[int, int]], speaker: Name
) -> Iterator[Quotation]:
    for start, end in spans:
        quoted = sentence.text[start:end]
        for first, behind in split_sentences(quoted):
            if len(words(quoted[first:behind])) >= FEWEST_WORDS:
                begin = sentence.start + start
                yield Quotation(sentence.article, begin + first, begin + behind, speaker)


def _speaker(around: str, last: Name | None, *, goes_on: bool) -> Name | None:
    """Whoever speaks in the words around a quotation."""
    if named := speakers_in(around):
        return named[0]
    if speaks_unnamed(around) == "pronoun":
        return last
    return last if goes_on and not words(around.replace(SPOKEN, "")) else None


def _subject(text: str) -> Name | None:
    """Whom a sentence is about, for the "she" of the next one."""
    named = (p.names for clause in parse(text) for p in clause.subjects if p.names)
    return next((names for names in named if not TITLES.issuperset(names)), None)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The sentence with a word in place of what is quoted: nobody inside a quotation speaks it."""
    for start, end in reversed(spans):
        comma = text[end - 1 : end] if text[end - 1 : end] in {",", "?", "!", "."} else ""
        text = f"{text[:start]}{SPOKEN}{comma}{text[end:]}"
    return text


def _quoted(text: str) -> list[tuple[int, int]]:
    """Spans inside the marks; one that is not closed here goes on to the end of the sentence."""
    spans = [(start + 1, end) for start, end in quoted_spans(text)]
    behind = spans[-1][1] + 1 if spans else 0
    opened = max(text.rfind("“"), text.rfind('"'))
    if opened >= behind:
        spans.append((opened + 1, len(text)))
    elif not spans and (closed := text.find("”")) > 0:
        spans.append((0, closed))
    return spans
