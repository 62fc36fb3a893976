"""A question about somebody an article never names is not answered by it."""

import pytest

from qa.premises import unmentioned
from tests.fakes import article

STORY = article(
    "The Dutch minister met Zelenskyy in Kyiv in 2025. U.S. and Ukrainian officials agreed.",
    title="A meeting in Kyiv",
    outlet="Northwire",
)


@pytest.mark.parametrize(
    "question",
    [
        "What did Zelensky say?",
        "What did the Netherlands offer?",
        "What did the United States agree to?",
        "What did Ukraine’s envoy do?",
        "Who met in Kiev?",
        "What did Northwire report in 2025?",
        "what did macron say?",  # without capitals nobody can tell a name
        "Did Ukrainians agree?",
    ],
)
def test_a_name_in_another_form_is_mentioned(question: str) -> None:
    assert unmentioned(question, STORY) == []


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("What did Macron say?", ["macron"]),
        ("What did Turkey offer?", ["turkey"]),
        ("What happened in Kyiv in 2019?", ["2019"]),
        ("Did France agree?", ["france"]),
    ],
)
def test_a_name_or_a_year_that_is_not_there_is_missing(question: str, missing: list[str]) -> None:
    assert unmentioned(question, STORY) == missing
