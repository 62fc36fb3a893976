"""One form for texts that are compared: marks, dashes, spaces, words. Judges nothing."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
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
_RAISED = re.compile(r"(?<=[0-9])(?=[\u00b2\u00b3\u00b9\u2070-\u2089\u00bc-\u00be\u2150-\u215f])")
# Single marks quote where they stand around words: never an apostrophe inside one.
SINGLE_QUOTED = re.compile(
    r"(?<![^\s(\[-])'(?=\w)((?:[^']|(?<=\w)'(?=\w)){3,400}?)(?<=[\w.,!?])'(?!\w)"
)
QUOTED = re.compile(r'"([^"]+)"')
_INCHES = re.compile(r'(?<=[0-9])"')
# Words that carry no fact of their own; a statement may share them with any text.
_SHORTEST_BEGINNING = 2  # letters
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
    # A raised digit or a fraction behind a digit must not become part of its number.
    plain = unicodedata.normalize("NFKC", _RAISED.sub(" ", text)).translate(FOLD)
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


def forms(text: str, start: int = 0) -> Iterator[str]:
    """The words as they are compared, one by one from a place on."""
    return (_plain(match.group()) for match in WORD.finditer(text, start))


def same_words(left: str, right: str) -> bool:
    """Whether two texts are the same words in the same order."""
    return [word.form for word in words(left)] == [word.form for word in words(right)]


@functools.lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The stems of the words that carry facts."""
    return frozenset(stem(word.form) for word in words(text) if word.form not in FUNCTION_WORDS)


def quotations(text: str) -> tuple[str, ...]:
    """What stands in quotation marks, folded, in order; single ones where there are no others."""
    folded = _INCHES.sub(" ", fold(text))
    found = QUOTED.findall(folded)
    if is_unclosed(text):  # it goes on in the next paragraph
        found.append(folded.rpartition('"')[2])
    if not found:
        found = [q for q in SINGLE_QUOTED.findall(folded) if " " in q]
    return tuple(bare for q in found if (bare := q.strip()))


def is_unclosed(text: str) -> bool:
    """Whether a double quotation mark has no partner; the one of inches needs none."""
    return _INCHES.sub(" ", fold(text)).count('"') % 2 == 1


@functools.lru_cache(maxsize=65536)
def stem(form: str) -> str:
    """The Porter2 stem of one folded English word."""
    return str(_stemmer().stemWord(form))


@functools.cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


def beginning(stemmed: str) -> str:
    """What every text with some form of the word has: its stem is nearly the beginning of each."""
    return stemmed[:-1] if len(stemmed) > _SHORTEST_BEGINNING else stemmed


def _plain(form: str) -> str:
    folded = form.translate(FOLD).casefold()
    return folded.removesuffix("'s") if len(folded) > 2 else folded
