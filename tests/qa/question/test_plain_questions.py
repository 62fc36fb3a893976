"""Politeness around a question, and its indirect form, change nothing of what is asked."""

import pytest

from qa.english.parser import is_installed
from qa.question.plain_questions import plain_question

needs_parser = pytest.mark.skipif(not is_installed(), reason="the parser is not installed")


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("tell me who sold the bridge", "Who sold the bridge?"),
        ("Please tell me which banks closed.", "Which banks closed?"),
        ("do you know how many trams run?", "How many trams run?"),
        ("Who sold the bridge?", "Who sold the bridge?"),
        ("Do you know Lena Graf?", "Do you know Lena Graf?"),
        ("What did Kim tell me?", "What did Kim tell me?"),
    ],
)
def test_politeness_is_taken_off(question: str, plain: str):
    assert plain_question(question) == plain


@needs_parser
@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("Can you please tell me who Lena Graf is?", "Who is Lena Graf?"),
        ("Tell me what the mayor said about it.", "What did the mayor say about it?"),
        ("I'd like to know when the talks were held", "When were the talks held?"),
        ("Could you tell me why Graf agreed to travel?", "Why did Graf agree to travel?"),
        ("Do you know how old Graf is?", "How old is Graf?"),
        ("tell me whether Graf left", "Did Graf leave?"),
        ("Let me know what Graf wants", "What does Graf want?"),
    ],
)
def test_an_indirect_question_is_asked_directly(question: str, plain: str):
    assert plain_question(question) == plain
