"""What others tell already is known by its rare words, and by one amount."""

from __future__ import annotations

from qa.briefing.novelty import SAME, Rarity, particulars, says_again
from qa.english.normal_form import stems


def test_two_sentences_that_share_most_content_words_say_the_same():
    first = stems("A fire at the glass works drove 40 families from their homes.")
    assert says_again(stems("The fire drove 40 families out of their homes."), [first], 0.4)
    assert not says_again(stems("Lisbon opened a tram line across the river."), [first], 0.4)
    assert not says_again(stems("Lisbon opened a tram line."), [], 0.4)


def test_words_that_all_sentences_have_do_not_make_two_say_the_same():
    told = [
        stems(f"The {thing} of weapons from Orland to Ruthen {verb} on Monday.")
        for thing, verb in (("shipment", "left"), ("buyer", "paid"), ("ban", "ended"))
    ]
    rarity = Rarity(told)
    assert says_again(told[0], [told[1]], 0.4)
    assert rarity.shared(told[0], told[1]) < SAME
    assert rarity.shared(told[0], stems("The shipment left on Monday.")) >= SAME
    assert rarity.told(told[0], told[1]) < 0.5 < rarity.told(told[0], told[0])


def test_sums_shares_and_large_numbers_are_amounts_and_years_are_none():
    assert particulars("It pays 25% to 30,000 people.") == particulars(
        "25 percent of 30,000 were paid."
    )
    assert len(particulars("It pays $6.25 billion in 2025.")) == 1
    assert particulars("In 2025, 12 of 900 houses burned.") == frozenset()
