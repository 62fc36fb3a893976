"""A claim with a true quotation is no more than that only where nothing is denied beside it."""

from __future__ import annotations

import pytest

from qa.checks.voices import gives_voice
from qa.english.parser import is_installed

pytestmark = pytest.mark.skipif(not is_installed(), reason="the grammar's package is not installed")

ROOM = "“The money came from Ely,” Renn said, adding that he was not in the room."


@pytest.mark.parametrize(
    ("claim", "given"),
    [
        ("Renn said: “The money came from Ely.”", True),
        ("“The money came from Ely,” Renn said, adding that he was not in the room.", True),
        ("“The money came from Ely,” Renn said, adding that he was in the room.", False),
    ],
)
def test_what_is_denied_beside_a_quotation_is_left_to_the_other_checks(claim: str, *, given: bool):
    assert gives_voice(claim, [ROOM]) is given
