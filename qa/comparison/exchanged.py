"""Sentences that two articles tell alike but for one figure, name or day.

Two articles of one agency differ so, and near-copies where one was mistyped. Knows no question.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import combinations
from typing import TYPE_CHECKING

from qa.comparison.contradictions import Told, cannot_both_be, same_answer
from qa.english.normal_form import stems, words
from qa.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index import Sentence

SHORTEST = 6  # words
ALIKE = 0.8  # of the words of the longer sentence that stand in both in one order
SHARED = 0.6  # of the stems of the shorter one, before the order is looked at


def exchanged(articles: Sequence[Sequence[Sentence]]) -> Iterator[tuple[Told, Told]]:
    """Each two sentences of two articles that differ in one thing that cannot be both."""
    own = [[(each, stems(each.text)) for each in sentences] for sentences in articles]
    for one, other in combinations(own, 2):
        for mine, has in one:
            theirs, shared = max(
                (
                    (each, len(has & held) / max(1, min(len(has), len(held))))
                    for each, held in other
                ),
                key=lambda each: each[1],
                default=(mine, 0.0),
            )
            if shared >= SHARED and (found := _difference(mine, theirs)) is not None:
                yield found


def _difference(one: Sentence, other: Sentence) -> tuple[Told, Told] | None:
    """The two with the words that stand in each other's place, where they cannot be both."""
    mine, theirs = words(one.text), words(other.text)
    forms = [[word.form for word in each] for each in (mine, theirs)]
    longer = max(map(len, forms))
    if longer < SHORTEST or forms[0] == forms[1]:
        return None
    steps = SequenceMatcher(None, forms[0], forms[1], autojunk=False).get_opcodes()
    if sum(end - start for kind, start, end, *_ in steps if kind == "equal") < ALIKE * longer:
        return None
    for kind, start, end, first, behind in steps:
        if kind != "replace" or start == 0 or first == 0:  # any word has its capital there
            continue
        told = Told(_shown(one), one.text[mine[start].start : mine[end - 1].end])
        beside = Told(_shown(other), other.text[theirs[first].start : theirs[behind - 1].end])
        if cannot_both_be(told, beside) and not same_answer(told.answer, beside.answer):
            return told, beside
    return None


def _shown(sentence: Sentence) -> Evidence:
    return Evidence(sentence, 1.0, answers=True)
