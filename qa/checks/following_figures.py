"""What follows from the figures of a source: a bound, a share, a sum, a difference, how many times.

That the words around the figures mean the same is left to the other checks.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from qa.checks.following_times import RULES as OF_TIMES
from qa.checks.told_figures import Told, is_year
from qa.english.normal_form import fold, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.english.numbers import Figure

PERCENT = Decimal(100)
ONE_PERCENT = Decimal(1)
FAR_PERCENT = Decimal("1.25")  # a share or sum that is only bounded lies this near to its bound
ROUNDED = Decimal("0.02")
ROUND_FROM = 1_000
MOST_PAIRED = 40  # amounts; a table of more has every difference and share
SMALL = 12  # smaller numbers have too many differences
COUNTS = {
    "twice": 2, "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "twofold": 2, "both": 2,
    "pair": 2, "couple": 2, "duo": 2, "twin": 2, "twins": 2, "thrice": 3, "triple": 3,
    "tripled": 3, "tripling": 3, "trebled": 3, "trio": 3, "quadruple": 4, "quadrupled": 4,
    "quartet": 4, "quintet": 5,
}  # fmt: skip
CHANGE = re.compile(
    r" (?:more|higher|dearer|larger|bigger|longer|faster|taller|older|again|fewer|less|lower"
    r"|cheaper|smaller|shorter|slower)\b"
)
SIZES = {12: (24, 200), 100: (100, 1_000), 1_000: (1_000, 10**6), 10**5: (10**5, 10**7)}
SCORE = 12  # characters that may stand between two results: "88-85", "112, Bucks 100"


def follows(figure: Figure, told: Told) -> bool:
    """Whether any of the rules finds the figure in what the source tells."""
    return any(rule(figure, told) for rule in RULES)


def near(figure: Figure, told: Told) -> bool:
    """`Over 1,000` of 1,234, `nearly 50 percent` of 48, `a third` of 33 percent."""
    return any(
        (_same_kind(figure, other) or _may_be_same(figure, told))
        and figure.base == other.base
        and figure.admits(
            other.size / figure.scale, bound=other.bound, exact=_in_words(figure, other)
        )
        for other in told.amounts
    )


def rounded(figure: Figure, told: Told) -> bool:
    """`19 million` of 19,000,100; what is rounded is never made larger."""
    if is_year(figure) or figure.value < ROUND_FROM:
        return False
    return any(
        _same_kind(figure, other)
        and 0 < other.value - figure.value < min(figure.value * ROUNDED, figure.last_digit)
        for other in told.amounts
    )


def share(figure: Figure, told: Told) -> bool:
    """`Half` of "seven of 14"; `half as much again` and `by half` are changes of two amounts."""
    if figure.unit != "%":
        return False
    exact = max(figure.value / 40, ONE_PERCENT)
    changed = figure.before == "by" or CHANGE.match(figure.behind) is not None
    return any(
        figure.admits(value, exact=exact, far=FAR_PERCENT)
        for less, more in _pairs(told.amounts)
        if changed or less.unit != "%"
        for value in (_changes(less, more) if changed else [PERCENT * less.size / more.size])
    )


def times_as_many(figure: Figure, told: Told) -> bool:
    """`Three times` and `tripled` of 10 and 30; `tripled` of an increase by 200 percent."""
    if figure.unit == "fold" and any(
        figure.admits(1 + f.value / PERCENT) for f in told.amounts if f.unit == "%"
    ):
        return True
    return (figure.unit == "fold" or figure.counted == "times") and any(
        figure.admits(more.size / less.size, exact=Decimal("0.1"))
        for less, more in _pairs(told.amounts)
    )


def difference(figure: Figure, told: Told) -> bool:
    """`Rose by 15` of "from 40 to 55": of one unit and, where it is told, of one thing."""
    if figure.unit in {"ordinal", "open"} or is_year(figure):
        return False
    if figure.unit == "points":
        return _in_points(figure, told)
    return any(
        less.base == figure.base
        and (
            less.unit
            or (
                _same_kind(less, more) and (figure.value > SMALL or (less.counted and more.counted))
            )
        )
        and figure.admits((more.size - less.size) / figure.scale, far=FAR_PERCENT)
        for less, more in _pairs(told.amounts)
    )


def total(figure: Figure, told: Told) -> bool:
    """`31 people` of "21 people died" and "10 people were killed"."""
    if figure.unit in {"ordinal", "open", "%"} or is_year(figure):
        return False
    return any(
        less.base == figure.base
        and (less.unit or (less.counted and more.counted and _same_kind(less, more)))
        and figure.admits((more.size + less.size) / figure.scale, far=FAR_PERCENT)
        for less, more in _pairs(told.amounts)
    )


def place_in_order(figure: Figure, told: Told) -> bool:
    """`Three before` of "for the fourth time"; `the third` of "three"."""
    if figure.unit == "ordinal":
        return any(not f.unit and f.value == figure.value for f in told.figures)
    return not figure.unit and any(
        f.unit == "ordinal" and f.value == figure.value + 1 for f in told.figures
    )


def counted_in_a_word(figure: Figure, told: Told) -> bool:
    """`Two times` of "twice", `three` of "tripled"."""
    if figure.unit not in {"", "fold"}:
        return False
    found = (COUNTS.get(word) for text in told.texts for word in re.findall("[a-z]+", fold(text)))
    return any(count == figure.value for count in found)


def size_left_open(figure: Figure, told: Told) -> bool:
    """`Dozens` of 71, `millions` of 8 million."""
    if figure.unit != "open":
        return False
    least, most = SIZES.get(int(figure.value), (figure.value, figure.value * 1_000))
    return any(least <= other.value < most for other in told.amounts)


RULES = (
    near,
    rounded,
    share,
    times_as_many,
    difference,
    total,
    place_in_order,
    counted_in_a_word,
    size_left_open,
    *OF_TIMES,
)


def _in_points(figure: Figure, told: Told) -> bool:
    """Between two shares, or between two results that stand beside each other."""
    return any(
        less.unit in {"", "%"}
        and figure.admits(more.value - less.value, exact=Decimal("0.5"), far=FAR_PERCENT)
        and (less.unit == "%" or _beside(less, more, told.texts))
        for less, more in _pairs(told.amounts)
    )


def _beside(one: Figure, other: Figure, texts: Sequence[str]) -> bool:
    a, b = re.escape(one.shown), re.escape(other.shown)
    gap = f".{{1,{SCORE}}}"
    pattern = re.compile(rf"\b(?:{a}{gap}{b}|{b}{gap}{a})\b")
    return any(pattern.search(fold(text)) for text in texts)


def _changes(less: Figure, more: Figure) -> list[Decimal]:
    """By how many percent the smaller grew, and the larger shrank."""
    gap = PERCENT * (more.size - less.size)
    return [gap / less.size, gap / more.size]


def _pairs(amounts: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Two amounts of one unit, the smaller first."""
    for one, other in combinations(amounts[:MOST_PAIRED], 2):
        if one.base == other.base and one.size != other.size:
            yield (one, other) if one.size < other.size else (other, one)


def _same_kind(one: Figure, other: Figure) -> bool:
    """The same unit, and no other thing counted."""
    if one.base != other.base:
        return False
    if one.unit or not one.counted or not other.counted:
        return True
    return stem(one.counted) == stem(other.counted)


def _in_words(one: Figure, other: Figure) -> Decimal:
    """How far from each other "a third" and "33 percent" may be."""
    worded = one.unit == "%" and (one.shown[0].isalpha() or other.shown[0].isalpha())
    return max(Decimal("0.5"), one.value / 50) if worded else Decimal(0)


def _may_be_same(figure: Figure, told: Told) -> bool:
    """Whether the source may call what a larger number counts by another name."""
    counted = stem(figure.counted)
    return figure.value > SMALL and all(stem(o.counted) != counted for o in told.amounts)
