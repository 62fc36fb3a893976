"""A question that was just read of the same passages is not read again."""

from __future__ import annotations

from collections.abc import Sequence

from index import Hit
from qa.evidence.remembering import KEPT, RememberingSelector
from qa.evidence.selector import Selection
from tests.fakes import ContainingSelector, article, hits_of

HERE, THERE = hits_of(article("Kim came.")), hits_of(article("Lund came.", name="other.txt"))


class Counting(ContainingSelector):
    read = 0

    def select(self, question: str, hits: Sequence[Hit]) -> Selection:
        self.read += 1
        return super().select(question, hits)


def test_the_same_question_of_the_same_passages_is_read_once():
    inner = Counting("Kim")
    selector = RememberingSelector(inner)
    assert selector.select("Who came?", HERE) == selector.select("Who came?", HERE)
    assert inner.read == 1


def test_another_question_and_other_passages_are_read():
    inner = Counting("Kim")
    selector = RememberingSelector(inner)
    assert selector.select("Who came?", HERE).answerable
    assert not selector.select("Who came?", THERE).answerable
    selector.select("Who left?", HERE)
    assert inner.read == 3


def test_only_the_last_ones_are_kept():
    inner = Counting("Kim")
    selector = RememberingSelector(inner)
    for number in range(KEPT + 1):
        selector.select(f"Who came {number}?", HERE)
    selector.select("Who came 0?", HERE)
    assert inner.read == KEPT + 2
