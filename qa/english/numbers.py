"""The numbers of a text, in digits or in words, with what they count. Compares nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from qa.english.normal_form import FUNCTION_WORDS, fold
from qa.english.number_words import (
    CURRENCIES,
    CURRENCY_WORDS,
    LONG_SCALES,
    MEASURE_NAMES,
    ORDINALS,
    SCALES,
    SMALL,
    SPANS,
    TENS,
)
from qa.english.shares import in_digits, shares

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_NUMBER = 12  # words
NO_NUMBER = frozenset({"one", "first", "second", "one day", "one point", "one time"})
PERCENT = re.compile(r"\s?(%|per ?cent\b|percentage points?\b|points?\b)")
# Digits behind a letter are a name's: G20, LA28; behind a year its end: 2019-23.
# In groups of two they are Indian: 1,24,000.
TOKEN = re.compile(
    r"(?:(?P<currency>(?:us|a|c|nz|hk|r)?\$|[€£¥₹₽₩]|\brs\.?)\s?|(?<![a-z0-9])(?<!covid-)(?<!\b[12][0-9]{3}-))"
    r"(?P<sign>(?<![\w)])-)?"
    r"(?P<digits>[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?![0-9])(?:\.[0-9]+)?"
    r"|[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|(?<![\w.])\.[0-9]+)"
    r"(?:(?P<letter>[kmb]\b)|\s?(?P<long>mn|bn|tn|cr)\b)?(?P<ordinal>st|nd|rd|th)?"
    r"|(?P<word>[a-z]+)"
)
MEASURE = re.compile(
    rf"[ -]?({'|'.join(re.escape(n) for n in sorted(MEASURE_NAMES, key=len, reverse=True))})"
    r"(?![\w/])"
)
COUNTED = re.compile(r"[ -]((?:[a-z]+ ){0,1}[a-z]{3,})")
CURRENCY_AFTER = re.compile(rf"\s({'|'.join(CURRENCY_WORDS)})(?:e?s)?\b")
# "Thousands of", "several hundred": how many is left open, which size is not.
VAGUE = re.compile(r"(?<![0-9] )\b(dozen|hundred|thousand|million|billion|trillion|lakh|crore)s\b")
A_WHOLE = re.compile(r"\ban? (?:full |whole |entire )?(year|decade|century|month|week|day|hour)\b")
FOLDS = {
    "doubled": 2, "doubling": 2, "tripled": 3, "tripling": 3, "trebled": 3, "trebling": 3,
    "quadrupled": 4, "quadrupling": 4,
}  # fmt: skip
MANIFOLD = re.compile(rf"\b(?:{'|'.join(FOLDS)})\b")
# "A quarter-point", "three-quarters of a percentage point", "half a percent".
FRACTION = re.compile(
    r"\b(?:(?P<three>three)[ -]|an?[ -]|one[ -])?(?P<part>half|quarter)s?(?: of)?(?: an?)?[ -]"
    r"(?P<unit>percentage[ -]point|point|percent)s?\b"
)
FRACTIONS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
FEWER = re.compile(
    r"(?:(?<!no )(?:fewer|less) than|under|below|at most|up to|no more than|maximum of|shy of"
    r"|short of|nearly|almost|close to|approaching|nigh on)\s\S{0,3}\Z"
)
MORE = re.compile(
    r"(?:(?<!no )more than|over|above|at least|exceed(?:s|ed|ing)?|no (?:fewer|less) than"
    r"|minimum of|upwards? of|topp?(?:ed|ing|s)|past|beyond)\s\S{0,3}\Z"
)
LOOSE = re.compile(
    r"(?:about|around|roughly|some|approximately|nearly|almost|close to|approaching|nigh on"
    r"|(?:just|little|slightly|shade|somewhat) (?:over|under|above|below|more than|less than"
    r"|fewer than)|shy of|short of|an estimated|in the region of|something like)\s\S{0,3}\Z"
)
LAST_WORD = re.compile(r"([a-z]+)\s\Z")
OR_SO = re.compile(r"(?: [a-z]+)?? or so\b|ish\b")
FARTHEST = Decimal("1.5")  # "more than 100" is said of 150 at most
JUST_OVER = Decimal("1.15")
NEARLY = Decimal("0.85")
_REACH = 24  # characters before a number in which it may be bounded
_BEHIND = 40  # characters behind a number in which the counted thing may stand


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it stands in a text: its value, what it counts, and the words themselves."""

    value: Decimal
    unit: str  # "", "%", "points", a currency sign, a measure, "ordinal", "open" or "fold"
    shown: str
    counted: str = ""  # the word behind it that carries a fact: "12 soldiers", "12 more soldiers"
    bound: int = 0  # -1 "fewer than", 1 "more than"
    before: str = ""  # the word before it
    loose: bool = False  # "about", "nearly", "or so"
    behind: str = ""  # the words behind it

    @property
    def base(self) -> str:
        """The unit in which times are compared: months for years, seconds for weeks."""
        return SPANS.get(self.unit, (self.unit, 1))[0]

    @property
    def scale(self) -> int:
        """How many of that unit one of its own is."""
        return SPANS.get(self.unit, (self.unit, 1))[1]

    @property
    def size(self) -> Decimal:
        """The value in that unit."""
        return self.value * self.scale

    def admits(
        self,
        value: Decimal,
        *,
        bound: int = 0,
        exact: Decimal = Decimal(0),
        far: Decimal = FARTHEST,
    ) -> bool:
        """Whether a value, bounded itself or not, may be called by this figure.

        Without a bound it may differ by `exact`, with one it may lie `far` times off.
        """
        if value == self.value:
            return bound * self.bound >= 0
        if self.bound > 0:
            most = min(far, JUST_OVER) if self.loose else far
            return bound >= 0 and self.value < value <= most * self.value
        if self.bound < 0:
            least = NEARLY if self.loose else 1 / far
            return bound <= 0 and least * self.value <= value < self.value
        return abs(value - self.value) <= max(exact, self._roughly if self.loose else exact)

    @property
    def last_digit(self) -> Decimal:
        """What one of the last digit told is worth: 100 of 1,200."""
        return Decimal(10) ** int(self.value.normalize().as_tuple().exponent)

    @property
    def _roughly(self) -> Decimal:
        """A tenth, or one of the last digit told: "about 50" is said of 48, not "some 235"."""
        tenth = self.value / 10
        return tenth if self.shown[0].isalpha() else min(tenth, self.last_digit)


def figures(text: str) -> list[Figure]:
    """Every number of a text in order.

    `one` alone is a pronoun as often as a number and is left out.
    """
    return [figure for figure in read_figures(fold(text)) if figure.shown not in NO_NUMBER]


_INDIAN = re.compile(
    r"(?P<digits>[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?![0-9])(?:\.[0-9]+)?|[0-9][0-9,]*(?:\.[0-9]+)?)"
    r"(?P<scale>(?:[ -]?(?:lakh|crore|cr)s?\b)*)",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}\b")


def in_millions(text: str) -> str:
    """`1,24,000` as 124,000 and `3.5 crore` as 35 million: what a model of English has read."""
    return _INDIAN.sub(_in_millions, text)


def _in_millions(found: re.Match[str]) -> str:
    if not found["scale"] and not _GROUPED.match(found["digits"]):
        return found.group()
    value = Decimal(found["digits"].replace(",", ""))
    for name in re.findall(r"[a-z]+", found["scale"].casefold()):
        value *= SCALES[name]
    for name, size in (("trillion", 10**12), ("billion", 10**9), ("million", 10**6)):
        if value >= size and found["scale"]:
            return f"{(value / size).normalize():f} {name}"
    return f"{value:,f}".rstrip("0").rstrip(".") if value % 1 else f"{int(value):,}"


def read_figures(text: str, *, every: bool = False) -> Iterator[Figure]:
    """Walk the tokens of a folded text once; words that belong to one number are joined.

    "One in six" is a share and no one and six, unless `every` number is asked for.
    """
    text = in_digits(text)
    parts = [*_of_a_percent(text), *_shares(text)]
    yield from (figure for figure, _ in parts)
    # A quarter-point is never a quarter and a point.
    inside = [span for figure, span in parts if not every or figure.unit == "points"]
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
        yield _figure(value, unit, text, start, shown_end, before or "")
        row = after
    yield from _in_one_word(text, every=every)


def _of_a_percent(text: str) -> Iterator[tuple[Figure, tuple[int, int]]]:
    for found in FRACTION.finditer(text):
        value = FRACTIONS[found["part"]] * (3 if found["three"] else 1)
        unit = "%" if found["unit"] == "percent" else "points"
        yield Figure(value, unit, found.group()), found.span()


def _shares(text: str) -> Iterator[tuple[Figure, tuple[int, int]]]:
    inside = [found.span() for found in FRACTION.finditer(text)]
    for part in shares(text):
        if not any(start <= part.start < end for start, end in inside):
            span = (part.start, part.end)
            before = LAST_WORD.search(text, 0, part.start)
            yield _figure(part.value, "%", text, *span, before[1] if before else ""), span


def _in_one_word(text: str, *, every: bool) -> Iterator[Figure]:
    """`Thousands`, `tripled` and, where every number is asked for, `a year`."""
    if every:
        for found in A_WHOLE.finditer(text):
            yield Figure(Decimal(1), MEASURE_NAMES[found.group(1)], found.group())
    for found in VAGUE.finditer(text):
        yield Figure(Decimal(SCALES[found.group(1)]), "open", found.group())
    for found in MANIFOLD.finditer(text):
        yield _figure(Decimal(FOLDS[found.group()]), "fold", text, *found.span())


def _figure(value: Decimal, unit: str, text: str, start: int, end: int, before: str = "") -> Figure:
    ahead, behind = text[max(0, start - _REACH) : start + 1], text[end : end + _BEHIND]
    loose = LOOSE.search(ahead) is not None or OR_SO.match(behind) is not None
    shown = text[start:end].strip()
    return Figure(value, unit, shown, _counted(text, end), _bound(ahead), before, loose, behind)


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
    # "Apollo 13 won" tells of no money.
    if after is not None and not (after.group(1) == "won" and len(first["digits"] or "") < 3):
        return CURRENCY_WORDS[after.group(1)], after.end()
    measure = MEASURE.match(text, end)
    if measure is not None:
        return MEASURE_NAMES[measure.group(1)], measure.end()
    ordinal = last["ordinal"] or last["word"] in ORDINALS
    return ("ordinal" if ordinal else ""), end
