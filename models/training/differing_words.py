"""Teach the judge to point at what differs: words of a claim, and the words told instead of them.

    python -m models.training.differing_words --learn FILE --tune FILE --judge FOLDER

Learns four linear maps of the states that `differing_pairs` kept, and writes them into the judge's
graph as one more output, in the order of `qa.evidence.pointing`. Its other weights are not changed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from safetensors.numpy import load_file
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from models.training.differing_pairs import STATES
from qa.evidence.pointing import BESIDE, OUTPUT
from qa.evidence.reader import SETTINGS, WEIGHTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scale = dict[str, tuple[Tensor, Tensor]]

PASSES, BATCH, RATE, DECAY, DROPPED = 3, 24, 1e-3, 0.05, 0.5
TRUE_COUNTS = 0.3  # of the words of a true claim, none of which differs
NAMES = ("false", "sentence", "true")
SOME = 20_000


class Kept:
    """What was kept of pairs, each state in units of its spread: as told, or its own."""

    def __init__(self, path: Path, scale: Scale | None = None) -> None:
        self._arrays = load_file(path)
        self._cuts = {k: self._arrays[f"{k}.cuts"].tolist() for k in NAMES}
        self.scale = scale or {k: self._spread(k) for k in ("false", "sentence")}

    def __len__(self) -> int:
        return len(self._cuts["false"]) - 1

    def states(self, name: str, pair: int) -> Tensor:
        """Of the words of a pair's false claim, sentence or true claim."""
        low, by = self.scale["sentence" if name == "sentence" else "false"]
        return (self._of(name, name, pair) - low) / by

    def here(self, pair: int) -> Tensor:
        """Which words of the false claim differ."""
        return self._of("here", "false", pair)

    def stands(self, pair: int) -> Tensor:
        """How much each word of the sentence stands for them."""
        return self._of("for", "sentence", pair)

    def _of(self, array: str, name: str, pair: int) -> Tensor:
        rows = slice(self._cuts[name][pair], self._cuts[name][pair + 1])
        return torch.tensor(self._arrays[array][rows]).float()

    def _spread(self, name: str) -> tuple[Tensor, Tensor]:
        """Of some thousand words: all of them would take much memory."""
        some = torch.tensor(self._arrays[name][:SOME]).float()
        return some.mean(0), some.std(0) + 1e-3


class Maps(nn.Module):
    """Of a claim's word whether it differs and what it asks for; of another's what it answers."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.here, self.there = nn.Linear(size, 1), nn.Linear(size, 1)
        self.asks, self.answers = (nn.Linear(size, BESIDE, bias=False) for _ in range(2))
        self.drop = nn.Dropout(DROPPED)

    def marked(self, own: Tensor) -> Tensor:
        """Of each word of a claim."""
        found: Tensor = self.here(self.drop(own)).squeeze(-1)
        return found

    def instead(self, own: Tensor, share: Tensor, theirs: Tensor) -> Tensor:
        """Of each word of the text, where the claim's words are marked in these shares."""
        beside = self.drop(theirs)
        asked = share @ self.asks(self.drop(own))
        found: Tensor = self.there(beside).squeeze(-1) + self.answers(beside) @ asked
        return found

    def folded(self, scale: Scale) -> tuple[Tensor, Tensor]:
        """All as one map of the states as they are: (size, numbers) and (numbers,)."""
        order = (
            (self.here, "false"),
            (self.there, "sentence"),
            (self.asks, "false"),
            (self.answers, "sentence"),
        )
        weight, bias = [], []
        for layer, name in order:
            low, by = scale[name]
            weight.append(layer.weight.detach() / by)
            own = layer.bias.detach() if layer.bias is not None else torch.zeros(len(layer.weight))
            bias.append(own - weight[-1] @ low)
        return torch.cat(weight).t(), torch.cat(bias)


def loss_of(maps: Maps, kept: Kept, pair: int) -> Tensor:
    """Which words of the false claim differ, that none of the true one does, and what stands."""
    own, marked, right = kept.states("false", pair), kept.here(pair), kept.stands(pair)
    said, of_true = maps.marked(own), maps.marked(kept.states("true", pair))
    none = torch.zeros_like(of_true)
    found = cross_entropy(said, marked, reduction="sum")
    found = found + TRUE_COUNTS * cross_entropy(of_true, none, reduction="sum")
    loss = found / 6 - 0.5 * _log_share(said, marked)
    if right.sum() > 0:
        likely = said.detach().sigmoid()
        share = 0.7 * marked / marked.sum() + 0.3 * likely / likely.sum()
        theirs = kept.states("sentence", pair)
        loss = loss - 0.7 * _log_share(maps.instead(own, share, theirs), right)
    return loss


def _log_share(said: Tensor, right: Tensor) -> Tensor:
    """The mean logarithm of the share that the right words have."""
    return (torch.log_softmax(said, 0) * right / right.sum()).sum()


def taught(learn: Kept) -> Maps:
    """The maps, learned from these pairs."""
    torch.manual_seed(0)
    random.seed(0)
    maps = Maps(len(learn.scale["false"][0]))
    optimizer = torch.optim.AdamW(maps.parameters(), lr=RATE, weight_decay=DECAY)
    order = [n for _ in range(PASSES) for n in random.sample(range(len(learn)), len(learn))]
    for step in range(0, len(order), BATCH):
        optimizer.param_groups[0]["lr"] = RATE * (1 - step / len(order))
        batch = order[step : step + BATCH]
        loss = torch.stack([loss_of(maps, learn, pair) for pair in batch]).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return maps.eval()


def report(maps: Maps, tune: Kept) -> None:
    """How often the word pointed at first is a right one."""
    first, instead = [], []
    with torch.no_grad():
        for pair in range(len(tune)):
            own, stands = tune.states("false", pair), tune.stands(pair)
            said = maps.marked(own)
            first.append(float(tune.here(pair)[said.argmax()]))
            if stands.sum() > 0:
                share, theirs = torch.softmax(said, 0), tune.states("sentence", pair)
                instead.append(float(stands[maps.instead(own, share, theirs).argmax()] > 0))
    print(f"{len(first)} tuning pairs: the first word of the claim {np.mean(first):.3f}")
    print(f"{len(instead)} with words instead: the first of them {np.mean(instead):.3f}")


def write(folder: Path, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> None:
    """One more output of the graph, and the new digest of its file."""
    path = folder / WEIGHTS
    model = onnx.load(str(path), load_external_data=False)
    graph = model.graph
    _without_output(graph)
    named = {"differing.weight": weight.astype(np.float16), "differing.bias": bias}
    graph.initializer.extend([numpy_helper.from_array(v, k) for k, v in named.items()])
    wide, plain = helper.TensorProto.FLOAT, ("differing.states", "differing.float", "differing.sum")
    graph.node.extend([
        helper.make_node("Concat", list(STATES), [plain[0]], axis=-1, name="differing.concat"),
        helper.make_node("Cast", ["differing.weight"], [plain[1]], to=wide, name="differing.cast"),
        helper.make_node("MatMul", [plain[0], plain[1]], [plain[2]], name="differing.matmul"),
        helper.make_node("Add", [plain[2], "differing.bias"], [OUTPUT], name="differing.add"),
    ])  # fmt: skip
    shape = ["batch", "tokens", weight.shape[1]]
    graph.output.append(helper.make_tensor_value_info(OUTPUT, wide, shape))
    onnx.save(model, str(path))
    settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
    settings["sha256"][WEIGHTS] = hashlib.sha256(path.read_bytes()).hexdigest()
    text = json.dumps(settings, indent=1, ensure_ascii=False)
    (folder / SETTINGS).write_text(text + "\n", encoding="utf-8")


def _without_output(graph: onnx.GraphProto) -> None:
    """Take an earlier one away."""
    for parts in (graph.node, graph.initializer, graph.output):
        for part in [each for each in parts if each.name.startswith("differing")]:
            parts.remove(part)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--learn", "--tune", "--judge"):
        parser.add_argument(name, type=Path, required=True)
    given = parser.parse_args()
    learn = Kept(given.learn)
    maps = taught(learn)
    report(maps, Kept(given.tune, learn.scale))
    weight, bias = maps.folded(learn.scale)
    write(given.judge, weight.numpy(), bias.numpy())


if __name__ == "__main__":
    main()
