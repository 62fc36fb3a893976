"""What a model of meaning says: the source supports the statement, contradicts it, or is silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.finding import failed, passed
from qa.statement import Verdict

if TYPE_CHECKING:
    from qa.evidence import Support
    from qa.statement import CheckResult

NAME = "meaning"
SILENT = "The source does not say this."


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities from which a verdict is given."""

    # Chosen on the half of the labelled claims that is kept for it (benchmarks/checker.md), where
    # from .35 without a margin to .5 with one of 3 the mean balanced accuracy is .66 to .63 and the
    # precision .69 to .74.
    supported: float = 0.45
    margin: float = 1.5  # times the probability of "contradicted"
    contradicted: float = 0.5


# Of claims in an editor's words, read beside what a search finds: of 368 tuning claims in pairs
# .56 of the true ones are supported and .14 of the wrong ones believed (models/LOG.md).
FOUND = Thresholds(supported=0.44, margin=1.0)
# From here on the model knows better than rules of grammar who said it, and what is more than
# possible: of the 368 these fail five true claims above it and no wrong one, and three and one.
SURE = 0.6
# Of an answer in words that only the question has: what the question takes for granted, the model
# finds told too easily. Of 136 tuning questions nine were so answered: of seven right answers six
# are above it, of two wrong ones none.
LENT = Thresholds(supported=0.8, margin=3.0)


@dataclass(frozen=True, slots=True)
class Meant:
    """The finding on the meaning of a statement, and the verdict that it stands for."""

    check: CheckResult
    verdict: Verdict
    sure: bool = False  # whether the model may overrule the rules on who said it


def judged(support: Support, thresholds: Thresholds) -> Meant:
    """The model's three probabilities as a finding."""
    least = max(thresholds.supported, thresholds.margin * support.contradicted)
    if support.supported >= least:
        told = passed(NAME, "The source says this, in these words or others.")
        return Meant(told, Verdict.SUPPORTED, sure=support.supported >= SURE)
    if support.contradicted >= max(thresholds.contradicted, support.not_stated):
        return Meant(failed(NAME, "The source says otherwise."), Verdict.CONTRADICTED)
    return Meant(failed(NAME, SILENT), Verdict.NOT_SUPPORTED)


def in_its_words() -> CheckResult:
    """The statement keeps to the words of the source in their order."""
    return passed(NAME, "The source says this in these words.")


def without_model() -> CheckResult:
    """Without a model only the words of the source are known to mean the same."""
    return failed(NAME, "No model of meaning is installed: only the source's own words pass.")


def too_long(words: int) -> CheckResult:
    """A statement of which the model would not read the end."""
    return failed(NAME, f"The sentence has more than {words} words. Divide it and check again.")
