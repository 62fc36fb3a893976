"""Which day a "Friday" or "yesterday" of an article means, where its own day and words say so."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from index.reference_days import days_meant
from qa.checks.dates_told import AHEAD
from qa.checks.referents import Given, quoted_places
from qa.english.dates import DAYS, MONTHS
from qa.english.grammar import parts_of_speech

if TYPE_CHECKING:
    from collections.abc import Iterator

# "TODAY" is part of a name, and "Today" may be.
_DAY_WORD = re.compile(
    rf"\b(?P<day>{'|'.join((*map(str.title, DAYS), 'today', 'yesterday', 'tonight'))})\b"
    r"(?: (?:morning|afternoon|evening|night))?(?![’'\w-])"
)
_MONTH = rf"(?:{'|'.join(m[:3] for m in MONTHS)})[a-z]*\b\.?"
_DATED = re.compile(
    rf",? (?:the )?(?:{_MONTH} [0-9]|"
    rf"[0-9]{{1,2}}(?:st|nd|rd|th)?(?: (?:of )?{_MONTH}|\b(?![,.]?[0-9]| [a-z])))",
    re.IGNORECASE,
)
# Before a day that is still to come, or that may be.
_TO_COME = re.compile(
    r"\b(?:forecast|slated|likely|may|might|could|can|going to|about to|is to|are to|moved|"
    r"postponed|rescheduled|delayed|pushed back|extended|cancel\w*|warn\w*|predict\w*|expect\w*)\b|"
    r"\b(?:until|through|by|for|starting|beginning|from|every|each|a|the)(?: (?:early|late))? "
    r"(?:\w+day,? (?:and )?)*\Z",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:,? (?:and|or) [A-Z][a-z]+day)? (?:is|are|will|should|can|may)\b")
# Right before a day: "will begin on", "is set to open its doors"; and "said", whatever is to come.
_AHEAD_OF_IT = re.compile(
    r"(?:\bwill|[’']ll|\b(?:is|are) (?:set|due|scheduled|slated) to)"
    r"(?! (?:have|be (?:moved|delayed)))(?: (?!and|but|if|that|said|after|before|since|until|"
    r"through|by|for|starting|beginning|from|every|each|next)[\w’'-]+){1,8}? (?:on )?\Z"
)
# Behind a day that opens the sentence: "On Monday, sunny skies are expected".
_OPENS_AHEAD = re.compile(
    r"(?:(?!\b(?:said|says|that|announced|told|warned)\b)[^;“\"]){0,90}"
    r"\b(?:will|(?:is|are) (?:expected|forecast|likely|set|due|scheduled|slated|to))\b"
)
_SAID_ON = re.compile(r"\b(?:said|announced|confirmed|tweeted|wrote)(?: (?:on|late|early))* \Z")
_WEEKDAYS = {day.title(): row for row, day in enumerate(DAYS)}
_NOW = frozenset({"VBZ", "VBP"})
MOST_DAYS = 4  # to a day that is called by its name; of one further off nobody is sure
_LAST = re.compile(r"\blast \Z", re.IGNORECASE)


def days_given(sentence: str, published: str | None) -> Iterator[Given]:
    """The day that each "Friday" or "yesterday" of a sentence means, unless it stands beside it.

    "Last Friday" is the one before the last only on a Friday; else nobody knows. So it is with a
    day of which nobody says that something will be on it, and with one of five days ago that may be
    one of an article that was changed since.
    """
    today = _day(published)
    if today is None:
        return
    quoted = quoted_places(sentence)
    for word in _DAY_WORD.finditer(sentence):
        if any(a < word.start() < z for a, z in quoted):
            continue  # as seen from the day on which it was said
        before, behind = sentence[: word.start()], sentence[word.end() :]
        if _DATED.match(behind):
            continue
        if _AHEAD_OF_IT.search(before) and word["day"] in _WEEKDAYS:
            day = _next(word["day"], today)
        elif _may_be_to_come(before, behind) or _is_present(sentence, word.start()):
            day = None
        else:
            day = _last_called(word["day"], today, last=_LAST.search(before) is not None)
        if day is not None:
            yield Given(word.end(), f"{day.day} {day:%B} {day.year}")


def _next(name: str, today: dt.date) -> dt.date | None:
    """The day of that name that is to come; of today's name nobody knows."""
    ahead = (_WEEKDAYS[name] - today.weekday()) % len(_WEEKDAYS)
    return today + dt.timedelta(days=ahead) if 0 < ahead <= MOST_DAYS else None


def _last_called(name: str, today: dt.date, *, last: bool) -> dt.date | None:
    """The day that was called so; "last Friday" is known on a Friday."""
    if last and f"{today:%A}" != name:
        return None
    meant = days_meant(f"{'last ' if last else ''}{name.title()}", today)
    if meant is None or not (last or (today - meant.first).days <= MOST_DAYS):
        return None
    return meant.first


def _may_be_to_come(before: str, behind: str) -> bool:
    """Whether the words around a day speak of what is to come, or may be."""
    if len(before.split()) <= 1 and _OPENS_AHEAD.match(behind):
        return True
    to_come = AHEAD.search(before) or _TO_COME.search(before) or _GOES_ON.match(behind)
    return to_come is not None and _SAID_ON.search(before) is None


def _is_present(sentence: str, start: int) -> bool:
    """Whether the verb that a day belongs to is told as of now: "when it reaches us on Sunday"."""
    if sentence != " ".join(sentence.split()):
        return False
    parts = parts_of_speech(sentence)
    at = next((row for row, part in enumerate(parts) if part.start == start), None)
    while at is not None and parts[at].head != at and not parts[at].tag.startswith(("VB", "MD")):
        at = parts[at].head
    if at is None:
        return False
    helping = {part.tag for part in parts if part.head == at and part.role == "aux"}
    return bool(_NOW & (helping if parts[at].tag == "VBG" else {parts[at].tag}))


def _day(published: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
