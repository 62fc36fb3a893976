"""Train the writing adapter (LoRA) of the shipped language model.

    python -m models.training.writer_data --work FOLDER
    python -m models.training.train_writer --work FOLDER --minutes 60
    python -m models.training.train_writer --work FOLDER --device cuda --tokens 8000 --first 0
    python -m models.training.train_writer --work FOLDER --start models/writer/writer.gguf --first 0
    python -m models.training.export_writer --work FOLDER --output models/writer

Only the target is learnt, not the prompt. A checkpoint is written every ten minutes and an
interrupted run goes on from it (`--resume`). The learning rate follows the examples read of
`--examples`; `--minutes` only ends a run. With `--start` it goes on from a shipped adapter.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

from models.training.averaging import Averaged, level_then_falling
from models.training.lora import (
    LoraLinear,
    adapt,
    adapter_state,
    base_model,
    block_of,
    load_adapter,
)
from models.training.reader_data import bucket, read_lines
from models.training.reader_network import halves_are_fast
from models.training.train_reader import CHECKPOINT_SECONDS, factor_at
from models.training.writer_gguf import read_gguf, torch_tensors
from qa.engine.gguf_files import sha256_of
from qa.engine.llama_cpp_model import LlamaCppModel
from qa.engine.shipped_models import SMOLLM2
from qa.writing.prompt import writing_prompt

HELD_OUT = 40  # one question of so many is kept to watch the loss
MOST_WORDS = 150  # of the evidence
TOLD_SECONDS = 30
SORTED = 960  # examples that are put in order of length at a time


@dataclass(frozen=True, slots=True)
class Encoded:
    """Token ids of a prompt with its target; the target begins at `start`."""

    ids: list[int]
    start: int
    kind: str


Draw = Callable[[list[Encoded], int, random.Random], Iterator[list[Encoded]]]


def encoded_examples(work: Path, most: int) -> tuple[list[Encoded], list[Encoded]]:
    """What is trained on and what is watched, as llama.cpp itself cuts it into tokens."""
    model = LlamaCppModel.load(SMOLLM2.locate())
    kept: tuple[list[Encoded], list[Encoded]] = ([], [])
    lines = [line for path in sorted(work.glob("writer-*.jsonl.gz")) for line in read_lines(path)]
    random.Random(0).shuffle(lines)
    for line in lines:
        if len(kept[0]) == most or sum(len(s.split()) for s in line["given"]) > MOST_WORDS:
            continue
        prompt = model.tokenize(writing_prompt(line["question"], line["given"], line["answer"]))
        ids = [*prompt, *model.tokenize_plain(line["target"]), model.end_token]
        held_out = bucket(line["question"], HELD_OUT) == 0
        kept[held_out].append(Encoded(ids, len(prompt), line["kind"]))
    return kept


def one_pass(examples: list[Encoded], most: int, rng: random.Random) -> Iterator[list[Encoded]]:
    """All, each once: of like length together, at most `most` tokens with their padding."""
    order = rng.sample(examples, len(examples))
    made: list[list[Encoded]] = []
    for first in range(0, len(order), SORTED):
        group: list[Encoded] = []
        for example in sorted(order[first : first + SORTED], key=lambda e: len(e.ids)):
            if group and (len(group) + 1) * len(example.ids) > most:
                made.append(group)
                group = []
            group.append(example)
        made.append(group)
    rng.shuffle(made)
    yield from made


def batches(examples: list[Encoded], most: int, rng: random.Random) -> Iterator[list[Encoded]]:
    """For ever: one pass after another."""
    while True:
        yield from one_pass(examples, most, rng)


def target_loss(model: Any, batch: list[Encoded], device: str) -> tuple[Tensor, int]:  # noqa: ANN401
    """Mean cross-entropy of the target tokens, and how many they are.

    Padding stands behind everything that is looked at, so that no attention mask is needed.
    """
    longest = max(len(example.ids) for example in batch)
    ids = torch.zeros((len(batch), longest), dtype=torch.long)
    wanted = torch.zeros((len(batch), longest), dtype=torch.bool)
    for row, example in enumerate(batch):
        ids[row, : len(example.ids)] = torch.tensor(example.ids)
        wanted[row, example.start : len(example.ids)] = True
    ids, wanted = ids.to(device), wanted.to(device)
    with torch.autocast(device, torch.bfloat16, enabled=halves_are_fast()):
        hidden = model.model(input_ids=ids, use_cache=False).last_hidden_state[:, :-1]
        logits = model.lm_head(hidden[wanted[:, 1:]]).float()
    return functional.cross_entropy(logits, ids[:, 1:][wanted[:, 1:]]), int(wanted.sum())


def watched_loss(model: nn.Module, examples: list[Encoded], device: str) -> dict[str, float]:
    """Mean loss per target token of held-out questions: all, and by kind of task."""
    sums: dict[str, list[float]] = {"all": [0.0, 0.0]}
    with torch.no_grad():
        for example in examples:
            loss, count = target_loss(model, [example], device)
            for key in ("all", example.kind):
                known = sums.setdefault(key, [0.0, 0.0])
                known[0] += float(loss) * count
                known[1] += count
    return {key: round(total / count, 4) for key, (total, count) in sums.items()}


class Checkpoint:
    """The adapter, its mean and its optimiser on disk, whole or not at all."""

    def __init__(self, path: Path, adapters: dict[str, LoraLinear], averaged: Averaged) -> None:
        self.path = path
        self.adapters = adapters
        self.averaged = averaged
        self.names = [f"{name}.{part}" for name in adapters for part in ("a", "b")]
        self.parameters = [p for layer in adapters.values() for p in (layer.a, layer.b)]

    def save(self, optimiser: torch.optim.AdamW, progress: dict[str, float]) -> None:
        """Write everything that a resumed run needs."""
        tensors = {f"raw:{n}": t.clone() for n, t in adapter_state(self.adapters).items()}
        with self.averaged.in_place():
            tensors |= {n: t.clone() for n, t in adapter_state(self.adapters).items()}
        for name, parameter in zip(self.names, self.parameters, strict=True):
            for key in ("exp_avg", "exp_avg_sq", "step"):
                tensors[f"{key}:{name}"] = optimiser.state[parameter][key].clone()
        part = self.path.with_suffix(".part")
        save_file(tensors, part, metadata={k: str(v) for k, v in progress.items()})
        part.replace(self.path)

    def restore(self, optimiser: torch.optim.AdamW) -> dict[str, float]:
        """Take everything over; returns the progress as it was."""
        tensors = load_file(self.path)
        load_adapter(self.adapters, tensors)
        for mean, parameter in zip(self.averaged.means, self.parameters, strict=True):
            mean.copy_(parameter.detach())
        load_adapter(
            self.adapters,
            {n.removeprefix("raw:"): t for n, t in tensors.items() if n.startswith("raw:")},
        )
        for name, parameter in zip(self.names, self.parameters, strict=True):
            moments = {
                key: tensors[f"{key}:{name}"].to(parameter.device)
                for key in ("exp_avg", "exp_avg_sq")
            }
            optimiser.state[parameter] = {**moments, "step": tensors[f"step:{name}"]}
        with safe_open(self.path, "pt") as file:
            return {key: float(value) for key, value in file.metadata().items()}


def train(
    arguments: argparse.Namespace,
    source: Path,
    examples: tuple[list[Encoded], list[Encoded]],
    draw: Draw = batches,
) -> None:
    """Train until the time is up; `source` is the GGUF file of the model.

    What is watched, and what a checkpoint has as the adapter, are the averaged weights.
    """
    device = arguments.device
    model = base_model(source)
    adapters = adapt(model, arguments.rank, arguments.alpha, first=arguments.first)
    model.to(device)
    training, watched = examples
    print(len(training), "examples", len(watched), "watched", flush=True)
    parameters = [p for layer in adapters.values() for p in (layer.a, layer.b)]
    optimiser = torch.optim.AdamW(
        parameters, lr=arguments.rate, betas=(0.9, 0.98), weight_decay=0.01
    )
    averaged = Averaged(parameters, arguments.average)
    checkpoint = Checkpoint(arguments.work / f"{arguments.name}.safetensors", adapters, averaged)
    done = {"elapsed": 0.0, "steps": 0.0, "tokens": 0.0, "examples": 0.0}
    if arguments.start:
        load_adapter(adapters, named_alike(adapters, torch_tensors(read_gguf(arguments.start))))
        print("before", watched_loss(model, watched, device), flush=True)
    if arguments.resume:
        done = checkpoint.restore(optimiser)
    every = draw(training, arguments.tokens, random.Random(arguments.seed))
    drawn, begun = islice(every, int(done["steps"]), None), time.monotonic() - done["elapsed"]
    limit, saved_at, told_at = arguments.minutes * 60, time.monotonic(), time.monotonic()
    losses: list[Tensor] = []
    factor = level_then_falling if arguments.average else factor_at
    while done["examples"] < arguments.examples and ((elapsed := time.monotonic() - begun) < limit):
        batch = next(drawn)
        loss, _ = target_loss(model, batch, device)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        for group in optimiser.param_groups:
            group["lr"] = arguments.rate * factor(done["examples"] / arguments.examples)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        losses.append(loss.detach())
        done["steps"] += 1
        averaged.take(done["steps"])
        done["examples"] += len(batch)
        done["tokens"] += sum(len(example.ids) for example in batch)
        done["elapsed"] = elapsed
        if time.monotonic() - told_at > TOLD_SECONDS:
            told_at = time.monotonic()
            mean, losses = float(torch.stack(losses).mean()), []
            rate = done["examples"] / elapsed
            print(f"{elapsed / 60:.1f} min loss {mean:.3f} {rate:.2f} examples/s", done, flush=True)
        if time.monotonic() - saved_at > CHECKPOINT_SECONDS:
            saved_at = time.monotonic()
            checkpoint.save(optimiser, done)
    checkpoint.save(optimiser, done)
    with averaged.in_place():
        watched_after = watched_loss(model, watched, device)
    summary = _summary(arguments, source, done, training, watched_after)
    checkpoint.path.with_suffix(".json").write_text(json.dumps(summary, indent=1) + "\n")
    print(json.dumps(summary))


def _summary(
    arguments: argparse.Namespace,
    source: Path,
    done: dict[str, float],
    training: list[Encoded],
    watched: dict[str, float],
) -> dict[str, Any]:
    return {
        "base": {"name": SMOLLM2.name, "sha256": sha256_of(source)},
        "started from, sha256": sha256_of(arguments.start) if arguments.start else None,
        "first block": arguments.first,
        "rank": arguments.rank,
        "alpha": arguments.alpha,
        "rate": arguments.rate,
        "schedule, examples": arguments.examples,
        "decay of the mean": arguments.average,
        "minutes": arguments.minutes,
        "device": arguments.device,
        "seed": arguments.seed,
        **{key: round(value) for key, value in done.items()},
        "written": _counts(training),
        "loss on held-out questions": watched,
    }


def named_alike(adapters: dict[str, LoraLinear], found: dict[str, Tensor]) -> dict[str, Tensor]:
    """Weights by block, leaf and part under the names of the layers here.

    Raises:
        ValueError: when the file has weights for other layers.
    """
    own = {
        f"{block_of(name)}.{name.rsplit('.', 1)[-1]}.{part}": f"{name}.{part}"
        for name in adapters
        for part in ("a", "b")
    }
    if set(own) != set(found):
        raise ValueError("the adapter is of other layers: train with the same --first")
    return {own[key]: tensor for key, tensor in found.items()}


def _counts(examples: list[Encoded]) -> dict[str, int]:
    kinds = [example.kind for example in examples]
    return {kind: kinds.count(kind) for kind in sorted(set(kinds))}


def options(description: str | None) -> argparse.ArgumentParser:
    """What the training of an adapter can be told on the command line."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--work", type=Path, required=True, help="examples and checkpoints")
    parser.add_argument("--name", default="writer", help="of the checkpoint")
    parser.add_argument("--resume", action="store_true", help="go on with an interrupted run")
    parser.add_argument("--start", type=Path, help="a GGUF adapter to go on from")
    parser.add_argument("--minutes", type=float, default=60, help="when to stop at the latest")
    parser.add_argument("--examples", type=int, default=10_000, help="of the schedule")
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--alpha", type=float, default=32)
    parser.add_argument("--first", type=int, default=10, help="block that gets an adapter")
    parser.add_argument("--rate", type=float, default=6e-4)
    parser.add_argument("--tokens", type=int, default=800, help="of one step")
    parser.add_argument("--average", type=float, default=0, help="decay of the weights' mean")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cpu", help="of torch: cpu or cuda")
    return parser


def main() -> None:
    """Command line."""
    parser = options(__doc__)
    parser.add_argument("--most", type=int, default=50_000, help="examples")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    train(arguments, SMOLLM2.locate(), encoded_examples(arguments.work, arguments.most))


if __name__ == "__main__":
    main()
