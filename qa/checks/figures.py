"""Numbers, in digits or in words, stand in the source with the same value and the same unit."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from qa.english.dates import mentions, without_dates
from qa.english.normal_form import stem
from qa.english.numbers import MEASURES, NO_NUMBER, Figure, read_figures
from qa.finding import failed, not_applicable, passed, quoted_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.statement import CheckResult

NAME = "figures"
PLACING = frozenset({"from", "to", "of", "by", "at", "between", "and"})


def check_figures(statement: str, evidence: Sequence[str]) -> CheckResult:
    """Each number of the statement is a number of the sources: same value, same unit, same thing.

    The numbers of dates are left to the check of dates; the year of a date counts as a number of
    the source.
    """
    wanted = _wanted(statement)
    if not wanted:
        return not_applicable(NAME, "The statement has no number.")
    known = _known(evidence)
    missing = _missing(wanted, known)
    if missing:
        there = [figure.shown for figure in known]
        what = f"the source has {quoted_list(there)}" if there else "the source has no number"
        shown = quoted_list([figure.shown for figure in missing])
        return failed(NAME, f"The statement says {shown}; {what}.")
    for figure in wanted:
        if (other := _of_another_thing(figure, known)) is not None:
            return failed(
                NAME,
                f"The statement says “{figure.shown} {figure.counted}”; the source has "
                f"“{other.shown} {other.counted}”.",
            )
    if _exchanged(wanted, known):
        return failed(NAME, "The source has these numbers, but each in the other's place.")
    count = len(wanted)
    return passed(NAME, f"{count} of {count} numbers are in the source.")


def has_another_figure(statement: str, evidence: Sequence[str]) -> bool:
    """Whether the source has another number for what the statement counts or measures."""
    known = _known(evidence)
    return any(
        other.unit == figure.unit
        and (figure.unit not in {"", "ordinal"} or _counts_same(figure, other))
        for figure in _missing(_wanted(statement), known)
        for other in known
    ) or any(_of_another_thing(figure, known) for figure in _wanted(statement))


def _wanted(statement: str) -> list[Figure]:
    found = dict.fromkeys(read_figures(without_dates(statement)))
    return [f for f in found if f.shown not in NO_NUMBER or (f.shown == "one" and f.counted)]


def _known(evidence: Sequence[str]) -> list[Figure]:
    found = [f for text in evidence for f in read_figures(without_dates(text))]
    found += [
        Figure(Decimal(m.year), "", str(m.year))
        for text in evidence
        for m in mentions(text)
        if m.year is not None
    ]
    return list(dict.fromkeys(found))


def _missing(wanted: Sequence[Figure], known: Sequence[Figure]) -> list[Figure]:
    """Figures of which the source has none; "one" may be a word for anything."""
    return [
        figure
        for figure in wanted
        if figure.shown != "one" and not any(_same(figure, other) for other in known)
    ]


def _of_another_thing(figure: Figure, known: Sequence[Figure]) -> Figure | None:
    """A figure of the source that counts what this one counts, where none of its value does."""
    if not figure.counted:
        return None
    alike = [other for other in known if other.counted and _counts_same(figure, other)]
    if any(_same(figure, other) for other in alike):
        return None
    # Of the same value, some may count something that has another name in the source.
    unnamed = any(_same(figure, other) and not other.counted for other in known)
    return alike[0] if alike and not unnamed else None


def _exchanged(wanted: Sequence[Figure], known: Sequence[Figure]) -> bool:
    """Two figures of one unit with each other's preposition: "from 3 to 5" and "from 5 to 3"."""
    anchored = [f for f in wanted if f.before in PLACING]
    for one in anchored:
        for two in anchored:
            if one.before >= two.before or one.unit != two.unit:
                continue
            told = {(o.before, o.value) for o in known if o.unit == one.unit}
            right = (one.before, one.value) in told or (two.before, two.value) in told
            crossed = {(one.before, two.value), (two.before, one.value)} <= told
            if crossed and not right:
                return True
    return False


def _counts_same(figure: Figure, other: Figure) -> bool:
    mine, theirs = stem(figure.counted), stem(other.counted)
    return bool(mine) and mine == theirs and figure.unit == other.unit


def _same(left: Figure, right: Figure) -> bool:
    """A measure may be left out ("at 30"), never be another one; no "fewer" for "more"."""
    if left.value != right.value or left.bound * right.bound < 0:
        return False
    units = {left.unit, right.unit}
    return len(units) == 1 or ("" in units and bool(units & MEASURES))
