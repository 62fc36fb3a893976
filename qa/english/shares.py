"""Shares in words: "a third", "two-fifths", "one in six"; and halves beside numbers, in digits."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from qa.english.number_words import ORDINALS, SCALES, SMALL, TENS

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS = {"half": 2, "halve": 2, "quarter": 4, **{w: n for w, n in ORDINALS.items() if 2 < n <= 20}}
_SMALL = "|".join([*list(SMALL)[1:], *TENS])
_PART = "|".join(PARTS)
# "A third of them", "fell by a third."; not "a third man", "a second time".
_AFTER = (
    "of the its his her their our that those these all as in by to on from since over down up more"
    " less fewer lower higher larger smaller bigger dearer cheaper faster longer shorter within at"
    " for were was are is have had and or but than when while if last this next empty full"
).replace(" ", "|")
_ENDS = rf"(?=[ ]?[-,.;:)!?\"'](?![a-z])|\s*\Z|'s\b| (?:{_AFTER})\b)"
FRACTION = re.compile(
    rf"\b(?P<top>an?|one|two|three|four|five|six|seven|eight|nine)[ -](?P<part>{_PART})"
    rf"(?P<many>s)?\b"
)
# Not "the second half", "the northern half".
HALF = re.compile(
    r"(?<!first )(?<!second )(?<!other )(?<!latter )(?<!top )(?<!bottom )(?<!ern )(?<!ing )(?<!er )"
    r"(?<!warm )(?<!final )(?<!own )(?<!back )(?<!front )(?<!early )(?<!late )(?<!and a )(?<!a )"
    r"\bhalf\b" + _ENDS
)
ENDS = re.compile(_ENDS)
_TIMES = "years? months? weeks? days? hours? minutes? seconds?".replace(" ", "|")
IN_ALL = re.compile(
    rf"\b(?P<top>{_SMALL}|[0-9]{{1,2}})(?: [a-z]+){{0,2}}? (?:in|out of)(?: every)? "
    rf"(?P<all>a hundred|a thousand|{_SMALL}|[0-9]{{1,3}})"
    rf"(?![\w:-]|[.,][0-9]| (?:{_TIMES}|million|billion|thousand|hundred|dozen|percent)\b)"
)
_NUMBER = rf"(?P<n>{_SMALL}|[0-9]+)"
AND_A_HALF = re.compile(rf"\b{_NUMBER} and (?:a|one)[ -](?P<part>half|quarter)\b")
LONG_HALF = re.compile(r"\ban? (?P<unit>decade|century|year|month|week|day|hour|mile) and a half\b")
OF_A = re.compile(
    r"\b(?:(?P<top>an?|one|three)[ -])?(?P<part>half|quarter|third|fifth)s?(?: of)? an? "
    r"(?P<unit>million|billion|trillion|century|decade|dozen|mile|year|day|hour|minute|second|point"
    r"|percentage point)\b"
)
RAISED = re.compile(r"\b(?P<n>[0-9]+) (?P<part>1⁄2|1⁄4|3⁄4)")  # as folding leaves 1½
QUARTERS = {"1⁄2": "5", "1⁄4": "25", "3⁄4": "75"}
YEARS = {"century": 100, "decade": 10}
TENTHS = {
    "half": Decimal("0.5"), "quarter": Decimal("0.25"), "third": Decimal("0.333"),
    "fifth": Decimal("0.2"),
}  # fmt: skip


class Share(NamedTuple):
    """A part of a whole in percent, with its place in the text."""

    value: Decimal
    start: int
    end: int


def in_digits(text: str) -> str:
    """A folded text with "three and a half" as 3.5, "half a century" as 50 years and the like."""
    text = RAISED.sub(lambda m: f"{m['n']}.{QUARTERS[m['part']]}", text)
    text = AND_A_HALF.sub(lambda m: f"{_value(m['n']) + TENTHS[m['part']]}", text)
    text = LONG_HALF.sub(lambda m: f"{_long(Decimal('1.5'), m['unit'])}", text)
    return OF_A.sub(_part_of, text)


def shares(text: str) -> Iterator[Share]:
    """The shares of a folded text that are told in words."""
    for found in FRACTION.finditer(text):
        top = 1 if found["top"] in {"a", "an", "one"} else SMALL[found["top"]]
        part = PARTS[found["part"]]
        if (top > 1) != bool(found["many"]) or top >= part:
            continue
        sure = top > 1 or found["top"] == "one" or found["part"] in {"half", "quarter"}
        if sure or ENDS.match(text, found.end()):
            yield _share(top, part, found)
    for found in HALF.finditer(text):
        yield Share(Decimal(50), *found.span())
    for found in IN_ALL.finditer(text):
        some, whole = _value(found["top"]), _value(found["all"])
        if 0 < some < whole:
            yield _share(some, whole, found)


def _share(top: Decimal | int, whole: Decimal | int, found: re.Match[str]) -> Share:
    return Share(Decimal(100) * top / whole, found.start(), found.end())


def _part_of(found: re.Match[str]) -> str:
    value = TENTHS[found["part"]] * (3 if found["top"] == "three" else 1)
    return _long(value, found["unit"])


def _long(value: Decimal, unit: str) -> str:
    if unit in YEARS:
        return f"{(value * YEARS[unit]).normalize():f} years"
    return f"{value} {unit}"


def _value(word: str) -> Decimal:
    if word.startswith("a "):
        return Decimal(SCALES[word[2:]])
    return Decimal(SMALL.get(word) or TENS.get(word) or word)
