"""Numbers, in digits or in words, stand in the source with the same value and the same unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from qa.checks.dates import without_dates
from qa.checks.finding import failed, not_applicable, passed, quoted_list
from qa.normal_form import FUNCTION_WORDS, fold, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.answer import CheckResult

NAME = "figures"
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
CURRENCIES = {"$": "$", "us$": "$", "€": "€", "£": "£", "¥": "¥", "dollar": "$", "euro": "€",
              "pound": "£", "yen": "¥"}  # fmt: skip
PERCENT = re.compile(r"\s?(%|per ?cent\b|percentage points?\b|points?\b)")
TOKEN = re.compile(
    r"(?P<currency>us\$|[$€£¥])?\s?(?P<digits>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)"
    r"(?:\s?(?P<letter>k|m|mn|bn|b|tn)\b)?(?P<ordinal>st|nd|rd|th)?"
    r"|(?P<word>[a-z]+)"
)
MEASURES = frozenset(
    """second minute hour day week month year decade mile kilometer meter foot yard inch centimeter
    pound ounce kilogram ton degree acre hectare barrel gallon liter""".split()  # noqa: SIM905
)
MEASURE_NAMES = {
    **{name: name for name in MEASURES}, **{f"{name}s": name for name in MEASURES},
    "feet": "foot", "inches": "inch", "km": "kilometer", "kilometre": "kilometer", "mins": "minute",
    "kilometres": "kilometer", "metre": "meter", "metres": "meter", "kg": "kilogram", "hrs": "hour",
    "kilos": "kilogram", "tonne": "ton", "tonnes": "ton", "litre": "liter", "litres": "liter",
}  # fmt: skip
MEASURE = re.compile(rf"[ -]?({'|'.join(sorted(MEASURE_NAMES, key=len, reverse=True))})\b")
COUNTED = re.compile(r"[ -]((?:[a-z]+ ){0,1}[a-z]{3,})")
CURRENCY_AFTER = re.compile(r"\s(dollar|euro|pound|yen)s?\b")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it stands in a text: its value, what it counts, and the words themselves."""

    value: Decimal
    unit: str  # "", "%", "points", a currency sign, a measure or "ordinal"
    shown: str
    counted: str = ""  # the word behind it that carries a fact: "12 soldiers", "12 more soldiers"


def figures(text: str) -> list[Figure]:
    """Every number of a text in order.

    `one` alone is a pronoun as often as a number and is left out.
    """
    return [figure for figure in _read(fold(text)) if figure.shown not in NO_NUMBER]


def check_figures(statement: str, evidence: Sequence[str]) -> CheckResult:
    """Each number of the statement is a number of the sources: same value, same unit, same thing.

    The numbers of dates are left to the check of dates.
    """
    said = without_dates(statement)
    wanted = [figure for figure in _read(said) if figure.shown not in NO_NUMBER]
    if not wanted:
        return not_applicable(NAME, "The statement has no number.")
    texts = [without_dates(text) for text in evidence]
    known = list(dict.fromkeys(figure for text in texts for figure in _read(text)))
    wanted = list(dict.fromkeys(wanted))
    missing = [figure for figure in wanted if not any(_same(figure, other) for other in known)]
    if missing:
        there = [figure.shown for figure in known]
        what = f"the source has {quoted_list(there)}" if there else "the source has no number"
        shown = quoted_list([figure.shown for figure in missing])
        return failed(NAME, f"The statement says {shown}; {what}.")
    for figure in wanted:
        if (other := _of_another_thing(figure, known)) is not None:
            return failed(
                NAME,
                f"The statement says “{figure.shown} {figure.counted}”; the source has "
                f"“{other.shown} {other.counted}”.",
            )
    count = len(wanted)
    return passed(NAME, f"{count} of {count} numbers are in the source.")


def _of_another_thing(figure: Figure, known: Sequence[Figure]) -> Figure | None:
    """A figure of the source that counts what this one counts, where none of its value does."""
    if not figure.counted:
        return None
    alike = [other for other in known if other.counted and _counts_same(figure, other)]
    if any(_same(figure, other) for other in alike):
        return None
    # Of the same value, some may count something that has another name in the source.
    unnamed = any(_same(figure, other) and not other.counted for other in known)
    return alike[0] if alike and not unnamed else None


def _counts_same(figure: Figure, other: Figure) -> bool:
    return stem(figure.counted) == stem(other.counted) and figure.unit == other.unit


def _same(left: Figure, right: Figure) -> bool:
    """A measure may be left out ("at 30"), never be another one."""
    if left.value != right.value:
        return False
    units = {left.unit, right.unit}
    return len(units) == 1 or ("" in units and bool(units & MEASURES))


def _read(text: str) -> Iterator[Figure]:
    """Walk the tokens once; words that belong to one number are joined."""
    tokens = list(TOKEN.finditer(text))
    row = 0
    while row < len(tokens):
        value, after = _number(tokens, row, text)
        if value is None:
            row += 1
            continue
        start, end = tokens[row].start(), tokens[after - 1].end()
        unit, shown_end = _unit(tokens[row], tokens[after - 1], text, end)
        counted = _counted(text, shown_end)
        yield Figure(value, unit, text[start:shown_end].strip(), counted)
        row = after


def _counted(text: str, end: int) -> str:
    """The first word behind a number that carries a fact, if no mark parts the two."""
    behind = COUNTED.match(text, end)
    found = behind.group(1).split() if behind else []
    return next((word for word in found if word not in FUNCTION_WORDS), "")


def _number(tokens: list[re.Match[str]], row: int, text: str) -> tuple[Decimal | None, int]:
    """The number that begins at `row` and the row after it; (None, row) when none does."""
    first = tokens[row]
    if first["digits"]:
        value = Decimal(first["digits"].replace(",", "")) * SCALES.get(first["letter"] or "", 1)
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
        return CURRENCIES[after.group(1)], after.end()
    measure = MEASURE.match(text, end)
    if measure is not None:
        return MEASURE_NAMES[measure.group(1)], measure.end()
    ordinal = last["ordinal"] or last["word"] in ORDINALS
    return ("ordinal" if ordinal else ""), end
