"""A question and its short answer make one sentence that reads well, or none."""

import pytest

from qa.english import parser
from qa.writing.answer_sentences import answer_sentence

pytestmark = pytest.mark.skipif(not parser.is_installed(), reason="the parser is not installed")


@pytest.mark.parametrize(
    ("question", "answer", "told", "sentence"),
    [
        ("Where did Otto meet Lena?", "Bern", "They met in Bern.", "Otto met Lena in Bern."),
        ("Who sold the old bridge?", "Lena Ortiz", "", "Lena Ortiz sold the old bridge."),
        ("Who is the mayor of Ely?", "Ann Lee", "", "Ann Lee is the mayor of Ely."),
        ("When does the sun rise?", "at six", "", "The sun rises at six."),
        ("In what year was Tesla born?", "1856", "", "Tesla was born in 1856."),
        ("Who was named coach this week?", "Ann Lee", "", "Ann Lee was named coach."),
        ("Why did the talks fail?", "to save money", "", "The talks failed to save money."),
        ("Why did the talks fail?", "it rained", "", "The talks failed because it rained."),
    ],
)  # fmt: skip
def test_the_question_is_told_with_its_answer(
    question: str, answer: str, told: str, sentence: str
) -> None:
    assert answer_sentence(question, answer, told) == sentence


def test_a_verb_without_a_rule_has_its_past() -> None:
    assert answer_sentence("When did the council meet?", "May", "") == "The council met in May."


def test_a_question_in_small_letters_gets_the_capitals_of_the_source() -> None:
    told = "On Monday the mayor of Ely, Ann Lee, resigned."
    assert answer_sentence("who is the mayor of ely?", "Ann Lee", told) == (
        "Ann Lee is the mayor of Ely."
    )


def test_a_capital_that_only_opened_the_source_goes() -> None:
    told = "Growth is what the talks allow."
    assert answer_sentence("What does the plan allow?", "Growth", told) == "The plan allows growth."


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is the field responsible for?", "deflect the wind"),  # a bare verb
        ("What is an example of a drug that stops the fever?", "aspirin"),  # its place is lost
        ("How much will a minute of advertising cost?", "$7 million"),
        ("Why did the talks fail?", "the rain"),  # a noun is no reason
        ("Peyton Manning took how many teams there?", "two"),
    ],
)
def test_where_the_result_would_read_oddly_there_is_none(question: str, answer: str) -> None:
    assert answer_sentence(question, answer, "") is None
