"""The short answer put before the words that tell it, where it stands late in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.english.grammar import parts_of_speech
from qa.english.negation import denials
from qa.writing.asked_for import asks_twice
from qa.writing.pointing import QUOTED

if TYPE_CHECKING:
    from qa.statement import Citation

LATE = 12  # words of the source up to the end of the answer, from which it is worth saying before
LONGEST = 12  # words of an answer that leads
OPENING = frozenset({"CD", "DT", "IN", "JJ", "JJR", "JJS", "NN", "NNP", "NNPS", "NNS", "RB", "$"})
# Tags of verbs that bear a clause, and of words that mean somebody named before or the speaker.
UNFIT = frozenset({"MD", "PRP", "PRP$", "VBD", "VBP", "VBZ", "WP", "WDT"})
LINKS = frozenset({"at", "by", "in", "on", "since", "until"})
ARTICLES = frozenset({"a", "an", "the"})
PLACED = re.compile(r"\s*(?:when|where)\b", re.IGNORECASE)


def leading_answer(question: str, source: Citation) -> str:
    """`At the Ely arena` of "For the races at the Ely arena, ..."; "" where it cannot lead.

    Only a noun phrase, a number, a place or a time leads. Not what somebody says inside quotation
    marks, not where the source denies something that the question does not, and not where two
    things are asked for.
    """
    words = source.quote
    if source.answer is None or asks_twice(question) or denials(words) > denials(question):
        return ""
    start, end = (place - source.start for place in source.answer)
    if not 0 <= start < end <= len(words):
        return ""
    told = len(words[start:end].split())
    if len(words[:end].split()) < LATE or not 0 < told <= LONGEST:
        return ""
    if any(found.start() < end and start < found.end() for found in QUOTED.finditer(words)):
        return ""
    start = _with_word(words, start, ARTICLES)
    if PLACED.match(question):
        start = _with_word(words, start, LINKS)
    answer = " ".join(words[start:end].split()).strip(" ,;:.–—-")
    tags = [part.tag for part in parts_of_speech(answer)]
    fits = bool(tags) and tags[0] in OPENING and UNFIT.isdisjoint(tags)
    whole = tags[-1:] == ["CD"] or not _goes_on(words, end)
    return f"{answer[:1].upper()}{answer[1:]}" if fits and whole else ""


def _with_word(words: str, start: int, known: frozenset[str]) -> int:
    """Where the answer begins together with the word before it, if that is one of `known`."""
    before = words[:start].rstrip()
    last = before.rpartition(" ")[2]
    return len(before) - len(last) if last.lower() in known else start


def _goes_on(words: str, end: int) -> bool:
    """Whether a noun follows at once: "two-week" of "a two-week deadline" is no answer alone."""
    behind = next((part for part in parts_of_speech(words) if part.start >= end), None)
    return (
        behind is not None and behind.tag.startswith("NN") and not words[end : behind.start].strip()
    )
