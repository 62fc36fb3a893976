"""Pairs of counterparts as the judge sees them: its hidden states, and the words that differ.

    python -m models.training.differing_pairs DATA --judge FOLDER --part learn --output FILE

A false claim and its true counterpart differ in few words: those of the false one are what a reader
is to be shown. For them stand the words of the evidence that are most like the other words of the
true one, as the judge itself sees both. Kept are its states of both claims beside the sentence of
the evidence that shares most with the true one.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from safetensors.numpy import save_file

from models.training.desk_folders import read_desk
from qa.engine.onnx_network import OnnxNetwork
from qa.english.normal_form import FUNCTION_WORDS, NEGATIONS, stem, stems, words
from qa.english.numbers import figures
from qa.english.overlap import covered, word_weights
from qa.evidence.judge import SUPPORT, Judge, Premise, support_of
from qa.evidence.reader import WEIGHTS, Reader
from qa.evidence.reader_windows import arrays_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from qa.english.normal_form import Word

    Array = NDArray[np.float32]
    Span = tuple[int, int]

# Of the exported graph: what leaves the layers 4, 6 and 8.
STATES = tuple(f"/LayerNormalization_{n}_output_0" for n in (8, 12, 16))
WIDTH = 768  # of one
SENTENCES = 4
LEAST_TOLD = 0.2  # a sentence of which the true claim is less likely told is not the one meant
LONGEST = 8  # words that differ; of more, nobody could say which
ALIKE = 0.3  # cosine, below which no word stands for another


class Recorded:
    """The judge with its hidden states, which it gives beside what it finds."""

    def __init__(self, folder: Path) -> None:
        import onnx

        model = onnx.load(str(folder / WEIGHTS), load_external_data=False)
        for name in STATES:
            kind = onnx.TensorProto.FLOAT
            model.graph.output.append(onnx.helper.make_tensor_value_info(name, kind, None))
        with tempfile.TemporaryDirectory() as scratch:
            shutil.copytree(folder, scratch, dirs_exist_ok=True)
            onnx.save(model, str(Path(scratch) / WEIGHTS))
            self._network = OnnxNetwork(Path(scratch) / WEIGHTS, 1)
        self.reader = Reader.load(folder, threads=1)
        self.judge = Judge(self.reader)

    def __call__(self, claim: str, sentence: str) -> tuple[Array, Array, float]:
        """States of the claim's words and of the sentence's, and how likely it is not told."""
        window = self.judge.window(claim, Premise("", sentence))
        outputs = self._network(arrays_of([window]))
        hidden = np.concatenate([o[0] for o in outputs[-len(STATES) :]], axis=-1)
        places = self.reader.pieces(claim)[1][: window.first - 2]
        return (
            _of_words(words(claim), places, hidden[1:]),
            _of_words(words(sentence), window.offsets, hidden[window.first :]),
            support_of(outputs[SUPPORT][0]).not_stated,
        )


def _of_words(own: Sequence[Word], places: Sequence[Span], states: Array) -> Array:
    """The mean state of every word's pieces."""
    found = np.zeros((len(own), states.shape[1]), np.float32)
    for row, word in enumerate(own):
        inside = [n for n, (s, e) in enumerate(places) if s < word.end and word.start < e]
        if inside:
            found[row] = states[inside].mean(axis=0)
    return found


def changed(false: Sequence[Word], true: Sequence[Word]) -> tuple[list[int], list[int]]:
    """The rows of words that differ; where the false claim only lacks some, the word behind it."""
    here, there = set[int](), set[int]()
    matcher = SequenceMatcher(None, [w.form for w in false], [w.form for w in true], autojunk=False)
    for name, a, b, c, d in matcher.get_opcodes():
        if name != "equal":
            here |= set(range(a, b)) or {min(a, len(false) - 1)}
            there |= set(range(c, d))
    return sorted(here), sorted(there)


def standing_for(own: Sequence[Word], theirs: Sequence[Word], alike: Array) -> Array:
    """How much each word of a sentence stands for these of the true claim; `alike` are cosines."""
    found = np.zeros(len(theirs), np.float32)
    carry = np.array([w.form not in FUNCTION_WORDS or w.form in NEGATIONS for w in theirs], bool)
    for word, cosines in zip(own, alike, strict=True):
        values = _values(word)
        same = [
            row
            for row, w in enumerate(theirs)
            if stem(w.form) == stem(word.form) or values & _values(w)
        ]
        row = max(same or np.flatnonzero(carry), key=lambda at: cosines[at], default=None)
        if row is not None and (same or cosines[row] > ALIKE):
            found[row] += 1.0
    return found


def _values(word: Word) -> set[str]:
    return {str(figure.value) for figure in figures(word.form)}


def gather(given: argparse.Namespace) -> None:
    """Write the states and the right words of every pair."""
    network = Recorded(given.judge)
    kept: dict[str, list[Any]] = {name: [] for name in ("false", "sentence", "true", "here", "for")}
    for true, false, sentence in _pairs(given.data, given.part)[: given.pairs]:
        own, other, theirs = words(false), words(true), words(sentence)
        here, there = changed(own, other)
        of_true, beside_true, not_stated = network(true, sentence)
        if len(here) > min(LONGEST, 0.6 * len(own)) or not_stated > 1 - LEAST_TOLD:
            continue
        of_false, beside_false, _ = network(false, sentence)
        differing = [n for n in there if other[n].form not in FUNCTION_WORDS - NEGATIONS] or there
        cosines = _unit(of_true[differing, :WIDTH]) @ _unit(beside_true[:, :WIDTH]).T
        kept["false"].append(of_false)
        kept["sentence"].append(beside_false)
        kept["true"].append(of_true)
        kept["here"].append(np.isin(np.arange(len(own)), here).astype(np.float32))
        kept["for"].append(standing_for([other[n] for n in differing], theirs, cosines))
    arrays = {k: np.concatenate(v).astype(np.float16) for k, v in kept.items()}
    cuts = {f"{k}.cuts": np.cumsum([0, *map(len, v)]) for k, v in kept.items()}
    save_file(arrays | cuts, given.output)
    print(f"{len(kept['here'])} pairs")


def _pairs(data: Path, part: str) -> list[tuple[str, str, str]]:
    """A true claim, its false counterpart, and the sentence that tells the true one."""
    articles, lines = read_desk(data, part)
    by_id = {line["id"]: line for line in lines if "claim" in line}
    found = []
    for line in (each for each in by_id.values() if each.get("of") in by_id):
        pair = sorted((line, by_id[line["of"]]), key=lambda each: each["label"] != "supported")
        spans = pair[0].get("evidence", ())[:SENTENCES]
        texts = [" ".join(articles[a]["text"][s:e].split()) for a, s, e in spans]
        if [each["label"] == "supported" for each in pair] == [True, False] and texts:
            weights = word_weights(pair[0]["claim"], [stems(text) for text in texts])
            best = max(texts, key=lambda text: covered(stems(text), weights))
            found.append((pair[0]["claim"], pair[1]["claim"], best))
    random.Random(5).shuffle(found)
    return found


def _unit(rows: Array) -> Array:
    return rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-6)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--judge", type=Path, required=True)
    parser.add_argument("--part", choices=("learn", "tune"), required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--pairs", type=int, default=10_000)
    gather(parser.parse_args())


if __name__ == "__main__":
    main()
