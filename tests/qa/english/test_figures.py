"""The same number is recognised however it is written, and a different one is not."""

import pytest

from qa.checks.figures import check_figures
from qa.english.numbers import figures
from qa.statement import Outcome


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("seven nations", 7, ""),
        ("a dozen men", 12, ""),
        ("a two-week deadline", 2, "week"),
        ("$4.5 billion", 4_500_000_000, "$"),
        ("US$3m", 3_000_000, "$"),
        ("three million dollars", 3_000_000, "$"),
        ("4.5bn", 4_500_000_000, ""),
        ("1,234,500 people", 1_234_500, ""),
        ("3.2%", 3.2, "%"),
        ("3.2 percent", 3.2, "%"),
        ("3.2 per cent", 3.2, "%"),
        ("two percentage points", 2, "points"),
        ("twenty-one", 21, ""),
        ("two hundred and five", 205, ""),
        ("two hundred thousand", 200_000, ""),
        ("half a million", 500_000, ""),
        ("the 80th anniversary", 80, "ordinal"),
        ("€40", 40, "€"),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, value: float, unit: str) -> None:
    (figure,) = figures(text)
    assert float(figure.value) == pytest.approx(value)
    assert figure.unit == unit


def test_two_numbers_that_stand_beside_each_other_stay_two() -> None:
    assert [int(figure.value) for figure in figures("seven and five, 2025, 40,000")] == [
        7, 5, 2025, 40_000,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("It costs $4.5 billion.", "It costs $4.5 million."),
        ("Twelve men came.", "Two men came."),
        ("It rose 3.2 percent.", "It rose 3.2 percentage points."),
        ("It costs €40.", "It costs $40."),
        ("In 2025 it closed.", "In 2024 it closed."),
        ("1,234,500 voted.", "1,234,600 voted."),
        ("It was the second of 5 talks.", "It was the second of talks."),
    ],
)
def test_another_number_or_unit_fails(statement: str, source: str) -> None:
    assert check_figures(statement, [source]).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("It rose 3.2%.", "It rose 3.2 percent."),
        ("Twelve men came.", "A dozen men came."),
        ("7 nations offered.", "Seven nations offered."),
        ("$4.5bn was spent.", "It spent $4.5 billion."),
        ("1234500 voted.", "1,234,500 voted."),
        ("Rates rose half a percentage point.", "Rates rose 0.5 percentage points."),
        ("It fell three-quarters of a point.", "It fell by 0.75 points."),
    ],
)
def test_the_same_number_written_otherwise_passes(statement: str, source: str) -> None:
    assert check_figures(statement, [source]).outcome is Outcome.PASS


def test_the_reason_names_both_numbers() -> None:
    reason = check_figures("It costs $4.5 billion.", ["It costs $4.5 million."]).reason
    assert "$4.5 billion" in reason
    assert "$4.5 million" in reason


def test_a_statement_without_numbers_does_not_apply() -> None:
    assert check_figures("One of them left.", ["Nobody."]).outcome is Outcome.NOT_APPLICABLE
