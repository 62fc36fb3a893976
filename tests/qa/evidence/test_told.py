"""What sentences tell, read through the blocks of their article."""

import pytest

from index.sentences import split_sentences
from qa.evidence.told import tellings


def told(text: str) -> list[str]:
    return [each.text for each in tellings(text, [(s.start, s.end) for s in split_sentences(text)])]


def test_a_question_with_its_short_answer_tells_both():
    assert told("How many people work there? Sixty.")[0]


@pytest.mark.parametrize(
    "text",
    [
        "When given a choice, many choose the mill, Renn said? We stay here.",
        "What happened in the hall? We will keep you posted.",
        "How many were hurt? More to come.",
    ],
)
def test_what_does_not_answer_leaves_a_question_untold(text: str):
    assert told(text)[0] == ""
