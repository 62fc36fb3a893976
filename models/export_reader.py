"""Write the trained reader as an int8 ONNX file with its tokeniser.

    python -m models.export_reader CHECKPOINT --output FOLDER

The encoder is written out here in plain matrix operations, so that the exported graph holds
nothing that a later version of a library could change.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.reader_network import HIDDEN, base_model

HEADS = 12
LAYERS = 6


class PlainReader(nn.Module):
    """The reader of `reader_network.py` without the library it was trained with."""

    def __init__(self, state: dict[str, Tensor]) -> None:
        super().__init__()
        self.weights = nn.ParameterDict(
            {
                k.replace(".", "/"): nn.Parameter(v.float(), requires_grad=False)
                for k, v in state.items()
                if v.is_floating_point()
            }
        )

    def _get(self, name: str) -> Tensor:
        return self.weights[name.replace(".", "/")]

    def _linear(self, name: str, x: Tensor) -> Tensor:
        return torch.matmul(x, self._get(f"{name}.weight").t()) + self._get(f"{name}.bias")

    def _norm(self, name: str, x: Tensor) -> Tensor:
        return functional.layer_norm(
            x, (HIDDEN,), self._get(f"{name}.weight"), self._get(f"{name}.bias"), 1e-12
        )

    def encode(self, ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:
        """Hidden states (batch, tokens, 384)."""
        table = "encoder.embeddings"
        positions = self._get(f"{table}.position_embeddings.weight")[: ids.shape[1]]
        x = functional.embedding(ids, self._get(f"{table}.word_embeddings.weight")) + positions
        x = x + functional.embedding(types, self._get(f"{table}.token_type_embeddings.weight"))
        x = self._norm(f"{table}.LayerNorm", x)
        shut = (1.0 - mask.float())[:, None, None, :] * -1e9
        size = HIDDEN // HEADS
        for layer in range(LAYERS):
            at = f"encoder.encoder.layer.{layer}"
            q, k, v = (
                self._linear(f"{at}.attention.self.{part}", x)
                .view(ids.shape[0], -1, HEADS, size)
                .transpose(1, 2)
                for part in ("query", "key", "value")
            )
            weight = torch.softmax(torch.matmul(q, k.transpose(-1, -2)) / size**0.5 + shut, dim=-1)
            mixed = torch.matmul(weight, v).transpose(1, 2).reshape(ids.shape[0], -1, HIDDEN)
            x = self._norm(
                f"{at}.attention.output.LayerNorm",
                self._linear(f"{at}.attention.output.dense", mixed) + x,
            )
            wide = functional.gelu(self._linear(f"{at}.intermediate.dense", x))
            x = self._norm(f"{at}.output.LayerNorm", self._linear(f"{at}.output.dense", wide) + x)
        return x

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor,
        token_type_ids: Tensor,
        sentence_mask: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Relevance (batch, sentences), start, end (batch, tokens) and answers (batch,)."""
        hidden = self.encode(input_ids, attention_mask, token_type_ids)
        mean = torch.matmul(
            sentence_mask / sentence_mask.sum(-1, keepdim=True).clamp(min=1.0), hidden
        )
        weight = (
            torch.exp(self._linear("attend", hidden).squeeze(-1).clamp(-15.0, 15.0)).unsqueeze(1)
            * sentence_mask
        )
        attended = torch.matmul(weight / weight.sum(-1, keepdim=True).clamp(min=1e-9), hidden)
        first = hidden[:, :1, :] + torch.zeros_like(mean)
        joined = torch.cat([mean, attended, first], dim=-1)
        relevance = self._linear(
            "sentence.3", functional.gelu(self._linear("sentence.0", joined))
        ).squeeze(-1)
        span = self._linear("span", hidden)
        return (
            relevance,
            span[..., 0],
            span[..., 1],
            self._linear("answers", hidden[:, 0]).squeeze(-1),
        )


def export(checkpoint: Path, output: Path, *, keep_float: bool) -> None:
    """Write `reader.onnx` (int8), `tokenizer.json` and, to compare with, `reader.float.onnx`."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    state = torch.load(checkpoint, weights_only=True)["model"]
    model = PlainReader(state).eval()
    ids = torch.randint(1000, 2000, (2, 40))
    inputs = (ids, torch.ones_like(ids), torch.zeros_like(ids), torch.ones(2, 3, 40))
    names = ["input_ids", "attention_mask", "token_type_ids", "sentence_mask"]
    axes = {n: {0: "batch", 1: "tokens"} for n in [*names[:3], "start", "end"]}
    axes |= {
        "sentence_mask": {0: "batch", 1: "sentences", 2: "tokens"},
        "relevance": {0: "batch", 1: "sentences"},
        "answers": {0: "batch"},
    }
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain, ready = Path(folder) / "plain.onnx", Path(folder) / "ready.onnx"
        torch.onnx.export(
            model,
            inputs,
            str(plain),
            input_names=names,
            output_names=["relevance", "start", "end", "answers"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
            do_constant_folding=True,
        )
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready), str(output / "reader.onnx"), per_channel=True, weight_type=QuantType.QInt8
        )
        if keep_float:
            shutil.copy(plain, output / "reader.float.onnx")
    shutil.copy(base_model() / "tokenizer.json", output / "tokenizer.json")
    written = (output / "reader.onnx").read_bytes()
    digest = hashlib.sha256(written).hexdigest()
    print(f"{output / 'reader.onnx'}: {len(written) / 2**20:.1f} MiB, sha256 {digest}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--keep-float", action="store_true")
    arguments = parser.parse_args()
    export(arguments.checkpoint, arguments.output, keep_float=arguments.keep_float)


if __name__ == "__main__":
    main()
