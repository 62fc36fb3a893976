"""A question of several parts is taken apart where each part can be asked alone."""

import pytest

from qa.question.parts import leaning_parts, parts_of


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Who rejected the offer and how many people work in Ely?",
            ("Who rejected the offer?", "How many people work in Ely?"),
        ),
        ("Who owns the plant? Where is it?", ("Who owns the plant? Where is it?",)),
        (
            "Who owns the plant? Where did Kim go?",
            ("Who owns the plant?", "Where did Kim go?"),
        ),
        (
            "When and where did the strike begin?",
            ("When did the strike begin?", "Where did the strike begin?"),
        ),
        (
            "What did Ann Kim reject, and why did she reject the union?",
            ("What did Ann Kim reject?", "Why did Ann Kim reject the union?"),
        ),
        (
            "What did Kim and Lee say about the plant?",
            ("What did Kim say about the plant?", "What did Lee say about the plant?"),
        ),
    ],
)
def test_parts_can_be_asked_alone(question: str, parts: tuple[str, ...]):
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "Who rejected the offer?",
        "Did Kim say who paid and who did not?",
        "What did Kim and Lee build in Ely?",
        "Who met Kim and Lee in Ely?",
        "Kim rejected the offer. Why?",
        "What is bread and butter?",
        "Who won and why?",
        "",
        "and and and who?",
        "who " * 900,
    ],
)
def test_a_question_that_is_one_stays_whole(question: str):
    assert parts_of(question) == (question,)


def test_a_comparison_asks_what_each_of_the_two_said():
    asked = parts_of("Compare what Kim and Lee said about the plant")
    assert asked == ("What did Kim say about the plant?", "What did Lee say about the plant?")


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Which outbreak stands out, and how lethal was it?",
            ("Which outbreak stands out?", "How lethal was it?"),
        ),
        (
            "How many voted, and how did Kim and Lee take it?",
            ("How many voted?", "How did Kim and Lee take it?"),
        ),
        ("Who met Kim and Lee, and what did he say?", ("Who met Kim and Lee?", "What did he say?")),
    ],
)
def test_parts_that_lean_on_the_first_are_asked_as_they_were_typed(
    question: str, parts: tuple[str, ...]
):
    assert parts_of(question) == (question,)
    assert leaning_parts(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "Who rejected the offer?",
        "Who rejected the offer, and how many people does the plant employ?",
        "Who won and why?",
        "Did Kim say who paid for it and who did not?",
        "",
    ],
)
def test_what_stands_alone_leans_on_nothing(question: str):
    assert leaning_parts(question) == ()
