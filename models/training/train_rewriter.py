"""Train the rewriting adapter (LoRA) of the shipped language model.

    python -m models.training.rewriter_data DATA --work FOLDER
    python -m models.training.train_rewriter --work FOLDER --minutes 30
    python -m models.training.export_writer --work FOLDER --name rewriter --output models/rewriter

As the writing adapter is trained (`train_writer`): only the question that stands alone is learnt.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch

from models.training.reader_data import read_lines
from models.training.train_writer import Encoded, train
from qa.engine.llama_cpp_model import LlamaCppModel
from qa.engine.shipped_models import SMOLLM2
from qa.writing.prompt import rewriting_prompt

WATCHED = 40  # of the made turns
LONGEST = 230  # tokens
TALKS = 2  # times a turn of a real conversation counts


def encoded_turns(work: Path) -> tuple[list[Encoded], list[Encoded]]:
    """What is trained on and what is watched."""
    model = LlamaCppModel.load(SMOLLM2.locate())
    found: dict[str, list[Encoded]] = {}
    for name in ("talks", "made"):
        for line in read_lines(work / f"rewriter-{name}.jsonl.gz"):
            prompt = model.tokenize(rewriting_prompt(line["earlier"], line["typed"]))
            ids = [*prompt, *model.tokenize_plain(line["alone"]), model.end_token]
            if len(ids) <= LONGEST:
                found.setdefault(name, []).append(Encoded(ids, len(prompt), line["kind"]))
    rng = random.Random(0)
    rng.shuffle(found["made"])
    watched, made = found["made"][:WATCHED], found["made"][WATCHED:]
    return found["talks"] * TALKS + made, watched


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="examples and checkpoints")
    parser.add_argument("--name", default="rewriter", help="of the checkpoint")
    parser.add_argument("--resume", action="store_true", help="go on with an interrupted run")
    parser.add_argument("--start", type=Path, help="a GGUF adapter to go on from")
    parser.add_argument("--minutes", type=float, default=30, help="when to stop at the latest")
    parser.add_argument("--examples", type=int, default=2_400, help="of the schedule")
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--alpha", type=float, default=32)
    parser.add_argument("--first", type=int, default=10, help="block that gets an adapter")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--tokens", type=int, default=1200, help="of one step")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cpu", help="of torch: cpu or cuda")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    train(arguments, SMOLLM2.locate(), encoded_turns(arguments.work))


if __name__ == "__main__":
    main()
