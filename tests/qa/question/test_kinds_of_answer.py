"""A question for a time or an amount is not answered by a sentence that has none."""

import pytest

from qa.question.kinds_of_answer import lacks_what_is_asked


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("When did Kim leave?", "Kim left on Monday.", False),
        ("When did Kim leave?", "Kim left in 2024.", False),
        ("When did Kim leave?", "Kim left after the vote.", False),
        ("When did Kim leave?", "Kim left the union.", True),
        ("How many came?", "Seven came.", False),
        ("How many came?", "Hundreds came.", False),
        ("How many came?", "Kim and Lee came to Porto.", True),
        ("How long did it take?", "It took a night.", False),
        ("Who came?", "Kim came.", False),
    ],
)
def test_a_time_or_an_amount_is_there_or_not(question: str, sentence: str, lacks: bool) -> None:
    assert lacks_what_is_asked(question, sentence) is lacks
