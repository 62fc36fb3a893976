"""Train the evidence reader on two CPU cores: one pass over a passage scores every sentence.

    python -m models.article_vectors DATA --work FOLDER
    python -m models.train_reader DATA --work FOLDER --minutes 60
    python -m models.train_reader DATA --work FOLDER --judge MPNET --name judge --rate 6e-5

The judge is the larger second reader of `reader_network.py`.

DATA holds the public question sets named in `reader_sources.py` and `reader_news.py`. A checkpoint
is written every ten minutes and an interrupted run goes on from it (`--resume`). The learning rate
follows the clock, so that a busy machine ends its run in time and not with half a schedule.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor

from models.reader_data import Example
from models.reader_losses import example_loss, support_loss
from models.reader_network import (
    Encoded,
    Encoder,
    Reader,
    base_model,
    new_judge,
    new_reader,
    run,
)
from models.training_mix import JUDGE_SHARES, SHARES, load_sources, stream

CHECKPOINT_SECONDS = 600


class MasterWeights:
    """AdamW over float32 copies of bfloat16 weights."""

    def __init__(self, model: Reader, rate: float) -> None:
        self.live = [p for p in model.parameters() if p.requires_grad]
        self.master = [p.detach().clone().float().requires_grad_() for p in self.live]
        heads = {id(p) for n, p in model.named_parameters() if not n.startswith("encoder.")}
        groups: list[dict[str, object]] = [
            {
                "params": [
                    m for p, m in zip(self.live, self.master, strict=True) if id(p) not in heads
                ],
                "scale": 1.0,
            },
            {
                "params": [
                    m for p, m in zip(self.live, self.master, strict=True) if id(p) in heads
                ],
                "scale": 5.0,
            },
        ]
        self.rate = rate
        self.optimiser = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01, betas=(0.9, 0.98))

    def step(self, factor: float) -> None:
        """Take the gradients of the live weights, update, and write back."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate * factor * group["scale"]
        for live, master in zip(self.live, self.master, strict=True):
            master.grad = None if live.grad is None else live.grad.float()
            live.grad = None
        torch.nn.utils.clip_grad_norm_(self.master, 1.0)
        self.optimiser.step()
        with torch.no_grad():
            for live, master in zip(self.live, self.master, strict=True):
                live.copy_(master)


def full_precision(model: Reader, optimiser: MasterWeights) -> dict[str, Tensor]:
    """The state of the model with the float32 copies in place of the rounded weights."""
    names = [n for n, p in model.named_parameters() if p.requires_grad]
    state = {k: v.float() for k, v in model.state_dict().items()}
    state |= {n: m.detach().clone() for n, m in zip(names, optimiser.master, strict=True)}
    return state


def factor_at(share: float) -> float:
    """Warm up over the first 4 %, then a cosine down to 3 %."""
    if share < 0.04:
        return share / 0.04 + 0.01
    return 0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * min(1.0, share)))


@dataclass
class Progress:
    """What is written to the log once a minute."""

    begun: float
    tokens: int = 0
    steps: int = 0
    sums: dict[str, list[float]] = field(default_factory=dict)
    told_at: float = field(default_factory=time.monotonic)

    def add(self, told: dict[str, float]) -> None:
        """Collect the figures of one example."""
        for key, value in told.items():
            self.sums.setdefault(key, []).append(value)

    def tell(self) -> None:
        """Print the means since the last time."""
        if time.monotonic() - self.told_at < 60:
            return
        elapsed = time.monotonic() - self.begun
        line = " ".join(f"{k}={sum(v) / len(v):.2f}" for k, v in sorted(self.sums.items()))
        speed = self.tokens / (elapsed + 1)
        print(f"{elapsed / 60:.1f} min step {self.steps} {speed:.0f} tok/s {line}", flush=True)
        self.sums = {}
        self.told_at = time.monotonic()


def draw_step(
    examples: Iterator[Example], encoder: Encoder, most: int
) -> list[tuple[Example, list[Encoded]]]:
    """Questions with their passages until there are `most` tokens."""
    group: list[tuple[Example, list[Encoded]]] = []
    size = 0
    while size < most:
        example = next(examples)
        items = [encoder.encode(example.question, p) for p in example.passages]
        items = [i for i in items if i.sentence_tokens]
        if items:
            group.append((example, items))
            size += sum(len(i.ids) for i in items)
    return group


def train_step(
    model: Reader, group: list[tuple[Example, list[Encoded]]], progress: Progress
) -> None:
    """Forward and backward."""
    outputs = run(model, [i for _, items in group for i in items])
    loss = torch.zeros(())
    at = 0
    for example, items in group:
        read = outputs[at : at + len(items)]
        if items[0].support:
            part, told = support_loss(items[0], read[0], example.kind)
        else:
            part, told = example_loss(items, read, example.kind)
        at += len(items)
        loss = loss + part
        progress.add(told)
    (loss / len(group)).backward()
    progress.tokens += sum(len(i.ids) for _, items in group for i in items)
    progress.steps += 1


def restore(path: Path, model: Reader, optimiser: MasterWeights, *, going_on: bool) -> float:
    """Take over saved weights and, going on with a run, its optimiser; returns seconds trained."""
    saved = torch.load(path, weights_only=True)
    model.load_state_dict(saved["model"])
    names = [n for n, p in model.named_parameters() if p.requires_grad]
    with torch.no_grad():
        for name, master in zip(names, optimiser.master, strict=True):
            master.copy_(saved["model"][name])
    if not going_on:
        return 0.0
    optimiser.optimiser.load_state_dict(saved["optimiser"])
    return float(saved["elapsed"])


def save(path: Path, model: Reader, optimiser: MasterWeights, elapsed: float) -> None:
    """Write a checkpoint, whole or not at all."""
    state = {
        "model": full_precision(model, optimiser),
        "optimiser": optimiser.optimiser.state_dict(),
        "elapsed": elapsed,
    }
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


def train(arguments: argparse.Namespace) -> None:
    """Train until the time is up."""
    rng = random.Random(arguments.seed)
    judge = arguments.judge is not None
    shares = JUDGE_SHARES if judge else SHARES
    sources = load_sources(arguments.data, arguments.work, arguments.teacher, judge=judge)
    model = new_judge(arguments.judge) if judge else new_reader()
    encoder = Encoder(arguments.judge if judge else base_model())
    optimiser = MasterWeights(model, arguments.rate)
    checkpoint = arguments.work / f"{arguments.name}.pt"
    elapsed = 0.0
    if arguments.resume or arguments.start:
        source = checkpoint if arguments.resume else arguments.start
        elapsed = restore(source, model, optimiser, going_on=arguments.resume)
        rng.seed(arguments.seed + int(elapsed))
    examples = stream(sources, shares, rng)
    model.train()
    limit = arguments.minutes * 60
    progress = Progress(time.monotonic() - elapsed)
    saved_at = time.monotonic()
    while (elapsed := time.monotonic() - progress.begun) < limit:
        train_step(model, draw_step(examples, encoder, arguments.tokens), progress)
        optimiser.step(factor_at(elapsed / limit))
        progress.tell()
        if time.monotonic() - saved_at > CHECKPOINT_SECONDS:
            saved_at = time.monotonic()
            save(checkpoint, model, optimiser, elapsed)
    save(checkpoint, model, optimiser, elapsed)
    summary = {
        "minutes": arguments.minutes,
        "steps": progress.steps,
        "tokens": progress.tokens,
        "rate": arguments.rate,
        "seed": arguments.seed,
        "questions": {name: len(source.questions) for name, source in sources.items()},
        "shares": shares,
    }
    checkpoint.with_suffix(".json").write_text(json.dumps(summary, indent=1) + "\n")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="checkpoints and caches")
    parser.add_argument("--name", default="reader", help="of the checkpoint")
    parser.add_argument("--start", type=Path, help="weights to go on from, on a fresh schedule")
    parser.add_argument("--resume", action="store_true", help="go on with an interrupted run")
    parser.add_argument("--judge", type=Path, help="train the judge, from all-mpnet-base-v2 there")
    parser.add_argument("--teacher", type=Path, help="an exported reader that proposes spans")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--tokens", type=int, default=6000, help="of one step")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    train(arguments)


if __name__ == "__main__":
    main()
