"""Every sentence of a text that somebody else wrote, checked against the articles of a library."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from index import Article
from index.clean_text import clean_text
from index.sentences import split_sentences
from qa.answer import CHECK_SCHEMA
from qa.checks.article_text import text_from, text_of
from qa.checks.bearing import bearing_in, bearing_rows
from qa.checks.claims import BELIEVED, NOTHING, worst_of
from qa.checks.closest import closest
from qa.checks.differences import difference_of
from qa.checks.draft_sentences import draft_sentences, without_markers
from qa.errors import QuestionError
from qa.evidence.told import tellings
from qa.finding import failed, not_applicable
from qa.sources import SourceList
from qa.statement import CheckedStatement, Kind, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from qa.checks.article_text import Text
    from qa.checks.bearing import ArticleSource, Bearing
    from qa.checks.claims import ClaimChecker, Finding
    from qa.statement import Citation

SOURCES = "sources"
LONGEST_TEXT = 200_000  # characters
LONGEST_CLAIM = 4_000
# A sentence that shares less with an article is not about the same matter.
LEAST_SHARED = 0.34


class Span(Protocol):
    """Where a sentence stands, in code points of its article."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class CheckedText:
    """The sentences of a text in order, each with its verdict, and the sources that they cite."""

    statements: tuple[CheckedStatement, ...]
    sources: tuple[Citation, ...]

    @property
    def has_finding(self) -> bool:
        """Whether something is contradicted or a quotation is not what was said."""
        return any(
            s.verdict is Verdict.CONTRADICTED
            or any(c.check == "quotations" and c.outcome is Outcome.FAIL for c in s.checks)
            for s in self.statements
        )

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that other programs rely on, schema `byline.check/1`."""
        return {
            "schema": CHECK_SCHEMA,
            "statements": [statement.to_dict() for statement in self.statements],
            "sources": [source.to_dict() for source in self.sources],
        }


def refuse_long(text: str) -> None:
    """Refuse a text that is too long to be checked at once.

    Raises:
        QuestionError: it is.
    """
    if len(text) > LONGEST_TEXT:
        raise QuestionError(
            f"The text has {len(text):,} characters, but at most {LONGEST_TEXT:,} are checked at "
            "once. Check it in parts."
        )


def check_against(
    text: str,
    library: ArticleSource,
    checker: ClaimChecker,
    each: Callable[[CheckedStatement, int], None] | None = None,
) -> CheckedText:
    """Check every sentence of `text`.

    `each` gets every statement as soon as it is checked, and how many there will be; what it
    raises ends the check.

    Raises:
        QuestionError: there is no sentence, or the text is too long.
    """
    refuse_long(text)
    sentences = draft_sentences(text)
    if not sentences:
        raise QuestionError("The text has no sentence. Give a text with at least one.")
    sources = SourceList()
    statements = []
    for sentence in sentences:
        if sentence.exempt is not None:
            reason = not_applicable(SOURCES, sentence.exempt)
            checked = CheckedStatement(sentence.text, Kind.NOTICE, checks=(reason,))
        else:
            checked = check_in_library(sentence.text, library, checker, sources)
        statements.append(checked)
        if each is not None:
            each(checked, len(sentences))
    return CheckedText(tuple(statements), sources.citations)


def check_one(claim: str, evidence: str, checker: ClaimChecker) -> CheckedStatement:
    """Check one claim against one text, which stands in for an article.

    Raises:
        QuestionError: the claim has no word.
    """
    if len(claim) > LONGEST_CLAIM:
        raise QuestionError(
            f"The claim has {len(claim):,} characters, but one claim has at most "
            f"{LONGEST_CLAIM:,}. Check it as a text: byline check FILE"
        )
    claim = without_markers(clean_text(claim).text)
    if not any(character.isalnum() for character in claim):
        raise QuestionError("The claim is empty. Give a sentence to check.")
    digest = hashlib.sha256(evidence.encode("utf-8", "surrogatepass")).hexdigest()
    article = Article(digest, Path("evidence"), evidence)
    told = tellings(evidence, split_sentences(evidence))
    spans = [(each.start, each.end) for each in told]
    finding = _whole(claim, text_from(article, told), checker)
    return _pointed(_statement(claim, article, spans, finding, SourceList()), checker)


def _whole(claim: str, text: Text, checker: ClaimChecker) -> Finding:
    """By one text; a claim of several sentences is as good as the one that fares worst."""
    parts = [claim[start:end] for start, end in split_sentences(claim)] or [claim]
    texts = [text.for_claim(part) for part in parts]
    rows = [
        bearing_rows(part, each.sentences, checker.reader)
        for part, each in zip(parts, texts, strict=True)
    ]
    found = zip(parts, texts, rows, strict=True)
    return worst_of([checker.check_found(part, each, own) for part, each, own in found])


def check_in_library(
    claim: str, library: ArticleSource, checker: ClaimChecker, sources: SourceList
) -> CheckedStatement:
    """One sentence against the articles whose sentences bear most on it."""
    told = bearing_in(claim, library, checker.reader)

    def found(each: Bearing) -> Finding:
        spans = library.sentences(each.article)
        text = text_of(each.article, [(s.start, s.end) for s in spans])
        return checker.check_found(claim, text, each.rows)

    findings = ((each.article, found(each)) for each in told)
    best = _best_of(claim, findings, library.sentences, sources)
    judge = checker.entailment
    if best.verdict is Verdict.NOT_SUPPORTED and judge is not None and told:
        article, row = closest(claim, told, library.sentences, judge)
        spans = [(s.start, s.end) for s in library.sentences(article)]
        here = tellings(article.text, spans)[row]
        first = sources.cite(article, here.start, here.end)
        others = (each for each in best.citations if not _holds(each, first))
        best = replace(best, citations=(first, *others))
    return _pointed(best, checker)


def _pointed(statement: CheckedStatement, checker: ClaimChecker) -> CheckedStatement:
    """The same with the words that differ, as the judge sees them where it is taught to."""
    if statement.verdict is Verdict.SUPPORTED:
        return statement
    differs = difference_of(statement.text, statement.citations, statement.checks, checker.pointer)
    return replace(statement, difference=differs)


def _holds(one: Citation, other: Citation) -> bool:
    """Whether the words of the other are among those of the one."""
    return one.article is other.article and one.start <= other.start and other.end <= one.end


def check_in_articles(
    claim: str,
    articles: Iterable[Article],
    sentences: Callable[[Article], Sequence[Span]],
    checker: ClaimChecker,
    sources: SourceList,
) -> CheckedStatement:
    """One sentence against some articles: the verdict of the one that supports it best.

    `sentences` gives the spans of an article's sentences in order.
    """

    def found(article: Article) -> Finding:
        spans = [(span.start, span.end) for span in sentences(article)]
        return checker.check(claim, text_of(article, spans))

    best = _best_of(claim, ((each, found(each)) for each in articles), sentences, sources)
    return _pointed(best, checker)


def _best_of(
    claim: str,
    findings: Iterable[tuple[Article, Finding]],
    sentences: Callable[[Article], Sequence[Span]],
    sources: SourceList,
) -> CheckedStatement:
    """The verdict of the article that supports it best; none is read after one that does."""
    best: tuple[int, float, Article, Finding] | None = None
    for article, finding in findings:
        if finding.verdict is Verdict.CONTRADICTED and finding.shared < LEAST_SHARED:
            finding = replace(finding, verdict=Verdict.NOT_SUPPORTED)
        rank = (BELIEVED.index(finding.verdict), -finding.shared)
        if best is None or rank < best[:2]:
            best = (*rank, article, finding)
        if finding.verdict is Verdict.SUPPORTED:
            break
    if best is None:
        return _statement(claim, None, (), NOTHING, sources)
    article, finding = best[2:]
    told = tellings(article.text, [(span.start, span.end) for span in sentences(article)])
    spans = [(each.start, each.end) for each in told]
    return _statement(claim, article, spans, finding, sources)


def _statement(
    claim: str,
    article: Article | None,
    spans: Sequence[tuple[int, int]],
    finding: Finding,
    sources: SourceList,
) -> CheckedStatement:
    checks = finding.checks
    if article is None or not finding.rows:
        checks = (failed(SOURCES, "Nothing there tells of it."),)
        return CheckedStatement(claim, Kind.WRITTEN, (), checks, Verdict.NOT_SUPPORTED)
    cited = tuple(sources.cite(article, *span) for span in _joined(spans, finding.rows))
    return CheckedStatement(claim, Kind.WRITTEN, cited, checks, finding.verdict)


def _joined(spans: Sequence[tuple[int, int]], rows: Iterable[int]) -> list[tuple[int, int]]:
    """The spans of these rows, neighbours as one, the best row's first."""
    ordered = list(rows)
    runs: list[list[int]] = []
    for row in sorted(ordered):
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    runs.sort(key=lambda run: min(ordered.index(row) for row in run))
    return [(spans[run[0]][0], spans[run[-1]][1]) for run in runs]
