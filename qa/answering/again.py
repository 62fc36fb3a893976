"""A question that is asked again: "are you sure?", "tell me more", "shorter", "in its words"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.english.normal_form import stems
from qa.question import Move
from qa.statement import CheckedStatement, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.answer import Conflict
    from qa.answering.composition import Composition
    from qa.evidence import Evidence

QUOTED = frozenset({Move.SURE, Move.QUOTED, Move.MORE})
NOTHING_AGAINST = "Byline found nothing in the articles that speaks against it."
NO_MORE = "Byline found nothing else on it in these articles."
MOST_FURTHER = 3
SHARED = 2  # content words of the question that a further sentence has too


def tell_as(composition: Composition, move: Move | None) -> None:
    """Let a composition tell it as the move wants it told."""
    composition.quoting = move in QUOTED
    if move is Move.SHORTER:
        composition.most = 1


def further(question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """What the articles that answer say of it besides, nearest first."""
    answering = [each for each in evidence if each.answers]
    articles = {each.sentence.article.id for each in answering}
    wanted = stems(question)
    return [
        each
        for each in evidence
        if each.sentence.article.id in articles
        and not each.answers
        and len(wanted & stems(each.sentence.text)) >= SHARED
    ][:MOST_FURTHER]


def said_against(conflicts: Sequence[Conflict]) -> Iterator[CheckedStatement]:
    """A notice where nothing speaks against what is told."""
    if not conflicts:
        yield CheckedStatement(NOTHING_AGAINST, Kind.NOTICE)
