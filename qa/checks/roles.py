"""Who does what to whom is the same in the statement and in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.english.antecedents import told_of_another
from qa.english.parser import is_installed
from qa.english.predications import said_of_another
from qa.english.semantic_roles import given_other_roles
from qa.finding import failed, not_applicable, passed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.statement import CheckResult

NAME = "roles"


def check_roles(statement: str, evidence: Sequence[str]) -> CheckResult:
    """No clause gives its names other roles than every clause of the source with its verb.

    And nothing is called what the source calls only something else.
    """
    if not is_installed():
        return not_applicable(NAME, "No parser is installed: byline doctor says how to get it.")
    clause = given_other_roles(statement, evidence)
    if clause is not None:
        return failed(
            NAME, f"The source tells “{clause.verb}” of others, or of the same in other roles."
        )
    other = said_of_another(statement, evidence)
    if other is not None:
        return failed(NAME, f"The source says “{other.adjective}” of something else.")
    opened = told_of_another(statement, evidence)
    if opened is not None:
        further = opened.further
        return failed(NAME, f"“{opened.verb}” may be told of “{further}”, which it does not name.")
    return passed(NAME, "Nobody has the part of somebody else.")
