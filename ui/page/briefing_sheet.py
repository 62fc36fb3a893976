"""A briefing that a person works on: steps up and down, undoing, words found in an article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.briefing.edits import move_section, move_statement

if TYPE_CHECKING:
    from index import Article
    from qa import Briefing

_MOST_UNDONE = 50
_ALIKE = {
    **dict.fromkeys("'‘’ʼ", "['‘’ʼ]"),
    **dict.fromkeys('"“”„', '["“”„]'),
    **dict.fromkeys("-–—‑", "[-–—‑]"),
}


@dataclass(frozen=True, slots=True)
class BriefingSheet:
    """The briefing as it is now, and as it was before each change."""

    briefing: Briefing
    before: tuple[Briefing, ...] = ()

    def changed(self, briefing: Briefing) -> BriefingSheet:
        return BriefingSheet(briefing, (*self.before, self.briefing)[-_MOST_UNDONE:])

    def undone(self) -> BriefingSheet:
        return BriefingSheet(self.before[-1], self.before[:-1]) if self.before else self


def place_of(briefing: Briefing, number: int) -> tuple[int, int]:
    """The section of a statement and its place there, both from 1.

    Raises:
        ValueError: there is no such statement.
    """
    left = number
    for row, section in enumerate(briefing.sections, start=1):
        if 1 <= left <= len(section.items):
            return row, left
        left -= len(section.items)
    raise ValueError(f"there is no statement {number}: the last is {len(briefing.items)}")


def step_statement(briefing: Briefing, number: int, step: int) -> tuple[Briefing, int]:
    """The briefing with a statement one place further up (-1) or down (1), and its new number.

    At the end of its section it goes on into the next one; at the very end it stays.
    """
    section, place = place_of(briefing, number)
    count = len(briefing.sections[section - 1].items)
    if 1 <= place + step <= count:
        return move_statement(briefing, number, section, place + step), number + step
    beside = section + step
    if not 1 <= beside <= len(briefing.sections):
        return briefing, number
    to = 1 if step > 0 else len(briefing.sections[beside - 1].items) + 1
    # Its number stays: it changes its section and passes no other statement.
    return move_statement(briefing, number, beside, to), number


def step_section(briefing: Briefing, section: int, step: int) -> tuple[Briefing, int]:
    """The same for a whole section, and its new number."""
    if not 1 <= section + step <= len(briefing.sections):
        return briefing, section
    return move_section(briefing, section, section + step), section + step


def find_words(article: Article, words: str) -> tuple[int, int] | None:
    """Where words stand in an article; the kind of quotation marks, dashes and spaces is free."""
    given = words.strip().strip('“”"').split()
    if not given:
        return None
    pattern = r"\s+".join("".join(_ALIKE.get(c, re.escape(c)) for c in word) for word in given)
    found = re.search(pattern, article.text)
    return None if found is None else found.span()
