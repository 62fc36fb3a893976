"""From selected evidence to checked statements: draft, check, repair. Retrieves nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qa.checks import failures
from qa.english.name_forms import same_name
from qa.english.normal_form import FUNCTION_WORDS, same_words, stem, stems, words
from qa.evidence import CELLS, told_words
from qa.sources import SourceList
from qa.statement import Dropped, Kind, Verdict
from qa.writing import (
    DraftStatement,
    Offer,
    QuotingDrafter,
    leading_answer,
    quoted_at,
    quoted_statement,
    standing_span,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from index import Article, Sentence
    from qa.checks import CitationChecker
    from qa.engine import Cancelled
    from qa.evidence import Evidence
    from qa.statement import CheckedStatement, Citation
    from qa.writing import Drafter

MOST_OFFERS = 3
REPEATS = 0.8  # share of a sentence's content words that other sentences already have
CORROBORATING = 3  # sources shown behind one statement


@dataclass(slots=True)
class Composition:
    """One answer while it is made, of at most `most` sentences a part.

    `quoting` where the articles' own words are wanted, and while other parts of the question lean
    on this one: what a sentence is shortened to may lack what the next part asks for.
    """

    drafter: Drafter
    checker: CitationChecker
    sentences: Callable[[Article], Sequence[Sentence]]
    sources: SourceList = field(default_factory=SourceList)
    dropped: list[Dropped] = field(default_factory=list)
    quoting: bool = False
    most: int = MOST_OFFERS

    def compose(
        self, question: str, answering: Sequence[Evidence], cancelled: Cancelled
    ) -> Iterator[CheckedStatement]:
        """Statements that passed, one by one, numbered in the order of their first use."""
        # Numbers inside the prompt are places among the offers, not source numbers.
        quoting = SourceList()
        spans = [self.cite(evidence, quoting) for evidence in answering]
        chosen = plan(spans)[: self.most]
        offers = [
            Offer(number, told_words(spans[row]), answering[row].short_answer or None)
            for number, row in enumerate(chosen, start=1)
        ]
        offered = {number: spans[row] for number, row in enumerate(chosen, start=1)}
        answered = any(offer.answer is not None for offer in offers)
        shown: list[str] = []
        stood: list[Citation] = []  # what the shown statements cite
        for draft in self._drafts(question, offers, offered, cancelled):
            if draft.fallback and stood and (answered or offered[draft.numbers[0]] in stood):
                continue
            statement = self._checked(question, draft, offered)
            if statement is None:
                continue
            stood += statement.citations
            if _is_told(statement, shown):
                continue
            shown.append(statement.text)
            yield self._numbered(statement, spans)

    def quoted(
        self, evidence: Evidence, when: str = "", *, earlier: bool = False
    ) -> CheckedStatement:
        """The sentence in its own words, with the time at which it was told."""
        source = self.cite(evidence, SourceList())
        plain = quoted_statement(source)
        text = quoted_at(source, when, earlier=earlier) if when else plain
        return self._numbered(self._as_quoted(source, text), ())

    def _drafts(
        self,
        question: str,
        offers: Sequence[Offer],
        offered: dict[int, Citation],
        cancelled: Cancelled,
    ) -> Iterable[DraftStatement]:
        # Of a row of numbers a model makes "a turnout of 41,200, 27,604, or 67.0%".
        of_table = any(CELLS in span.quote for span in offered.values())
        drafter = QuotingDrafter() if self.quoting or of_table else self.drafter
        return drafter.draft(question, offers, cancelled=cancelled) if offers else ()

    def cite(self, evidence: Evidence, sources: SourceList) -> Citation:
        """The evidence sentence, with a neighbour where it cannot be understood alone."""
        article = evidence.sentence.article
        span = standing_span(evidence.sentence, self.sentences(article))
        return sources.cite(article, *span, evidence.answer)

    def _checked(
        self, question: str, draft: DraftStatement, offered: dict[int, Citation]
    ) -> CheckedStatement | None:
        """The statement if it passes, else the sentence it should have kept to, quoted."""
        if draft.objection:
            self.dropped.append(Dropped(draft.text, draft.objection))
            return None
        cited = [offered[number] for number in draft.numbers if number in offered]
        if len(cited) == 1 and same_words(draft.text, told_words(cited[0])):
            return self._quoted(question, cited[0])
        statement = self.checker.check(draft, offered)
        if statement.verdict is Verdict.SUPPORTED:
            return statement
        if draft.instead is not None:
            self.dropped.append(Dropped(draft.text, failures(statement)))
            return self._checked(question, draft.instead(), offered)
        for number in offered:
            recited = replace(draft, numbers=(number,))
            again = self.checker.check(recited, offered)
            if again.verdict is Verdict.SUPPORTED:
                return again
        self.dropped.append(Dropped(draft.text, failures(statement)))
        return self._quoted(question, cited[0]) if cited and not draft.spare else None

    def _quoted(self, question: str, source: Citation) -> CheckedStatement:
        return self._as_quoted(source, quoted_statement(source, leading_answer(question, source)))

    def _as_quoted(self, source: Citation, text: str) -> CheckedStatement:
        inside = DraftStatement(source.quote, (1,))
        statement = self.checker.check(inside, {1: source}, kind=Kind.QUOTED)
        return replace(statement, text=text, verdict=Verdict.SUPPORTED)

    def _numbered(self, statement: CheckedStatement, spans: Sequence[Citation]) -> CheckedStatement:
        """With final source numbers, and with the other sources that support it too."""
        found = list(statement.citations)
        if statement.kind is Kind.WRITTEN:
            others = [span for span in spans if span not in found]
            for span in others:
                draft = DraftStatement(statement.text, (1,))
                if self.checker.check(draft, {1: span}).verdict is Verdict.SUPPORTED:
                    found.append(span)
        cited = tuple(
            self.sources.cite(span.article, span.start, span.end, span.answer)
            for span in found[:CORROBORATING]
        )
        return replace(statement, citations=cited)


def _is_told(statement: CheckedStatement, shown: Sequence[str]) -> bool:
    """Whether it stands there already, or is written and has no word that one shown lacks.

    "The Ukrainian foreign minister" says nothing beyond "Ukraine's foreign minister".
    """
    if statement.text in shown:
        return True
    own = [word.form for word in words(statement.text) if word.form not in FUNCTION_WORDS]
    return statement.kind is Kind.WRITTEN and any(_has_all(text, own) for text in shown)


def _has_all(text: str, own: Sequence[str]) -> bool:
    theirs = [word.form for word in words(text)]
    known = stems(text)
    return all(stem(form) in known or same_name((form,), theirs) for form in own)


def plan(spans: Sequence[Citation]) -> list[int]:
    """Which sentences are offered: the best ones that do not say again what a better one says.

    A title says it of itself, and is offered only where there is nothing else.
    """
    chosen: list[int] = []
    sentences = [row for row, span in enumerate(spans) if not _is_title(span)]
    for row in sentences or range(len(spans)):
        span = spans[row]
        said = [stems(spans[other].quote) for other in chosen]
        own = stems(span.quote)
        repeats = any(len(own & other) >= REPEATS * len(own) for other in said)
        overlaps = any(_overlap(span, spans[other]) for other in chosen)
        if own and not repeats and not overlaps:
            chosen.append(row)
        if len(chosen) == MOST_OFFERS:
            break
    return chosen


def _is_title(span: Citation) -> bool:
    return span.quote.strip() == (span.article.title or "").strip()


def _overlap(left: Citation, right: Citation) -> bool:
    same = left.article.id == right.article.id
    return same and left.start < right.end and right.start < left.end
