"""One form for texts that are compared: marks, dashes, spaces, words. Judges nothing."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

import Stemmer  # type: ignore[import-not-found]

DOUBLE_QUOTES = "“”„‟«»″＂"
OPENING_MARKS = '"“„«'
CLOSING_MARKS = '"”»'
SINGLE_QUOTES = "‘’‚‛′＇`´"
DASHES = "‐‑‒–—―−－"
FOLD = str.maketrans(
    {
        **dict.fromkeys(DOUBLE_QUOTES, '"'),
        **dict.fromkeys(SINGLE_QUOTES, "'"),
        **dict.fromkeys(DASHES, "-"),
        "…": "...",
    }
)
WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*", re.UNICODE)
QUOTED = re.compile(r'"([^"]+)"')
# Words that carry no fact of their own; a statement may share them with any text.
FUNCTION_WORDS = frozenset(
    """a about after again all also although am an and any are as at be because been before being
    between both but by can could did do does doing during each either few for from further had has
    have having he her here hers him his how i if in into is it its itself just may me might more
    most much must my neither no nor not of off on once one only or other our out over own same she
    should so some such than that the their them then there these they this those though through to
    too under until up upon us very was we were what when where whether which while who whom whose
    why will with would you your""".split()  # noqa: SIM905
)
NEGATIONS = frozenset("no not never none nor nobody nothing neither without cannot n't".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text as it is compared, with its place in that text."""

    form: str
    start: int
    end: int


def fold(text: str) -> str:
    """Straight quotation marks, plain dashes, single spaces, lower case, digits as 0 to 9."""
    plain = unicodedata.normalize("NFKC", text).translate(FOLD)
    if not plain.isascii():
        plain = "".join(_ascii_digit(c) for c in plain)
    return " ".join(plain.split()).casefold()


def _ascii_digit(character: str) -> str:
    if character.isdecimal() and not character.isascii():
        return str(unicodedata.decimal(character))
    return character


def words(text: str) -> list[Word]:
    """Every word in order, folded; a possessive ending is not part of it."""
    return [
        Word(_plain(match.group()), match.start(), match.end()) for match in WORD.finditer(text)
    ]


def same_words(left: str, right: str) -> bool:
    """Whether two texts are the same words in the same order."""
    return [word.form for word in words(left)] == [word.form for word in words(right)]


def stems(text: str) -> frozenset[str]:
    """The stems of the words that carry facts."""
    return frozenset(stem(word.form) for word in words(text) if word.form not in FUNCTION_WORDS)


def quotations(text: str) -> tuple[str, ...]:
    """What stands in double quotation marks, folded, in order."""
    return tuple(found.strip() for found in QUOTED.findall(fold(text)))


@functools.lru_cache(maxsize=65536)
def stem(form: str) -> str:
    """The Porter2 stem of one folded English word."""
    return str(_stemmer().stemWord(form))


@functools.cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


def _plain(form: str) -> str:
    folded = form.translate(FOLD).casefold()
    return folded.removesuffix("'s") if len(folded) > 2 else folded
