"""A small run of the fuzzing that `python -m tests.faults.fuzz_checks` does at length."""

from tests.faults.fuzz_checks import fuzz

INPUTS = 20_000


def test_no_random_text_makes_a_check_fail_or_lets_a_marker_pass():
    fuzz(INPUTS, seed=7)
