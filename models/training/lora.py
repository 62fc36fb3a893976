"""Low-rank adapters on the linear layers of a frozen language model. Knows nothing of data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from pathlib import Path

ADAPTED = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


class LoraLinear(nn.Module):
    """`W x + (alpha / rank) B A x`, where only A and B learn (Hu and others, 2021)."""

    def __init__(self, linear: nn.Linear, rank: int, alpha: float) -> None:
        super().__init__()
        self.linear = linear
        self.scale = alpha / rank
        self.a = nn.Parameter(torch.randn(rank, linear.in_features) / linear.in_features**0.5)
        self.b = nn.Parameter(torch.zeros(linear.out_features, rank))

    def forward(self, x: Tensor) -> Tensor:
        """The layer's output with the adapter's part added."""
        low = functional.linear(x, self.a.to(x.dtype))
        out: Tensor = self.linear(x) + self.scale * functional.linear(low, self.b.to(x.dtype))
        return out


def base_model(gguf: Path) -> nn.Module:
    """The shipped model with float weights, as it stands in its GGUF file.

    In single precision: a processor without bfloat16 instructions is many times slower in it.
    """
    from transformers import AutoModelForCausalLM, GgufConfig

    model: nn.Module = AutoModelForCausalLM.from_pretrained(
        gguf.parent,
        quantization_config=GgufConfig(gguf_file=gguf.name, dequantize=True),
        gguf_file=gguf.name,
        dtype=torch.float32,
        attn_implementation="sdpa",
    )
    return model.requires_grad_(requires_grad=False)


def adapt(model: nn.Module, rank: int, alpha: float, *, first: int = 0) -> dict[str, LoraLinear]:
    """Put an adapter on every linear layer of the blocks from number `first`, by the layer's name.

    Nothing is computed backwards through the blocks below.
    """
    found = {
        name: module
        for name, module in model.named_modules()
        if isinstance(module, nn.Linear)
        and name.rsplit(".", 1)[-1] in ADAPTED
        and block_of(name) >= first
    }
    adapters = {}
    for name, linear in found.items():
        parent, _, leaf = name.rpartition(".")
        adapters[name] = LoraLinear(linear, rank, alpha)
        setattr(model.get_submodule(parent), leaf, adapters[name])
    return adapters


def block_of(name: str) -> int:
    """The number of the block in the name of one of its layers."""
    return next(int(part) for part in name.split(".") if part.isdigit())


def adapter_state(adapters: dict[str, LoraLinear]) -> dict[str, Tensor]:
    """The weights that learn, by layer."""
    state = {}
    for name, layer in adapters.items():
        state[f"{name}.a"] = layer.a.detach()
        state[f"{name}.b"] = layer.b.detach()
    return state


def load_adapter(adapters: dict[str, LoraLinear], state: dict[str, Tensor]) -> None:
    """Take over saved weights."""
    with torch.no_grad():
        for name, layer in adapters.items():
            layer.a.copy_(state[f"{name}.a"])
            layer.b.copy_(state[f"{name}.b"])
