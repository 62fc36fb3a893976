"""What a sentence is worth: central, new, early, told twice, short."""

from __future__ import annotations

from typing import Any

import pytest

from qa.briefing.worth import traits_of, worth


def test_of_two_sentences_with_the_same_traits_the_shorter_one_is_worth_more():
    traits = traits_of(
        "It cost $4 million.", middle=0.2, again=False, headline=0.0, place=3, behind=0
    )
    assert worth(traits, 10) > worth(traits, 20)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"middle": 0.4}, {"middle": 0.1}),
        ({"again": True}, {"again": False}),
        ({"headline": 0.8}, {"headline": 0.1}),
        ({"place": 0}, {"place": 12}),
        ({"behind": 0}, {"behind": 9}),
    ],
)
def test_what_is_central_told_twice_new_or_in_the_headline_is_worth_more(
    better: dict[str, Any], worse: dict[str, Any]
):
    plain: dict[str, Any] = {
        "middle": 0.2,
        "again": False,
        "headline": 0.0,
        "place": 3,
        "behind": 0,
    }
    text = "The works burned twice."
    first, second = (traits_of(text, **(plain | each)) for each in (better, worse))
    assert worth(first, 4) > worth(second, 4)


def test_a_year_counts_as_much_against_an_article_as_ten_years():
    of_age = [
        traits_of("It burned.", middle=0.2, again=False, headline=0.0, place=3, behind=days)
        for days in (20, 365, 3650)
    ]
    assert worth(of_age[0], 2) > worth(of_age[1], 2) == worth(of_age[2], 2)
