"""What the articles beside an answer's own say to it: who agrees, and who says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from qa.answer import Conflict, ConflictKind, Position
from qa.quotation_marks import in_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Article, Hit
    from qa.answer import Agreement
    from qa.comparison.agreement import AgreementFinder, Denial
    from qa.comparison.conflicts import ConflictFinder
    from qa.evidence import Evidence
    from qa.sources import SourceList
    from qa.statement import CheckedStatement


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
        agreement, denials = self.agreement.compare(shown, hits)
        about = found[0].question if len(found) == 1 else None
        conflicts += [_denied(shown[d.statement], d, about, sources) for d in denials]
        once = {(c.kind, c.about, c.positions): c for c in conflicts}
        return agreement, tuple(once.values())

    def among(self, articles: Sequence[Article], sources: SourceList) -> tuple[Conflict, ...]:
        """What some articles tell differently, whatever is asked."""
        return self.conflicts.of_articles(articles, sources)


def _denied(
    statement: CheckedStatement, denial: Denial, about: str | None, sources: SourceList
) -> Conflict:
    """Both sides in the words of their articles."""
    said = statement.citations[0]
    sentence = denial.sentence
    other = sources.cite(sentence.article, sentence.start, sentence.end)
    positions = tuple(Position(in_marks(side.quote), (side.number,)) for side in (said, other))
    return Conflict(ConflictKind.CONTRADICTION, about or statement.text, positions)
