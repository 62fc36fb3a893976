"""Whether one text denies what another says happened: a "not", or the opposite verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.checks import dates, figures, names, negation
from qa.english.events import OPPOSITES
from qa.english.grammar import parse
from qa.english.normal_form import stem
from qa.english.semantic_roles import share_somebody
from qa.statement import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.checks.claims import Finding
    from qa.english.grammar import Clause

# Another day, number or name is another matter, not a denial.
ANOTHER_MATTER = frozenset({dates.NAME, figures.NAME, names.NAME})


def denies(claim: str, told: Sequence[str], finding: Finding) -> bool:
    """Whether these sentences, compared with the claim in `finding`, say that it did not happen.

    The model of meaning has to call it contradicted, and the grammar to show where: neither is
    believed alone, since a false contradiction accuses an article.
    """
    failed = {check.check for check in finding.checks if check.outcome is Outcome.FAIL}
    if finding.meant is not Verdict.CONTRADICTED or failed & ANOTHER_MATTER:
        return False
    return negation.NAME in failed or _does_the_opposite(claim, told)


def _does_the_opposite(claim: str, told: Sequence[str]) -> bool:
    """`accepted the offer` and `rejected the offer`, both denied or neither."""
    others = [clause for sentence in told for clause in parse(sentence)]
    return any(_opposed(clause, other) for clause in parse(claim) for other in others)


def _opposed(clause: Clause, other: Clause) -> bool:
    opposite = (
        stem(clause.verb) in kind and stem(other.verb) in against
        for kind, against in OPPOSITES.items()
    )
    return any(opposite) and clause.negated == other.negated and share_somebody(clause, other)
