"""The numbers of a text, in digits or in words, with what they count. Compares nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from qa.english.normal_form import FUNCTION_WORDS, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALL = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen""".split()  # noqa: SIM905
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),  # noqa: SIM905
        start=2,
    )
}
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
LONGEST_NUMBER = 12  # words
NO_NUMBER = frozenset({"one", "first", "second"})
SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1_000, "k": 1_000, "million": 10**6, "m": 10**6,
    "mn": 10**6, "billion": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12,
}  # fmt: skip
LONG_SCALES = frozenset(name for name in SCALES if len(name) > 3)
CURRENCIES = {
    "us$": "$", "$": "$", "€": "€", "£": "£", "¥": "¥", "a$": "A$", "c$": "C$", "nz$": "NZ$",
    "hk$": "HK$", "r$": "R$", "₹": "₹", "₽": "₽", "₩": "₩",
}  # fmt: skip
CURRENCY_WORDS = {
    "dollar": "$", "euro": "€", "pound": "£", "yen": "¥", "yuan": "yuan", "rupee": "₹",
    "ruble": "₽", "rouble": "₽", "won": "₩", "peso": "peso", "franc": "franc", "krona": "krona",
    "kronor": "krona", "rand": "rand", "lira": "lira", "hryvnia": "hryvnia",
}  # fmt: skip
PERCENT = re.compile(r"\s?(%|per ?cent\b|percentage points?\b|points?\b)")
TOKEN = re.compile(
    r"(?P<currency>(?:us|a|c|nz|hk|r)?\$|[€£¥₹₽₩])?\s?(?P<sign>(?<![\w)])-)?"
    r"(?P<digits>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|(?<![\w.])\.[0-9]+)"
    r"(?:(?P<letter>[kmb]\b)|\s?(?P<long>mn|bn|tn)\b)?(?P<ordinal>st|nd|rd|th)?"
    r"|(?P<word>[a-z]+)"
)
MEASURES = frozenset(
    """second minute hour day week month year decade mile kilometer meter foot yard inch centimeter
    pound ounce kilogram gram milligram ton degree acre hectare barrel gallon liter mph km/h watt
    kw mw gw kwh mwh gwh am pm""".split()  # noqa: SIM905
)
MEASURE_NAMES = {
    **{name: name for name in MEASURES}, **{f"{name}s": name for name in MEASURES},
    "feet": "foot", "inches": "inch", "km": "kilometer", "kilometre": "kilometer", "mins": "minute",
    "kilometres": "kilometer", "metre": "meter", "metres": "meter", "m": "meter", "g": "gram",
    "kg": "kilogram", "mg": "milligram", "hrs": "hour", "kilos": "kilogram", "tonne": "ton",
    "tonnes": "ton", "litre": "liter", "litres": "liter", "kph": "km/h", "kmh": "km/h",
    "a.m.": "am", "p.m.": "pm", "a.m": "am", "p.m": "pm",
}  # fmt: skip
MEASURE = re.compile(
    rf"[ -]?({'|'.join(re.escape(n) for n in sorted(MEASURE_NAMES, key=len, reverse=True))})"
    r"(?![\w/])"
)
COUNTED = re.compile(r"[ -]((?:[a-z]+ ){0,1}[a-z]{3,})")
CURRENCY_AFTER = re.compile(rf"\s({'|'.join(CURRENCY_WORDS)})(?:e?s)?\b")
# "Thousands of", "several hundred": how many is left open, which size is not.
VAGUE = re.compile(r"\b(dozen|hundred|thousand|million|billion|trillion)s\b")
SHARE = re.compile(
    r"\b(half|a quarter|a third|two thirds|two-thirds|three quarters)\b(?= of\b| the\b)"
)
SHARES = {
    "half": "50", "a quarter": "25", "a third": "33", "two thirds": "67", "two-thirds": "67",
    "three quarters": "75",
}  # fmt: skip
# "A quarter-point", "three-quarters of a percentage point", "half a percent".
FRACTION = re.compile(
    r"\b(?:(?P<three>three)[ -]|an?[ -]|one[ -])?(?P<part>half|quarter)s?(?: of)?(?: an?)?[ -]"
    r"(?P<unit>percentage[ -]point|point|percent)s?\b"
)
FRACTIONS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
FEWER = re.compile(r"(?:fewer than|less than|under|below|at most|up to|no more than)\s\S{0,3}\Z")
MORE = re.compile(r"(?:more than|over|above|at least|exceed(?:s|ed|ing)?|no fewer than)\s\S{0,3}\Z")
_REACH = 24  # characters before a number in which it may be bounded


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it stands in a text: its value, what it counts, and the words themselves."""

    value: Decimal
    unit: str  # "", "%", "points", a currency sign, a measure or "ordinal"
    shown: str
    counted: str = ""  # the word behind it that carries a fact: "12 soldiers", "12 more soldiers"
    bound: int = 0  # -1 "fewer than", 1 "more than"
    before: str = ""  # the word before it


def figures(text: str) -> list[Figure]:
    """Every number of a text in order.

    `one` alone is a pronoun as often as a number and is left out.
    """
    return [figure for figure in read_figures(fold(text)) if figure.shown not in NO_NUMBER]


def read_figures(text: str) -> Iterator[Figure]:
    """Walk the tokens of a folded text once; words that belong to one number are joined."""
    fractions = list(FRACTION.finditer(text))
    for found in fractions:
        share = FRACTIONS[found["part"]] * (3 if found["three"] else 1)
        yield Figure(share, "%" if found["unit"] == "percent" else "points", found.group())
    inside = [found.span() for found in fractions]
    tokens = [t for t in TOKEN.finditer(text) if not any(s <= t.start() < e for s, e in inside)]
    row = 0
    while row < len(tokens):
        value, after = _number(tokens, row, text)
        if value is None:
            row += 1
            continue
        start, end = tokens[row].start(), tokens[after - 1].end()
        unit, shown_end = _unit(tokens[row], tokens[after - 1], text, end)
        before = tokens[row - 1]["word"] if row else None
        yield Figure(
            value,
            unit,
            text[start:shown_end].strip(),
            _counted(text, shown_end),
            _bound(text[max(0, start - _REACH) : start + 1]),
            before or "",
        )
        row = after
    for found in VAGUE.finditer(text):
        yield Figure(Decimal(SCALES[found.group(1)]), "open", found.group())
    for found in SHARE.finditer(text):
        yield Figure(Decimal(SHARES[found.group()]), "%", found.group())


def _bound(text: str) -> int:
    if FEWER.search(text):
        return -1
    return 1 if MORE.search(text) else 0


def _counted(text: str, end: int) -> str:
    """The first word behind a number that carries a fact, if no mark parts the two."""
    behind = COUNTED.match(text, end)
    found = behind.group(1).split() if behind else []
    return next((word for word in found if word not in FUNCTION_WORDS), "")


def _number(tokens: list[re.Match[str]], row: int, text: str) -> tuple[Decimal | None, int]:
    """The number that begins at `row` and the row after it; (None, row) when none does."""
    first = tokens[row]
    if first["digits"]:
        scale = SCALES.get(first["letter"] or first["long"] or "", 1)
        value = Decimal(first["digits"].replace(",", "")) * scale * (-1 if first["sign"] else 1)
        return _scaled(value, tokens, row + 1, text)
    word = first["word"]
    if word in ORDINALS:
        return Decimal(ORDINALS[word]), row + 1
    if word in {"a", "an", "half"}:
        return _article(tokens, row, text)
    return _spelled(tokens, row, text)


def _article(tokens: list[re.Match[str]], row: int, text: str) -> tuple[Decimal | None, int]:
    """`a dozen`, `a million`, `half a million`."""
    factor = Decimal("0.5") if tokens[row]["word"] == "half" else Decimal(1)
    after = row + 1
    if after < len(tokens) and tokens[after]["word"] in {"a", "an"}:
        after += 1
    if after < len(tokens) and tokens[after]["word"] in LONG_SCALES:
        return _scaled(factor, tokens, after, text)
    return None, row


def _spelled(tokens: list[re.Match[str]], row: int, text: str) -> tuple[Decimal | None, int]:
    """`seven`, `twenty-one`, `two hundred and five`, `three million`."""
    total, current, after = 0, 0, row
    seen = False
    while after < min(len(tokens), row + LONGEST_NUMBER):
        word = tokens[after]["word"] or ""
        if after > row and not _joined(tokens[after - 1], tokens[after], text):
            break
        if word in SMALL and (not seen or current % 10 == 0):
            current += SMALL[word]
        elif word in TENS and (not seen or current % 100 == 0):
            current += TENS[word]
        elif word in LONG_SCALES and seen:
            total, current = _times(total, current, SCALES[word])
        elif word == "and" and seen and _continues(tokens, after, current):
            after += 1
            continue
        else:
            break
        seen, after = True, after + 1
    return (Decimal(total + current), after) if seen else (None, row)


def _times(total: int, current: int, scale: int) -> tuple[int, int]:
    """`two hundred` stays open for what follows; `two thousand` is closed."""
    return (total, current * scale) if scale <= 100 else (total + current * scale, 0)


def _continues(tokens: list[re.Match[str]], row: int, current: int) -> bool:
    """`two hundred and five` goes on; `seven and five` does not."""
    after = tokens[row + 1]["word"] if row + 1 < len(tokens) else None
    return current >= 100 and (after in SMALL or after in TENS)


def _scaled(
    value: Decimal, tokens: list[re.Match[str]], row: int, text: str
) -> tuple[Decimal, int]:
    while (
        row < len(tokens)
        and tokens[row]["word"] in LONG_SCALES
        and _joined(tokens[row - 1], tokens[row], text)
    ):
        value *= SCALES[tokens[row]["word"]]
        row += 1
    return value, row


def _joined(left: re.Match[str], right: re.Match[str], text: str) -> bool:
    return text[left.end() : right.start()] in {" ", "-", ""}


def _unit(first: re.Match[str], last: re.Match[str], text: str, end: int) -> tuple[str, int]:
    """What the number counts, as far as it changes the value, and where the unit ends."""
    percent = PERCENT.match(text, end)
    if percent is not None:
        points = "point" in percent.group(1)
        return ("points" if points else "%"), percent.end()
    if first["currency"]:
        return CURRENCIES[first["currency"]], end
    after = CURRENCY_AFTER.match(text, end)
    if after is not None:
        return CURRENCY_WORDS[after.group(1)], after.end()
    measure = MEASURE.match(text, end)
    if measure is not None:
        return MEASURE_NAMES[measure.group(1)], measure.end()
    ordinal = last["ordinal"] or last["word"] in ORDINALS
    return ("ordinal" if ordinal else ""), end
