"""What a second opinion gains is measured where it was not fitted, and no check is outvoted."""

from __future__ import annotations

import random
from typing import Any

import pytest

from models.training.second_opinion import best_of, fit, gain, is_fitted_on


def records(*, helps: float) -> list[dict[str, Any]]:
    """Pairs of claims: the judge tells them apart by a little, the other model by `helps`."""
    rng = random.Random(1)
    made = []
    for row in range(600):
        true = row % 2 == 0
        judged = min(0.84, max(0.09, 0.4 + 0.05 * true + rng.gauss(0, 0.15)))
        made.append(
            {
                "id": f"c{row}",
                "of": None if true else f"c{row - 1}",
                "articles": [f"article {row // 4}"],
                "label": "supported" if true else "contradicted",
                "read": [[True, [judged, 0.0, 1 - judged], []]],
                "larger": (1 if true else -1) * helps + rng.gauss(0, 1),
            }
        )
    return made


def test_what_helps_is_seen_to_help():
    found = fit(records(helps=2.0))
    assert found["fitted on"] + found["measured on"] == 600
    mean, low, high = found["both"]["gain, 95 %"]
    assert 0.1 < low < mean < high
    assert found["both"]["balanced accuracy"] == pytest.approx(found["judge alone"] + mean)


def test_noise_is_not_taken_for_help():
    found = fit(records(helps=0.0))
    assert abs(found["weights"][1]) < 0.3
    assert found["both"]["gain, 95 %"][1] < 0


def test_what_the_checks_refuse_is_never_believed():
    made = records(helps=2.0)
    for record in made:
        if not is_fitted_on(record):
            record["read"] = [[False, record["read"][0][1], ["figures"]]]
            record["larger"] = None
    found = fit(made)
    assert found["both"]["asked"] == 0
    assert found["both"]["balanced accuracy"] == found["judge alone"] == 0.5


@pytest.mark.parametrize(
    ("read", "best"),
    [
        ([(True, [0.2, 0, 0.8], []), (True, [0.5, 0, 0.5], [])], 1),
        ([(False, [0.9, 0, 0.1], ["names"]), (True, [0.3, 0, 0.7], [])], 1),
        ([(False, [0.9, 0, 0.1], ["names"])], None),
        ([(True, None, []), (True, [0.5, 0, 0.5], [])], None),
        ([], None),
    ],
)
def test_it_is_asked_beside_the_article_that_the_judge_is_surest_of(
    read: list[tuple[bool, list[float] | None, list[str]]], best: int | None
):
    assert best_of(read) == best


def test_the_same_answers_gain_nothing():
    made = records(helps=1.0)
    old = {r["id"]: r["label"] == "supported" for r in made}
    assert gain(made, old, old) == [0.0, 0.0, 0.0]
