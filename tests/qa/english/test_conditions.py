"""Which verbs hold only under a condition."""

from __future__ import annotations

import pytest

from qa.checks.modality import check_modality
from qa.english import parser
from qa.english.conditions import conditional_verbs, unconditional_verbs
from qa.statement import Outcome

pytestmark = pytest.mark.skipif(not parser.is_installed(), reason="needs the parser's package")


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (
            "If the council agrees, the bridge will close and the ferry will sail.",
            {"close", "sail"},
        ),
        ("The mill will shut unless the union gives in.", {"shut"}),
        ("Should the strike go on, the port will lose money.", {"lose"}),
        ("The strike will end only if the council agrees.", {"end"}),
        ("The bridge will close even if it rains.", set()),
        ("She asked if the mill was shut.", set()),
        ("The bridge will close.", set()),
    ],
)
def test_a_condition_holds_what_hangs_on_it(text: str, held: set[str]):
    assert conditional_verbs(text) == held
    assert not unconditional_verbs(text) & held


@pytest.mark.parametrize(
    ("claim", "source", "passes"),
    [
        ("The mill will close.", "If the talks fail, the mill will close.", False),
        ("The mill will close.", "The mill will close if the talks fail.", False),
        (
            "If the talks fail, the mill will close.",
            "If the talks fail, the mill will close.",
            True,
        ),
        ("The mill can close.", "If the talks fail, the mill can close.", True),
        ("The mill will close.", "The mill will close. If it does, the inn will close.", True),
    ],
)
def test_what_will_be_under_a_condition_will_not_simply_be(
    claim: str, source: str, *, passes: bool
):
    told = [f"{each.strip('.')}." for each in source.split(". ")]
    assert (check_modality(claim, told).outcome is not Outcome.FAIL) is passes
