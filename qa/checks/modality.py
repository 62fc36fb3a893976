"""What the source tells as possible, planned or wanted is not told as done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.english.grammar import parse
from qa.english.normal_form import stem
from qa.english.semantic_roles import LIGHT, named, same_event, stands
from qa.english.verb_kin import kin_of
from qa.finding import failed, not_applicable, passed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.english.grammar import Clause
    from qa.statement import CheckResult

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
        if not same and clause.real and not clause.ahead and _only_planned(clause, told):
            return failed(NAME, f"The source tells nothing like “{clause.verb}” as done.")
        if same and clause.real and not clause.ahead and all(other.ahead for other in same):
            return failed(NAME, f"The source tells “{clause.verb}” of what is to come.")
    if not compared:
        return not_applicable(NAME, "The source has no clause to compare with.")
    return passed(NAME, "What is told as a fact is told so by the source.")


def _only_planned(clause: Clause, told: Sequence[Clause]) -> bool:
    """Whether a verb that may tell the same, of the same people, is told as planned or supposed.

    "He had spoken with Lena" by "he would be communicating with Lena". Somebody named has to have
    a part in both, and the subjects have to share a name or be pronouns. Of 3,118 labelled claims
    none failed here.
    """
    if clause.negated or stem(clause.verb) in LIGHT:
        return False
    kin = kin_of(clause.verb) - LIGHT - {stem(clause.verb)}
    alike = [other for other in told if stem(other.verb) in kin and _same_people(clause, other)]
    return bool(alike) and all(other.ahead or not (other.real or other.negated) for other in alike)


def _same_people(clause: Clause, other: Clause) -> bool:
    own, theirs = clause.subjects, other.subjects
    if not any(stands(name, theirs) for name in named(own)) and not (
        any(p.pronoun for p in own) and any(p.pronoun for p in theirs)
    ):
        return False
    return any(stands(name, other.beside) for name in named(clause.beside))
