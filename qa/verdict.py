"""From the findings of the checks to one verdict, by a rule that can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from qa.answer import CheckedStatement, Kind, Outcome, Verdict
from qa.checks import CHECKS
from qa.checks.finding import failed, passed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qa.answer import CheckResult, Citation
    from qa.checks import Check
    from qa.citations import DraftStatement

MARKERS = "markers"


class CitationChecker(Protocol):
    """Judge a drafted statement by the sources that it cites; nothing else counts."""

    def check(
        self, draft: DraftStatement, offered: Mapping[int, Citation], *, kind: Kind = Kind.WRITTEN
    ) -> CheckedStatement: ...


class RuleChecker:
    """A statement is supported when every check passes or has nothing to look at.

    A marker that nobody offered, or a sentence that was cut off, is not supported whatever it
    says. A citation that does not itself support the statement is left out, as long as another
    one does.
    """

    def __init__(self, checks: Sequence[Check] = CHECKS) -> None:
        self._checks = tuple(checks)

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
        alone = [source for source in cited if not _fails(self._run(draft.text, [source]))]
        sources = alone or cited
        findings = (markers, *self._run(draft.text, sources))
        verdict = Verdict.NOT_SUPPORTED if _fails(findings) else Verdict.SUPPORTED
        return CheckedStatement(draft.text, kind, tuple(sources), findings, verdict)

    def _run(self, text: str, sources: Sequence[Citation]) -> tuple[CheckResult, ...]:
        evidence = [source.quote for source in sources]
        return tuple(check(text, evidence) for check in self._checks)


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


def _fails(findings: Sequence[CheckResult]) -> bool:
    return any(finding.outcome is Outcome.FAIL for finding in findings)
