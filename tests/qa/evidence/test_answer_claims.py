"""A question and its short answer make one statement."""

import pytest

from qa.english import parser
from qa.evidence.answer_claims import claim_from

pytestmark = pytest.mark.skipif(not parser.is_installed(), reason="the parser is not installed")


@pytest.mark.parametrize(
    ("question", "answer", "claim"),
    [
        ("Who sold the old bridge?", "Lena Ortiz", "Lena Ortiz sold the old bridge."),
        ("Who was killed in the crash?", "Ann Lee", "Ann Lee was killed in the crash."),
        ("Who is the mayor of Porto?", "Lena Ortiz", "Lena Ortiz is the mayor of Porto."),
        ("Which country won the cup?", "Norway", "Norway won the cup."),
        ("What was the name of the ship?", "Ada", "The name of the ship was Ada."),
        ("Where will the talks take place?", "Bern", "The talks will take place in Bern."),
        ("Where will the talks take place?", "in Bern", "The talks will take place in Bern."),
        ("When did the council meet?", "Monday", "The council did meet on Monday."),
        ("When did the council meet?", "May 2024", "The council did meet in May 2024."),
        ("How many ships did the navy lose?", "12", "The navy did lose 12 ships."),
        ("How many ships did the navy lose?", "12 ships", "The navy did lose 12 ships."),
        ("How long was the strike?", "two weeks", "The strike was two weeks."),
        ("In which city was the treaty signed?", "Bern", "The treaty was signed in Bern."),
        ("Why did the talks fail?", "of the rain", "The talks did fail of the rain."),
        ("Why did the talks fail?", "it rained", "The talks did fail because it rained."),
        ("Who will play Ely on Monday?", "“Lions,”", "Lions will play Ely on Monday."),
    ],
)  # fmt: skip
def test_the_answer_stands_where_the_question_word_stood(
    question: str, answer: str, claim: str
) -> None:
    assert claim_from(question, answer) == claim


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Did the council meet?", "yes"),
        ("Tell me about the council.", "it met"),
        ("Who?", "Ann Lee"),
        ("", "Ann Lee"),
        ("Who sold the bridge?", ""),
        ("Who sold the bridge?", " ,.“”"),
        ("Who sold the bridge?", "word " * 40),
        ("\u0000 ??", "x"),
    ],
)
def test_what_makes_no_statement_gives_none(question: str, answer: str) -> None:
    assert claim_from(question, answer) is None
