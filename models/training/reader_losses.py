"""What the reader and the judge are trained to lower, for all questions of a batch at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor
from torch.nn import functional

if TYPE_CHECKING:
    from models.training.reader_batches import Batch

# What each part counts beside the choice of a sentence.
OWN, ANSWERS, SPAN = 0.5, 0.4, 0.35
_NOWHERE = -1e4  # a logit of what may not be chosen; its probability is 0 in float32


def batch_loss(batch: Batch, outputs: tuple[Tensor, ...]) -> tuple[Tensor, dict[str, Tensor]]:
    """Loss of each question or claim, (questions,), and figures of them; NaN where one has none.

    `outputs` are those of `reader_network.Reader`. Raises ValueError when a claim is read by a
    network that does not judge.
    """
    relevance, start, end, answers, *support = outputs
    asked, told_of = _questions(batch, relevance, start, end, answers)
    claims = batch.support.any(-1)
    if not support:
        if bool(claims.any()):
            raise ValueError("only the judge reads claims")
        return asked, told_of
    first = batch.groups[:, 0]
    loss, right = _claims(batch, support[0])
    is_claim = claims[first]
    nothing = torch.full_like(asked, float("nan"))
    told_of = {k: torch.where(is_claim, nothing, v) for k, v in told_of.items()}
    told_of["right"] = torch.where(is_claim, right[first], nothing)
    return torch.where(is_claim, loss[first], asked), told_of


def _claims(batch: Batch, support: Tensor) -> tuple[Tensor, Tensor]:
    """Cross-entropy of the verdict; where two may be right, of either. And whether it was found."""
    wanted = torch.logsumexp(support.masked_fill(~batch.support, _NOWHERE), -1)
    right = (support.argmax(-1) == 0) == batch.support[:, 0]
    return torch.logsumexp(support, -1) - wanted, right.float()


def _questions(
    batch: Batch, relevance: Tensor, start: Tensor, end: Tensor, answers: Tensor
) -> tuple[Tensor, dict[str, Tensor]]:
    """A choice among all sentences and NONE, spans, and what each passage says of itself."""
    every = relevance.masked_fill(~batch.usable, _NOWHERE)
    right = relevance.masked_fill(~batch.positive, _NOWHERE)
    item_right = torch.logsumexp(right, -1)
    has_right = batch.positive.any(-1)

    group_every = torch.logsumexp(_by_question(batch, torch.logsumexp(every, -1), _NOWHERE), -1)
    group_every = torch.logaddexp(group_every, torch.zeros_like(group_every))  # NONE has logit 0
    group_right = torch.logsumexp(_by_question(batch, item_right, _NOWHERE), -1)
    answered = _by_question(batch, has_right.float(), 0.0).any(-1)
    choice = group_every - torch.where(answered, group_right, 0.0)

    negative = batch.usable & ~batch.positive
    below = (functional.logsigmoid(-relevance) * negative).sum(-1) / negative.sum(-1).clamp(min=1)
    any_right = functional.logsigmoid(item_right)
    count = batch.positive.sum(-1).clamp(min=1)
    each_right = (functional.logsigmoid(relevance) * batch.positive).sum(-1) / count
    above = torch.where(batch.every, each_right, any_right)
    above = torch.where(has_right, above, 0.0)
    counted = has_right.float() + (negative.any(-1) | ~has_right).float()
    own = -_total(batch, above + below) / _total(batch, counted).clamp(min=1)

    doubt = functional.binary_cross_entropy_with_logits(
        answers, has_right.float(), reduction="none"
    )
    passages = _total(batch, torch.ones_like(answers))
    whether = _total(batch, doubt * batch.told) / passages

    pointed = batch.starts.any(-1) & has_right
    miss = _missed(start, batch.starts, batch.passage) + _missed(end, batch.ends, batch.passage)
    spans = _total(batch, pointed.float())
    span = _total(batch, torch.where(pointed, miss, 0.0)) / spans.clamp(min=1)

    best = _by_question(batch, relevance.masked_fill(~_read(batch), _NOWHERE).amax(-1), _NOWHERE)
    best_right = _by_question(batch, right.amax(-1), _NOWHERE).amax(-1)
    nothing = torch.full_like(choice, float("nan"))
    figures = {
        "choice": choice.detach(),
        "first": torch.where(answered, (best_right >= best.amax(-1)).float(), nothing),
        "none": torch.where(answered, nothing, (best.amax(-1) < 0).float()),
        "span": torch.where(spans > 0, span.detach(), nothing),
    }
    return choice + OWN * own + ANSWERS * whether + SPAN * span, figures


def _read(batch: Batch) -> Tensor:
    return batch.ranges[..., 1] > 0


def _missed(logits: Tensor, wanted: Tensor, within: Tensor) -> Tensor:
    """Cross-entropy of a place among those of the passage; any of the wanted ones is right."""
    every = torch.logsumexp(logits.masked_fill(~within, _NOWHERE), -1)
    return every - torch.logsumexp(logits.masked_fill(~wanted, _NOWHERE), -1)


def _by_question(batch: Batch, values: Tensor, absent: float) -> Tensor:
    """(questions, most passages) of values by row."""
    return values[batch.groups.clamp(min=0)].masked_fill(batch.groups < 0, absent)


def _total(batch: Batch, values: Tensor) -> Tensor:
    return _by_question(batch, values, 0.0).sum(-1)
