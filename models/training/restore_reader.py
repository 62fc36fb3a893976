"""Make a checkpoint of the shipped int8 reader, to train it further.

    python -m models.training.restore_reader models/reader --output CHECKPOINT

Rounding to int8 and back costs what the export cost anyway; training mends it within a few steps.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from models.training.reader_network import new_reader

if TYPE_CHECKING:
    import onnx

BIAS, PREFIX = ".bias", "weights."


def state_of(path: Path) -> dict[str, torch.Tensor]:
    """The float32 weights by the names of `reader_network.Reader`.

    Word embeddings are left out: training never changes them.

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
    table = "weights.encoder/embeddings/token_type_embeddings/weight"
    types = arrays[f"{table}_quantized"].astype("float32") - arrays[f"{table}_zero_point"]
    state[_dotted(table)] = torch.tensor(types * arrays[f"{table}_scale"])
    return state


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
    arguments = parser.parse_args()
    model = new_reader().float()
    state = model.state_dict()
    found = state_of(arguments.reader / "reader.onnx")
    absent = set(state) - set(found) - {"encoder.embeddings.word_embeddings.weight"}
    if absent - {"encoder.embeddings.position_ids"} or set(found) - set(state):
        raise SystemExit(f"{arguments.reader}: unlike this network in {sorted(absent)[:3]}")
    torch.save({"model": state | found}, arguments.output)


if __name__ == "__main__":
    main()
