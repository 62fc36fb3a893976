"""The sentences of a text that somebody else wrote, and which of them need no source."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.markdown_text import markdown_to_text
from index.sentences import split_sentences
from qa.citations import MARKER
from qa.clauses import quoted_spans
from qa.normal_form import FUNCTION_WORDS, fold, words
from qa.sources import words_of_span

HEADING_WORDS = 12
_MARKDOWN = re.compile(r"^(?:#{1,6} |\s*[-*+] |\s*\d+\. |> |```)|\*\*|\]\(|^\|", re.MULTILINE)
_LINKED = re.compile(r"\[([0-9]{1,3})\]\([^()\s]*\)")  # a marker that leads somewhere
_ENDS = re.compile(r"[.!?…:;][\"”’)\]]*\Z")
_OPINION = re.compile(
    r"\b(?:i|we) (?:think|believe|feel|would|suspect|recommend|expect|hope|doubt|judge|assess)\b|"
    r"\bin (?:my|our) (?:view|opinion|judg(?:e)?ment|assessment)\b|\b(?:my|our) (?:view|opinion)\b|"
    r"\b(?:it seems to (?:me|us)|arguably)\b"
)
_TRANSITION = re.compile(
    r"\A(?:in this (?:briefing|note|section|memo)|this (?:briefing|note|section|memo)|"
    r"(?:the )?(?:following|next) (?:section|points?|paragraphs?)|see (?:also|below|above)|"
    r"as (?:noted|mentioned|described) (?:above|below)|in (?:summary|conclusion|short)\W*\Z|"
    r"(?:here|below) (?:is|are)|to (?:sum|summarise|summarize) up\W*\Z)"
)


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence without its markers; `exempt` says why it needs no source, if it needs none."""

    text: str
    exempt: str | None = None


def draft_sentences(text: str) -> list[DraftSentence]:
    """Every sentence of a text in order, plain or Markdown."""
    text = _LINKED.sub(r"[\1]", text)
    plain = markdown_to_text(text) if _MARKDOWN.search(text) else text
    found = []
    for span in split_sentences(plain):
        start, end = words_of_span(plain, *span)
        shown = " ".join(without_markers(plain[start:end]).split())
        if any(character.isalnum() for character in shown):
            alone = _is_own_line(plain, span.start, span.end)
            found.append(DraftSentence(shown, exempt_from_sources(shown, alone=alone)))
    return found


def exempt_from_sources(sentence: str, *, alone: bool = False) -> str | None:
    """Why a sentence needs no source: a heading, a question, an opinion marked as one, a bridge."""
    folded = fold(sentence)
    if alone and not _ENDS.search(sentence) and len(words(sentence)) <= HEADING_WORDS:
        return "A heading needs no source."
    if sentence.rstrip('"”’)').endswith("?"):
        return "A question needs no source."
    if _OPINION.search(folded) and not quoted_spans(sentence):
        return "An opinion that is marked as one needs no source."
    if _TRANSITION.match(folded):
        return "It only leads over to what follows."
    if all(word.form in FUNCTION_WORDS for word in words(sentence)):
        return "It reports nothing."
    return None


def without_markers(sentence: str) -> str:
    """The sentence without `[1]`; one inside a quotation belongs to the quoted words."""
    inside = quoted_spans(sentence)

    def kept(match: re.Match[str]) -> str:
        quoted = any(start < match.start() < end for start, end in inside)
        return match.group() if quoted else ""

    return re.sub(r"\s+([.,;:!?])", r"\1", MARKER.sub(kept, sentence)).strip()


def _is_own_line(text: str, start: int, end: int) -> bool:
    before, after = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[before : after if after >= 0 else len(text)]
    return line.strip() == text[start:end].strip()
