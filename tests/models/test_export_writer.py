"""The adapter as llama.cpp reads it is the adapter that was trained."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

torch = pytest.importorskip("torch")

from models.training.lora import LoraLinear, block_of  # noqa: E402
from models.training.writer_gguf import (  # noqa: E402
    interleaved,
    llama_tensors,
    read_gguf,
    torch_tensors,
    write_gguf,
)

pytestmark = pytest.mark.slow
HEADS, SIZE, RANK = 3, 8, 2


def turned_in_halves(row: NDArray[np.float64], place: int) -> NDArray[np.float64]:
    """Rotary embedding as transformers has it: number i turns with number i + size / 2."""
    angles = place / 10_000.0 ** (np.arange(SIZE // 2) * 2 / SIZE)
    first, second = row[: SIZE // 2], row[SIZE // 2 :]
    return np.concatenate(
        [
            first * np.cos(angles) - second * np.sin(angles),
            second * np.cos(angles) + first * np.sin(angles),
        ]
    )


def turned_in_pairs(row: NDArray[np.float64], place: int) -> NDArray[np.float64]:
    """As llama.cpp has it: number 2 i turns with number 2 i + 1."""
    angles = place / 10_000.0 ** (np.arange(SIZE // 2) * 2 / SIZE)
    even, odd = row[::2], row[1::2]
    turned = np.empty_like(row)
    turned[::2] = even * np.cos(angles) - odd * np.sin(angles)
    turned[1::2] = odd * np.cos(angles) + even * np.sin(angles)
    return turned


def test_queries_and_keys_meet_as_before_when_their_rows_are_interleaved():
    rng = np.random.default_rng(0)
    queries, keys = rng.normal(size=(2, HEADS * SIZE, RANK))
    x, y = rng.normal(size=(2, RANK))
    for head in range(HEADS):
        here = slice(head * SIZE, (head + 1) * SIZE)
        before = turned_in_halves((queries @ x)[here], 5) @ turned_in_halves((keys @ y)[here], 2)
        q = (interleaved(queries, HEADS) @ x)[here]
        k = (interleaved(keys, HEADS) @ y)[here]
        assert turned_in_pairs(q, 5) @ turned_in_pairs(k, 2) == pytest.approx(before)


def test_only_the_second_factor_of_queries_and_keys_is_interleaved():
    rows = torch.arange(9 * 64 * 2, dtype=torch.float32).reshape(9 * 64, 2) / 1024
    state = {
        f"model.layers.3.{block}.{part}": rows
        for block in ("self_attn.q_proj", "self_attn.o_proj", "mlp.up_proj")
        for part in ("a", "b")
    }
    found = llama_tensors(state)
    changed = {
        name for name, values in found.items() if not np.array_equal(values, rows.half().numpy())
    }
    assert changed == {"blk.3.attn_q.weight.lora_b"}
    assert "blk.3.ffn_up.weight.lora_a" in found


def test_a_new_adapter_changes_nothing_and_a_trained_one_does():
    linear = torch.nn.Linear(6, 4, bias=False)
    adapted = LoraLinear(linear, rank=2, alpha=4.0)
    x = torch.randn(3, 6)
    assert torch.equal(adapted(x), linear(x))
    with torch.no_grad():
        adapted.b.fill_(1.0)
    expected = linear(x) + 2.0 * (x @ adapted.a.T @ adapted.b.T)
    assert torch.allclose(adapted(x), expected)


def test_the_number_of_a_block_is_read_from_the_name_of_its_layer():
    assert block_of("model.layers.12.self_attn.q_proj") == 12


@pytest.mark.skipif(
    not (Path(__file__).parents[2] / "models" / "writer" / "writer.gguf").is_file(),
    reason="there is no adapter",
)
def test_the_shipped_adapter_is_small_and_has_both_factors_of_every_layer():
    gguf = pytest.importorskip("gguf")
    path = Path(__file__).parents[2] / "models" / "writer" / "writer.gguf"
    assert path.stat().st_size < 40_000_000
    names = [tensor.name for tensor in gguf.GGUFReader(path).tensors]
    factors = {name.rsplit("_", 1)[0] for name in names}
    assert sorted(names) == sorted(f"{name}_{part}" for name in factors for part in "ab")


def test_an_adapter_comes_back_from_its_file_as_it_was_trained(tmp_path):
    pytest.importorskip("gguf")
    shapes = {"self_attn.q_proj": 9 * 64, "self_attn.k_proj": 3 * 64, "mlp.up_proj": 24}
    state = {
        f"model.layers.{block}.{leaf}.{part}": torch.randn(*shape).half().float()
        for block in (0, 7)
        for leaf, out in shapes.items()
        for part, shape in (("a", (RANK, 6)), ("b", (out, RANK)))
    }
    path = tmp_path / "adapter.gguf"
    write_gguf(path, llama_tensors(state), alpha=4.0)
    found = torch_tensors(read_gguf(path))
    assert len(found) == len(state)
    for name, tensor in state.items():
        *_, block, _, leaf, part = name.split(".")
        assert torch.equal(found[f"{block}.{leaf}.{part}"], tensor)
