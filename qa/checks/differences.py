"""Which words of a claim its closest source tells otherwise, or not at all. Gives no verdict."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from qa.english.dates import mentions
from qa.english.grammar import parse
from qa.english.normal_form import FUNCTION_WORDS, NEGATIONS, stem, words
from qa.english.number_words import SCALES, SMALL, TENS
from qa.english.speaking import speakers_in
from qa.statement import Difference, Differing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qa.english.normal_form import Word
    from qa.statement import Citation

Span = tuple[int, int]

# Words that say of how many, how often or how surely something is told.
SCOPE = frozenset(
    """all every each always only most mostly many some several few nearly almost about half never
    none first last largest biggest smallest more less least fewer entire whole both may might
    could must will would can likely certainly possibly perhaps usually sometimes often""".split()  # noqa: SIM905
)
_COUNTING = frozenset({*SMALL, *TENS, *SCALES, "percent", "half", "third", "quarter"})
# What a failed check is about; where several failed, the one that stands first here.
_MEANT_BY = {
    "figures": Differing.FIGURE,
    "dates": Differing.DATE,
    "names": Differing.NAME,
    "attribution": Differing.SPEAKER,
    "negation": Differing.VERB,
    "opposites": Differing.VERB,
    "deeds": Differing.VERB,
    "modality": Differing.SCOPE,
    "roles": Differing.NAME,
    "belonging": Differing.NAME,
}
_ORDER = (
    Differing.FIGURE,
    Differing.DATE,
    Differing.NAME,
    Differing.SCOPE,
    Differing.VERB,
    Differing.ADDED,
)


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of the claim that the source lacks at their place, and what stands there instead."""

    claim: Span
    instead: Span
    kinds: Mapping[Differing, Span]  # with the words of each kind
    is_elsewhere: bool  # the source has the same words at another place


def difference_of(
    claim: str, citations: Sequence[Citation], failed: Iterable[str]
) -> Difference | None:
    """The first difference of the kind that a failed check names, else the most telling one.

    Claim and closest quotation are laid side by side, word by word. None where no word differs or
    nothing is cited.
    """
    source = next((each for each in citations if each.field is None), None)
    if source is None:
        return None
    named = set(failed)
    wanted = [kind for check, kind in _MEANT_BY.items() if check in named]
    if Differing.SPEAKER in wanted and (found := _speakers(claim, source)) is not None:
        return found
    runs = _runs(claim, source.quote)
    for kind in (*wanted, *_ORDER):
        for run in sorted((r for r in runs if kind in r.kinds), key=lambda r: r.is_elsewhere):
            there = _counterpart(kind, run, source.quote)
            return _difference(kind, _whole(kind, run, claim), there, source)
    return None


def _difference(kind: Differing, claim: Span, words_there: Span, source: Citation) -> Difference:
    at = source.start
    return Difference(kind, claim, source.number, (at + words_there[0], at + words_there[1]))


def _runs(claim: str, quote: str) -> list[_Run]:
    own, theirs = words(claim), words(quote)
    left, right = [stem(w.form) for w in own], [stem(w.form) for w in theirs]
    verbs = {stem(clause.verb) for clause in parse(claim)}
    dated = [(m.start, m.end) for m in mentions(claim)]
    known = set(right)
    found = []
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for name, a, b, c, d in matcher.get_opcodes():
        if name in ("equal", "insert"):
            continue
        kinds = _kinds(claim, own[a:b], verbs, dated)
        if kinds:
            instead = _span(theirs, c, d) if c < d else _around(theirs, c, len(quote))
            elsewhere = all(stem(w.form) in known for w in own[a:b])
            found.append(_Run((own[a].start, own[b - 1].end), instead, kinds, elsewhere))
    return found


def _kinds(
    claim: str, run: Sequence[Word], verbs: set[str], dated: Sequence[Span]
) -> dict[Differing, Span]:
    found: dict[Differing, Span] = {}
    for word in run:
        kind = _kind(claim, word, verbs, dated)
        if kind is not None:
            found[kind] = (found.get(kind, (word.start, 0))[0], word.end)
    return found


def _kind(claim: str, word: Word, verbs: set[str], dated: Sequence[Span]) -> Differing | None:
    shown = claim[word.start : word.end]
    if any(a <= word.start < b for a, b in dated):
        return Differing.DATE
    if any(map(str.isdigit, shown)) or word.form in _COUNTING:
        return Differing.FIGURE
    if word.form in SCOPE:
        return Differing.SCOPE
    if word.form in NEGATIONS or stem(word.form) in verbs:
        return Differing.VERB
    if word.form in FUNCTION_WORDS:
        return None
    return Differing.NAME if shown[0].isupper() and word.start else Differing.ADDED


def _whole(kind: Differing, run: _Run, claim: str) -> Span:
    """The words of this kind; of a figure with what it measures, of an addition all of it."""
    if kind is Differing.ADDED:
        return run.claim
    low, high = run.kinds[kind]
    spans = (m.span() for m in _FIGURE.finditer(claim)) if kind is Differing.FIGURE else ()
    return next((s for s in spans if s[0] < high and low < s[1]), (low, high))


def _counterpart(kind: Differing, run: _Run, quote: str) -> Span:
    """What stands at the place of the run, or else the nearest words there of the same kind."""
    alike: dict[Differing, Iterable[Span]] = {
        Differing.FIGURE: (m.span() for m in _FIGURE.finditer(quote)),
        Differing.DATE: ((m.start, m.end) for m in mentions(quote)),
        Differing.NAME: (m.span() for m in _NAME.finditer(quote)),
    }
    low, high = run.instead
    near = sorted(alike.get(kind, ()), key=lambda s: max(s[0] - high, low - s[1], 0))
    return near[0] if near else run.instead


_FIGURE = re.compile(r"[$€£]?\d[\d.,]*(?:\s?(?:%|percent|million|billion|trillion)\b)?")
_NAME = re.compile(r"(?<!^)\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")


def _span(run: Sequence[Word], first: int, behind: int) -> Span:
    return run[first].start, run[behind - 1].end


def _around(theirs: Sequence[Word], at: int, end: int) -> Span:
    """The words between which something is missing; the whole quotation where it has none."""
    if not theirs:
        return 0, end
    return theirs[max(0, at - 1)].start, theirs[min(at, len(theirs) - 1)].end


def _speakers(claim: str, source: Citation) -> Difference | None:
    own, theirs = _first_speaker(claim), _first_speaker(source.quote)
    if own is None or theirs is None:
        return None
    return _difference(Differing.SPEAKER, own, theirs, source)


def _first_speaker(text: str) -> Span | None:
    for name in speakers_in(text):
        places = [w for w in words(text) if w.form in name]
        if places:
            first = places[0].start
            behind = [w.end for w in places if w.end - first <= len(" ".join(name)) + 3]
            return first, max(behind)
    return None
