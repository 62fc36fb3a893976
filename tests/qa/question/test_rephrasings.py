"""What a question that finds nothing may be read as."""

import pytest

from qa.question.converse import converse
from qa.question.rephrasings import other_forms


@pytest.mark.parametrize(
    ("question", "forms"),
    [
        (
            "When did Graf visit Bern?",
            ["On what day did Graf visit Bern?", "On which day did Graf visit Bern?"],
        ),
        ("What does Graf think of the plan?", ["How does Graf view the plan?"]),
        ("Who didn't sign the treaty?", ["Who failed to sign the treaty?"]),
        ("Did Graf accept the offer?", ["Did Graf reject the offer?"]),
        ("When the bridge fell, who was there?", []),
        ("Which city was hit by a storm this week?", ["Which city was hit by a storm?"]),
        ("Which bank recently closed its doors?", ["Which bank closed its doors?"]),
        ("Earlier this month, which bank closed?", ["Which bank closed?"]),
        ("What happened last week in Bern?", []),
        ("Who left this week?", []),
        ("Which team won this year's cup?", []),
        ("Who visited Bern?", []),
    ],
)
def test_other_forms(question: str, forms: list[str]):
    assert list(other_forms(question)) == forms


@pytest.mark.parametrize(
    ("question", "opposite"),
    [
        ("Has Graf refused the offer?", "Has Graf accepted the offer?"),
        ("Did Iran agree to the deal?", "Did Iran reject the deal?"),
        ("Did Iran agree to meet?", "Did Iran refuse to meet?"),
        ("Did Iran refuse to meet him?", "Did Iran agree to meet him?"),
        ("Did Spain win the cup?", "Did Spain lose the cup?"),
        ("Will the Senate veto the bill?", "Will the Senate approve the bill?"),
        ("Has the union consented to the plan?", "Has the union rejected the plan?"),
        ("Did the Win Group lose?", "Did the Win Group win?"),
        ("Didn't Graf accept it?", None),
        ("Did Graf not accept it?", None),
        ("Who accepted the offer?", None),
        ("Did Graf visit Bern?", None),
    ],
)
def test_the_converse(question: str, opposite: str | None):
    assert converse(question) == opposite
