"""The figures and dates of the sentences that a statement is compared with. Compares nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from qa.english.dates import Mention, mentions, without_dates
from qa.english.numbers import Figure, read_figures

if TYPE_CHECKING:
    from collections.abc import Sequence

YEAR = re.compile(r"(?:1[5-9]|20)[0-9]{2}\Z")


@dataclass(frozen=True)
class Told:
    """Some sentences of a source, as their numbers and dates."""

    texts: Sequence[str]

    @cached_property
    def dates(self) -> list[Mention]:
        """Every date, in order."""
        return [mention for text in self.texts for mention in mentions(text)]

    @cached_property
    def figures(self) -> list[Figure]:
        """Every number once; the year of a date is one too."""
        found = [
            figure
            for text in self.texts
            for figure in read_figures(without_dates(text), every=True)
        ]
        years = [Figure(Decimal(m.year), "", str(m.year)) for m in self.dates if m.year]
        return list(dict.fromkeys((*found, *years)))

    @cached_property
    def years(self) -> list[int]:
        """Every year, in the order of time."""
        return sorted({int(f.value) for f in self.figures if is_year(f)})

    @cached_property
    def amounts(self) -> list[Figure]:
        """What may be counted with: no year, no place in an order, nothing left open."""
        return [f for f in self.figures if _is_amount(f)]


def is_year(figure: Figure) -> bool:
    """Whether a figure may be a year: four digits and no unit."""
    return not figure.unit and YEAR.match(figure.shown) is not None


def _is_amount(figure: Figure) -> bool:
    return figure.value > 0 and figure.unit not in {"ordinal", "open"} and not is_year(figure)
