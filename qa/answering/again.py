"""A question that is asked again: "are you sure?", "tell me more", "shorter", "in its words"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.answering.topics import telling
from qa.english.normal_form import stems
from qa.evidence import Evidence
from qa.question import Move
from qa.statement import CheckedStatement, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index import Article, Sentence
    from qa.answer import Conflict
    from qa.answering.composition import Composition

QUOTED = frozenset({Move.SURE, Move.QUOTED, Move.MORE})
NOTHING_AGAINST = "Byline found nothing in the articles that speaks against it."
NO_MORE = "Byline found nothing else on it in these articles."
MOST_FURTHER = 3
SHARED = 2  # content words of the question or its answer that a further sentence has too
AROUND = 4  # sentences before or behind the answer


def tell_as(composition: Composition, move: Move | None) -> None:
    """Let a composition tell it as the move wants it told."""
    composition.quoting = move in QUOTED
    if move is Move.SHORTER:
        composition.most = 1


def further(
    question: str,
    evidence: Sequence[Evidence],
    sentences: Callable[[Article], Sequence[Sentence]],
) -> list[Evidence]:
    """What the article that answers says of it besides: around the answer, then anywhere.

    Where nothing is sure to answer, around the nearest sentence, itself included.
    """
    answering = [each for each in evidence if each.answers]
    first, *_ = answering or evidence
    own = {
        each.sentence.start for each in answering if each.sentence.article == first.sentence.article
    }
    told = list(telling(sentences(first.sentence.article)))
    at = next((row for row, s in enumerate(told) if s.start >= first.sentence.start), len(told))
    wanted = stems(f"{question} {first.sentence.text}")
    near = sorted(
        (row for row, s in enumerate(told) if s.start not in own and _is_of_it(s, wanted)),
        key=lambda row: (row < at, abs(row - at)),
    )
    rows = sorted(row for row in near[:MOST_FURTHER] if abs(row - at) <= AROUND)
    return [Evidence(told[row], 1.0 / rank, answers=True) for rank, row in enumerate(rows, 1)]


def _is_of_it(sentence: Sentence, wanted: frozenset[str]) -> bool:
    return len(wanted & stems(sentence.text)) >= SHARED


def said_against(conflicts: Sequence[Conflict]) -> Iterator[CheckedStatement]:
    """A notice where nothing speaks against what is told."""
    if not conflicts:
        yield CheckedStatement(NOTHING_AGAINST, Kind.NOTICE)
