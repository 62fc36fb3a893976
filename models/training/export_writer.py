"""Write the trained adapter as a GGUF file for llama.cpp, compare the two, and write its card.

python -m models.training.export_writer --work FOLDER --output models/writer
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file

from models.training.lora import adapt, base_model, load_adapter
from models.training.writer_gguf import llama_tensors, write_gguf
from qa.engine.llama_cpp_model import LlamaCppModel, sha256_of
from qa.engine.shipped_models import SMOLLM2, find_language_model
from qa.writing.prompt import writing_prompt

MOST_BYTES = 40_000_000
# Invented: prompts on which the two engines are compared.
PROMPTS = (
    (("The storm left 40,000 homes without power on Monday.",), "How many homes lost power?", None),
    (
        (
            "Shares fell by a tenth in early trading.",
            "Finance Minister Ana Ruiz told parliament that the budget would be voted on next "
            "week, drawing applause from her party.",
        ),
        "What did Ana Ruiz tell parliament?",
        None,
    ),
    (("The airline rejected the offer from its rival.",), "Who won the cup?", None),
    (
        (
            "After a day of talks in Oslo, the union called off its strike.",
            "The strike had begun in May.",
        ),
        "Where were the talks held?",
        "Oslo",
    ),
)


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
        for given, question, answer in PROMPTS:
            prompt = writing_prompt(question, given, answer)
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
            print(f"{question}\n  llama.cpp: {written}\n  torch:     {spoken}", flush=True)
    return {
        "prompts": len(PROMPTS),
        "same greedy text": same,
        "largest difference of a logit": round(max(differences), 3),
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--name", default="writer", help="of the checkpoint")
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    card = json.loads((arguments.work / f"{arguments.name}.json").read_text())
    arguments.output.mkdir(parents=True, exist_ok=True)
    path = arguments.output / "writer.gguf"
    tensors = llama_tensors(load_file(arguments.work / f"{arguments.name}.safetensors"))
    write_gguf(path, tensors, card["alpha"])
    if path.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{path} has {path.stat().st_size} bytes; at most {MOST_BYTES} are meant.")
    card["llama.cpp beside torch"] = compared(arguments.work, arguments.name, path, card)
    card["sha256"] = sha256_of(path)
    card["bytes"] = path.stat().st_size
    (arguments.output / "writer.json").write_text(json.dumps(card, indent=1) + "\n")
    print(json.dumps(card, indent=1))


if __name__ == "__main__":
    main()
