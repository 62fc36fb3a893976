"""Where a quotation differs from the words of its source, word by word."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from qa.english.normal_form import words

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUOTED = re.compile(r"[“\"«]([^“”\"«»]{2,2000})[”\"»]")
_WORD = re.compile(r"\S+")
_LEAST_SHARED = 0.34  # of the quotation's words; less is another quotation
_MOST_WORDS = 3_000  # of a source


class Differs(StrEnum):
    """What a piece of the comparison is."""

    SAME = "same"
    ONLY_HERE = "only here"
    ONLY_THERE = "only there"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and in which of the two texts they stand."""

    differs: Differs
    words: str


def altered_quotations(text: str, sources: Sequence[str]) -> tuple[tuple[Piece, ...], ...]:
    """Each quotation of a text that stands in no source, beside the words that come nearest."""
    told = [_forms(source) for source in sources]
    found = []
    for quotation in (match[1].strip() for match in _QUOTED.finditer(text)):
        if any(_forms(quotation) in each for each in told):
            continue
        nearest = max((_compared(quotation, s) for s in sources), key=_shared, default=())
        if nearest and _shared(nearest) >= _LEAST_SHARED:
            found.append(nearest)
    return tuple(found)


def _forms(text: str) -> str:
    """The words of a text without what stands around them, each between two spaces."""
    return f" {' '.join(word.form for word in words(text))} "


def _compared(quotation: str, source: str) -> tuple[Piece, ...]:
    here = _WORD.findall(quotation)
    there = _WORD.findall(source)[:_MOST_WORDS]
    matcher = difflib.SequenceMatcher(
        None, [_bare(w) for w in there], [_bare(w) for w in here], autojunk=False
    )
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return ()
    first, last = blocks[0], blocks[-1]
    # Words of the quotation before the first that both have stand against as many of the source.
    begin = max(0, first.a - first.b)
    end = min(len(there), last.a + last.size + (len(here) - last.b - last.size))
    window = there[begin:end]
    if len(window) > 3 * len(here) + 6:
        return ()
    matcher.set_seqs([_bare(w) for w in window], [_bare(w) for w in here])
    pieces = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece(Differs.SAME, " ".join(here[c:d])))
            continue
        if c < d:
            pieces.append(Piece(Differs.ONLY_HERE, " ".join(here[c:d])))
        if a < b:
            pieces.append(Piece(Differs.ONLY_THERE, " ".join(window[a:b])))
    return tuple(replace(piece, words=_without_marks(piece.words)) for piece in pieces)


def _shared(pieces: Sequence[Piece]) -> float:
    """The share of the quotation's words that the source has too."""
    same = sum(len(p.words.split()) for p in pieces if p.differs is Differs.SAME)
    here = same + sum(len(p.words.split()) for p in pieces if p.differs is Differs.ONLY_HERE)
    return same / here if here else 0.0


def _without_marks(text: str) -> str:
    """Without the marks around what is quoted: they are set around the whole."""
    return re.sub(r"[“”\"]", "", text)


def _bare(word: str) -> str:
    return word.casefold().strip("“”‘’\"'.,;:!?()[]—–-")
