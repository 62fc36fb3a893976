"""Make a checkpoint of a shipped int8 reader, to train it further.

    python -m models.training.restore_reader models/reader --output CHECKPOINT
    python -m models.training.restore_reader models/judge --judge --output CHECKPOINT

Rounding to int8 and back costs what the export cost anyway; training mends it within a few steps.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

from models.training.reader_network import MAX_TOKENS, new_judge, new_reader

if TYPE_CHECKING:
    import onnx

BIAS, PREFIX = ".bias", "weights."
BY_STEP = "encoder.encoder.relative_attention_bias.weight"
BUCKETS = 32  # of distances, in MPNet


def state_of(path: Path) -> dict[str, torch.Tensor]:
    """The float32 weights by the names of `reader_network.Reader`.

    Raises:
        ValueError: when the file is not one that `export_reader.py` wrote.
    """
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    state = {
        _dotted(name): torch.tensor(array)
        for name, array in arrays.items()
        if name.startswith(PREFIX) and array.dtype.name == "float32" and array.ndim
    }
    readers: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            scale = arrays[node.input[1].removesuffix("_quantized") + "_scale"]
            weight = arrays[node.input[1]].astype("float32") * scale
            bias = _added_bias(node, readers)
            state[bias.removesuffix(BIAS) + ".weight"] = torch.tensor(weight.T.copy())
    for name, array in arrays.items():
        if name.endswith("_quantized") and array.dtype.name == "uint8":
            whole = name.removesuffix("_quantized")
            values = array.astype("float32") - arrays[f"{whole}_zero_point"]
            state[_dotted(whole)] = torch.tensor(values * arrays[f"{whole}_scale"])
    if "by_step" in state:
        state[BY_STEP] = _by_bucket(state.pop("by_step"))
    return state


def _by_bucket(by_step: torch.Tensor) -> torch.Tensor:
    """(buckets, heads) of what was written out for every distance, (heads, distances)."""
    steps = torch.arange(1 - MAX_TOKENS, MAX_TOKENS)
    buckets = MPNetEncoder.relative_position_bucket(steps, num_buckets=BUCKETS)
    found = torch.zeros(BUCKETS, by_step.shape[0])
    found[buckets] = by_step.t()
    return found


def _dotted(name: str) -> str:
    return name.removeprefix(PREFIX).replace("/", ".")


def _added_bias(node: onnx.NodeProto, readers: dict[str, list[onnx.NodeProto]]) -> str:
    """Follow a product of integers to the bias that is added to it."""
    for _ in range(4):
        (node,) = readers[node.output[0]]
        if node.op_type == "Add":
            found = [n for n in node.input if n.startswith(PREFIX)]
            if found:
                return _dotted(found[0])
    raise ValueError("a matrix product without a bias: the file is of another export")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", type=Path, help="the folder of reader.onnx")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--judge", action="store_true")
    arguments = parser.parse_args()
    folder: Path = arguments.reader
    model = (new_judge(folder) if arguments.judge else new_reader()).float()
    state, found = model.state_dict(), state_of(folder / "reader.onnx")
    absent = set(state) - set(found) - {"encoder.embeddings.position_ids"}
    if absent or set(found) - set(state):
        raise SystemExit(f"{folder}: unlike this network in {sorted(absent)[:3]}")
    torch.save({"model": state | found}, arguments.output)


if __name__ == "__main__":
    main()
