"""Which words of a source stand for words of a claim that it tells otherwise. Gives no verdict."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.checks.opposites import OPPOSITES
from qa.english.dates import mentions
from qa.english.grammar import parts_of_speech
from qa.english.normal_form import FUNCTION_WORDS, NEGATIONS, stem, words
from qa.english.number_words import SCALES, SMALL, TENS
from qa.statement import Differing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qa.english.normal_form import Word

    Span = tuple[int, int]

FEW = 4  # words at most that stand for others as they are
# Small words of which one denies the other; each stands for its pair.
_PAIRS = (
    ("after", "before"), ("above", "below"), ("over", "under"), ("up", "down"), ("in", "out"),
    ("more", "fewer"), ("more", "less"), ("most", "least"), ("first", "last"), ("with", "without"),
    ("since", "until"), ("from", "to"), ("for", "against"),
)  # fmt: skip
OPPOSED = frozenset({*_PAIRS, *((b, a) for a, b in _PAIRS)})
AUXILIARIES = frozenset({"aux", "auxpass"})
TELLING_NOTHING = frozenset({"be", "have", "do", "say"})  # verbs that only carry the rest
COUNTING = frozenset({*SMALL, *TENS, *SCALES, "percent", "half", "third", "quarter"}) - {"one"}
FIGURE = re.compile(r"[$€£]?\d(?:[\d.,]*\d)?(?:\s?%|\s?(?:percent|million|billion|trillion)\b)?")
# Words that say of how many, how often or how surely something is told.
SCOPE = frozenset(
    """all every each always only most mostly many some several few nearly almost about half never
    none first last largest biggest smallest more less least fewer entire whole both may might
    could must will would can likely certainly possibly perhaps usually sometimes often""".split()  # noqa: SIM905
)
NAME = re.compile(r"(?<!^)\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
_CUT = re.compile(
    r"[,;:.!?] |[ \n][–—-][ \n]|\n+|"
    r" (?:and|but|that|which|who|when|while|because|as|after|before|if|although) "
)
# What stands before a verb that is not, or not yet, done.
_BEFORE_A_VERB = NEGATIONS | frozenset(
    """do does did is are was were be been has have had will would may might can could should must
    expected planned likely supposed to still""".split()  # noqa: SIM905
)
_DIRECTIONS = tuple(
    (frozenset({stem(one)}), frozenset({stem(other)}))
    for one, other in (("east", "west"), ("north", "south"), ("left", "right"), ("high", "low"))
)


def counterpart(kind: Differing, claim: str, about: Span, place: Span, quote: str) -> Span:
    """The words of a quotation that stand for those of a claim; `place` is where they would stand.

    A figure of the same kind, a day, a name that the claim has not; else the same word denied, its
    opposite, or the word with the same words around it as in the claim.
    """
    alike: Iterable[Span] = ()
    if kind is Differing.FIGURE:
        return _figure(claim, about, place, quote)
    if kind is Differing.DATE:
        alike = ((m.start, m.end) for m in mentions(quote))
    elif kind is Differing.NAME:
        names = [m.span() for m in NAME.finditer(quote)]
        alike = [span for span in names if quote[slice(*span)] not in claim] or names
    near = sorted(alike, key=lambda span: _apart(span, place))
    if near or kind is Differing.NAME:
        return near[0] if near else place
    return _word(kind, claim, about, place, quote)


def _apart(one: Span, other: Span) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


def _figure(claim: str, about: Span, place: Span, quote: str) -> Span:
    """The nearest number of the same sign before the same thing, if there is one."""
    found = figures_in(quote)
    if not found:
        return place
    sign, thing = _sign(claim[slice(*about)]), _counted(claim, about)

    def fits(span: Span) -> tuple[bool, bool, int]:
        other_thing = not thing & _counted(quote, span)
        return _sign(quote[slice(*span)]) != sign, other_thing, _apart(span, place)

    return min(found, key=fits)


def figures_in(text: str) -> list[Span]:
    """Where numbers stand, in digits or written out."""
    found = [m.span() for m in FIGURE.finditer(text)]
    return found + [(w.start, w.end) for w in words(text) if w.form in COUNTING]


def _sign(shown: str) -> str:
    if "%" in shown or "percent" in shown:
        return "%"
    return shown[:1] if shown[:1] in "$€£" else ""


def _counted(text: str, span: Span) -> frozenset[str]:
    """The stems of what is counted: the number's own words and the two behind it."""
    behind = [w for w in words(text) if w.end > span[0]][:FEW]
    telling = (w for w in behind if w.form not in FUNCTION_WORDS | COUNTING)
    return frozenset(stem(w.form) for w in telling if w.form.isalpha())


def _word(kind: Differing, claim: str, about: Span, place: Span, quote: str) -> Span:
    theirs = words(quote)
    own = [w for w in words(claim) if about[0] <= w.start < about[1]]
    marked = {stem(w.form) for w in own if w.form not in FUNCTION_WORDS}
    denied = _verb_denied(claim, about) if any(w.form in NEGATIONS for w in own) else ""
    same = [n for n, w in enumerate(theirs) if stem(w.form) in ({denied} if denied else marked)]
    if same and (denied or len(marked) == 1):
        return with_what_denies(theirs, same[0])
    opposite = [w for w in theirs if _is_opposite(w, own, marked)]
    if opposite:
        nearest = min(opposite, key=lambda w: _apart((w.start, w.end), place))
        return nearest.start, nearest.end
    verbs = telling_verbs(quote) if kind is Differing.VERB else None
    inside = [w for w in theirs if place[0] <= w.start < place[1]]
    if not verbs and len(inside) <= FEW and _stand_instead(kind, claim, inside):
        return place
    row = _aligned(words(claim), about, theirs, verbs or None)
    if row is None:
        return place
    word = theirs[row]
    return (word.start, word.end) if verbs else _piece(quote, word)


def _verb_denied(claim: str, about: Span) -> str:
    """The stem of the first verb from a denial on; "" where there is none."""
    verbs = telling_verbs(claim)
    behind = (w for w in words(claim) if w.start in verbs and w.start >= about[0])
    first = next((w for w in behind if w.end > about[1]), None)
    return "" if first is None else stem(first.form)


def _stand_instead(kind: Differing, claim: str, inside: Sequence[Word]) -> bool:
    """Whether a few words tell something that the claim does not, of the kind that differs."""
    if kind is Differing.SCOPE:
        return any(w.form in SCOPE for w in inside)
    own = {stem(w.form) for w in words(claim)}
    return any(w.form not in FUNCTION_WORDS and stem(w.form) not in own for w in inside)


def telling_verbs(text: str) -> frozenset[int]:
    """Where the verbs that tell something begin."""
    return frozenset(
        part.start
        for part in (parts_of_speech(text) if text == " ".join(text.split()) else ())
        if part.tag.startswith("VB")
        and part.role not in AUXILIARIES
        and part.lemma not in TELLING_NOTHING
    )


def _piece(quote: str, word: Word) -> Span:
    """What stands between the nearest marks and joining words around a word."""
    cuts = [0, *(at for m in _CUT.finditer(quote) for at in m.span()), len(quote)]
    start = max(at for at in cuts if at <= word.start)
    return start, min(at for at in cuts if at >= word.end)


def with_what_denies(theirs: Sequence[Word], row: int) -> Span:
    """`does not pose` of "the finds do not pose a danger"."""
    first = row
    while first and theirs[first - 1].form in _BEFORE_A_VERB:
        first -= 1
    return theirs[first].start, theirs[row].end


def _is_opposite(word: Word, own: Sequence[Word], marked: set[str]) -> bool:
    if len(own) == 1 and (own[0].form, word.form) in OPPOSED:
        return True
    one, pairs = stem(word.form), (*OPPOSITES, *_DIRECTIONS)
    return any((one in a and marked & b) or (one in b and marked & a) for a, b in pairs)


def _aligned(
    own: Sequence[Word], about: Span, theirs: Sequence[Word], among: frozenset[int] | None
) -> int | None:
    """The row of the word, new to the claim, that has most of the words around the mark beside it.

    Both distances count, what stands right beside the mark in the claim most of all; on the other
    side of the word it counts half.
    """
    at = next((n for n, w in enumerate(own) if w.start >= about[0]), 0)
    telling = [(n - at, stem(w.form)) for n, w in enumerate(own) if w.form not in FUNCTION_WORDS]
    mine = dict(sorted(((form, away) for away, form in telling), key=lambda each: -abs(each[1])))
    shared = [(n, mine[stem(w.form)]) for n, w in enumerate(theirs) if stem(w.form) in mine]

    def beside(row: int) -> float:
        return sum(
            (1.0 if (n > row) == (away > 0) else 0.5) / (1 + abs(away)) / (1 + abs(n - row))
            for n, away in shared
        )

    new = [
        row
        for row, w in enumerate(theirs)
        if w.form not in FUNCTION_WORDS
        and stem(w.form) not in mine
        and (among is None or w.start in among)
    ]
    return max(new, key=beside, default=None) if shared else None
