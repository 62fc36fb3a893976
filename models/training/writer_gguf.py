"""The writing adapter's weights between torch and llama.cpp's GGUF file, in both directions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

HEADS = {"q_proj": 9, "k_proj": 3}  # of attention, in SmolLM2-135M
NAMES = {
    "q_proj": "attn_q",
    "k_proj": "attn_k",
    "v_proj": "attn_v",
    "o_proj": "attn_output",
    "gate_proj": "ffn_gate",
    "up_proj": "ffn_up",
    "down_proj": "ffn_down",
}
LEAVES = {name: leaf for leaf, name in NAMES.items()}


def llama_tensors(state: dict[str, torch.Tensor]) -> dict[str, NDArray[np.float16]]:
    """The adapter under the names and in the order of rows that llama.cpp expects."""
    found = {}
    for name, tensor in state.items():
        if ":" in name:
            continue  # the optimiser's
        *_, layer, _, leaf, part = name.split(".")
        values = tensor.float().numpy()
        if part == "b" and leaf in HEADS:
            values = interleaved(values, HEADS[leaf])
        found[f"blk.{layer}.{NAMES[leaf]}.weight.lora_{part}"] = values.astype(np.float16)
    return found


def torch_tensors(tensors: dict[str, NDArray[np.float16]]) -> dict[str, torch.Tensor]:
    """The inverse of `llama_tensors`: by block, leaf and part, as in `3.q_proj.a`."""
    found = {}
    for name, values in tensors.items():
        _, layer, told, _, part = name.replace("lora_", "").split(".")
        leaf = LEAVES[told]
        rows = values.astype(np.float32)
        if part == "b" and leaf in HEADS:
            rows = parted(rows, HEADS[leaf])
        found[f"{layer}.{leaf}.{part}"] = torch.from_numpy(rows.copy())
    return found


def interleaved(rows: NDArray[np.float32], heads: int) -> NDArray[np.float32]:
    """Rows of each head from two halves to pairs: llama.cpp turns neighbours into each other."""
    out, rank = rows.shape
    return rows.reshape(heads, 2, out // heads // 2, rank).swapaxes(1, 2).reshape(out, rank)


def parted(rows: NDArray[np.float32], heads: int) -> NDArray[np.float32]:
    """The inverse of `interleaved`."""
    out, rank = rows.shape
    return rows.reshape(heads, out // heads // 2, 2, rank).swapaxes(1, 2).reshape(out, rank)


def write_gguf(path: Path, tensors: dict[str, NDArray[np.float16]], alpha: float) -> None:
    """One adapter file."""
    from gguf import GGUFWriter

    writer = GGUFWriter(path, "llama")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", alpha)
    for name, values in tensors.items():
        writer.add_tensor(name, np.ascontiguousarray(values))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def read_gguf(path: Path) -> dict[str, NDArray[np.float16]]:
    """The tensors of an adapter file by their names."""
    from gguf import GGUFReader

    return {each.name: np.array(each.data) for each in GGUFReader(path).tensors}
