"""The losses of a batch, against sums worked out by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
import torch

from models.training.reader_batches import Batch, collate
from models.training.reader_data import Example
from models.training.reader_losses import ANSWERS, OWN, SPAN, batch_loss
from models.training.reader_network import Encoded

QUESTION = Example("Who left?", (), "news")
CLAIM = Example("Ana left.", (), "claims")


def passage(*positive: int, ignored: tuple[int, ...] = (), span: int | None = None) -> Encoded:
    """Three sentences of two tokens behind a question of two."""
    places = [] if span is None else [span]
    return Encoded(
        [0, 9, 2, 3, 4, 5, 6, 7],
        [0] * 8,
        [(2, 4), (4, 6), (6, 8)],
        list(positive),
        list(ignored),
        places,
        places,
        2,
        8,
    )


def claim(*support: int) -> Encoded:
    return Encoded([0, 9, 2, 3], [0] * 4, [(2, 4)], [], [], [], [], 2, 4, support)


def outputs(
    batch: Batch, relevance: list[list[float]], support: list[list[float]] | None = None
) -> tuple[torch.Tensor, ...]:
    rows, tokens = batch.ids.shape
    read = torch.full((rows, batch.ranges.shape[1]), 50.0)  # what is padding must not count
    for row, values in enumerate(relevance):
        read[row, : len(values)] = torch.tensor(values)
    nothing = torch.zeros(rows, tokens)
    given = (read, nothing, nothing, torch.zeros(rows))
    return given if support is None else (*given, torch.tensor(support))


def sure(logit: float) -> float:
    """The logarithm of the probability that a logit stands for."""
    return math.log(1 / (1 + math.exp(-logit)))


def test_the_right_sentence_is_chosen_among_all_passages_and_none():
    batch = collate([(QUESTION, [passage(1), passage()])])
    loss, told = batch_loss(batch, outputs(batch, [[0.0, 2.0, -1.0], [1.0, 0.0, 0.0]]))
    every = sum(math.exp(x) for x in (0.0, 2.0, -1.0, 1.0, 0.0, 0.0)) + 1  # NONE
    choice = math.log(every) - 2.0
    own = [sure(2.0), (sure(0.0) + sure(1.0)) / 2, (sure(-1.0) + 2 * sure(0.0)) / 3]
    expected = choice - OWN * sum(own) / 3 + ANSWERS * math.log(2)
    assert loss.tolist() == [pytest.approx(expected, abs=1e-5)]
    assert told["first"].tolist() == [1.0]
    assert math.isnan(told["none"][0])
    assert math.isnan(told["span"][0])


def test_without_a_right_sentence_none_is_right():
    batch = collate([(QUESTION, [passage()])])
    low, told = batch_loss(batch, outputs(batch, [[-5.0, -5.0, -5.0]]))
    high, _ = batch_loss(batch, outputs(batch, [[-5.0, 5.0, -5.0]]))
    assert told["none"].tolist() == [1.0]
    assert float(low) < 0.4 < float(high)


def test_a_sentence_that_may_answer_by_chance_changes_nothing():
    batch = collate([(QUESTION, [passage(1, ignored=(2,))])])
    losses = [
        float(batch_loss(batch, outputs(batch, [[0.0, 2.0, value]]))[0]) for value in (-9.0, 9.0)
    ]
    assert losses[0] == pytest.approx(losses[1], abs=1e-6)


def test_a_span_is_looked_for_within_the_passage():
    batch = collate([(QUESTION, [passage(1, span=4)])])
    without = collate([(QUESTION, [passage(1)])])
    given = outputs(batch, [[0.0, 2.0, 0.0]])
    loss, told = batch_loss(batch, given)
    assert float(loss - batch_loss(without, given)[0]) == pytest.approx(
        SPAN * 2 * math.log(6), abs=1e-5
    )
    assert float(told["span"][0]) == pytest.approx(2 * math.log(6), abs=1e-5)


def test_of_two_verdicts_that_may_be_right_either_is():
    batch = collate([(CLAIM, [claim(1, 2)]), (CLAIM, [claim(0)])])
    verdicts = [[0.0, 3.0, 3.0], [0.0, 3.0, 3.0]]
    loss, told = batch_loss(batch, outputs(batch, [[], []], verdicts))
    total = math.log(1 + 2 * math.exp(3))
    assert loss.tolist() == [
        pytest.approx(total - math.log(2 * math.exp(3)), abs=1e-5),
        pytest.approx(total, abs=1e-5),
    ]
    assert told["right"].tolist() == [1.0, 0.0]


def test_a_question_between_claims_keeps_its_loss():
    alone = collate([(QUESTION, [passage(1), passage()])])
    mixed = collate([(CLAIM, [claim(0)]), (QUESTION, [passage(1), passage()])])
    read = [[0.0, 2.0, -1.0], [1.0, 0.0, 0.0]]
    verdicts = [[5.0, 0.0, 0.0]] * 3
    expected, _ = batch_loss(alone, outputs(alone, read))
    loss, _ = batch_loss(mixed, outputs(mixed, [[], *read], verdicts))
    assert float(loss[1]) == pytest.approx(float(expected[0]), abs=1e-5)


def test_only_the_judge_reads_claims():
    batch = collate([(CLAIM, [claim(0)])])
    with pytest.raises(ValueError, match="only the judge"):
        batch_loss(batch, outputs(batch, [[]]))


def test_where_every_right_sentence_is_needed_the_one_that_is_missed_costs():
    relevance = [[3.0, 0.0, -3.0]]
    both = passage(0, 2)
    any_of = collate([(QUESTION, [both])])
    every = collate([(QUESTION, [replace(both, every=True)])])
    least, _ = batch_loss(any_of, outputs(any_of, relevance))
    most, _ = batch_loss(every, outputs(every, relevance))
    best = math.log(math.exp(3.0) + math.exp(-3.0))
    assert float(most - least) == pytest.approx(
        OWN * (sure(best) - (sure(3.0) + sure(-3.0)) / 2) / 2, abs=1e-5
    )
