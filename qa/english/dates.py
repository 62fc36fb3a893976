"""The dates of a text as far as it tells them: days, months, years, periods. Compares nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.english.normal_form import fold

DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()  # noqa: SIM905
MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
RELATIVE = "today yesterday tomorrow tonight".split()  # noqa: SIM905
ABBREVIATED = {name[:3]: name for name in (*DAYS, *MONTHS)} | {
    "sept": "september", "tues": "tuesday", "thur": "thursday", "thurs": "thursday",
}  # fmt: skip
WORD = re.compile(r"[a-z]+")
# `may`, `march`, `mon`, `sun`, `sat`, `mar` are other words too: as dates they stand by a number.
AMBIGUOUS = frozenset({"may", "march", "mon", "sun", "sat", "wed", "mar", "dec", "jan"})
BY_NUMBER = re.compile(r"(?:[0-9]{1,2}(?:st|nd|rd|th)?(?: of)? \Z)|(?:\A\.? [0-9])")
_MONTH = r"(?P<month>(?:" + "|".join((*MONTHS, "sept", *(m[:3] for m in MONTHS))) + r")\b)\.?"
_WEEKDAY = (
    r"(?:(?P<weekday>(?:mon|tues?|wed(?:nes)?|thurs?|thu|fri|sat(?:ur)?|sun)(?:day)?\b)\.?,? )?"
)
_YEAR = r"(?:,? (?P<year>(?:1[89]|20)[0-9]{2})\b)?"
DAY_FIRST = re.compile(rf"\b{_WEEKDAY}(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?(?: of)? {_MONTH}{_YEAR}")
MONTH_FIRST = re.compile(
    rf"\b{_WEEKDAY}{_MONTH} (?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?\b(?![,.:]?[0-9]){_YEAR}"
)
MONTH_ALONE = re.compile(
    r"\b(?P<month>january|february|april|june|july|august|september|october|november|december|"
    r"(?:march|may|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?=\.?,? (?:1[89]|20)[0-9]{2}\b)|"
    r"(?<=in )(?:march|may))\b\.?" + _YEAR
)
ISO_PARTS = re.compile(r"\b([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})\b")
ISO = re.compile(r"\b[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}\b")
PERIOD = re.compile(
    r"\b(?P<which>last|past|previous|this|next|coming)(?: (?:few|several|couple of))? (?P<unit>"
    r"day|night|week|weekend|month|quarter|season|spring|summer|autumn|fall|winter|year|decade|"
    r"century)s?\b"
)
# The last night of a festival is no night before today.
FINAL = re.compile(r"(?:\bthe|'s) last (?:day|night|week|weekend)s?\Z")
# In a text that has capitals, "may" and "march" in small letters are verbs, and TODAY is a name.
NO_DATES = re.compile(r"\b(?:may|march|TODAY|MARCH|MAY)\b")
SAME_PERIOD = {"past": "last", "previous": "last", "coming": "next"}


def date_words(text: str) -> list[str]:
    """Weekdays, months, relative days and ISO dates of a text, in one spelling, in order."""
    folded = fold(text)
    found = [match.group().replace("/", "-") for match in ISO.finditer(folded)]
    for match in WORD.finditer(folded):
        word = match.group()
        name = word if word in DAYS or word in MONTHS else ABBREVIATED.get(word)
        if name is not None and not (word in AMBIGUOUS and not _by_number(folded, match)):
            found.append(name)
        elif word in RELATIVE:
            found.append(word)
    return found


@dataclass(frozen=True, slots=True)
class Mention:
    """A date as far as a text tells it; what it leaves open is None."""

    year: int | None = None
    month: int | None = None  # from 1
    day: int | None = None
    word: str | None = None  # a weekday, or a relative day such as "yesterday"
    shown: str = ""
    start: int = 0
    end: int = 0

    def is_told_by(self, other: Mention) -> bool:
        """Whether `other` tells all that this one does."""
        return all(
            mine is None or mine == theirs
            for mine, theirs in (
                (self.year, other.year),
                (self.month, other.month),
                (self.day, other.day),
                (self.word, other.word),
            )
        )


def mentions(text: str) -> list[Mention]:
    """The dates of a text in order, by positions of the folded text."""
    folded = _without_verbs(text)
    taken = bytearray(len(folded))  # 1 where a date was read
    found: list[Mention] = []

    def add(mention: Mention) -> None:
        if not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            found.append(mention)

    for m in ISO_PARTS.finditer(folded):
        add(Mention(int(m[1]), int(m[2]), int(m[3]), None, m.group(), *m.span()))
    for pattern in (DAY_FIRST, MONTH_FIRST, MONTH_ALONE):
        for match in pattern.finditer(folded):
            add(_mention(match))
    for match in WORD.finditer(folded):
        word = match.group()
        name = ABBREVIATED.get(word, word)
        if word in RELATIVE or (name in DAYS and word not in AMBIGUOUS):
            add(Mention(None, None, None, name, word, *match.span()))
    return sorted(found, key=lambda m: m.start)


def _without_verbs(text: str) -> str:
    """The folded text, letter for letter, with words blanked that only look like a date."""
    if text.islower() or text.isupper():
        return fold(text)
    return fold(NO_DATES.sub(lambda m: "x" * len(m.group()), text))


def periods(text: str) -> dict[tuple[str, str], str]:
    """`last month`, `the past month`: which one and what, with the words themselves."""
    shown = [m for m in PERIOD.finditer(fold(text)) if not FINAL.search(m.string[: m.end()])]
    return {(SAME_PERIOD.get(m["which"], m["which"]), m["unit"]): m.group() for m in shown}


def without_dates(text: str) -> str:
    """The folded text with its dates blanked: their numbers count nothing."""
    kept, at = [], 0
    folded = fold(text)
    for mention in mentions(text):
        kept += [folded[at : mention.start], " " * (mention.end - mention.start)]
        at = mention.end
    return "".join(kept) + folded[at:]


def _mention(match: re.Match[str]) -> Mention:
    part = match.groupdict()
    weekday, month, day, year = (part.get(name) for name in ("weekday", "month", "day", "year"))
    return Mention(
        year=int(year) if year else None,
        month=1 + MONTHS.index(ABBREVIATED.get(month or "", month or "")),
        day=int(day) if day else None,
        word=ABBREVIATED.get(weekday[:3]) if weekday else None,
        shown=match.group().strip(" ,"),
        start=match.start(),
        end=match.end(),
    )


def _by_number(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 8) : match.start()], text[match.end() :][:4]
    return BY_NUMBER.search(before) is not None or BY_NUMBER.match(after) is not None
