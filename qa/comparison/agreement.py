"""Which articles say what a statement says, how many of them independently, and which deny it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answer import Agreement
from qa.checks import Text, articles_about, denies, text_of
from qa.comparison.origins import origins_of
from qa.english.normal_form import stems
from qa.statement import Kind, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from index import Article, Hit, Sentence
    from qa.checks import ClaimChecker, Finding
    from qa.statement import CheckedStatement

MOST_ARTICLES = 4  # beside those cited, that are compared with one statement
LEAST_SHARED = 0.5  # of the statement's words, in an article that may say the same


@dataclass(frozen=True, slots=True)
class Voice:
    """An article that says it, and the sentences in which it does."""

    article: Article
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Denial:
    """A statement, by its row, and the sentence of another article that denies it."""

    statement: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class AgreementFinder:
    """Compares statements with articles that they do not cite, by the checker of claims."""

    claims: ClaimChecker
    sentences: Callable[[Article], Sequence[Sentence]]
    group: Callable[[Article], int]  # the same number for near-copies

    def compare(
        self, statements: Sequence[CheckedStatement], hits: Sequence[Hit]
    ) -> tuple[tuple[Agreement, ...], tuple[Denial, ...]]:
        """For every statement that reports something: who says so, those that it cites first.

        And the sentences that deny one.
        """
        found: list[Agreement] = []
        denials: list[Denial] = []
        for row, statement in enumerate(statements):
            if statement.kind is Kind.NOTICE or not statement.citations:
                continue
            voices = self._cited(statement)
            for article, text, finding in self._elsewhere(statement, hits):
                if finding.verdict is Verdict.SUPPORTED:
                    told = tuple(text.sentences[place] for place in sorted(finding.rows))
                    voices.append(Voice(article, told))
                elif finding.verdict is Verdict.CONTRADICTED:
                    denials += self._denials(row, statement, text, finding, article)
            articles = tuple(voice.article.id for voice in voices)
            found.append(Agreement(row, articles, self.independent(voices)))
        return tuple(found), tuple(denials)

    def _cited(self, statement: CheckedStatement) -> list[Voice]:
        cited: dict[str, list[str]] = {}
        articles = {c.article.id: c.article for c in statement.citations}
        for citation in statement.citations:
            cited.setdefault(citation.article.id, []).append(citation.quote)
        return [Voice(articles[key], tuple(told)) for key, told in cited.items()]

    def _elsewhere(
        self, statement: CheckedStatement, hits: Sequence[Hit]
    ) -> Iterable[tuple[Article, Text, Finding]]:
        """The statement compared with the articles that it does not cite."""
        claim = claim_of(statement)
        own = stems(claim)
        cited = {citation.article.id for citation in statement.citations}
        others = [hit for hit in hits if hit.passage.article.id not in cited]
        for article in articles_about(claim, others, most=MOST_ARTICLES):
            if len(own & stems(article.text)) < LEAST_SHARED * len(own):
                continue
            text = text_of(article, [(s.start, s.end) for s in self.sentences(article)])
            yield article, text, self.claims.check(claim, text)

    def _denials(
        self,
        row: int,
        statement: CheckedStatement,
        text: Text,
        finding: Finding,
        article: Article,
    ) -> Iterable[Denial]:
        """The sentence that bears most on the statement, if it denies it by itself."""
        if self.group(article) in {self.group(c.article) for c in statement.citations}:
            return
        claim, told = claim_of(statement), text.sentences[finding.rows[0]]
        alone = Text((told,), text.title, text.beside, text.published)
        if denies(claim, alone.sentences, self.claims.check(claim, alone)):
            yield Denial(row, self.sentences(article)[finding.rows[0]])

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
