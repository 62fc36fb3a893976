"""What the source tells as possible, planned or wanted is not told as done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.english.conditions import conditional_verbs, unconditional_verbs
from qa.english.grammar import parse
from qa.english.normal_form import stem
from qa.english.semantic_roles import LIGHT, heads_of, named, same_event, stands
from qa.english.verb_kin import kin_of
from qa.finding import failed, not_applicable, passed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.english.grammar import Clause, Phrase
    from qa.statement import CheckResult

NAME = "modality"


def check_modality(
    statement: str, evidence: Sequence[str], *, may_be_possible: bool = False
) -> CheckResult:
    """A clause that is told as a fact is told as a fact by the source.

    With `may_be_possible` what the source tells of what may be or is wanted passes, not what is
    still to come or to be decided.
    """
    told = [clause for text in evidence for clause in parse(text)]
    compared = False
    own = parse(statement)
    if (held := _under_condition(own, statement, evidence)) is not None:
        return failed(NAME, f"The source says “{held}” only under a condition.")
    if (verb := _left_open(own, told)) is not None:
        return failed(NAME, f"The source leaves open whether to “{verb}”.")
    for clause in own:
        same = [other for other in told if same_event(clause, other)]
        compared = compared or bool(same)
        if not may_be_possible and _is_only_possible(clause, same):
            return failed(NAME, f"The source tells “{clause.verb}” only as possible or wanted.")
        if (reason := _untold(clause, same, told)) is not None:
            return failed(NAME, reason)
    if not compared:
        return not_applicable(NAME, "The source has no clause to compare with.")
    return passed(NAME, "What is told as a fact is told so by the source.")


def _under_condition(own: Sequence[Clause], statement: str, evidence: Sequence[str]) -> str | None:
    """What will be, as the statement has it, and only under a condition, as the source does.

    "Can", "must" and what is so as a rule leave the condition unsaid, as editors do: of 659 tuning
    claims and answers that are supported by a source with an "if", "should" or the like the rule
    refused 25 with these, and none without.
    """
    if conditional_verbs(statement):
        return None
    held = frozenset[str]().union(*map(conditional_verbs, evidence))
    free = frozenset[str]().union(*map(unconditional_verbs, evidence)) if held else held
    to_come = (clause.verb for clause in own if clause.ahead)
    return next((verb for verb in to_come if stem(verb) in held - free), None)


def _untold(clause: Clause, same: Sequence[Clause], told: Sequence[Clause]) -> str | None:
    """Why a clause that is told as a fact may be none; `same` are those of its event."""
    if not clause.real or clause.ahead:
        return None
    ahead = bool(same) and all(other.ahead for other in same)
    if ahead or _is_to_come(clause, told) or _is_announced(clause, told):
        return f"The source tells “{clause.verb}” only of what is to come."
    if not same and _only_planned(clause, told):
        return f"The source tells nothing like “{clause.verb}” as done."
    return None


def _is_only_possible(clause: Clause, same: Sequence[Clause]) -> bool:
    unreal = bool(same) and all(not other.real and not other.negated for other in same)
    return clause.real and unreal


def _left_open(own: Sequence[Clause], told: Sequence[Clause]) -> str | None:
    """The verb that the source has only behind "whether", and the statement as what is decided.

    "Decided to sell it" is not told by "would decide whether to sell it", and neither is "sold it".
    """
    for clause in own:
        if clause.open or stem(clause.verb) in LIGHT:
            continue
        alike = {stem(clause.verb), *kin_of(clause.verb)} - LIGHT
        same = [other for other in told if stem(other.verb) in alike]
        if same and all(other.open for other in same):
            return clause.verb
    return None


def _is_to_come(clause: Clause, told: Sequence[Clause]) -> bool:
    """Whether the source has the verb only as planned or possible, of the same or of "it".

    "Papco decided it" is not told by "Papco said that it would decide it".
    """
    if clause.negated or stem(clause.verb) in LIGHT:
        return False
    same = [other for other in told if stem(other.verb) == stem(clause.verb)]
    return bool(same) and all(
        _is_unreal(other) and _may_be_of(clause.subjects, other.subjects) for other in same
    )


def _is_announced(clause: Clause, told: Sequence[Clause]) -> bool:
    """`went on strike`, `took a vote` of what "would strike" or "will vote"."""
    if clause.negated or stem(clause.verb) not in LIGHT:
        return False
    nouns = {stem(phrase.head) for phrase in clause.beside if not phrase.names}
    known = heads_of([phrase for other in told for phrase in other.phrases])
    same = [other for other in told if stem(other.verb) in nouns - known - LIGHT]
    return bool(same) and all(
        _is_unreal(other) and _may_be_of(clause.subjects, other.subjects) for other in same
    )


def _is_unreal(clause: Clause) -> bool:
    return clause.ahead or not (clause.real or clause.negated)


def _may_be_of(own: Sequence[Phrase], theirs: Sequence[Phrase]) -> bool:
    """Whether these subjects may be the same: they share a noun or name, or one is a pronoun."""
    if not own or not theirs or any(p.pronoun for p in (*own, *theirs)):
        return True
    return bool(heads_of(own) & heads_of(theirs))


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
