"""No deed is told by its opposite: who blasted a plan did not praise it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.english.grammar import parse
from qa.english.normal_form import stem, stems
from qa.english.parser import is_installed
from qa.english.semantic_roles import named, stands
from qa.english.verb_kin import kin_of
from qa.finding import failed, not_applicable, passed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.english.grammar import Clause
    from qa.statement import CheckResult

NAME = "opposites"
# Verbs of one kind, and of the opposite one.
OPPOSITES = tuple(
    (stems(one), stems(other))
    for one, other in (
        (
            """praise welcome back support endorse hail applaud approve accept agree defend
            celebrate embrace laud champion salute favour favor""",
            """blast condemn criticise criticize slam denounce reject oppose dismiss rebuke attack
            decry deplore lambast refuse decline object deride mock ridicule assail rebuff disavow
            disapprove""",
        ),
        (
            """rise increase grow climb jump surge soar expand boost strengthen deepen widen
            accelerate improve raise lift hike""",
            """fall decrease drop shrink plunge slump sink reduce cut lower weaken slow ease narrow
            worsen slash halve""",
        ),
        ("begin start continue resume launch", "stop end cease halt suspend cancel"),
        ("win", "lose"),
        ("admit confess acknowledge concede", "deny dispute refute reject"),
        (
            "allow permit authorise authorize legalise legalize",
            "ban forbid prohibit block bar outlaw prevent",
        ),
        ("buy acquire purchase", "sell"),
        ("arrest detain jail imprison", "release free acquit"),
        ("enter join arrive", "leave quit exit depart"),
    )
)


def check_opposites(statement: str, evidence: Sequence[str]) -> CheckResult:
    """Nobody does the opposite of what the source tells of them, where it has nothing like it.

    Of 4,020 sentences that people labelled one fails here, which they call contradicted.
    """
    if not is_installed():
        return not_applicable(NAME, "No parser is installed: byline doctor says how to get it.")
    known = frozenset[str]().union(*map(stems, evidence))
    told = [clause for text in evidence for clause in parse(text)]
    compared = False
    for clause in parse(statement):
        for own, other in _kinds(clause.verb):
            compared = True
            if known & own:
                continue
            # A verb has many kin; where the same is done to the same thing, they count nothing.
            alike = bool(known & (kin_of(clause.verb) - other))
            for there in told:
                if (
                    stem(there.verb) in other
                    and there.negated == clause.negated
                    and any(stands(name, there.subjects) for name in named(clause.subjects))
                    and (not alike or _done_to_the_same(clause, there))
                ):
                    return failed(
                        NAME, f"The source tells “{there.verb}” of them, not “{clause.verb}”."
                    )
    if not compared:
        return not_applicable(NAME, "The statement has no deed whose opposite is known.")
    return passed(NAME, "Nothing is told by its opposite.")


def _done_to_the_same(clause: Clause, other: Clause) -> bool:
    return bool({p.head for p in clause.objects} & {p.head for p in other.objects})


def _kinds(verb: str) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """The kinds that a verb is of, each with its opposite."""
    form = stem(verb)
    for one, two in OPPOSITES:
        if form in one:
            yield one, two
        if form in two:
            yield two, one
