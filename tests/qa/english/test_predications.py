"""What is called something in a statement is called so in the source, not something else."""

import pytest

from qa.checks.roles import check_roles
from qa.english.parser import is_installed
from qa.statement import Outcome

pytestmark = pytest.mark.skipif(not is_installed(), reason="the parser is not installed")

SOURCE = (
    "The prospect of Graf driving to Bern seems very slim, considering the floods she would meet "
    "and the closed bridges."
)


@pytest.mark.parametrize(
    "statement",
    [
        "The floods she would meet and the closed bridges seem very slim.",
        "The floods are slim.",
        "The floods she would meet are considered very slim.",
        "The closed bridges were deemed slim.",
    ],
)
def test_what_is_said_of_another_thing_fails(statement: str):
    assert check_roles(statement, [SOURCE]).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    "statement",
    [
        "The prospect seems slim.",
        "Graf driving to Bern seems slim.",
        "The prospect is considered slim.",
        "A visit is deemed slim.",
        "A visit seems slim.",  # the source may name it otherwise
        "The floods are high.",
        "It seems slim.",
    ],
)
def test_the_same_thing_and_things_that_are_not_named_do_not(statement: str):
    assert check_roles(statement, [SOURCE]).outcome is not Outcome.FAIL


def test_one_source_that_says_it_is_enough():
    told = "The floods were slim."
    assert check_roles("The floods are slim.", [SOURCE, told]).outcome is not Outcome.FAIL
