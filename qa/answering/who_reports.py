"""Which articles or outlets say that something is so: those whose sentence supports it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answering.responder import Response
from qa.comparison import Found
from qa.english.normal_form import stems
from qa.evidence import Certainty, Evidence, telling_hit
from qa.question import said_by_which
from qa.sources import SourceList
from qa.statement import Verdict
from qa.writing import DraftStatement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index import ArticleLibrary, Hit, Sentence
    from qa.answering.composition import Composition
    from qa.answering.responder import Asked
    from qa.engine import Cancelled
    from qa.statement import CheckedStatement

    Search = Callable[[str, Asked, ArticleLibrary], Sequence[Hit]]

MOST_ARTICLES = 6
MOST_OF_ONE = 2  # sentences of one article that are compared with what is said


@dataclass(frozen=True, slots=True)
class WhoReports:
    """Questions for who says that something is so, answered by comparing it as a claim."""

    search: Search
    whole: bool = False

    def respond(self, asked: Asked, library: ArticleLibrary) -> Response | None:
        """The sentence of each article that supports it; where none does nobody is sure."""
        said = said_by_which(asked.question)
        if said is None:
            return None
        claim = f"{said[:1].upper()}{said[1:]}."
        hits = self.search(claim, asked, library)
        nearest = _nearest(claim, hits)
        evidence = tuple(Evidence(s, 1.0, answers=False) for some in nearest for s in some)

        def tell(composition: Composition, cancelled: Cancelled) -> Iterator[CheckedStatement]:
            for sentences in nearest:
                for sentence in () if cancelled() else sentences:
                    found = Evidence(sentence, 1.0, answers=True)
                    source = composition.cite(found, SourceList())
                    checked = composition.checker.check(DraftStatement(claim, (1,)), {1: source})
                    if checked.verdict is Verdict.SUPPORTED:
                        yield composition.quoted(found)
                        break

        return Response(Found(asked.question, hits, evidence), tell, Certainty.UNCERTAIN)


def _nearest(claim: str, hits: Sequence[Hit]) -> list[list[Sentence]]:
    """Of each article the sentences that share most words with the claim."""
    wanted = stems(claim)
    each: dict[str, list[Sentence]] = {}
    for hit in map(telling_hit, hits):
        each.setdefault(hit.passage.article.id, []).extend(hit.sentences)
    near = [
        sorted(own, key=lambda s: -len(wanted & stems(s.text)))[:MOST_OF_ONE]
        for own in each.values()
    ]
    return [[s for s in own if wanted & stems(s.text)] for own in near][:MOST_ARTICLES]
