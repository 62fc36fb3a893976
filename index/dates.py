"""Dates as news writes them, to ISO 8601; what could be two dates is none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june",
            "jul july", "aug august", "sep sept september", "oct october", "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = r"(?P<month>(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r"))\b\.?"
_DAY = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_ISO = re.compile(
    r"(?P<year>(?:18|19|20)[0-9]{2})(?P<mark>[-/.])(?P<month>[01]?[0-9])(?P=mark)(?P<day>[0-3]?[0-9])"
    r"(?:[T ](?P<time>[0-2][0-9]:[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,9})?)?)"
    r"[ ]?(?P<zone>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?(?![0-9])",
    re.IGNORECASE,
)
_WRITTEN = (
    re.compile(rf"\b{_MONTH} {{1,2}}{_DAY}(?: ?, ?| {{1,2}}){_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{_DAY}(?: {{1,2}}of)? {{1,2}}{_MONTH},? {{1,2}}{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{_DAY}-{_MONTH}-{_YEAR}\b", re.IGNORECASE),
    # As programs in C and some news feeds write it: `Wed Sep  3 10:00:00 +0000 2025`.
    re.compile(
        rf"\b{_MONTH} {{1,2}}{_DAY} [0-2][0-9]:[0-5][0-9]:[0-5][0-9] (?:\S{{1,6}} )?{_YEAR}\b",
        re.IGNORECASE,
    ),
)
_SECONDS = re.compile(r"\s*(?P<seconds>1[0-9]{9})(?:\.[0-9]{1,9}|[0-9]{3})?\s*\Z")  # since 1970
_NUMERIC = re.compile(r"\b(?P<first>[0-3]?[0-9])[/.](?P<second>[0-3]?[0-9])[/.]" + _YEAR + r"\b")


def parse_date(text: str) -> str | None:
    """The first date in `text` as ISO 8601, with its time where it was written in ISO form.

    `03/04/2025` is March in one country and April in another: None. dateparser takes it for March
    without being asked, reads no date beside other words, and takes 46 ms for each.
    """
    text = text[:200]
    if counted := _SECONDS.match(text):
        moment = dt.datetime.fromtimestamp(int(counted["seconds"]), dt.UTC)
        return moment.isoformat().replace("+00:00", "Z")
    if iso := _ISO.search(text):
        return _from_iso(iso)
    for pattern in _WRITTEN:
        if found := pattern.search(text):
            month = MONTHS[found["month"].lower().rstrip(".")]
            return _iso_day(int(found["year"]), month, int(found["day"]))
    if numeric := _NUMERIC.search(text):
        return _from_numbers(int(numeric["first"]), int(numeric["second"]), int(numeric["year"]))
    return None


def dates_of_one_order(texts: Sequence[str]) -> list[str | None]:
    """As `parse_date` for the dates of one column, which are all written in one order.

    One date that can only be read in one order tells the order of the others; where the dates tell
    none, or both, `03/04/2025` stays None.
    """
    found = [_NUMERIC.search(text[:200]) for text in texts]
    orders = {
        int(each["first"]) > 12
        for each in found
        if each and (int(each["first"]) > 12) != (int(each["second"]) > 12)
    }
    days = [parse_date(text) for text in texts]
    if len(orders) != 1:
        return days
    (day_first,) = orders
    return [
        _ordered(each, day_first=day_first) if day is None and each else day
        for day, each in zip(days, found, strict=True)
    ]


def _ordered(found: re.Match[str], *, day_first: bool) -> str | None:
    first, second = int(found["first"]), int(found["second"])
    day, month = (first, second) if day_first else (second, first)
    return _iso_day(int(found["year"]), month, day)


def day_of(published: str | None) -> dt.date | None:
    """The calendar day of an ISO 8601 date or time."""
    if published is None:
        return None
    try:
        return dt.date.fromisoformat(published[:10])
    except ValueError:
        return None


def _from_iso(found: re.Match[str]) -> str | None:
    day = _iso_day(int(found["year"]), int(found["month"]), int(found["day"]))
    if day is None or found["time"] is None:
        return day
    zone = (found["zone"] or "").upper()
    stamp = f"{day}T{found['time'].replace(',', '.')}{zone}"
    try:
        dt.datetime.fromisoformat(stamp)
    except ValueError:
        return day
    return stamp


def _from_numbers(first: int, second: int, year: int) -> str | None:
    if first == second or second > 12 >= first:
        return _iso_day(year, first, second)
    if first > 12 >= second:
        return _iso_day(year, second, first)
    return None


def _iso_day(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
