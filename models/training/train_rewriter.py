"""Train the rewriting adapter (LoRA) of the shipped language model.

    python -m models.training.rewriter_data DATA --work FOLDER
    python -m models.training.train_rewriter --work FOLDER --minutes 30
    python -m models.training.export_writer --work FOLDER --name rewriter --output models/rewriter

As the writing adapter is trained (`train_writer`): only the question that stands alone is learnt.
"""

from __future__ import annotations

import random
from pathlib import Path

import torch

from models.training.reader_data import read_lines
from models.training.train_writer import Encoded, options, train
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
    parser = options(__doc__)
    parser.set_defaults(
        name="rewriter", minutes=30, examples=2_400, rate=1e-3, tokens=1_200, threads=1
    )
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    train(arguments, SMOLLM2.locate(), encoded_turns(arguments.work))


if __name__ == "__main__":
    main()
