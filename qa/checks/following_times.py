"""How long a time is by the years and days of a source, and which decade or century it lies in."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from qa.checks.told_figures import Told, is_year
from qa.english.dates import DAYS

if TYPE_CHECKING:
    from qa.english.numbers import Figure

YEARS_OF = {"year": 1, "decade": 10, "century": 100}
DAYS_OF = {"day": Decimal(1), "week": Decimal(7), "month": Decimal("30.4")}
ANY_YEAR = 2001  # of days whose year is not told
ORDINAL = re.compile(r"[a-z]+(?:th|st|nd|rd)|[0-9]+(?:th|st|nd|rd)")


def between_years(figure: Figure, told: Told) -> bool:
    """`Six years` of 2016 and 2022; decades and centuries to a tenth."""
    per = YEARS_OF.get(figure.unit)
    if per is None or ORDINAL.match(figure.shown):
        return False
    exact = Decimal(0) if per == 1 else figure.value / 10
    return any(
        figure.admits(Decimal(later - earlier) / per, exact=exact)
        for earlier, later in combinations(told.years, 2)
    )


def between_days(figure: Figure, told: Told) -> bool:
    """`Ten days` of January 8 and January 18, with both of them or without one."""
    per = DAYS_OF.get(figure.unit)
    if per is None:
        return False
    exact = Decimal(0) if figure.unit == "day" else Decimal("0.2")
    for earlier, later in combinations(_days(told), 2):
        days = (later - earlier).days
        if figure.admits(days / per, exact=exact) or figure.admits((days + 1) / per):
            return True
    return False


def between_weekdays(figure: Figure, told: Told) -> bool:
    """`Two days` of Saturday and Monday."""
    if figure.unit != "day":
        return False
    found = sorted({DAYS.index(m.word) for m in told.dates if m.word in DAYS})
    gaps = {gap for a, b in combinations(found, 2) for gap in ((b - a) % 7, (a - b) % 7)}
    return any(gap == figure.value for gap in gaps)


def decade_or_century(figure: Figure, told: Told) -> bool:
    """`The 1980s` and `the twentieth century` of 1983."""
    if figure.unit == "century" and ORDINAL.match(figure.shown):
        return any((year - 1) // 100 + 1 == figure.value for year in told.years)
    if not (is_year(figure) and figure.value % 10 == 0 and figure.behind.startswith("s")):
        return False
    return any(figure.value <= year < figure.value + 10 for year in told.years)


RULES = (between_years, between_days, between_weekdays, decade_or_century)


def _days(told: Told) -> list[dt.date]:
    found = set()
    for mention in told.dates:
        if mention.month and mention.day:
            try:
                found.add(dt.date(mention.year or ANY_YEAR, mention.month, mention.day))
            except ValueError:  # the 31st of June
                continue
    return sorted(found)
