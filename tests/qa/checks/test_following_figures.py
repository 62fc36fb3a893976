"""A figure that follows from those of the source passes, and the one beside it does not."""

import pytest

from qa.checks.figures import check_figures
from qa.statement import Outcome


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("33 percent of them left.", "A third of them left.", "A quarter of them left."),
        ("33.3% of them left.", "One in three left.", "One in five left."),
        ("50 percent agreed.", "Half of them agreed.", "A third of them agreed."),
        ("75 percent agreed.", "Three in four agreed.", "Two in three agreed."),
        ("The ship is two-thirds steel.", "Steel is 67 percent of it.", "Steel is 76 percent."),
        ("Eleven of 15 members agreed.", "Over two thirds agreed.", "Under two thirds agreed."),
        ("It cost $1.2bn.", "It cost 1.2 billion dollars.", "It cost 1.2 million dollars."),
        ("It cost $1.2 billion.", "It cost $1,200 million.", "It cost $12,000 million."),
        ("500,000 came.", "Half a million came.", "A quarter of a million came."),
        ("24 ships sank.", "Two dozen ships sank.", "Three dozen ships sank."),
        ("More than 1,200 came.", "Over 1,000 came.", "More than 1,300 came."),
        ("48 percent agreed.", "Nearly 50 percent agreed.", "Nearly 70 percent agreed."),
        ("235 men came.", "About 240 men came.", "About 270 men came."),
        ("No fewer than five came.", "At least five came.", "Fewer than five came."),
        ("It ended after ten years.", "It ended after a decade and a bit over ten years.",
         "It ended after eleven years."),
        ("It had shut for a decade.", "It had shut for ten years.", "It had shut for two years."),
        ("It lasted 48 hours.", "It lasted two days.", "It lasted three days."),
        ("It lasted 1½ hours.", "It lasted an hour and a half.", "It lasted 2.5 hours."),
        ("The fee went from $100 to $250.", "The fee more than doubled.", "The fee tripled."),
        ("It was extended twice.", "It was extended two times.", "It was extended three times."),
        ("The price went from €40 to €55.", "It rose by 15 euros.", "It rose by 25 euros."),
        ("The wind went from 40 mph to 60 mph.", "It grew by half.", "It grew by two thirds."),
        ("It cost $20 and now $25.", "It is a quarter dearer.", "It is a third dearer."),
        ("Their number went from 40 to 55.", "It rose by 15.", "It rose by 25."),
        ("21 people died and 10 people died.", "31 people died.", "41 people died."),
        ("Porto won 88-85.", "Porto won by three points.", "Porto won by nine points."),
        ("He won for the fourth time.", "He had won three times before.", "He had won 6 times."),
        ("It opened in 1992 and shut in 2020.", "It was open nearly three decades.",
         "It was open nearly four decades."),
        ("From Jan. 8 to Jan. 18 it flew.", "It flew for ten days.", "It flew for three weeks."),
        ("It burned on Saturday; on Monday it sank.", "It sank two days later.",
         "It sank four days later."),
        ("It was rebuilt in 1983.", "It was rebuilt in the 1980s.", "It was rebuilt in the 1970s."),
        ("Records show 71 items.", "Dozens of items.", "Thousands of items."),
        ("It cost Rs 3.5 lakh crore.", "It cost ₹3.5 lakh crore.", "It cost Rs 3.5 crore."),
        ("It cost Rs 3.5 lakh crore.", "It cost Rs 3,50,000 crore.", "It cost Rs 3.5 lakh."),
        ("It is 1,24,000 km long.", "It is 124,000 km long.", "It is 24,000 km long."),
        ("3.5 crore people voted.", "35 million people voted.", "3.5 million people voted."),
        ("1 lakh came.", "100,000 came.", "10,000 came."),
    ],
)  # fmt: skip
def test_a_figure_follows_and_the_wrong_one_does_not(source: str, right: str, wrong: str):
    assert check_figures(right, [source]).outcome is Outcome.PASS
    assert check_figures(wrong, [source]).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("More than six decades passed.", "The Original Six teams played."),
        ("The two rivals met.", "The three rivals met."),
        ("In all, 31 people died.", "21 people died and 10 dogs died."),
        ("It rose by $15.", "It rose from 40 to 55 feet."),
    ],
)
def test_figures_of_other_things_let_nothing_follow(statement: str, source: str):
    assert check_figures(statement, [source]).outcome is Outcome.FAIL


@pytest.mark.parametrize("statement", ["The two rivals met.", "COVID-19 spread.", "The G20 met."])
def test_what_names_or_points_is_no_figure_to_be_found(statement: str):
    assert check_figures(statement, ["They met."]).outcome is not Outcome.FAIL
