"""Write a trained reader as an int8 ONNX file with its tokeniser.

    python -m models.training.export_reader CHECKPOINT --output FOLDER
    python -m models.training.export_reader CHECKPOINT --output FOLDER --judge MPNET

The encoders are written out here in plain matrix operations, so that the exported graph holds
nothing that a later version of a library could change. The judge's weights are spread over files
of less than 40 MB.
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
from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

from models.training.reader_network import (
    HIDDEN,
    JUDGE_HIDDEN,
    JUDGE_LAYERS,
    MAX_TOKENS,
    base_model,
)

HEADS = 12
LAYERS = 6
LARGEST_FILE = 38_000_000  # bytes
SMALLEST_APART = 1024  # bytes of a tensor that is worth a place in such a file


class PlainReader(nn.Module):
    """The reader of `reader_network.py` without the library it was trained with."""

    size = HIDDEN
    layers = LAYERS
    # Where the library keeps the parts of a layer, and the small number of its normalisations.
    names = ("attention.self.query", "attention.self.key", "attention.self.value")
    mixed = ("attention.output.dense", "attention.output.LayerNorm")
    epsilon = 1e-12

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
        weight, bias = self._get(f"{name}.weight"), self._get(f"{name}.bias")
        return functional.layer_norm(x, (self.size,), weight, bias, self.epsilon)

    def embed(self, ids: Tensor, types: Tensor) -> Tensor:
        """What each token brings along, before any layer."""
        table = "encoder.embeddings"
        positions = self._get(f"{table}.position_embeddings.weight")[: ids.shape[1]]
        x = functional.embedding(ids, self._get(f"{table}.word_embeddings.weight")) + positions
        x = x + functional.embedding(types, self._get(f"{table}.token_type_embeddings.weight"))
        return self._norm(f"{table}.LayerNorm", x)

    def distance(self, ids: Tensor) -> Tensor:
        """What the distance of two tokens adds to the attention between them."""
        del ids
        return torch.zeros(())

    def encode(self, ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:
        """Hidden states (batch, tokens, size)."""
        x = self.embed(ids, types)
        shut = (1.0 - mask.float())[:, None, None, :] * -1e9 + self.distance(ids)
        part = self.size // HEADS
        for layer in range(self.layers):
            at = f"encoder.encoder.layer.{layer}"
            q, k, v = (
                self._linear(f"{at}.{name}", x).view(ids.shape[0], -1, HEADS, part).transpose(1, 2)
                for name in self.names
            )
            weight = torch.softmax(torch.matmul(q, k.transpose(-1, -2)) / part**0.5 + shut, dim=-1)
            mixed = torch.matmul(weight, v).transpose(1, 2).reshape(ids.shape[0], -1, self.size)
            dense, norm = self.mixed
            x = self._norm(f"{at}.{norm}", self._linear(f"{at}.{dense}", mixed) + x)
            wide = functional.gelu(self._linear(f"{at}.intermediate.dense", x))
            x = self._norm(f"{at}.output.LayerNorm", self._linear(f"{at}.output.dense", wide) + x)
        return x

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor,
        token_type_ids: Tensor,
        sentence_mask: Tensor,
    ) -> tuple[Tensor, ...]:
        """Relevance (batch, sentences), start, end (batch, tokens) and answers (batch,)."""
        return self.heads(self.encode(input_ids, attention_mask, token_type_ids), sentence_mask)

    def heads(self, hidden: Tensor, sentence_mask: Tensor) -> tuple[Tensor, ...]:
        """What is said of the hidden states."""
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


class PlainJudge(PlainReader):
    """The judge: no types of tokens, but their distance, and verdicts on claims."""

    size = JUDGE_HIDDEN
    layers = JUDGE_LAYERS
    names = ("attention.attn.q", "attention.attn.k", "attention.attn.v")
    mixed = ("attention.attn.o", "attention.LayerNorm")
    epsilon = 1e-5

    def __init__(self, state: dict[str, Tensor]) -> None:
        super().__init__(state)
        steps = torch.arange(1 - MAX_TOKENS, MAX_TOKENS)
        bucket = MPNetEncoder.relative_position_bucket(steps, num_buckets=32)
        by_step = self._get("encoder.encoder.relative_attention_bias.weight")[bucket]
        self.by_step = nn.Parameter(by_step.t().contiguous(), requires_grad=False)

    def embed(self, ids: Tensor, types: Tensor) -> Tensor:
        """The first two positions are the library's own."""
        del types
        table = "encoder.embeddings"
        positions = self._get(f"{table}.position_embeddings.weight")[2 : ids.shape[1] + 2]
        x = functional.embedding(ids, self._get(f"{table}.word_embeddings.weight")) + positions
        return self._norm(f"{table}.LayerNorm", x)

    def distance(self, ids: Tensor) -> Tensor:
        """(1, heads, tokens, tokens)."""
        at = torch.arange(ids.shape[1])
        return self.by_step[:, at[None, :] - at[:, None] + (MAX_TOKENS - 1)].unsqueeze(0)

    def heads(self, hidden: Tensor, sentence_mask: Tensor) -> tuple[Tensor, ...]:
        """Support (batch, 3) besides: logits of supported, contradicted, not stated."""
        return (*super().heads(hidden, sentence_mask), self._linear("support", hidden[:, 0]))


def export(checkpoint: Path, output: Path, judge: Path | None) -> None:
    """Write the int8 weights (`reader.onnx`, of the judge with its parts) and `tokenizer.json`."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    state = torch.load(checkpoint, weights_only=True)["model"]
    model = (PlainReader if judge is None else PlainJudge)(state).eval()
    ids = torch.randint(1000, 2000, (2, 40))
    inputs = (ids, torch.ones_like(ids), torch.zeros_like(ids), torch.ones(2, 3, 40))
    names = ["input_ids", "attention_mask", "token_type_ids", "sentence_mask"]
    told = ["relevance", "start", "end", "answers", *([] if judge is None else ["support"])]
    axes = {n: {0: "batch", 1: "tokens"} for n in [*names[:3], "start", "end"]}
    axes |= {
        "sentence_mask": {0: "batch", 1: "sentences", 2: "tokens"},
        "relevance": {0: "batch", 1: "sentences"},
        "answers": {0: "batch"},
        "support": {0: "batch"},
    }
    output.mkdir(parents=True, exist_ok=True)
    name = "reader.onnx"
    with tempfile.TemporaryDirectory() as folder:
        plain, ready = Path(folder) / "plain.onnx", Path(folder) / "ready.onnx"
        torch.onnx.export(
            model,
            inputs,
            str(plain),
            input_names=names,
            output_names=told,
            dynamic_axes={k: v for k, v in axes.items() if k in [*names, *told]},
            opset_version=17,
            dynamo=False,
            do_constant_folding=True,
        )
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready), str(output / name), per_channel=True, weight_type=QuantType.QInt8
        )
    if judge is not None:
        spread(output / name)
    shutil.copy((judge or base_model()) / "tokenizer.json", output / "tokenizer.json")
    for path in sorted(output.glob(f"{name}*")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        print(f"{path}: {path.stat().st_size / 2**20:.1f} MiB, sha256 {digest}")


def spread(path: Path) -> None:
    """Move the large tensors of an ONNX file into files beside it, none of them too large."""
    import onnx
    from onnx.external_data_helper import set_external_data

    model = onnx.load(str(path))
    part = size = 0
    for tensor in model.graph.initializer:
        length = len(tensor.raw_data)
        if length < SMALLEST_APART:
            continue
        if not part or size + length > LARGEST_FILE:
            part, size = part + 1, 0
        size += length
        set_external_data(tensor, location=f"{path.name}.{part}")
    onnx.save(model, str(path))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--judge", type=Path, help="all-mpnet-base-v2, from which it was trained")
    arguments = parser.parse_args()
    export(arguments.checkpoint, arguments.output, arguments.judge)


if __name__ == "__main__":
    main()
