"""The article's day gives its weekdays, months and years, and no others."""

import pytest

from qa.checks.article_text import Text
from qa.checks.claims import run_checks
from qa.statement import Outcome

PUBLISHED = "2022-03-09"  # a Wednesday


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("Lena spoke on Monday.", "Lena spoke on 7 March.", "Lena spoke on 8 March."),
        ("Lena spoke yesterday.", "Lena spoke on Tuesday.", "Lena spoke on Thursday."),
        ("Lena spoke on March 4.", "Lena spoke on Friday.", "Lena spoke on Thursday."),
        ("Lena spoke last month.", "Lena spoke in February.", "Lena spoke in January."),
        ("Lena spoke in December.", "Lena spoke in December 2021.", "Lena spoke in December 2020."),
        ("Lena spoke last year.", "Lena spoke in 2021.", "Lena spoke in 2019."),
        ("Lena will speak next year.", "Lena will speak in 2023.", "Lena will speak in 2024."),
        ("The house opened in 1802.", "It is more than two centuries old.",
         "It is more than three centuries old."),
    ],
)  # fmt: skip
def test_a_date_follows_from_the_day_of_the_article(source: str, right: str, wrong: str):
    text = Text([source], published=PUBLISHED)
    outcomes = [
        {c.outcome for c in run_checks(claim, text, [0]) if c.check in {"figures", "dates"}}
        for claim in (right, wrong)
    ]
    assert Outcome.FAIL not in outcomes[0]
    assert Outcome.FAIL in outcomes[1]


@pytest.mark.parametrize(
    "claim", ["Rain may fall over Porto.", "From 13 may drive.", "Today it is rare."]
)
def test_a_verb_and_nowadays_are_no_dates(claim: str):
    found = run_checks(claim, Text(["Rain is rare."]), [0])
    assert not [c for c in found if c.check == "dates" and c.outcome is Outcome.FAIL]
