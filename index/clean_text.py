"""Text as a reader of it would see it: no invisible characters, one kind of line end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

# More marks than this on one letter are not writing, and normalising them takes quadratic time.
MAX_MARKS = 30

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# These are of category Cf (format) and yet drawn: signs that enclose a number.
_DRAWN_FORMAT_CHARACTERS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")
_BLANK_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_PLAIN = frozenset(map(chr, range(32, 127)))
_FEW = 20  # kinds of characters, which one after the other are faster than all at once
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Cn"})


class CleanText(NamedTuple):
    """Visible text, and how many invisible characters were taken out of it."""

    text: str
    removed: int


def clean_text(raw: str) -> CleanText:
    """Remove what no reader sees, so that every later offset counts visible characters.

    Zero-width characters, controls of text direction, tags, soft hyphens, NUL and unassigned code
    points go; every kind of space becomes a plain one; letters are composed (NFC) so that the
    same name is the same string however it was typed.
    """
    text = _LINE_ENDS.sub("\n", raw)
    shown = {
        character: "" if _is_invisible(character) else " "
        for character in set(text) - _PLAIN
        if _is_invisible(character) or character == "\t" or unicodedata.category(character) == "Zs"
    }
    visible = _exchanged(text, shown)
    removed = len(text) - len(visible)
    capped = _cap_marks(visible)
    removed += len(visible) - len(capped)
    return CleanText(unicodedata.normalize("NFC", capped), removed)


def _exchanged(text: str, shown: Mapping[str, str]) -> str:
    """The text with other characters, none of which is among those that are exchanged."""
    if len(shown) > _FEW:
        return text.translate({ord(character): other for character, other in shown.items()})
    for character, other in shown.items():
        text = text.replace(character, other)
    return text


def _is_invisible(character: str) -> bool:
    if character in "\n\t" or character in _DRAWN_FORMAT_CHARACTERS:
        return False
    return (
        unicodedata.category(character) in _INVISIBLE_CATEGORIES
        or character in _BLANK_LETTERS
        or "\ufe00" <= character <= "\ufe0f"  # variation selectors, which can carry hidden bytes
        or "\U000e0100" <= character <= "\U000e01ef"
    )


def _cap_marks(text: str) -> str:
    marks = "".join(
        re.escape(character)
        for character in set(text) - _PLAIN
        if unicodedata.category(character) in ("Mn", "Me")
    )
    if not marks:
        return text
    return re.sub(f"([{marks}]{{{MAX_MARKS}}})[{marks}]+", r"\1", text)
