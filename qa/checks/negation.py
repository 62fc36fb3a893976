"""What the source affirms is not denied, and what it denies is not affirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.english.negation import compare_polarity
from qa.finding import failed, not_applicable, passed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.statement import CheckResult

NAME = "negation"


def check_negation(statement: str, evidence: Sequence[str]) -> CheckResult:
    """Each clause has a "not", "never" or "no" where the source has one, and an "immediately"."""
    polarity = compare_polarity(statement, evidence)
    if polarity.objection is not None:
        return failed(NAME, polarity.objection)
    if not polarity.compared:
        return not_applicable(NAME, "The source has no clause to compare with.")
    return passed(NAME, "Nothing is denied that the source affirms, nor affirmed that it denies.")
