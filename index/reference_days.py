"""The days a question speaks of: "yesterday", "on Tuesday", "this week", "in August 2025"."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from index.dates import MONTHS, parse_date

_DAY = dt.timedelta(days=1)
_WEEKDAYS = {name: number for number, name in enumerate(calendar.day_name)}
_MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = re.compile(
    rf"\b(?P<which>last |this |next |on |by |before |since |late |early )*"
    rf"(?P<day>{'|'.join(_WEEKDAYS)})(?:'s|’s|s)?\b"
)
_RELATIVE = re.compile(
    r"\b(?:(?P<word>today|tonight|yesterday|tomorrow)"
    r"|(?P<which>this|last|past|previous) (?:few )?"
    r"(?P<unit>morning|afternoon|evening|night|weekend|week|days|month|year)"
    r"|(?:over )?the (?P<end>weekend)|(?P<count>[0-9]{1,3}|a|one|two|three|four|five|six|seven) "
    r"(?P<units>day|week|month|year)s? ago|(?P<vague>recently|latest|lately))\b",
    re.IGNORECASE,
)
_MONTH = re.compile(
    rf"\b(?:in|of|during|since|early|late|mid) (?:early |late |mid-)?(?P<month>{_MONTH_NAMES})\.?"
    r"(?: (?P<year>(?:19|20)[0-9]{2}))?\b",
    re.IGNORECASE,
)
_DAY_OF_MONTH = re.compile(
    rf"\b(?P<month>{_MONTH_NAMES})\.? (?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:in|of|during) (?P<year>(?:19|20)[0-9]{2})\b")
_NUMBERS = {name: number for number, name in enumerate(
    ("a", "one", "two", "three", "four", "five", "six", "seven"), start=0)}  # fmt: skip
_NUMBERS["a"] = 1
_UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


@dataclass(frozen=True, slots=True)
class Days:
    """From `first` to `last`, both included."""

    first: dt.date
    last: dt.date

    def distance(self, day: dt.date) -> int:
        """Days between `day` and the nearest of these."""
        return max((self.first - day).days, (day - self.last).days, 0)


def days_meant(question: str, today: dt.date) -> Days | None:
    """The days that a question is about as seen from `today`; None where it names none."""
    question = question[:2000]
    if (written := parse_date(question)) is not None:
        day = dt.date.fromisoformat(written[:10])
        return Days(day, day)
    for read in (_read_relative, _read_weekday, _read_day_of_month, _read_month, _read_year):
        if (days := read(question, today)) is not None:
            return days
    return None


def _read_relative(question: str, today: dt.date) -> Days | None:
    found = _RELATIVE.search(question)
    if found is None:
        return None
    if found["word"]:
        shift = {"yesterday": -1, "tomorrow": 1}.get(found["word"].lower(), 0)
        return Days(today + shift * _DAY, today + shift * _DAY)
    if found["count"]:
        return _read_ago(found["count"].lower(), found["units"].lower(), today)
    if found["vague"]:
        return Days(today - 13 * _DAY, today)
    if found["end"]:
        return _weekend(today)
    return _read_unit(found["which"].lower(), found["unit"].lower(), today)


def _read_unit(which: str, unit: str, today: dt.date) -> Days:
    """`this week`, `last month`: this week and the past one are seven days to the present.

    Last week is the one before, from Monday to Sunday.
    """
    back = 0 if which == "this" else 1
    if unit == "weekend":
        return _weekend(
            today - 7 * back * _DAY if which == "last" and today.weekday() >= 5 else today
        )
    if unit == "week":
        return _week(today, before=which in {"last", "previous"})
    if unit == "month":
        last = today.replace(day=1) - _DAY if back else today
        return Days(last.replace(day=1), last)
    if unit == "year":
        return _year(today.year - back)
    if unit == "days":
        return Days(today - 4 * _DAY, today)
    shift = back if unit == "night" else 0
    return Days(today - shift * _DAY, today)


def _week(today: dt.date, *, before: bool) -> Days:
    monday = today - (today.weekday() + 7) * _DAY
    return Days(monday, monday + 6 * _DAY) if before else Days(today - 6 * _DAY, today)


def _read_ago(count: str, unit: str, today: dt.date) -> Days | None:
    number = _NUMBERS.get(count) if count.isalpha() else int(count)
    if number is None:
        return None
    size = _UNIT_DAYS[unit]
    middle = today - min(number * size, 36_000) * _DAY
    return Days(middle - size // 2 * _DAY, middle + size // 2 * _DAY)


def _read_weekday(question: str, today: dt.date) -> Days | None:
    """The last day of that name; today counts, unless it is said to be the last one."""
    found = _WEEKDAY.search(question)
    if found is None:
        return None
    back = (today.weekday() - _WEEKDAYS[found["day"]]) % 7
    if "next " in (found["which"] or ""):
        day = today + (7 - back) * _DAY
    elif back == 0 and "last " in (found["which"] or ""):
        day = today - 7 * _DAY
    else:
        day = today - back * _DAY
    return Days(day, day)


def _read_day_of_month(question: str, today: dt.date) -> Days | None:
    found = _DAY_OF_MONTH.search(question)
    if found is None:
        return None
    for year in (today.year, today.year - 1):
        try:
            day = dt.date(year, MONTHS[found["month"].lower()], int(found["day"]))
        except ValueError:
            continue
        if day <= today + 31 * _DAY:
            return Days(day, day)
    return None


def _read_month(question: str, today: dt.date) -> Days | None:
    found = _MONTH.search(question)
    if found is None or not found["month"][0].isupper():
        return None
    month = MONTHS[found["month"].lower()]
    year = int(found["year"]) if found["year"] else today.year - (month > today.month)
    return Days(dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]))


def _read_year(question: str, today: dt.date) -> Days | None:
    found = _YEAR.search(question)
    return _year(int(found["year"])) if found else None


def _year(year: int) -> Days:
    return Days(dt.date(year, 1, 1), dt.date(year, 12, 31))


def _weekend(today: dt.date) -> Days:
    saturday = today - (today.weekday() - 5) % 7 * _DAY
    return Days(saturday, min(saturday + _DAY, max(today, saturday)))
