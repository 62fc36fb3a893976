"""What a correction holds to be right."""

import pytest

from qa.english.corrected import corrected


@pytest.mark.parametrize(
    ("sentence", "right"),
    [
        ("He is 43, not 34.", "He is 43."),
        (
            "Correction: Two were hurt, not nine as an earlier version of this article said.",
            "Two were hurt",
        ),
        ("Two mills burned, rather than three, as we wrote on Monday.", "Two mills burned"),
        ("An earlier version said that nine were hurt.", ""),
        ("An earlier version said nine were hurt, not ten.", ""),
    ],
)
def test_only_what_is_right_is_left_of_a_correction(sentence: str, right: str):
    assert corrected(sentence) == right
