"""What was not done immediately may have been done since."""

import pytest

from qa.checks.negation import check_negation
from qa.statement import Outcome

SOURCES = [
    "The mayor’s office did not immediately reply to questions of the Tribune.",
    "The mayor and her office both failed to give an immediate reply to questions.",
]


@pytest.mark.parametrize("source", SOURCES)
def test_never_is_more_than_not_immediately(source: str):
    statement = "The mayor's office did not reply to questions."
    assert check_negation(statement, [source]).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    ("statement", "sources"),
    [
        ("The mayor's office did not immediately reply to questions.", SOURCES[:1]),
        ("The mayor's office failed to give an immediate reply.", SOURCES[1:]),
        (
            "The mayor's office did not reply to questions.",
            [SOURCES[0], "By Friday the mayor's office did not reply to questions."],
        ),
        ("The mayor did not open the bridge.", SOURCES),
    ],
)
def test_the_same_words_another_source_or_another_matter_do_not_fail(
    statement: str, sources: list[str]
):
    assert check_negation(statement, sources).outcome is not Outcome.FAIL
