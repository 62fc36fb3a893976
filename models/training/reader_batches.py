"""Questions with their passages as padded batches of token ids and labels."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from models.training.reader_data import VERDICTS

if TYPE_CHECKING:
    from models.training.reader_data import Example
    from models.training.reader_network import Encoded, Encoder

_STEP = 8  # tokens: a length is rounded up to a multiple of it
_POOL = 24  # steps that are drawn at once and put in order of length

Group = tuple["Example", "list[Encoded]"]


@dataclass(frozen=True)
class Batch:
    """Passages beside questions: rows of (rows, tokens), and which rows belong to one question."""

    ids: Tensor  # (rows, tokens), like the next two
    types: Tensor
    mask: Tensor
    ranges: Tensor  # (rows, sentences, 2): first token and the one behind the last
    usable: Tensor  # (rows, sentences) of bool: read, and neither right nor wrong by chance
    positive: Tensor
    every: Tensor  # (rows,) of bool: whether all sentences that are right are needed
    told: Tensor  # (rows,) of bool: whether it is known that the passage answers or does not
    starts: Tensor  # (rows, tokens) of bool, like the next two
    ends: Tensor
    passage: Tensor
    support: Tensor  # (rows, verdicts) of bool: those that are right; none beside a question
    groups: Tensor  # (questions, most passages): rows, -1 where a question has fewer
    kinds: tuple[str, ...]  # of the questions
    tokens: int  # without padding

    def to(self, device: str) -> Batch:
        """Move every tensor."""
        parts = {f.name: getattr(self, f.name) for f in fields(self)}
        moved = {
            k: v.to(device, non_blocking=True) if isinstance(v, Tensor) else v
            for k, v in parts.items()
        }
        return Batch(**moved)

    def sentence_mask(self) -> Tensor:
        """(rows, sentences, tokens), one where a token belongs to a sentence."""
        places = torch.arange(self.ids.shape[1], device=self.ids.device)
        return ((places >= self.ranges[..., :1]) & (places < self.ranges[..., 1:])).float()


def collate(groups: Sequence[Group]) -> Batch:
    """Pad the passages of some questions to one length."""
    items = [item for _, own in groups for item in own]
    length = -(-max(len(i.ids) for i in items) // _STEP) * _STEP
    count = max(1, max(len(i.sentence_tokens) for i in items))
    rows = len(items)
    ids, types, mask = (torch.zeros(rows, length, dtype=torch.long) for _ in range(3))
    ranges = torch.zeros(rows, count, 2, dtype=torch.long)
    usable, positive = (torch.zeros(rows, count, dtype=torch.bool) for _ in range(2))
    starts, ends, passage = (torch.zeros(rows, length, dtype=torch.bool) for _ in range(3))
    every, told = (torch.zeros(rows, dtype=torch.bool) for _ in range(2))
    support = torch.zeros(rows, len(VERDICTS), dtype=torch.bool)
    for row, item in enumerate(items):
        n = len(item.ids)
        ids[row, :n] = torch.tensor(item.ids)
        types[row, :n] = torch.tensor(item.types)
        mask[row, :n] = 1
        if item.sentence_tokens:
            ranges[row, : len(item.sentence_tokens)] = torch.tensor(item.sentence_tokens)
        read = [
            k for k, r in enumerate(item.sentence_tokens) if r != (0, 0) and k not in item.ignored
        ]
        usable[row, read] = True
        positive[row, item.positive] = True
        every[row] = item.every
        told[row] = bool(item.positive) or not item.ignored
        starts[row, item.starts] = True
        ends[row, item.ends] = True
        passage[row, item.first : item.last] = True
        support[row, list(item.support)] = True
    return Batch(
        ids, types, mask, ranges, usable, positive, every, told, starts, ends, passage, support,
        _rows_of(groups),
        tuple(example.kind for example, _ in groups),
        sum(len(i.ids) for i in items),
    )  # fmt: skip


def _rows_of(groups: Sequence[Group]) -> Tensor:
    most = max(len(own) for _, own in groups)
    found = torch.full((len(groups), most), -1, dtype=torch.long)
    at = 0
    for number, (_, own) in enumerate(groups):
        found[number, : len(own)] = torch.arange(at, at + len(own))
        at += len(own)
    return found


def batches(
    examples: Iterator[Example], encoder: Encoder, most: int, rng: random.Random
) -> Iterator[Batch]:
    """For ever: questions of like length together, at most `most` tokens with their padding."""
    while True:
        drawn: list[Group] = []
        size = 0
        while size < _POOL * most:
            example = next(examples)
            items = [encoder.encode(example.question, p) for p in example.passages]
            items = [i for i in items if i.sentence_tokens]
            if items:
                drawn.append((example, items))
                size += sum(len(i.ids) for i in items)
        drawn.sort(key=lambda group: max(len(i.ids) for i in group[1]))
        steps: list[list[Group]] = [[]]
        rows = 0
        for group in drawn:
            longest = max(len(i.ids) for i in group[1])
            if steps[-1] and (rows + len(group[1])) * longest > most:
                steps.append([])
                rows = 0
            steps[-1].append(group)
            rows += len(group[1])
        rng.shuffle(steps)
        for step in steps:
            yield collate(step)
