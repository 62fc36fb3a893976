"""A statement keeps the order of its source and leaves out only what does not bind the rest."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.english.clauses import DATELINE, SPEAKING, WEEKDAY, addition_may_go, clauses
from qa.english.inverted_quotation import turned
from qa.english.normal_form import same_words, words
from qa.finding import failed, passed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.english.normal_form import Word
    from qa.statement import CheckResult

NAME = "wording"
INSERTED = frozenset({"a", "an", "the"})
MOST_WORDS = 300  # of a sentence; the time grows with the square of the clauses
BEFORE = -1  # stands for the place before the first word of the source


def check_wording(statement: str, evidence: Sequence[str]) -> CheckResult:
    """Align the statement with one source sentence, word by word and in order.

    Words of the source between two aligned ones are a gap. A gap has to be made of whole clauses
    that may be left out. So nobody changes places with anybody else, and no condition, speaker
    or negation is lost, whatever a model writes.
    """
    problem = "No source is cited."
    if len(words(statement)) > MOST_WORDS:
        return failed(NAME, f"The statement has more than {MOST_WORDS} words.")
    if any(same_words(statement, text) for text in evidence):
        return passed(NAME, "The statement is the source, word for word.")
    bodies = [DATELINE.sub("", text) for text in evidence]
    for text in (form for body in bodies for form in (turned(body), body) if form):
        found = compare(statement, text)
        if found is None:
            return passed(NAME, "The statement keeps the words of the source in their order.")
        problem = found
    return failed(NAME, problem)


def compare(statement: str, source: str) -> str | None:
    """None when the statement is the source or a shortened form of it, else what differs."""
    if len(words(source)) > MOST_WORDS:
        return f"The source has more than {MOST_WORDS} words."
    return _Alignment(source).problem(statement)


@dataclass(slots=True)
class _Alignment:
    """One source sentence that statements are laid along.

    The places a statement word can have depend only on the places of the word before, so they are
    followed word by word, all at once: time grows with the product of the two lengths at most.
    """

    source: str
    given: list[Word] = field(init=False)
    places: dict[str, list[int]] = field(init=False)
    openings: set[int] = field(init=False)  # rows of the words that open a clause
    after_day: dict[int, int] = field(init=False)  # row before a weekday -> row after it
    speaking: list[int] = field(init=False)  # how many words of speech stand before each row

    def __post_init__(self) -> None:
        self.given = words(self.source)
        self.places = {}
        for row, word in enumerate(self.given):
            self.places.setdefault(word.form, []).append(row)
        self.after_day = {
            row: row + 1 + len(words(day.group()))
            for row, word in enumerate(self.given)
            if (day := WEEKDAY.match(self.source, word.end)) is not None
        }
        counts = itertools.accumulate((word.form in SPEAKING for word in self.given), initial=0)
        self.speaking = list(counts)
        starts = sorted(clause.start for clause in clauses(self.source))
        self.openings = set()
        row = 0
        for start in starts:
            while row < len(self.given) and self.given[row].start < start:
                row += 1
            self.openings.add(row)

    def problem(self, statement: str) -> str | None:
        """None when the statement is a shortened source, else what differs."""
        reached = {BEFORE}
        for word in words(statement):
            following = {
                place
                for place in self.places.get(word.form, ())
                if any(self._may_follow(last, place) for last in reached)
            }
            if word.form in INSERTED:
                following |= reached
            if not following:
                return self._reason(statement[word.start : word.end], word.form, reached)
            reached = following
        if reached == {BEFORE}:
            return "The statement has no word of the source."
        end = len(self.given)
        if any(self._may_follow(last, end) for last in reached if last != BEFORE):
            return None
        return f"The statement leaves out “{self._gap(max(reached), end)}”."

    def _reason(self, shown: str, form: str, reached: set[int]) -> str:
        later = [place for place in self.places.get(form, ()) if place > min(reached)]
        if not later:
            return f"The source does not say “{shown}” at this place."
        return f"The statement leaves out “{self._gap(max(reached), max(later))}”."

    def _may_follow(self, left: int, right: int) -> bool:
        if right - left <= 1:
            return right > left
        if left != BEFORE and right == self.after_day.get(left):
            return True
        if left + 1 not in self.openings:
            return False
        if right != len(self.given) and right not in self.openings:
            return False
        return addition_may_go(
            self.given[left + 1].form,
            alone=right - left == 2,
            speaks=self.speaking[right] > self.speaking[left + 1],
            leading=left == BEFORE,
        )

    def _gap(self, left: int, right: int) -> str:
        if right - left <= 1:
            return ""
        return self.source[self.given[left + 1].start : self.given[right - 1].end]
