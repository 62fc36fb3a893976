"""Whether a hyphen at the end of a line belongs to the word or was set to break it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.formats.pdf_pages import HYPHEN

BREAK = "\u2010"  # what some programs write where they break a word, and nowhere else
MARKS = ("-", HYPHEN, BREAK)
_WORD = re.compile(r"[\w’'-]+")
_LAST = r"([^\W_](?:[\w’'-]*[\w’'])?)"  # a word, not a dash
_BEFORE = re.compile(rf"{_LAST}[-{HYPHEN}{BREAK}]\Z")
_AFTER = re.compile(r"[\w’']+")
_CUT = re.compile(rf"{_LAST}[-{HYPHEN}{BREAK}]\n([\w’']+)")
_DASH_BEFORE = re.compile(r"\S—\Z")  # a dash without spaces, as some outlets set it
_DASH_BEHIND = re.compile(r"—\S")
_SHORTEST_HALF = 4  # letters; shorter words are beginnings of many others
_SPLITTING = 0.03  # of the lines that end with a hyphen, at least, where a program breaks words


@dataclass(frozen=True)
class Hyphens:
    """How a document writes hyphens, to join its lines by.

    `splits`: it breaks words. `marked`: it breaks them with a sign of their own.
    """

    words: Counter[str]
    splits: bool
    marked: bool

    def join(self, text: str, following: str) -> tuple[str, str]:
        """The text of a line without the hyphen of a word that goes on, and what joins the next."""
        if not text.endswith(MARKS):
            return text, "" if _DASH_BEFORE.search(text) or _DASH_BEHIND.match(following) else " "
        before, after = _BEFORE.search(text), _AFTER.match(following)
        if before is None or after is None:
            return text.rstrip(HYPHEN) + ("-" if text.endswith(HYPHEN) else ""), " "
        broken = self.marked and text.endswith(BREAK)
        keeps = not broken and self._belongs(before[1], after[0])
        return text[:-1] + ("-" if keeps else ""), ""

    def _belongs(self, before: str, after: str) -> bool:
        whole, joined = f"{before}-{after}".casefold(), f"{before}{after}".casefold()
        alike = after[0].islower() or (before.isupper() and after.isupper())
        if not alike or before[-1].isdigit() or self.marked or self._are_words(before, after):
            return True
        seen = self.words[whole] - self.words[joined]
        return seen > 0 or (seen == 0 and not self.splits)

    def _are_words(self, before: str, after: str) -> bool:
        """Whether both halves stand alone elsewhere, and do not stand there as one word."""
        compound, _, last = before.casefold().rpartition("-")
        if not self.words[last]:
            return False
        shortest = min(len(last), len(after))
        alone = self.words[after.casefold()] and shortest >= _SHORTEST_HALF
        return bool(compound or (alone and not self.words[f"{last}{after.casefold()}"]))


def hyphens_of(lines: Sequence[str]) -> Hyphens:
    """What the lines of a document show of how it writes hyphens."""
    text = "\n".join(lines)
    cut = [(one.casefold(), two.casefold()) for one, two in _CUT.findall(text)]
    words = Counter(_WORD.findall(_CUT.sub(" ", text).casefold()))  # halves of words are none
    known = any(words[f"{one}{two}"] > words[f"{one}-{two}"] for one, two in cut)
    marked = any(line.endswith(BREAK) for line in lines) and not re.search(rf"{BREAK}\w", text)
    return Hyphens(words, known or len(cut) >= _SPLITTING * len(lines), marked)
