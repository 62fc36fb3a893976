"""A claim and a source side by side: the words that one has where the other has others."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from qa.checks.counterparts import COUNTING, FIGURE, OPPOSED, SCOPE, telling_verbs
from qa.english.dates import mentions
from qa.english.normal_form import FUNCTION_WORDS, NEGATIONS, stem, words
from qa.english.numbers import figures
from qa.statement import Differing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qa.english.normal_form import Word

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """Words of the claim that the source lacks at their place, and what stands there instead."""

    claim: Span
    instead: Span
    kinds: Mapping[Differing, Span]  # with the words of each kind
    scoped: bool  # the source has a word of scope there, too
    elsewhere: frozenset[Differing]  # kinds whose words the source has, too, at another place
    opposed: tuple[Span, Span] | None  # "after" in the claim and "before" in the source


def runs_of(claim: str, quote: str) -> list[Run]:
    """The runs of the claim that differ, in order."""
    own, theirs = words(claim), words(quote)
    left, right = [stem(w.form) for w in own], [stem(w.form) for w in theirs]
    verbs = telling_verbs(claim)
    dated = [(m.start, m.end) for m in mentions(claim)]
    known = {*right, *(str(figure.value) for figure in figures(quote))}
    found = []
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for name, a, b, c, d in matcher.get_opcodes():
        if name in ("equal", "insert"):
            continue
        kinds = kinds_of(claim, own[a:b], verbs, dated)
        pair = _opposed(own[a:b], theirs[c:d])
        if kinds or pair:
            instead = _span(theirs, c, d) if c < d else _around(theirs, c, len(quote))
            new = [w for w in own[a:b] if not _is_known(w, known)]
            elsewhere = frozenset(kinds.keys() - kinds_of(claim, new, verbs, dated).keys())
            if Differing.ADDED in kinds and new:
                kinds[Differing.ADDED] = _added(own[a:b], new)
            scoped = any(w.form in SCOPE for w in theirs[c:d])
            here = (own[a].start, own[b - 1].end)
            found.append(Run(here, instead, kinds, scoped, elsewhere, pair))
    return found


def _opposed(own: Sequence[Word], theirs: Sequence[Word]) -> tuple[Span, Span] | None:
    """The first small word whose opposite stands at its place in the source."""
    pairs = ((w, t) for w in own for t in theirs if (w.form, t.form) in OPPOSED)
    return next((((w.start, w.end), (t.start, t.end)) for w, t in pairs), None)


def _added(run: Sequence[Word], new: Sequence[Word]) -> Span:
    """From the first new word that carries a fact to the last, with the small words before it."""
    telling = [w for w in new if w.form not in FUNCTION_WORDS] or list(new)
    row = run.index(telling[0])
    while row and run[row - 1].form in FUNCTION_WORDS:
        row -= 1
    return run[row].start, telling[-1].end


def _is_known(word: Word, known: set[str]) -> bool:
    """Whether a text with these stems and values has the word, "eleven" also as 11."""
    values = {str(figure.value) for figure in figures(word.form)}
    return stem(word.form) in known or bool(values & known)


def kinds_of(
    claim: str, run: Sequence[Word], verbs: frozenset[int], dated: Sequence[Span]
) -> dict[Differing, Span]:
    """From the first to the last word of each kind in a run of the claim."""
    found: dict[Differing, Span] = {}
    for word in run:
        kind = _kind(claim, word, verbs, dated)
        if kind is not None:
            found[kind] = (found.get(kind, (word.start, 0))[0], word.end)
    return found


def _kind(claim: str, word: Word, verbs: frozenset[int], dated: Sequence[Span]) -> Differing | None:
    shown = claim[word.start : word.end]
    if any(a <= word.start < b for a, b in dated):
        return Differing.DATE
    if any(map(str.isdigit, shown)) or word.form in COUNTING:
        return Differing.FIGURE
    if word.form in SCOPE:
        return Differing.SCOPE
    if word.form in NEGATIONS or word.start in verbs:
        return Differing.VERB
    if word.form in FUNCTION_WORDS:
        return None
    return Differing.NAME if shown[0].isupper() and word.start else Differing.ADDED


def whole_of(kind: Differing, run: Run, claim: str) -> Span:
    """The words of this kind; of a figure with what it measures."""
    low, high = run.kinds[kind]
    spans = (m.span() for m in FIGURE.finditer(claim)) if kind is Differing.FIGURE else ()
    return next((s for s in spans if s[0] < high and low < s[1]), (low, high))


def _span(run: Sequence[Word], first: int, behind: int) -> Span:
    return run[first].start, run[behind - 1].end


def _around(theirs: Sequence[Word], at: int, end: int) -> Span:
    """The words between which something is missing; the whole quotation where it has none."""
    if not theirs:
        return 0, end
    return theirs[max(0, at - 1)].start, theirs[min(at, len(theirs) - 1)].end
