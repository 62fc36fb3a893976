"""Of whom a relative clause tells, where two nouns before it may be meant."""

import pytest

from qa.english import parser
from qa.english.antecedents import told_of_another

pytestmark = pytest.mark.skipif(not parser.is_installed(), reason="needs the parser's package")

BRIDGE = "Engineers looked at the bridge over the Orn, which has been closed since March."


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("The Orn has been closed since March.", BRIDGE),
        (
            "Kelm opened in 1990.",
            "Workers at the plant in Kelm, which opened in 1990, stayed home.",
        ),
        ("Anna Berg died in May.", "He met the mother of Anna Berg, who died in May."),
    ],
)
def test_what_may_be_told_of_another_thing_is_not_told_of_the_nearest(statement: str, source: str):
    assert told_of_another(statement, [source]) is not None


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("The bridge over the Orn has been closed since March.", BRIDGE),
        ("The bridge has been closed since March.", BRIDGE),
        ("Papco makes chips.", "Falk, the head of Papco, which makes chips, resigned."),
        ("Kelm lost power.", "The storm hit the city of Kelm, which lost power."),
        ("Kelm has lost power.", "They left the houses in Kelm, which has lost power."),
        ("The Orn has been closed since March.", BRIDGE + " The Orn has been closed since March."),
        ("Anna Berg died in May.", "He bought the house of Anna Berg, who died in May."),
    ],
)
def test_what_can_be_told_of_one_thing_only_is(statement: str, source: str):
    assert told_of_another(statement, [source]) is None
