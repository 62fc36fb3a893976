"""Which articles say what a statement says, and how many of them do so independently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answer import Agreement, Kind, Verdict
from qa.articles_about import articles_about
from qa.claims import text_of
from qa.normal_form import stems
from qa.origins import origins_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from index import Article, Hit, Sentence
    from qa.answer import CheckedStatement
    from qa.claims import ClaimChecker

MOST_ARTICLES = 4  # beside those cited, that are compared with one statement
LEAST_SHARED = 0.5  # of the statement's words, in an article that may say the same


@dataclass(frozen=True, slots=True)
class Voice:
    """An article that says it, and the sentences in which it does."""

    article: Article
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreementFinder:
    """Compares statements with articles that they do not cite, by the checker of claims."""

    claims: ClaimChecker
    sentences: Callable[[Article], Sequence[Sentence]]
    group: Callable[[Article], int]  # the same number for near-copies

    def agreement(
        self, statements: Sequence[CheckedStatement], hits: Sequence[Hit]
    ) -> tuple[Agreement, ...]:
        """For every statement that reports something: who says so, those that it cites first."""
        found = []
        for row, statement in enumerate(statements):
            if statement.kind is Kind.NOTICE or not statement.citations:
                continue
            voices = self.voices(statement, hits)
            articles = tuple(voice.article.id for voice in voices)
            found.append(Agreement(row, articles, self.independent(voices)))
        return tuple(found)

    def voices(self, statement: CheckedStatement, hits: Sequence[Hit]) -> list[Voice]:
        """The cited articles, and the others among the hits that support the statement."""
        cited: dict[str, list[str]] = {}
        articles = {c.article.id: c.article for c in statement.citations}
        for citation in statement.citations:
            cited.setdefault(citation.article.id, []).append(citation.quote)
        voices = [Voice(articles[key], tuple(told)) for key, told in cited.items()]
        claim = claim_of(statement)
        own = stems(claim)
        others = [hit for hit in hits if hit.passage.article.id not in cited]
        for article in articles_about(claim, others, most=MOST_ARTICLES):
            if len(own & stems(article.text)) < LEAST_SHARED * len(own):
                continue
            text = text_of(article, [s.text for s in self.sentences(article)])
            finding = self.claims.check(claim, text)
            if finding.verdict is Verdict.SUPPORTED:
                told = tuple(text.sentences[place] for place in sorted(finding.rows))
                voices.append(Voice(article, told))
        return voices

    def independent(self, voices: Iterable[Voice]) -> int:
        """How many of them have neither their text nor the origin of this news in common."""
        clusters: list[set[str]] = []
        for voice in voices:
            marks = {f"group {self.group(voice.article)}", *origins_of(voice.article, voice.told)}
            joined = [cluster for cluster in clusters if cluster & marks]
            clusters = [cluster for cluster in clusters if not cluster & marks]
            clusters.append(marks.union(*joined))
        return len(clusters)


def claim_of(statement: CheckedStatement) -> str:
    """What a statement claims: of a quoted one the article's own words."""
    if statement.kind is Kind.QUOTED:
        return statement.citations[0].quote
    return statement.text
