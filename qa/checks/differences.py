"""Which words of a claim its closest source tells otherwise, or not at all. Gives no verdict."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from qa.checks.counterparts import (
    COUNTING,
    FIGURE,
    OPPOSED,
    SCOPE,
    counterpart,
    telling_verbs,
)
from qa.checks.pointed_words import pointed_words, words_instead
from qa.english.dates import mentions
from qa.english.normal_form import FUNCTION_WORDS, NEGATIONS, stem, words
from qa.english.numbers import figures
from qa.english.speaking import speakers_in
from qa.statement import Difference, Differing, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qa.english.normal_form import Word
    from qa.evidence.judge import PointsOut
    from qa.evidence.pointing import Pointing
    from qa.statement import CheckResult, Citation

Span = tuple[int, int]

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
_EXACT = {check: _MEANT_BY[check] for check in ("figures", "dates")}  # what they name is the cause
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
    scoped: bool  # the source has a word of scope there, too
    elsewhere: frozenset[Differing]  # kinds whose words the source has, too, at another place
    opposed: tuple[Span, Span] | None  # "after" in the claim and "before" in the source


def difference_of(
    claim: str,
    citations: Sequence[Citation],
    checks: Iterable[CheckResult],
    judge: PointsOut | None = None,
) -> Difference | None:
    """The figure or day that a failed check names, else the words that the judge points at.

    Without it the words that another check names, else claim and closest quotation are laid side by
    side, word by word. None where no word differs or nothing is cited.
    """
    source = next((each for each in citations if each.field is None), None)
    if source is None:
        return None
    failures = {each.check: each for each in checks if each.outcome is Outcome.FAIL}
    pointing = None if judge is None else judge.points(claim, source.quote)
    if pointing is not None:
        return _as_pointed(claim, failures, source, pointing)
    wanted = [kind for check, kind in _MEANT_BY.items() if check in failures]
    if Differing.SPEAKER in wanted and (found := _speakers(claim, source)) is not None:
        return found
    runs = _runs(claim, source.quote)
    by_check = _as_checked(claim, failures, runs, source)
    return by_check or _side_by_side(claim, wanted, runs, source)


def _as_pointed(
    claim: str, failures: Mapping[str, CheckResult], source: Citation, pointing: Pointing
) -> Difference | None:
    """What a check of figures and days names is the cause; of all else the judge sees more."""
    named = ((kind, failures[c].about) for c, kind in _EXACT.items() if c in failures)
    exact = ((kind, _place(claim, about)) for kind, about in named)
    kind, about = next(((k, at) for k, at in exact if at is not None), (None, None))
    if kind is Differing.FIGURE and about is not None:
        about = _whole_number(claim, about)
    about = about or pointed_words(claim, pointing)
    if about is None:
        return None
    kind = kind or _kind_of(claim, about)
    there = words_instead(claim, about, source.quote, pointing)
    return None if there is None else _difference(kind, about, there, source)


def _kind_of(claim: str, about: Span) -> Differing:
    inside = [word for word in words(claim) if about[0] <= word.start < about[1]]
    kinds = _kinds(claim, inside, telling_verbs(claim), [(m.start, m.end) for m in mentions(claim)])
    return next((each for each in _ORDER if each in kinds), Differing.SCOPE)


def _as_checked(
    claim: str,
    failures: Mapping[str, CheckResult],
    runs: Sequence[_Run],
    source: Citation,
) -> Difference | None:
    """The words that a failed check names itself."""
    for check, kind in _MEANT_BY.items():
        about = _place(claim, failures[check].about) if check in failures else None
        if about is not None:
            about = _whole_number(claim, about) if kind is Differing.FIGURE else about
            instead = failures[check].instead
            there = _told_instead(kind, claim, about, instead, runs, source.quote)
            return _difference(kind, about, there, source)
    return None


def _side_by_side(
    claim: str, wanted: Sequence[Differing], runs: Sequence[_Run], source: Citation
) -> Difference | None:
    """The first words of a wanted kind that stand elsewhere or not at all, else the most telling.

    Without a wanted kind, what the source has in another form or place is no difference.
    """
    if not wanted and (small := next((r.opposed for r in runs if r.opposed), None)) is not None:
        return _difference(Differing.SCOPE, *small, source)
    for kind in (*wanted, *_ORDER):
        for run in runs:
            told_so = kind is not Differing.SCOPE or run.scoped
            if kind in run.kinds and (kind in wanted or (told_so and kind not in run.elsewhere)):
                about = _whole(kind, run, claim)
                there = counterpart(kind, claim, about, run.instead, source.quote)
                return _difference(kind, about, there, source)
    return None


def _place(text: str, shown: Sequence[str]) -> Span | None:
    """Where the first of these that stands in a text does, in any case; whole words only."""
    for each in shown:
        found = re.search(rf"(?<!\w){re.escape(each)}(?!\w)", text, re.IGNORECASE)
        if found is not None:
            return found.span()
    return None


def _whole_number(claim: str, about: Span) -> Span:
    """`two and a half` of "more than two and a half decades", where the check names "two"."""
    start, end = about
    for word in (w for w in words(claim) if w.start >= about[1]):
        if word.form in COUNTING:
            end = word.end
        elif word.form not in {"and", "a"}:
            break
    return start, end


def _told_instead(
    kind: Differing, claim: str, about: Span, instead: str, runs: Sequence[_Run], quote: str
) -> Span:
    """The words of the quotation that stand for those that a check is about."""
    if instead and (found := _place(quote, [instead])) is not None:
        return found
    low, high = about
    near = sorted(runs, key=lambda run: max(run.claim[0] - high, low - run.claim[1], 0))
    return counterpart(kind, claim, about, near[0].instead if near else (0, len(quote)), quote)


def _difference(kind: Differing, claim: Span, words_there: Span, source: Citation) -> Difference:
    at = source.start
    return Difference(kind, claim, source.number, (at + words_there[0], at + words_there[1]))


def _runs(claim: str, quote: str) -> list[_Run]:
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
        kinds = _kinds(claim, own[a:b], verbs, dated)
        pair = _opposed(own[a:b], theirs[c:d])
        if kinds or pair:
            instead = _span(theirs, c, d) if c < d else _around(theirs, c, len(quote))
            new = [w for w in own[a:b] if not _is_known(w, known)]
            elsewhere = frozenset(kinds.keys() - _kinds(claim, new, verbs, dated).keys())
            if Differing.ADDED in kinds and new:
                kinds[Differing.ADDED] = _added(own[a:b], new)
            scoped = any(w.form in SCOPE for w in theirs[c:d])
            here = (own[a].start, own[b - 1].end)
            found.append(_Run(here, instead, kinds, scoped, elsewhere, pair))
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


def _kinds(
    claim: str, run: Sequence[Word], verbs: frozenset[int], dated: Sequence[Span]
) -> dict[Differing, Span]:
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


def _whole(kind: Differing, run: _Run, claim: str) -> Span:
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
