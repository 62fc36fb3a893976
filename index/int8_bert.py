"""A BERT encoder in eight-bit integers, on the kernels that torch has for processors with VNNI.

Takes the place of the float model inside sentence-transformers: the same tokenizer, pooling and
weights, about a fifth of the time. Knows nothing of articles.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from transformers import PreTrainedModel

# What the vectors lie on to; the kernels take unsigned activations and signed weights.
_ZERO = 128
_LARGEST = 127
# Room for activations above those that the sample texts produced.
_MARGIN = 1.1
# The least value of GELU is -0.17.
_GELU_FLOOR = 0.17
_MASKED = -10_000.0
# Attention over a length that fills whole vector registers takes a third less time.
_LENGTH_STEP = 16
# Fewer texts than this a core are not divided.
_LEAST_SHARE = 4
# The scores of these stay in the processor's cache.
_TEXTS_AT_ONCE = 4


def is_supported() -> bool:
    """Whether this processor multiplies eight-bit integers exactly and torch has the kernels."""
    return multiplies_exactly() and hasattr(torch.ops.onednn, "qlinear_pointwise")


def multiplies_exactly() -> bool:
    """Whether the processor adds up products of eight-bit integers in 32 bits (AVX-512 VNNI).

    Without that a sum of two products is kept in 16, and large ones overflow.
    """
    has_vnni: Callable[[], bool] = getattr(torch.cpu, "_is_vnni_supported", lambda: False)
    return has_vnni()


class Int8Bert(nn.Module):
    """A BertModel for inference; the interface is what sentence-transformers calls."""

    def __init__(self, model: PreTrainedModel, largest: Mapping[str, Tensor]) -> None:
        """Convert `model`; `largest` has the largest input of each linear layer by channel."""
        super().__init__()
        self.config = model.config
        self.heads: int = model.config.num_attention_heads
        weights = {name: value.float() for name, value in model.state_dict().items()}
        self._words = weights["embeddings.word_embeddings.weight"]
        self._places = (
            weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        self._threads = max(1, torch.get_num_threads())
        self._workers = ThreadPoolExecutor(self._threads, initializer=_use_one_core)
        self._norm = _Norm(weights, "embeddings.LayerNorm", torch.float32)
        self._layers = [
            _Layer(weights, largest, f"encoder.layer.{number}.", self.heads)
            for number in range(model.config.num_hidden_layers)
        ]

    def forward(self, input_ids: Tensor, attention_mask: Tensor, **_: object) -> SimpleNamespace:
        """`last_hidden_state` (n, length, width) float32 for token ids (n, length)."""
        lengths: list[int] = attention_mask.sum(dim=1).tolist()
        share = -(-len(lengths) // self._threads)
        if share < _LEAST_SHARE:
            states = [self._encode(input_ids, lengths)]
        else:
            # Two halves on a core each are done a third sooner than one whole on both.
            starts = range(0, len(lengths), share)
            states = list(
                self._workers.map(
                    self._encode,
                    [input_ids[start : start + share] for start in starts],
                    [lengths[start : start + share] for start in starts],
                )
            )
        return SimpleNamespace(last_hidden_state=torch.cat(states))

    @torch.inference_mode()
    def _encode(self, input_ids: Tensor, lengths: Sequence[int]) -> Tensor:
        """The states of some texts; what is beyond the longest of them is zero."""
        texts, padded = input_ids.shape
        longest = max(lengths)
        ids = functional.pad(input_ids[:, :longest], (0, -longest % _LENGTH_STEP))
        length = ids.shape[1]
        states = self._norm(self._words[ids] + self._places[:length]).bfloat16()
        flat = states.flatten(0, 1)
        for layer in self._layers:
            flat = layer(flat, lengths)
        states = flat.view(texts, length, -1)[:, :longest].float()
        return functional.pad(states, (0, 0, 0, padded - longest))


def _use_one_core() -> None:
    torch.set_num_threads(1)  # of the calling thread


class _Norm:
    def __init__(self, weights: Mapping[str, Tensor], name: str, dtype: torch.dtype) -> None:
        self._scale = weights[f"{name}.weight"].to(dtype)
        self._shift = weights[f"{name}.bias"].to(dtype)

    def __call__(self, states: Tensor) -> Tensor:
        return functional.layer_norm(states, self._scale.shape, self._scale, self._shift, eps=1e-12)


class _Layer:
    """One encoder layer; `flat` is (n * length, width) bfloat16."""

    def __init__(
        self,
        weights: Mapping[str, Tensor],
        largest: Mapping[str, Tensor],
        prefix: str,
        heads: int,
    ) -> None:
        self._heads = heads
        attention, output = f"{prefix}attention.self.", f"{prefix}attention.output."
        joined = [
            torch.cat([weights[f"{attention}{name}.{part}"] for name in ("query", "key", "value")])
            for part in ("weight", "bias")
        ]
        width = joined[0].shape[1]
        # Queries divided by the root of the head's width here need no division later.
        for each in joined:
            each[:width] /= (width // heads) ** 0.5
        wide, narrow = f"{prefix}intermediate.dense", f"{prefix}output.dense"
        self._attention = _Int8Linear(joined[0], joined[1], largest[f"{attention}query"])
        self._mixing = _Int8Linear(*_pair(weights, f"{output}dense"), largest[f"{output}dense"])
        self._widening = _Int8Linear(*_pair(weights, wide), largest[wide])
        self._narrowing = _Int8Linear(*_pair(weights, narrow), largest[narrow], after_gelu=True)
        self._first_norm = _Norm(weights, f"{output}LayerNorm", torch.bfloat16)
        self._last_norm = _Norm(weights, f"{prefix}output.LayerNorm", torch.bfloat16)

    def __call__(self, flat: Tensor, lengths: Sequence[int]) -> Tensor:
        mixed = self._attend(self._attention(flat), lengths)
        flat = self._first_norm(flat + self._mixing(mixed))
        wide = self._widening.with_gelu(flat, self._narrowing)
        return self._last_norm(flat + self._narrowing.multiply(wide))

    def _attend(self, projected: Tensor, lengths: Sequence[int]) -> Tensor:
        """Attention by plain products, a few texts at a time: half the time of the fused kernel.

        Each text is padded at its end, to the length of the longest.
        """
        width = projected.shape[1] // 3
        padded = projected.shape[0] // len(lengths)
        shape = (len(lengths), padded, 3, self._heads, width // self._heads)
        queries, keys, values = projected.view(shape).permute(2, 0, 3, 1, 4)
        mixed = torch.empty(len(lengths), padded, width, dtype=torch.bfloat16)
        for start in range(0, len(lengths), _TEXTS_AT_ONCE):
            few = slice(start, start + _TEXTS_AT_ONCE)
            scores = torch.matmul(queries[few], keys[few].transpose(-1, -2))
            for text, length in enumerate(lengths[few]):
                if length < padded:
                    scores[text, :, :, length:] = _MASKED
            shares = torch.softmax(scores, -1, dtype=torch.float32).bfloat16()
            mixed[few] = torch.matmul(shares, values[few]).transpose(1, 2).flatten(2)
        return mixed.flatten(0, 1)


class _Int8Linear:
    """A linear layer whose products are of eight-bit integers.

    Channels whose inputs are large are divided by a factor that their weights are multiplied by
    (SmoothQuant, Xiao et al. 2023), since one scale serves all channels of the input.
    """

    def __init__(
        self,
        weight: Tensor,
        bias: Tensor,
        largest: Tensor,
        *,
        after_gelu: bool = False,
    ) -> None:
        highest = (largest * _MARGIN).clamp_min(1e-5)
        if after_gelu:
            # The kernel before makes these integers itself, with one scale and no factors.
            factors = torch.ones_like(highest)
            self.scale = (float(highest.max()) + _GELU_FLOOR) / (2 * _LARGEST + 1)
            self.zero = round(_GELU_FLOOR / self.scale)
        else:
            factors = (highest / weight.abs().amax(0).clamp_min(1e-5)).sqrt()
            self.scale = float((highest / factors).max()) / _LARGEST
            self.zero = _ZERO
        scaled = weight * factors
        self._steps = (scaled.abs().amax(1) / _LARGEST).clamp_min(1e-9)
        integers = (scaled / self._steps[:, None]).round().clamp(-_LARGEST, _LARGEST)
        self._weight = torch.ops.onednn.qlinear_prepack(integers.to(torch.int8), None)
        self._zeros = torch.zeros(len(bias), dtype=torch.int32)
        self._bias = bias
        self._to_integers = (1 / (factors * self.scale)).bfloat16()

    def __call__(self, states: Tensor) -> Tensor:
        return self.multiply(self._quantised(states))

    def with_gelu(self, states: Tensor, reader: _Int8Linear) -> Tensor:
        """GELU of the product, as the integers that the layer after takes."""
        return self._product(
            self._quantised(states), reader.scale, reader.zero, torch.uint8, "gelu"
        )

    def multiply(self, integers: Tensor) -> Tensor:
        """The product with inputs that are integers already, bfloat16."""
        return self._product(integers, 1.0, 0, torch.bfloat16, "none")

    def _quantised(self, states: Tensor) -> Tensor:
        # The half rounds, since the conversion cuts off.
        return (states * self._to_integers).add_(_ZERO + 0.5).clamp_(0, 255).to(torch.uint8)

    def _product(
        self, integers: Tensor, scale: float, zero: int, dtype: torch.dtype, after: str
    ) -> Tensor:
        product: Tensor = torch.ops.onednn.qlinear_pointwise(
            integers, self.scale, self.zero, self._weight, self._steps, self._zeros, self._bias,
            scale, zero, dtype, after, [], "none",
        )  # fmt: skip
        return product


def _pair(weights: Mapping[str, Tensor], name: str) -> tuple[Tensor, Tensor]:
    return weights[f"{name}.weight"], weights[f"{name}.bias"]


def largest_inputs(model: nn.Module, run: Callable[[], object]) -> dict[str, Tensor]:
    """The largest input of every linear layer by channel, while `run` uses the model."""
    found: dict[str, Tensor] = {}

    def watch(name: str) -> Callable[[nn.Module, Sequence[Tensor]], None]:
        def see(_: nn.Module, inputs: Sequence[Tensor]) -> None:
            highest = inputs[0].detach().abs().flatten(0, -2).amax(0).float()
            found[name] = torch.maximum(found.get(name, highest), highest)

        return see

    hooks = [
        module.register_forward_pre_hook(watch(name))
        for name, module in model.named_modules()
        if isinstance(module, nn.Linear)
    ]
    try:
        run()
    finally:
        for hook in hooks:
            hook.remove()
    return found
