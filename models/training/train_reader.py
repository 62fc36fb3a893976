"""Train the evidence reader: one pass over a passage scores every sentence.

    python -m models.training.train_reader DATA --work FOLDER --desk --start CHECKPOINT
    python -m models.training.article_vectors DATA --work FOLDER
    python -m models.training.train_reader DATA --work FOLDER --minutes 60
    python -m models.training.train_reader DATA --work FOLDER --judge MPNET --name judge --rate 6e-5
    python -m models.training.train_reader DATA --work FOLDER --judge MPNET --device cuda \
        --workers 12 --tokens 24000 --dropout 0.1 --minutes 9

The judge is the larger second reader of `reader_network.py`.

DATA holds the public question sets named in `reader_sources.py` and `reader_news.py`. A checkpoint
is written every ten minutes and an interrupted run goes on from it (`--resume`). The learning rate
follows the word pieces read of `--pieces`, so that a slow machine learns the same as a fast one, in
more runs; `--minutes` only ends a run.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import torch
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from models.training.reader_batches import Batch, batches
from models.training.reader_losses import batch_loss
from models.training.reader_network import Encoder, Reader, base_model, new_judge, new_reader
from models.training.style import shares_of_style
from models.training.training_mix import (
    DESK_SHARES,
    JUDGE_DESK_SHARES,
    JUDGE_SHARES,
    SHARES,
    Drawable,
    load_desk,
    load_sources,
    stream,
)

CHECKPOINT_SECONDS = 600
REMEMBERED = 60  # steps whose figures are told


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
        self.optimiser = torch.optim.AdamW(
            groups, lr=rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True
        )

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
            torch._foreach_copy_(self.live, self.master)


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
    before: int = 0  # word pieces of earlier runs
    tokens: int = 0
    steps: int = 0
    kept: list[tuple[tuple[str, ...], dict[str, Tensor]]] = field(default_factory=list)
    told_at: float = field(default_factory=time.monotonic)

    @property
    def read(self) -> int:
        """Word pieces, those of earlier runs among them."""
        return self.before + self.tokens

    def add(self, batch: Batch, figures: dict[str, Tensor]) -> None:
        """Collect the figures of one step."""
        self.tokens += batch.tokens
        self.steps += 1
        self.kept.append((batch.kinds, figures))
        del self.kept[:-REMEMBERED]

    def tell(self) -> None:
        """Print the means of the last steps, once a minute."""
        if time.monotonic() - self.told_at < 60:
            return
        elapsed = time.monotonic() - self.begun
        sums: dict[str, list[float]] = {}
        for kinds, figures in self.kept:
            for name, values in figures.items():
                for kind, value in zip(kinds, values.tolist(), strict=True):
                    if not math.isnan(value):
                        sums.setdefault(f"{kind}.{name}", []).append(value)
        line = " ".join(f"{k}={sum(v) / len(v):.2f}" for k, v in sorted(sums.items()))
        speed = self.tokens / (elapsed + 1)
        print(f"{elapsed / 60:.1f} min step {self.steps} {speed:.0f} tok/s {line}", flush=True)
        self.told_at = time.monotonic()


class Drawn(IterableDataset[Batch]):
    """Batches for ever; every worker draws its own."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self.drawing = drawing

    def __iter__(self) -> Iterator[Batch]:
        drawing, worker = self.drawing, get_worker_info()
        rng = random.Random(f"{drawing.seed} {worker.id if worker else 0}")
        examples = stream(drawing.sources, drawing.shares, rng)
        return batches(examples, Encoder(drawing.vocabulary), drawing.tokens, rng)


@dataclass(frozen=True)
class Drawing:
    """What batches are drawn from, and how."""

    sources: dict[str, Drawable]
    shares: dict[str, float]
    vocabulary: Path  # the folder of tokenizer.json
    tokens: int
    seed: str
    workers: int = 0

    def batches(self) -> Iterator[Batch]:
        """Draw in as many processes as there are workers."""
        return iter(DataLoader(Drawn(self), batch_size=None, num_workers=self.workers))


def train_step(model: Reader, batch: Batch, progress: Progress) -> None:
    """Forward and backward."""
    outputs = model(batch.ids, batch.mask, batch.types, batch.sentence_mask())
    loss, figures = batch_loss(batch, outputs)
    loss.mean().backward()
    progress.add(batch, figures)


def restore(path: Path, model: Reader, optimiser: MasterWeights, *, going_on: bool) -> int:
    """Take over saved weights and, going on with a run, its optimiser; returns pieces read."""
    saved = torch.load(path, weights_only=True, map_location="cpu")
    model.load_state_dict(saved["model"])
    names = [n for n, p in model.named_parameters() if p.requires_grad]
    with torch.no_grad():
        for name, master in zip(names, optimiser.master, strict=True):
            master.copy_(saved["model"][name])
    if not going_on:
        return 0
    optimiser.optimiser.load_state_dict(saved["optimiser"])
    return int(saved["pieces"])


def save(path: Path, model: Reader, optimiser: MasterWeights, pieces: int) -> None:
    """Write a checkpoint, whole or not at all."""
    state = {
        "model": full_precision(model, optimiser),
        "optimiser": optimiser.optimiser.state_dict(),
        "pieces": pieces,
    }
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


@dataclass(frozen=True)
class Schedule:
    """How long to train, how fast, and where to keep what was learnt."""

    checkpoint: Path
    minutes: float
    pieces: int
    rate: float
    device: str = "cpu"
    start: Path | None = None
    resume: bool = False


def train(model: Reader, drawing: Drawing, schedule: Schedule) -> Progress:
    """Train until all pieces are read or the time is up."""
    model.to(schedule.device)
    optimiser = MasterWeights(model, schedule.rate)
    before = 0
    source = schedule.checkpoint if schedule.resume else schedule.start
    if source is not None:
        before = restore(source, model, optimiser, going_on=schedule.resume)
        drawing = replace(drawing, seed=f"{drawing.seed} {before}")
    model.train()
    limit = schedule.minutes * 60
    progress = Progress(time.monotonic(), before=before)
    saved_at = time.monotonic()
    for batch in drawing.batches():
        train_step(model, batch.to(schedule.device), progress)
        optimiser.step(factor_at(progress.read / schedule.pieces))
        progress.tell()
        if progress.read >= schedule.pieces or time.monotonic() - progress.begun >= limit:
            break
        if time.monotonic() - saved_at > CHECKPOINT_SECONDS:
            saved_at = time.monotonic()
            save(schedule.checkpoint, model, optimiser, progress.read)
    save(schedule.checkpoint, model, optimiser, progress.read)
    return progress


def run(arguments: argparse.Namespace) -> None:
    """Load what is trained on, train, and write a summary."""
    judge = arguments.judge is not None
    if arguments.desk:
        sources = load_desk(arguments.data, judge=judge)
        shares = JUDGE_DESK_SHARES if judge else DESK_SHARES
    else:
        sources = load_sources(arguments.data, arguments.work, arguments.teacher, judge=judge)
        shares = JUDGE_SHARES if judge else SHARES
    drawing = Drawing(
        sources,
        shares,
        arguments.judge if judge else base_model(),
        arguments.tokens,
        str(arguments.seed),
        arguments.workers,
    )
    dropout = arguments.dropout
    model = new_judge(arguments.judge, dropout, arguments.frozen) if judge else new_reader(dropout)
    checkpoint = arguments.work / f"{arguments.name}.pt"
    schedule = Schedule(
        checkpoint,
        arguments.minutes,
        arguments.pieces,
        arguments.rate,
        arguments.device,
        arguments.start,
        arguments.resume,
    )
    style = shares_of_style(sources) if arguments.style else {}
    print("area under the curve by the question or claim alone", json.dumps(style), flush=True)
    progress = train(model, drawing, schedule)
    summary = {
        "minutes": arguments.minutes,
        "device": arguments.device,
        "steps": progress.steps,
        "word pieces": progress.read,
        "schedule, word pieces": arguments.pieces,
        "rate": arguments.rate,
        "dropout": dropout,
        "frozen layers": arguments.frozen,
        "seed": arguments.seed,
        "questions": {name: len(source.questions) for name, source in drawing.sources.items()},
        "shares": drawing.shares,
        "area under the curve by the question or claim alone": style,
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
    parser.add_argument("--frozen", type=int, default=0, help="first layers of the judge, kept")
    parser.add_argument("--teacher", type=Path, help="an exported reader that proposes spans")
    parser.add_argument("--desk", action="store_true", help="learn from an editor's questions")
    parser.add_argument(
        "--no-style",
        dest="style",
        action="store_false",
        help="skip what style gives away",
    )
    parser.add_argument("--pieces", type=int, default=4_000_000, help="word pieces of the schedule")
    parser.add_argument("--minutes", type=float, default=90, help="when to stop at the latest")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--tokens", type=int, default=6000, help="of one step")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cpu", help="of torch: cpu or cuda")
    parser.add_argument("--workers", type=int, default=0, help="processes that draw batches")
    parser.add_argument("--dropout", type=float, default=0.0, help="0.1 where a GPU trains")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    run(arguments)


if __name__ == "__main__":
    main()
