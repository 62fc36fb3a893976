"""Write a trained adapter as a GGUF file for llama.cpp, compare the two, and write its card.

python -m models.training.export_writer --work FOLDER --output models/writer
python -m models.training.export_writer --work FOLDER --name rewriter --output models/rewriter
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from safetensors.torch import load_file

from models.training.lora import adapt, base_model, load_adapter
from models.training.writer_gguf import llama_tensors, write_gguf
from qa.engine.gguf_files import sha256_of
from qa.engine.llama_cpp_model import LlamaCppModel
from qa.engine.shipped_models import SMOLLM2, find_language_model
from qa.writing.prompt import rewriting_prompt, writing_prompt

if TYPE_CHECKING:
    from qa.engine import Message

MOST_BYTES = 40_000_000
# Invented: prompts on which the two engines are compared, by the adapter's name.
PROMPTS: dict[str, tuple[list[Message], ...]] = {
    "writer": (
        writing_prompt(
            "How many homes lost power?",
            ["The storm left 40,000 homes without power on Monday."],
        ),
        writing_prompt(
            "What did Ana Ruiz tell parliament?",
            [
                "Shares fell by a tenth in early trading.",
                "Finance Minister Ana Ruiz told parliament that the budget would be voted on next "
                "week, drawing applause from her party.",
            ],
        ),
        writing_prompt("Who won the cup?", ["The airline rejected the offer from its rival."]),
        writing_prompt(
            "Where were the talks held?",
            [
                "After a day of talks in Oslo, the union called off its strike.",
                "The strike had begun in May.",
            ],
            "Oslo",
        ),
    ),
    "rewriter": (
        rewriting_prompt([("Who is Ana Ruiz?", "the finance minister")], "when was she elected?"),
        rewriting_prompt([("How many homes lost power in Oslo?", "40,000")], "and in Bergen?"),
        rewriting_prompt([("Why did the airline reject the offer?", "")], "when?"),
        rewriting_prompt([("Who is Ana Ruiz?", "")], "How many homes lost power in Oslo?"),
    ),
}


def compared(work: Path, name: str, adapter: Path, card: dict[str, Any]) -> dict[str, float]:
    """How far llama.cpp with the file is from torch with the weights, over a few prompts."""
    torch.set_num_threads(2)
    model: Any = base_model(SMOLLM2.locate())
    adapters = adapt(model, card["rank"], card["alpha"], first=card["first block"])
    load_adapter(adapters, load_file(work / f"{name}.safetensors"))
    model = model.float()
    differences, same = [], 0
    with tempfile.TemporaryDirectory() as home:
        other = LlamaCppModel.load(find_language_model(None, Path(home)), adapter=adapter)
        for prompt in PROMPTS[name]:
            written = "".join(piece.text for piece in other.generate(prompt, max_tokens=40))
            ids = other.tokenize(prompt)
            theirs = other.next_logits(prompt)
            with torch.no_grad():
                mine = model(input_ids=torch.tensor([ids])).logits[0, -1].numpy()
                made = model.generate(
                    torch.tensor([ids]), max_new_tokens=40, do_sample=False, pad_token_id=0
                )[0, len(ids) :].tolist()
            differences.append(float(np.abs(mine - theirs).max()))
            spoken = other.text_of([token for token in made if token != other.end_token])
            same += spoken.strip() == written.strip()
            print(
                f"{prompt[-1].content}\n  llama.cpp: {written}\n  torch:     {spoken}", flush=True
            )
    return {
        "prompts": len(PROMPTS[name]),
        "same greedy text": same,
        "largest difference of a logit": round(max(differences), 3),
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--name", default="writer", choices=PROMPTS, help="of the checkpoint")
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    card = json.loads((arguments.work / f"{arguments.name}.json").read_text())
    arguments.output.mkdir(parents=True, exist_ok=True)
    path = arguments.output / f"{arguments.name}.gguf"
    tensors = llama_tensors(load_file(arguments.work / f"{arguments.name}.safetensors"))
    write_gguf(path, tensors, card["alpha"])
    if path.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{path} has {path.stat().st_size} bytes; at most {MOST_BYTES} are meant.")
    card["llama.cpp beside torch"] = compared(arguments.work, arguments.name, path, card)
    card["sha256"] = sha256_of(path)
    card["bytes"] = path.stat().st_size
    path.with_suffix(".json").write_text(json.dumps(card, indent=1) + "\n")
    print(json.dumps(card, indent=1))


if __name__ == "__main__":
    main()
