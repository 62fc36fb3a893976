"""The sentences of a text that somebody else wrote, and which of them need no source."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.clean_text import clean_text
from index.markdown_text import markdown_to_text
from index.sentences import split_sentences
from qa.english.clauses import quoted_spans
from qa.english.dates import mentions
from qa.english.normal_form import fold, quotations, words
from qa.english.numbers import figures
from qa.sources import words_of_span
from qa.writing.citations import MARKER

HEADING_WORDS = 12
_MARKDOWN = re.compile(
    r"^(?:#{1,6} |[ \t]*[-*+] |[ \t]*[0-9]{1,9}[.)] |> |```)|\*\*|\]\(|^\|", re.MULTILINE
)
_HEADING = re.compile(r"^#{1,6} +(.+?)[ #]*$", re.MULTILINE)
_LINKED = re.compile(r"\[([0-9]{1,3})\]\([^()\s]*\)")  # a marker that leads somewhere
_ADDRESS = re.compile(r"\]\([^()\s]*\)|https?://\S+")
_ENDS = re.compile(r"[.!?…:;][\"”’)\]]*\Z")
_KEPT = 0.9  # of the letters, that reading a text as Markdown may not lose
_OPINION = re.compile(
    r"\A(?:i|we) (?:think|believe|feel|suspect|recommend|expect|hope|doubt|judge|assess)\b|"
    r"\Ain (?:my|our) (?:view|opinion|judgment|judgement|assessment)\b|"
    r"\A(?:my|our) (?:view|opinion)\b|"
    r"\Ait seems to (?:me|us)\b"
)
_TRANSITION = re.compile(
    r"\A(?:in this (?:briefing|note|section|memo)\b|"
    r"(?:the )?following (?:section|points?|paragraphs?)\b|"
    r"see (?:also|below|above)\b|as (?:noted|mentioned|described) (?:above|below)\W*\Z|"
    r"in (?:summary|conclusion|short)\W*\Z|(?:here|below) (?:is|are) (?:what|the|our|a)\b|"
    r"to (?:sum|summarise|summarize) up\W*\Z)"
)


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence without its markers; `exempt` says why it needs no source, if it needs none."""

    text: str
    exempt: str | None = None


def draft_sentences(text: str) -> list[DraftSentence]:
    """Every sentence of a text in order, plain or Markdown."""
    text = _LINKED.sub(r"[\1]", clean_text(text).text)
    headings = {_words_alone(h) for h in _HEADING.findall(text)}
    plain = _plain(text)
    found = []
    for span in split_sentences(plain):
        start, end = words_of_span(plain, *span)
        written = plain[start:end]
        shown = without_markers(written)
        if not any(character.isalnum() for character in shown):
            continue
        heading = _words_alone(shown) in headings or (
            start == span.start and _is_own_line(plain, start, end) and shown == written
        )
        found.append(DraftSentence(shown, exempt_from_sources(shown, heading=heading)))
    return found


def _plain(text: str) -> str:
    """Without markup, unless words would be lost with it, as those inside HTML are."""
    if not _MARKDOWN.search(text):
        return text
    plain = markdown_to_text(text)
    letters = [sum(map(str.isalnum, _ADDRESS.sub("", t))) for t in (text, plain)]
    return plain if letters[1] >= _KEPT * letters[0] else text


def _words_alone(text: str) -> str:
    return " ".join(word.form for word in words(text))


def exempt_from_sources(sentence: str, *, heading: bool = False) -> str | None:
    """Why a sentence needs no source: a heading, a question, an opinion marked as one, a bridge.

    What names somebody, or has a figure or a date, is no bare opinion or bridge.
    """
    folded = fold(sentence)
    if heading and not _ENDS.search(sentence) and len(words(sentence)) <= HEADING_WORDS:
        return "A heading needs no source."
    if sentence.rstrip('"”’)').endswith("?"):
        return "A question needs no source."
    tells = bool(figures(sentence) or mentions(sentence) or quotations(sentence))
    if not tells and _OPINION.search(folded):
        return "An opinion that is marked as one needs no source."
    if not tells and _TRANSITION.match(folded) and not _names_somebody(sentence):
        return "It only leads over to what follows."
    return None


def _names_somebody(sentence: str) -> bool:
    return any(sentence[word.start].isupper() for word in words(sentence)[1:])


def without_markers(sentence: str) -> str:
    """The sentence without `[1]`; one inside a quotation belongs to the quoted words."""
    inside = quoted_spans(sentence)

    def kept(match: re.Match[str]) -> str:
        quoted = any(start < match.start() < end for start, end in inside)
        return match.group() if quoted else ""

    spaced = " ".join(MARKER.sub(kept, sentence).split())
    return re.sub(r" ([.,;:!?])", r"\1", spaced)


def _is_own_line(text: str, start: int, end: int) -> bool:
    before, after = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[before : after if after >= 0 else len(text)]
    return line.strip() == text[start:end].strip()
