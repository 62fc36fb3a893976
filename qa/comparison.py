"""What the articles beside an answer's own say to it: who agrees, and who says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Article, Hit
    from qa.agreement import AgreementFinder
    from qa.answer import Agreement, CheckedStatement, Conflict
    from qa.conflicts import ConflictFinder
    from qa.evidence import Evidence
    from qa.sources import SourceList


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for one part of a question: its hits, and their sentences best first."""

    question: str
    hits: Sequence[Hit] = ()
    evidence: Sequence[Evidence] = ()


class Comparison(Protocol):
    """Compares the statements of an answer with the rest of what was found."""

    def compare(
        self, shown: Sequence[CheckedStatement], found: Sequence[Found], sources: SourceList
    ) -> tuple[tuple[Agreement, ...], tuple[Conflict, ...]]: ...

    def among(self, articles: Sequence[Article], sources: SourceList) -> tuple[Conflict, ...]: ...


@dataclass(frozen=True, slots=True)
class ArticleComparison:
    """Agreement and conflicts among the articles of one library."""

    agreement: AgreementFinder
    conflicts: ConflictFinder

    def compare(
        self, shown: Sequence[CheckedStatement], found: Sequence[Found], sources: SourceList
    ) -> tuple[tuple[Agreement, ...], tuple[Conflict, ...]]:
        """Sources of the positions in a conflict are cited in `sources`."""
        hits = [hit for each in found for hit in each.hits]
        cited = [citation for statement in shown for citation in statement.citations]
        conflicts = [
            conflict
            for each in found
            for conflict in self.conflicts.of_answer(each.question, each.evidence, cited, sources)
        ]
        once = {(c.kind, c.about, c.positions): c for c in conflicts}
        return self.agreement.agreement(shown, hits), tuple(once.values())

    def among(self, articles: Sequence[Article], sources: SourceList) -> tuple[Conflict, ...]:
        """What some articles tell differently, whatever is asked."""
        return self.conflicts.of_articles(articles, sources)
