"""A drafted statement against the sources it cites: markers first, then the checks of claims."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from index.listed_lines import asks
from index.sentences import split_sentences
from qa.checks.article_text import Text
from qa.checks.meaning import LENT
from qa.evidence.told import tellings, told_words
from qa.finding import failed, passed
from qa.statement import CheckedStatement, Kind, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qa.checks.claims import ClaimChecker, Finding
    from qa.statement import CheckResult, Citation
    from qa.writing import DraftStatement

MARKERS = "markers"


class CitationChecker(Protocol):
    """Judge a drafted statement by the sources that it cites; nothing else counts."""

    def check(
        self, draft: DraftStatement, offered: Mapping[int, Citation], *, kind: Kind = Kind.WRITTEN
    ) -> CheckedStatement: ...


@dataclass(frozen=True, slots=True)
class CitedChecker:
    """A statement is supported when what it cites supports it, as for a claim of anybody's.

    A marker that nobody offered, or a sentence that was cut off, is not supported whatever it
    says. A citation that does not itself support the statement is left out, as long as another
    one does; where none does, all of them together may. Of words that only the question has the
    model of meaning has to be surer.
    """

    claims: ClaimChecker

    def check(
        self, draft: DraftStatement, offered: Mapping[int, Citation], *, kind: Kind = Kind.WRITTEN
    ) -> CheckedStatement:
        markers = check_markers(draft, offered)
        cited = [offered[number] for number in draft.numbers if number in offered]
        if not draft.numbers:
            return CheckedStatement(draft.text, kind, (), (markers,), Verdict.UNCITED)
        if markers.outcome is Outcome.FAIL:
            return CheckedStatement(
                draft.text, kind, tuple(cited), (markers,), Verdict.NOT_SUPPORTED
            )
        if draft.lent:
            surer = CitedChecker(replace(self.claims, thresholds=LENT))
            return surer.check(replace(draft, lent=False), offered, kind=kind)
        found = [(source, self._by(draft.text, [source])) for source in cited]
        alone = [row for row in found if row[1].verdict is Verdict.SUPPORTED]
        sources = [source for source, _ in alone] or cited
        one = len(sources) == 1 or alone
        finding = (alone or found)[0][1] if one else self._by(draft.text, sources)
        checks = (markers, *finding.checks)
        return CheckedStatement(draft.text, kind, tuple(sources), checks, finding.verdict)

    def _by(self, claim: str, sources: Sequence[Citation]) -> Finding:
        """By the cited words as they stand together, then by their sentences."""
        quotes = [told_words(source) for source in sources]
        told = [each for source in sources for each in _told(source)]
        articles = [source.article for source in sources]
        beside = [part for a in articles for part in (a.title, a.outlet, a.byline) if part]
        published = articles[0].published if len({a.published for a in articles}) == 1 else None
        title = (articles[0].title or "") if len({a.id for a in articles}) == 1 else ""
        title = "" if asks(title) else title
        if len(told) > len(quotes) and all(told):
            together = self.claims.check(claim, Text(quotes, title, beside, published))
            if together.verdict is Verdict.SUPPORTED:
                return together
        return self.claims.check(claim, Text(told, title, beside, published))


def _told(source: Citation) -> list[str]:
    """The cited sentences as they tell, "" for one that tells nothing; a field is its value."""
    if source.field or not source.article.text.startswith(source.quote, source.start):
        return [source.quote[s:e] for s, e in split_sentences(source.quote)]
    spans = [(source.start + s, source.start + e) for s, e in split_sentences(source.quote)]
    told = [each.text for each in tellings(source.article.text, spans)]
    return list(dict.fromkeys(told))


def check_markers(draft: DraftStatement, offered: Mapping[int, Citation]) -> CheckResult:
    """Every number that the statement cites was offered, and the statement is whole."""
    if not draft.complete:
        return failed(MARKERS, "The sentence was cut off before its end.")
    if not draft.numbers:
        return failed(MARKERS, "The statement cites nothing.")
    unknown = [number for number in draft.numbers if number not in offered]
    if unknown:
        shown = ", ".join(f"[{number}]" for number in unknown)
        return failed(MARKERS, f"The statement cites {shown}, which was not offered.")
    return passed(MARKERS, "Every citation was offered for this question.")


def failures(statement: CheckedStatement) -> str:
    """The reasons of the checks that failed, as one sentence or more."""
    return " ".join(c.reason for c in statement.checks if c.outcome is Outcome.FAIL)
