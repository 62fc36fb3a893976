"""What a model of meaning says: the source supports the statement, contradicts it, or is silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answer import Outcome
from qa.checks.finding import failed, passed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answer import CheckResult
    from qa.judge import Support

NAME = "meaning"
OTHERWISE = "The source says otherwise."
SILENT = "The source does not say this."


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities from which a verdict is given, chosen on held-out labelled claims."""

    supported: float = 0.5
    contradicted: float = 0.5


def judged(support: Support, thresholds: Thresholds) -> CheckResult:
    """The model's three probabilities as a finding."""
    if support.supported >= thresholds.supported:
        return passed(NAME, "The source says this, in these words or others.")
    if support.contradicted >= max(thresholds.contradicted, support.not_stated):
        return failed(NAME, OTHERWISE)
    return failed(NAME, SILENT)


def without_model(plain: Sequence[CheckResult]) -> CheckResult:
    """Without a model only the words of the source, in its order, are known to mean the same."""
    missed = [check.reason for check in plain if check.outcome is Outcome.FAIL]
    if missed:
        return failed(NAME, f"{SILENT} {missed[0]}")
    return passed(NAME, "The source says this in these words.")
