"""How many passages a second each backend embeds: python -m benchmarks.embedding DATA_FOLDER.

The passages are those of news articles (`news_dev_articles.jsonl.gz`, RealTime QA) with their
titles, as they are indexed. Each backend is compared with plain `SentenceTransformer.encode`: how
much faster, and how near its vectors are. CPU seconds are given too, since a machine that does
something else meanwhile makes the clock on the wall meaningless.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from index.articles import Article, Passage
from index.embedding import Vectors
from index.passages import embedded_text, pack_passages
from index.sentence_transformer import WINDOW, Mode, SentenceTransformerEmbedder, find_model
from index.sentences import split_sentences


@dataclass(frozen=True)
class Timing:
    """What one backend did with all passages."""

    passages_a_second: float
    passages_a_cpu_second: float
    vectors: Vectors


def main() -> None:
    """Print a line for each backend and number of threads."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--passages", type=int, default=512)
    parser.add_argument("--threads", type=int, nargs="+", default=[torch.get_num_threads()])
    parser.add_argument("--onnx", action="store_true", help="also ONNX Runtime; needs onnx")
    options = parser.parse_args()
    texts = sample_passages(options.data, options.passages)
    lengths = sorted(len(text) for text in texts)
    print(f"{len(texts)} passages, median {lengths[len(lengths) // 2]} characters with the title")
    backends: dict[str, Callable[[Sequence[str]], Vectors]] = {"plain encode, float32": plain()}
    backends |= {f"Byline, {mode.value}": _loaded(mode) for mode in Mode}
    if options.onnx:
        backends["ONNX Runtime, dynamic int8"] = onnx_int8(max(options.threads))
    for threads in options.threads:
        torch.set_num_threads(threads)
        print(f"{threads} threads: passages a second, a CPU second, times plain, least cosine")
        compare(backends, texts)


def compare(backends: dict[str, Callable[[Sequence[str]], Vectors]], texts: list[str]) -> None:
    """Time each backend on the same texts; the first is what the others are compared with."""
    first: Timing | None = None
    for name, embed in backends.items():
        timing = measure(embed, texts)
        first = first or timing
        cosines = (timing.vectors * first.vectors).sum(axis=1)
        print(
            f"  {name:28} {timing.passages_a_second:6.1f} {timing.passages_a_cpu_second:6.1f} "
            f"{timing.passages_a_second / first.passages_a_second:5.1f}x "
            f"{timing.passages_a_cpu_second / first.passages_a_cpu_second:5.1f}x  "
            f"{cosines.min():.3f} (mean {cosines.mean():.3f})",
            flush=True,
        )


def measure(embed: Callable[[Sequence[str]], Vectors], texts: list[str]) -> Timing:
    """One warm run over all texts."""
    embed(texts[:32])
    wall, cpu = time.perf_counter(), time.process_time()
    vectors = embed(texts)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Timing(len(texts) / wall, len(texts) / cpu, vectors)


def sample_passages(data: Path, count: int) -> list[str]:
    """Passages of randomly chosen articles, always the same ones."""
    with gzip.open(data / "news_dev_articles.jsonl.gz", "rt", encoding="utf-8") as file:
        stored = [json.loads(line) for line in file]
    random.Random(5).shuffle(stored)
    texts: list[str] = []
    for entry in stored[: count // 4]:
        article = Article(entry["id"], Path(entry["id"]), entry["text"], title=entry["title"])
        sentences = split_sentences(article.text)
        texts += [
            embedded_text(Passage(article, sentences[first].start, sentences[last - 1].end))
            for first, last in pack_passages(article.text, sentences)
        ]
    random.Random(5).shuffle(texts)
    return texts[:count]


def plain() -> Callable[[Sequence[str]], Vectors]:
    """`SentenceTransformer(folder).encode(texts)`, as its documentation shows it."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(find_model()), device="cpu", local_files_only=True)
    return lambda texts: np.asarray(model.encode(list(texts), show_progress_bar=False))


class _States(torch.nn.Module):
    """The hidden states alone, with positional arguments, as the exporter wants them."""

    def __init__(self, bert: torch.nn.Module) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        found = self.bert(input_ids=ids, attention_mask=mask, token_type_ids=types)
        states: torch.Tensor = found.last_hidden_state
        return states


def onnx_int8(threads: int) -> Callable[[Sequence[str]], Vectors]:
    """The model exported and quantised the usual way; batches of one length, no fusion."""
    import onnxruntime
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from tokenizers import Tokenizer
    from transformers import AutoModel

    tokenizer = Tokenizer.from_file(str(find_model() / "tokenizer.json"))
    tokenizer.enable_truncation(WINDOW)
    tokenizer.enable_padding()
    names = ["input_ids", "attention_mask", "token_type_ids"]
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder) / "model.onnx"
        bert = AutoModel.from_pretrained(find_model(), attn_implementation="eager").eval()
        model = _States(bert)
        example = tuple(torch.ones(2, 8, dtype=torch.long) for _ in names)
        axes = {name: {0: "texts", 1: "length"} for name in [*names, "states"]}
        torch.onnx.export(
            model, example, str(path), input_names=names, output_names=["states"],
            dynamic_axes=axes, dynamo=False, opset_version=17,
        )  # fmt: skip
        small = Path(folder) / "int8.onnx"
        quantize_dynamic(str(path), str(small), weight_type=QuantType.QInt8, per_channel=True)
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = threads
        session = onnxruntime.InferenceSession(small.read_bytes(), settings)

    def embed(texts: Sequence[str]) -> Vectors:
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        vectors = np.zeros((len(texts), 384), np.float32)
        for start in range(0, len(order), 16):
            batch = order[start : start + 16]
            found = tokenizer.encode_batch([texts[at] for at in batch])
            ids = np.array([each.ids for each in found], np.int64)
            mask = np.array([each.attention_mask for each in found], np.int64)
            states = session.run(None, dict(zip(names, (ids, mask, ids * 0), strict=True)))[0]
            mean = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
            vectors[batch] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return vectors

    return embed


def _loaded(mode: Mode) -> Callable[[Sequence[str]], Vectors]:
    embedder = SentenceTransformerEmbedder(mode)
    embedder.load()
    return embedder.embed


if __name__ == "__main__":
    main()
