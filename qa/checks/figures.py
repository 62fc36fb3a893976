"""Numbers, in digits or in words, stand in the source with the same value and the same unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.checks.following_figures import follows
from qa.checks.told_figures import Told
from qa.english.dates import without_dates
from qa.english.normal_form import stem, stems
from qa.english.number_words import MEASURES
from qa.english.numbers import NO_NUMBER, Figure, read_figures
from qa.finding import failed, not_applicable, passed, quoted_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.statement import CheckResult

NAME = "figures"
PLACING = frozenset({"from", "to", "of", "by", "at", "between", "and"})

POINTING = frozenset("the these those his her its their our both".split())  # noqa: SIM905
MOST_NAMED = 5
UNITS_LEFT_OUT = MEASURES | {"points"}
IN_A_ROW = frozenset({"consecutive", "straight", "season", "seasons"})


def check_figures(statement: str, evidence: Sequence[str]) -> CheckResult:
    """Each number of the statement is a number of the sources, or follows from their numbers.

    Same value, same unit, same thing. The numbers of dates are left to the check of dates; the year
    of a date counts as a number of the source.
    """
    wanted = _wanted(statement)
    if not wanted:
        return not_applicable(NAME, "The statement has no number.")
    told = Told(evidence)
    missing = _missing(wanted, told)
    if missing:
        there = [figure.shown for figure in told.figures]
        what = f"the source has {quoted_list(there)}" if there else "the source has no number"
        said = [figure.shown for figure in missing]
        return failed(NAME, f"The statement says {quoted_list(said)}; {what}.", said)
    for figure in wanted:
        if (other := _of_another_thing(figure, told)) is not None:
            mine, theirs = (f"{each.shown} {each.counted}" for each in (figure, other))
            reason = f"The statement says “{mine}”; the source has “{theirs}”."
            return failed(NAME, reason, [mine, figure.shown], theirs)
    if _exchanged(wanted, told.figures):
        return failed(NAME, "The source has these numbers, but each in the other's place.")
    count = len(wanted)
    told_all = all(any(_same(figure, other) for other in told.figures) for figure in wanted)
    also = "" if told_all else " or follow from it"
    return passed(NAME, f"{count} of {count} numbers are in the source{also}.")


def has_another_figure(statement: str, evidence: Sequence[str]) -> bool:
    """Whether the source has another number for what the statement counts or measures."""
    told = Told(evidence)
    wanted = _wanted(statement)
    return any(
        other.unit == figure.unit
        and (figure.unit not in {"", "ordinal"} or _counts_same(figure, other))
        for figure in _missing(wanted, told)
        for other in told.figures
    ) or any(_of_another_thing(figure, told) for figure in wanted)


def _wanted(statement: str) -> list[Figure]:
    """The numbers of a statement, with "one" where it counts something."""
    found = dict.fromkeys(read_figures(without_dates(statement)))
    return [f for f in found if f.shown not in NO_NUMBER or (f.shown == "one" and f.counted)]


def _missing(wanted: Sequence[Figure], told: Told) -> list[Figure]:
    """Figures that the source neither has nor lets follow; "one" may be a word for anything."""
    return [
        figure
        for figure in wanted
        if figure.shown != "one"
        and not any(_same(figure, other) for other in told.figures)
        and not follows(figure, told)
        and not (_points_back(figure) and not any(_counts_same(figure, o) for o in told.figures))
    ]


def _points_back(figure: Figure) -> bool:
    """`The two rivals`: they are named, and how many they are is nothing new."""
    return not figure.unit and figure.value <= MOST_NAMED and figure.before in POINTING


def _of_another_thing(figure: Figure, told: Told) -> Figure | None:
    """A figure of the source that counts what this one counts, where none of its value does."""
    if not figure.counted:
        return None
    alike = [other for other in told.figures if other.counted and _counts_same(figure, other)]
    same = [other for other in told.figures if _same(figure, other)]
    # "210 sick people" are "210 people" too; of the same value some may count what has no name.
    known = (not same and figure.shown != "one") or any(
        not o.counted or stem(figure.counted) in stems(o.behind) for o in same
    )
    return alike[0] if alike and not known else None


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
    if len(units) == 1:
        return True
    if "" not in units or not units & UNITS_LEFT_OUT:
        return False
    # "Six decades" are not told by "six players", but by "six straight years".
    return not (left.unit and right.counted) or _measured(right, left.unit)


def _measured(figure: Figure, unit: str) -> bool:
    return figure.counted in IN_A_ROW or stem(unit) in stems(figure.behind)
