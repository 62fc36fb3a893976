"""The days in "since Monday" and "this week", as a question about the folder names them."""

from __future__ import annotations

import datetime as dt
import re

from index.reference_days import Days, days_meant

_DAY = dt.timedelta(days=1)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_NUMBER = r"(?:[0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|few)"
_UNIT = r"(?:day|week|month|year)s?"
_YEAR = r"(?:19|20)[0-9]{2}"
_ANY_DAY = (
    r"(?:(?:the )?(?:"
    rf"[0-9]{{4}}[-/][0-9]{{1,2}}[-/][0-9]{{1,2}}"
    rf"|(?:{_WEEKDAY},? )?[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? {_YEAR})?"
    rf"|{_MONTH} [0-9]{{1,2}}(?:st|nd|rd|th)?(?:,? {_YEAR})?"
    rf"|{_MONTH}(?: {_YEAR})?|{_YEAR}"
    rf"|(?:last |this )?{_WEEKDAY}"
    r"|yesterday|today|(?:last|this|past|previous) (?:week|weekend|month|year|morning)"
    rf"|(?:last|past) {_NUMBER} {_UNIT}|{_NUMBER} {_UNIT} ago))"
)
_OPEN = r"(?:since|after|from|later than|newer than|starting(?: from)?|as of|published since)"
_CLOSED = r"(?:in|on|during|over|within|for)"
DAYS_ASKED = rf"(?:{_OPEN} {_ANY_DAY}(?: on| onwards)?|(?:{_CLOSED} )?{_ANY_DAY}|lately|recently)"
_OPENING = re.compile(rf"{_OPEN} ", re.I)
_GOES_ON = re.compile(r" on(?:wards)?\Z", re.I)
_LAST_FEW = re.compile(
    rf"(?:last|past) (?P<number>{_NUMBER}) (?P<unit>day|week|month|year)s?", re.I
)
_DAY_FIRST = re.compile(
    rf"(?:{_WEEKDAY},? )?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})", re.I
)
_NUMBERS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)  # noqa: SIM905
} | {"a": 1, "an": 1, "few": 4}
_DAYS_OF = {"day": 1, "week": 7, "month": 30, "year": 365}
_NEVER_ENDS = dt.date.max


_ONE_DAY = re.compile(
    rf",? ?\b(?:(?:on|of|for|from) )?(?:the )?(?:[0-9]{{4}}[-/][0-9]{{1,2}}[-/][0-9]{{1,2}}"
    rf"|(?:{_WEEKDAY},? )?[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? {_YEAR})?"
    rf"|(?:{_WEEKDAY},? )?{_MONTH} [0-9]{{1,2}}(?:st|nd|rd|th)?(?![0-9])(?:,? {_YEAR})?"
    rf"|(?:last |this )?{_WEEKDAY}(?:(?: morning| afternoon| evening| night)?)|yesterday|today"
    r"|last night|this (?:morning|afternoon|evening))\b(?![’'-])",
    re.I,
)
_OTHERWISE = re.compile(
    r"\b(?:since|until|till|before|after|by|between|every|next|from|through|to)\s*\Z", re.I
)


def day_asked(question: str, today: dt.date) -> tuple[dt.date, str] | None:
    """The one day that a question is about, and the question without it; None where none is.

    "Since Monday", "before 3 May" and two days are no one day.
    """
    found = list(_ONE_DAY.finditer(question))
    if len(found) != 1 or _OTHERWISE.search(question[: found[0].start()]):
        return None
    named = found[0][0].strip(" ,")
    if named.lower().startswith("from "):
        return None
    told = re.sub(r"\A(?:on|of|for) ", "", named, flags=re.I)
    told = re.sub(r"(?<=day) (?:morning|afternoon|evening|night)\Z", "", told, flags=re.I)
    told = re.sub(r"\Alast night\Z", "yesterday", told, flags=re.I)
    told = re.sub(r"\Athis (?:morning|afternoon|evening)\Z", "today", told, flags=re.I)
    days = read_days(told, today)
    if days is None or days.first != days.last:
        return None
    rest = question[: found[0].start()] + question[found[0].end() :]
    rest = re.sub(r"\s+([?.!,])", r"\1", " ".join(rest.split())).lstrip(" ,")
    return days.first, f"{rest[:1].upper()}{rest[1:]}"


class AskedDays(Days):
    """Days of a question: from the first to the last, both included."""

    __slots__ = ()

    def holds(self, day: dt.date) -> bool:
        """Whether a day is one of them."""
        return self.first <= day <= self.last

    @property
    def open_ended(self) -> bool:
        """Whether they go on to the present."""
        return self.last == _NEVER_ENDS


def read_days(when: str, today: dt.date) -> AskedDays | None:
    """`since Monday`, `this week`, `on 3 September` as seen from `today`; None for no day."""
    opening = _OPENING.match(when)
    if opening and opening[0].casefold() == "from " and not _GOES_ON.search(when):
        when, opening = when[opening.end() :], None  # "the articles from Monday"
    told = when[opening.end() :] if opening else when
    days = _last_few(told, today) or days_meant(_readable(told), today)
    if days is None:
        return None
    first = days.first
    if opening and opening[0].casefold().startswith(("after", "later", "newer")):
        first = days.last + _DAY
    return AskedDays(first, _NEVER_ENDS if opening else days.last)


def described(days: AskedDays) -> str:
    """`since Monday, 1 September 2025`, `on Friday, 5 September 2025`, `from … to …`."""
    if days.open_ended:
        return f"since {_written(days.first)}"
    if days.first == days.last:
        return f"on {_written(days.first)}"
    return f"from {_written(days.first)} to {_written(days.last)}"


def _written(day: dt.date) -> str:
    return f"{day:%A}, {day.day} {day:%B} {day.year}"


def _last_few(told: str, today: dt.date) -> Days | None:
    found = _LAST_FEW.search(told)
    if found is None:
        return None
    word = found["number"].casefold()
    number = int(word) if word.isdecimal() else _NUMBERS[word]
    length = min(number * _DAYS_OF[found["unit"].casefold()], 36_000)
    return Days(today - (length - 1) * _DAY, today)


def _readable(told: str) -> str:
    """With capitals and "September 3", as days in sentences are read."""
    told = _DAY_FIRST.sub(lambda m: f"{m['month']} {m['day']}", told)
    names = re.compile(rf"\b(?:{_WEEKDAY}|{_MONTH})\b", re.I)
    told = names.sub(lambda m: m[0][:1].upper() + m[0][1:].casefold(), told)
    return f"in {told}" if re.match(rf"(?:{_MONTH}|{_YEAR})(?: {_YEAR})?\Z", told, re.I) else told
