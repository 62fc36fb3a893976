"""What the source tells as possible, planned or wanted is not told as done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.checks.finding import failed, not_applicable, passed
from qa.grammar import parse
from qa.roles import same_event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answer import CheckResult

NAME = "modality"


def check_modality(statement: str, evidence: Sequence[str]) -> CheckResult:
    """A clause that is told as a fact is told as a fact by the source."""
    told = [clause for text in evidence for clause in parse(text)]
    compared = False
    for clause in parse(statement):
        same = [other for other in told if same_event(clause, other)]
        compared = compared or bool(same)
        supposed = [other for other in same if not other.real and not other.negated]
        if clause.real and same and len(supposed) == len(same):
            return failed(NAME, f"The source tells “{clause.verb}” only as possible or wanted.")
        if same and not clause.ahead and all(other.ahead for other in same):
            return failed(NAME, f"The source tells “{clause.verb}” of what is to come.")
    if not compared:
        return not_applicable(NAME, "The source has no clause to compare with.")
    return passed(NAME, "What is told as a fact is told so by the source.")
