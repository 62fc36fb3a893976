"""What somebody said is not answered by what somebody else said."""

import pytest

from qa.evidence.speakers import asked_speaker, speaks


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("What did Ann Kim say about glass?", "kim"),
        ("what does lee think of it?", "lee"),
        ("How did the mayor respond to the offer?", "mayor"),
        ("What has President Ortiz said?", "ortiz"),
        ("Who said so?", None),
        ("What did the storm destroy?", None),
    ],
)
def test_the_speaker_is_recognised(question: str, speaker: str | None) -> None:
    assert asked_speaker(question) == speaker


@pytest.mark.parametrize(
    "sentence",
    [
        "“No,” said Ann Kim.",
        "Kim told reporters that it was too late.",
        "Kim: “It is too late.”",
        "“No,” she added.",
        "It is too late, according to Kim’s office.",
    ],
)
def test_a_sentence_in_which_the_speaker_speaks(sentence: str) -> None:
    assert speaks("kim", sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Standing in Porto beside Ann Kim and the union’s old chairman Bo Lee, the mayor said no.",
        "Kim left.",
        "Security experts say a Kim visit is unlikely.",
        "Lee told Kim that it was too late.",
        "Beside Ann Kim, whom nobody in the old town of Porto knew, the mayor claimed he had won.",
        "The mayor said no.",
    ],
)
def test_a_sentence_in_which_somebody_else_speaks(sentence: str) -> None:
    assert not speaks("kim", sentence)
