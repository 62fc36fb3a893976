"""Where the sentences that answer one question give answers that cannot all be right."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from itertools import combinations
from typing import TYPE_CHECKING

from index.dates import day_of
from qa.english.dates import date_words, mentions
from qa.english.name_forms import is_named
from qa.english.normal_form import FUNCTION_WORDS, OPENING_MARKS, fold, stems, words
from qa.english.numbers import read_figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index import Article
    from qa.evidence import Evidence

BEHIND = 4.5  # of relevance; what the selector ranks further behind answers something else
SAME_MATTER = 0.6  # of the shorter sentence's words beside the answers
FEWEST_SHARED = 2  # words
LONGEST_ANSWER = 8  # words
# What is counted while it goes on: a later and larger number is news, not a contradiction.
TALLY = re.compile(
    r"\b(?:kill|dead|death|die[ds]?|toll|injur|wound|casualt|missing|victim|case|infect|arrest|"
    r"detain|evacuat|displac|rais|donat|vote|sign|homes|customers|without power)\w*"
)


class AnswerKind(Enum):
    """What a short answer is, so that like is compared with like."""

    FIGURE = auto()
    DATE = auto()
    NAME = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Told:
    """The answer of one article, in its sentence."""

    evidence: Evidence
    answer: str

    @property
    def article(self) -> Article:
        return self.evidence.sentence.article

    @property
    def text(self) -> str:
        return self.evidence.sentence.text


def different_answers(evidence: Sequence[Evidence]) -> list[list[Told]]:
    """Groups of articles that give the same answer, where another group's contradicts it.

    `evidence` comes best first, and so do the groups; none where nothing differs. Only sentences
    that tell of the same matter are compared, and only answers of one kind: what answers in other
    words contradicts nothing.
    """
    groups: list[list[Told]] = []
    for told in _best_of_each(evidence):
        same = next((g for g in groups if same_answer(g[0].answer, told.answer)), None)
        if same is None:
            groups.append([told])
        else:
            same.append(told)
    return [g for g in groups if any(_differ(g, other) for other in groups if other is not g)]


def agree(answers: Sequence[Evidence]) -> bool | None:
    """Whether the short answers of several articles are the same; None where nobody can tell.

    Two that cannot both be differ only where their sentences share words beside the answers.
    """
    told = [
        Told(each, _whole_words(each.sentence.article.text, *each.answer))
        for each in answers
        if each.answer is not None
    ]
    if len(told) < len(answers) or len(told) < FEWEST_SHARED:
        return None
    pairs = list(combinations(told, 2))
    if any(_differs_from(one, other) for one, other in pairs):
        return False
    known = all(kind_of(each.answer) is not AnswerKind.OTHER for each in told)
    return True if known and all(same_answer(a.answer, b.answer) for a, b in pairs) else None


def _differs_from(one: Told, other: Told) -> bool:
    shared = (stems(one.text) & stems(other.text)) - stems(f"{one.answer} {other.answer}")
    return (
        len(shared) >= FEWEST_SHARED
        and cannot_both_be(one, other)
        and not same_answer(one.answer, other.answer)
        and not (_has(one, other.answer) or _has(other, one.answer))
    )


def _differ(one: Sequence[Told], other: Sequence[Told]) -> bool:
    return any(_contradicts(mine, theirs) for mine in one for theirs in other)


def _best_of_each(evidence: Sequence[Evidence]) -> Iterable[Told]:
    seen: set[str] = set()
    for each in evidence:
        article = each.sentence.article
        if each.answer is None or article.id in seen:
            continue
        if each.relevance < evidence[0].relevance - BEHIND:
            break
        seen.add(article.id)
        yield Told(each, _whole_words(article.text, *each.answer))


def _whole_words(text: str, start: int, end: int) -> str:
    """The span, with the rest of a word that it cuts."""
    while start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return text[start:end]


def _contradicts(one: Told, other: Told) -> bool:
    if _has(other, one.answer) or _has(one, other.answer):
        return False
    return cannot_both_be(one, other) and _same_matter(one, other)


def cannot_both_be(one: Told, other: Told) -> bool:
    """Whether two answers to one question are of one kind, and no newer count of the same."""
    kinds = {kind_of(one.answer), kind_of(other.answer)}
    return len(kinds) == 1 and AnswerKind.OTHER not in kinds and not _is_timeline(one, other)


def _has(told: Told, answer: str) -> bool:
    """Whether a sentence has another's answer too: "Kim beat Lee" contradicts neither name."""
    return _carrying(answer) <= _carrying(told.text)


def _same_matter(one: Told, other: Told) -> bool:
    answers = stems(one.answer) | stems(other.answer)
    mine, theirs = stems(one.text) - answers, stems(other.text) - answers
    shared = mine & theirs
    return len(shared) >= max(FEWEST_SHARED, SAME_MATTER * min(len(mine), len(theirs)))


def same_answer(one: str, other: str) -> bool:
    """Whether two short answers say the same, perhaps one of them more."""
    figures = [{(f.value, f.unit) for f in read_figures(fold(text))} for text in (one, other)]
    if all(figures) and not figures[0] & figures[1]:
        return False  # "four people" and "seven people", too, where number words carry nothing
    mine, theirs = _carrying(one), _carrying(other)
    if not mine or not theirs or mine <= theirs or theirs <= mine:
        return True
    if kind_of(one) is kind_of(other) is AnswerKind.NAME and _last(one) == _last(other):
        return True  # a first name, a title or a country may stand before it
    if all(figures):
        return True
    if _initials(one) == _letters(other) or _initials(other) == _letters(one):
        return True
    return all(is_named(form, theirs, fold(other)) for form in mine) or all(
        is_named(form, mine, fold(one)) for form in theirs
    )


def kind_of(answer: str) -> AnswerKind:
    """The kind of a short answer by what stands in it; a long one or a quotation is of no kind."""
    if len(answer.split()) > LONGEST_ANSWER or any(mark in answer for mark in OPENING_MARKS):
        return AnswerKind.OTHER
    if mentions(answer) or date_words(answer):
        return AnswerKind.DATE
    if any(read_figures(fold(answer))):
        return AnswerKind.FIGURE
    if any(answer[word.start].isupper() for word in words(answer)):
        return AnswerKind.NAME
    return AnswerKind.OTHER


def _carrying(text: str) -> set[str]:
    return {_unaccented(w.form) for w in words(text) if w.form not in FUNCTION_WORDS}


def _unaccented(form: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", form) if not unicodedata.combining(c))


def _last(text: str) -> str:
    return words(text)[-1].form


def _initials(text: str) -> str:
    return "".join(w.form[0] for w in words(text) if w.form not in FUNCTION_WORDS)


def _letters(text: str) -> str:
    return fold(text).replace(".", "")


def _is_timeline(one: Told, other: Told) -> bool:
    """A tally that the newer article has larger."""
    days = [day_of(told.article.published) for told in (one, other)]
    values = [
        max((f.value for f in read_figures(fold(t.answer))), default=None) for t in (one, other)
    ]
    if None in days or None in values or days[0] == days[1]:
        return False
    if not (TALLY.search(fold(one.text)) and TALLY.search(fold(other.text))):
        return False
    return (days[0] < days[1]) == (values[0] < values[1])  # type: ignore[operator]
