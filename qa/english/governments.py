"""The capital city by which news calls a government: "Kyiv asked again", "talks with Moscow"."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from countryinfo import all_countries

from qa.english.normal_form import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

# Behind these words, and where a clause begins, a capital acts. Behind "in", "to" or "left for" it
# is a place, and what happened in a country did not happen in its capital.
_ACTING_BEHIND = frozenset(
    """that while as because since when if though although but with by between against
    than""".split()  # noqa: SIM905
)
_LAST_WORD = re.compile(r"([^\W\d_]+)\W*\Z")
_CLAUSE_ENDS = re.compile(r"(?:\A|[,;:.!?“\"(—–])\s*\Z")
_DISTRICT = re.compile(r",? d\.?c\.?\Z")


def acting_capitals(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a text names a capital that acts, and the country, folded: (start, end, country)."""
    accepted_end = -1
    for found in _pattern().finditer(text):
        before = text[: found.start()]
        last = _LAST_WORD.search(before)
        joined = text[accepted_end : found.start()].strip() == "and" if accepted_end > 0 else False
        behind = last is not None and fold(last.group(1)) in _ACTING_BEHIND
        if joined or behind or _CLAUSE_ENDS.search(before):
            accepted_end = found.end()
            yield *found.span(), _countries()[fold(found.group())]


@functools.cache
def _countries() -> dict[str, str]:
    """Folded capitals and their countries; a city state or a capital of two countries is none."""
    found: dict[str, set[str]] = {}
    for country in all_countries():
        capitals = country.capital() or ()
        for capital in [capitals] if isinstance(capitals, str) else capitals:
            city = _DISTRICT.sub("", fold(capital))
            found.setdefault(city, set()).add(fold(country.name()))
    return {
        capital: country
        for capital, (country, *others) in ((c, sorted(names)) for c, names in found.items())
        if capital and not others and country not in capital and capital not in country
    }


@functools.cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_countries(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b(?![’'-]\w)", re.IGNORECASE)
