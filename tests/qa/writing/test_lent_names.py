"""A name of the question stands only where the source leaves one open."""

import pytest

from qa.english import parser
from qa.writing.lent_names import puts_name_for_another

pytestmark = pytest.mark.skipif(not parser.is_installed(), reason="needs the parser's package")


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ("Hubble is a million miles from Earth.", "Webb is a million miles from Earth."),
        ("Orn Airport uses three jets.", "Kelm Air uses three jets at the airport."),
        ("The deer may live on Sund Island.", "The deer may live in the forests of the south."),
        ("The deer may live on Sund Island.", "The deer may live on Orn Island."),
        ("Graf opened the bridge.", "Berg opened the bridge."),
    ],
)
def test_a_name_does_not_take_the_place_of_another(written: str, source: str):
    assert puts_name_for_another(written, source)


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ("Graf opened the bridge.", "She opened the bridge."),
        ("Graf opened the bridge.", "The mayor opened the bridge."),
        ("Graf opened the bridge.", "The mayor, who opened the bridge, went home."),
        ("Lena Graf opened the bridge.", "Graf opened the bridge."),
        ("Graf opened the bridge.", "Opened in May, the bridge is new."),
        ("The deer may live on Sund Island.", "The deer may live on the island."),
        ("The deer may live on Sund Island.", "The deer may live there."),
    ],
)
def test_a_name_may_stand_for_whoever_is_meant(written: str, source: str):
    assert not puts_name_for_another(written, source)
