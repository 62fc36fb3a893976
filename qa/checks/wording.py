"""A statement keeps the order of its source and leaves out only what does not bind the rest."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from qa.checks.finding import failed, passed
from qa.clauses import DATELINE, WEEKDAY, clauses, may_be_left_out
from qa.normal_form import words
from qa.speech import turned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answer import CheckResult
    from qa.normal_form import Word

NAME = "wording"
INSERTED = frozenset({"a", "an", "the"})


def check_wording(statement: str, evidence: Sequence[str]) -> CheckResult:
    """Align the statement with one source sentence, word by word and in order.

    Words of the source between two aligned ones are a gap. A gap has to be made of whole clauses
    that may be left out. So nobody changes places with anybody else, and no condition, speaker
    or negation is lost, whatever a model writes.
    """
    problem = "No source is cited."
    bodies = [DATELINE.sub("", text) for text in evidence]
    for source in (form for body in bodies for form in (turned(body), body) if form):
        found = _compare(statement, source)
        if found is None:
            return passed(NAME, "The statement keeps the words of the source in their order.")
        problem = found
    return failed(NAME, problem)


def _compare(statement: str, source: str) -> str | None:
    """None when the statement is a shortened source, else what differs."""
    stated, given = words(statement), words(source)
    kept: list[int] = []
    row = 0
    for word in stated:
        place = _place(word, given, row)
        if place is None:
            if word.form in INSERTED:
                continue
            return f"The source does not say “{statement[word.start : word.end]}” at this place."
        kept.append(place)
        row = place + 1
    if not kept:
        return "The statement has no word of the source."
    return _bad_gap(source, given, kept)


def _place(word: Word, given: list[Word], row: int) -> int | None:
    return next((i for i in range(row, len(given)) if given[i].form == word.form), None)


def _bad_gap(source: str, given: list[Word], kept: list[int]) -> str | None:
    """The first gap that may not be left out, as a reason."""
    edges = [-1, *kept, len(given)]
    starts = {clause.start for clause in clauses(source)}
    first_word_of = _clause_starts(given, starts)
    for left, right in itertools.pairwise(edges):
        if right - left <= 1:
            continue
        gap = source[given[left + 1].start : given[right - 1].end]
        if left >= 0 and WEEKDAY.match(source, given[left].end):
            continue
        whole = left + 1 in first_word_of and (right == len(given) or right in first_word_of)
        if not whole or not may_be_left_out(gap, leading=left == -1):
            return f"The statement leaves out “{gap}”, which the rest depends on."
    return None


def _clause_starts(given: list[Word], starts: set[int]) -> set[int]:
    """Rows of the words that open a clause."""
    rows = set()
    for start in starts:
        row = next((i for i, word in enumerate(given) if word.start >= start), None)
        if row is not None:
            rows.add(row)
    return rows
