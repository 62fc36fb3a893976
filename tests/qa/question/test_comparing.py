"""Questions that compare sources are known by their form; others are left alone."""

from __future__ import annotations

import pytest

from qa.english.parser import is_installed
from qa.question.comparing import comparing, said_by_which


@pytest.mark.skipif(not is_installed(), reason="the grammar's package is not installed")
@pytest.mark.parametrize(
    ("question", "inner", "named"),
    [
        ("How do the two articles differ on the toll?", "What is the toll?", ()),
        ("Do the outlets agree on who offered to pay?", "Who offered to pay?", ()),
        ("do both papers disagree about how many people were hurt",
         "How many people were hurt?", ()),
        ("Do the Daily Post and Northwire agree on when the tunnel opens?",
         "When does the tunnel open?", ("Daily Post", "Northwire")),
        ("What does the Daily Post say about the tunnel?", "What is the tunnel?", ("Daily Post",)),
        ("compare what the Daily Post and Northwire report about the tunnel",
         "What is the tunnel?", ("Daily Post", "Northwire")),
    ],
)  # fmt: skip
def test_what_is_asked_of_each_source_is_read(question: str, inner: str, named: tuple[str, ...]):
    found = comparing(question)
    assert found is not None
    assert (found.question, found.named) == (inner, named)


@pytest.mark.parametrize(
    "question",
    [
        "What do Kim and Lee disagree on?",
        "How did the index do on Monday?",
        "What did Kim say?",
        "Which articles mention the tunnel?",
    ],
)
def test_other_questions_compare_nothing(question: str):
    assert comparing(question) is None


def test_whoever_reports_something_is_asked_for_by_what_is_said():
    assert said_by_which("Which outlet reports that four were hurt?") == "four were hurt"
    assert said_by_which("Which outlet reports most?") is None
