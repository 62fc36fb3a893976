"""What two people have to do with each other in the statement, the source tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.english.grammar import parse
from qa.english.normal_form import stem
from qa.english.parser import is_installed
from qa.english.semantic_roles import LIGHT, MUTUAL, named, stands, tells_deed
from qa.english.speaking import SPEAKING
from qa.finding import failed, not_applicable, passed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.english.grammar import Clause
    from qa.statement import CheckResult

NAME = "deeds"
OFTEN_TOLD_OTHERWISE = LIGHT | MUTUAL | frozenset(map(stem, SPEAKING))


def check_deeds(statement: str, evidence: Sequence[str]) -> CheckResult:
    """No deed between two names is another one wherever the source tells of both.

    "Otto accompanied Lena" is not told by "Otto invited Lena", though a model of meaning finds the
    two close. Only where no word of the source may tell the deed
    (`qa.english.verb_kin`). Of 3,813 claims that people labelled one fails here, which they call
    contradicted.
    """
    if not is_installed():
        return not_applicable(NAME, "No parser is installed: byline doctor says how to get it.")
    told = [clause for text in evidence for clause in parse(text)]
    for clause in parse(statement):
        if stem(clause.verb) in OFTEN_TOLD_OTHERWISE or _is_told(clause.verb, evidence):
            continue
        others = [other.verb for other in told if _of_the_same_two(clause, other)]
        if others and not OFTEN_TOLD_OTHERWISE.intersection(map(stem, others)):
            return failed(NAME, f"The source tells “{others[0]}” of them, not “{clause.verb}”.")
    return passed(NAME, "No deed between two names is exchanged for another.")


def _is_told(verb: str, evidence: Sequence[str]) -> bool:
    return any(tells_deed(verb, text) for text in evidence)


def _of_the_same_two(clause: Clause, other: Clause) -> bool:
    """Whether somebody who does it, and somebody beside them, have these parts in both."""
    sides = ((clause.subjects, other.subjects), (clause.beside, other.beside))
    return all(any(stands(name, there) for name in named(here)) for here, there in sides)
