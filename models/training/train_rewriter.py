"""Train the rewriting adapter (LoRA) of the shipped language model.

    python -m models.training.rewriter_data DATA --work FOLDER --written TALKS
    python -m models.training.train_rewriter --work FOLDER --minutes 90
    python -m models.training.export_writer --work FOLDER --name rewriter --output models/rewriter

As the writing adapter is trained (`train_writer`): only the question that stands alone is learnt.
Turns made by rule and those of the conversations in DATA come first, then the written ones of all
files mixed, with a third of earlier ones between them, then all of them for ever.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import torch

from models.training.reader_data import read_lines
from models.training.train_writer import Encoded, batches, one_pass, options, train
from qa.engine.llama_cpp_model import LlamaCppModel
from qa.engine.shipped_models import SMOLLM2
from qa.writing.prompt import rewriting_prompt

WATCHED = 40  # of the made turns
LONGEST = 230  # tokens
TALKS = 2  # times a turn of a real conversation counts
STAGE = 720  # written turns that are mixed with earlier ones at a time
AGAIN = 3  # one earlier turn for so many written ones
WRITTEN = ("written", "alone")  # kinds


def encoded_turns(work: Path) -> tuple[list[Encoded], list[Encoded]]:
    """What is trained on and what is watched."""
    model = LlamaCppModel.load(SMOLLM2.locate())
    found: dict[str, list[Encoded]] = {}
    for name in ("talks", "made", "written"):
        path = work / f"rewriter-{name}.jsonl.gz"
        for line in read_lines(path) if path.exists() else ():
            prompt = model.tokenize(rewriting_prompt(line["earlier"], line["typed"]))
            ids = [*prompt, *model.tokenize_plain(line["alone"]), model.end_token]
            if len(ids) <= LONGEST:
                found.setdefault(name, []).append(Encoded(ids, len(prompt), line["kind"]))
    rng = random.Random(0)
    rng.shuffle(found["made"])
    watched, made = found["made"][:WATCHED], found["made"][WATCHED:]
    written = found.get("written", [])
    rng.shuffle(written)
    return found["talks"] * TALKS + made + written, watched


def staged(examples: list[Encoded], most: int, rng: random.Random) -> Iterator[list[Encoded]]:
    """What is not written by hand first, then what is, then all of it for ever."""
    seen = [each for each in examples if each.kind not in WRITTEN]
    written = [each for each in examples if each.kind in WRITTEN]
    yield from one_pass(seen, most, rng)
    for first in range(0, len(written), STAGE):
        new = written[first : first + STAGE]
        yield from one_pass([*new, *rng.sample(seen, min(len(seen), len(new) // AGAIN))], most, rng)
        seen += new
    yield from batches(examples, most, rng)


def main() -> None:
    """Command line."""
    parser = options(__doc__)
    parser.set_defaults(
        name="rewriter",
        minutes=90,
        examples=18_000,
        rate=7e-4,
        tokens=1_200,
        threads=1,
        first=4,
        average=0.99,
    )
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    train(arguments, SMOLLM2.locate(), encoded_turns(arguments.work), staged)


if __name__ == "__main__":
    main()
