"""The names in a question by their capitals, and which of them another takes the place of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.english.mentions import Sort, mentions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CAPITAL = r"(?:[A-Z][\w.’'&-]*|[0-9]+[A-Z]\w*)"
_NAME = re.compile(rf"{_CAPITAL}(?: (?:(?:of|the|de|van|al) )*(?:{_CAPITAL}|[0-9]+))*")
_WHO = re.compile(r"whom?\b|(?:which|what) \w+", re.I)
_NO_NAMES = frozenset(
    """who whom whose what which when where why how is are was were do does did has have had will
    would can could should may might by in on at for to from with about over since until""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Change:
    """What stands at a place of the question from now on."""

    start: int
    end: int
    text: str


def named(question: str, noun: str, sorts: Mapping[str, Sort]) -> Change | None:
    """A name in the place of one like it; None for what is no name."""
    if not noun.removeprefix("the ")[:1].isupper():
        return None
    return name_like(question, noun, sorts, strict=False)


def name_like(
    question: str, noun: str, sorts: Mapping[str, Sort], *, strict: bool
) -> Change | None:
    """The name in the question that is of the sort of this one; of one sort, the first."""
    mine = _sort_of(noun, sorts)
    least = 2 if strict else 1 if _WHO.match(question) else 0
    best: tuple[int, int, int] | None = None
    for start, end in names_in(question):
        other = _sort_of(question[start:end], sorts)
        alike = 2 if mine is other else 1 if Sort.UNKNOWN in {mine, other} else 0
        if alike >= least and (best is None or alike > best[0]):
            best = (alike, start, end)
    if best is None:
        return None
    _, start, end = best
    the = question[:start].endswith(("the ", "The "))
    if the and noun.startswith("the "):
        start -= 4
    return Change(start, end, noun)


def names_in(question: str) -> Iterator[tuple[int, int]]:
    """Where runs of capitalised words start and end, without a question word before them."""
    for found in _NAME.finditer(question):
        start, end = found.span()
        text = found[0]
        if start == 0 or text.casefold() in _NO_NAMES:
            first, _, behind = text.partition(" ")
            if first.casefold() not in _NO_NAMES or not behind:
                continue
            start += len(first) + 1
        if question[start:end].endswith(("’s", "'s")):
            end -= 2
        yield start, end


def _sort_of(name: str, sorts: Mapping[str, Sort]) -> Sort:
    known = sorts.get(name.split()[-1].casefold())
    if known is not None:
        return known
    found = [m for m in mentions(f"They spoke about {name}.", sorts) if m.named]
    return found[0].sort if found else Sort.UNKNOWN
