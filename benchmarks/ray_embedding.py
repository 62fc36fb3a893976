"""Passages a second: in this process with one thread, and on a Ray cluster of one and two workers.

    OMP_NUM_THREADS=1 python -m benchmarks.ray_embedding DATA [--passages 1536] [--rounds 2]

The passages are those of `benchmarks.embedding`. Each way takes its turn in every round, since a
machine that does something else meanwhile makes any one time meaningless; of the turns of each way
the fastest counts. Such a machine gives two workers no more of itself than one: then only passages
a processor second tell something, which take in every process of the cluster. The seconds until a
cluster of this computer is there and its workers have loaded the model are told apart. Writes
`results/ray_embedding.json`.
"""

from __future__ import annotations

import argparse
import os
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import torch

from benchmarks.application_memory import children
from benchmarks.embedding import sample_passages
from benchmarks.guard_report import write_report
from index.embedding import Vectors
from index.ray_cluster import LOCAL, RayCluster
from index.ray_embedding import BLOCK, Workers
from index.sentence_transformer import Mode, SentenceTransformerEmbedder

Pair = tuple[str, Vectors]  # a text and its vector


def blocks_of(texts: Sequence[str]) -> Iterator[dict[str, str]]:
    """As they are sent, those of a length together."""
    ordered = sorted(texts, key=len, reverse=True)
    for start in range(0, len(ordered), BLOCK):
        yield {text: text for text in ordered[start : start + BLOCK]}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--passages", type=int, default=1536)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--mode", type=Mode, default=Mode.INT8)
    given = parser.parse_args()
    torch.set_num_threads(1)
    texts = list(dict.fromkeys(sample_passages(given.data, given.passages)))
    embedder = SentenceTransformerEmbedder(given.mode)
    first = dict(_here(embedder, texts))
    rates: dict[str, list[float]] = defaultdict(list)
    processor: dict[str, list[float]] = defaultdict(list)
    nearest = 1.0
    began = time.perf_counter()
    with RayCluster(LOCAL, 3) as cluster:  # workers, of which one or two have something to do
        ray = cluster.ray
        started = time.perf_counter() - began
        make = partial(SentenceTransformerEmbedder, given.mode)
        one, two = (Workers.started(ray, embedder, make, count) for count in (1, 2))
        ready = time.perf_counter() - began
        for _ in range(given.rounds):
            for name, workers in (("here", None), ("one worker", one), ("two workers", two)):
                began, busy = time.perf_counter(), processor_seconds(os.getpid())
                found = _there(workers, texts) if workers else _here(embedder, texts)
                for text, vector in found:
                    nearest = min(nearest, float(first[text] @ vector))
                rates[name].append(len(texts) / (time.perf_counter() - began))
                busy = processor_seconds(os.getpid()) - busy
                processor[name].append(len(texts) / busy)
    best = {name: max(each) for name, each in rates.items()}
    write_report(
        "ray_embedding",
        {
            "passages": len(texts),
            "arithmetic": given.mode.value,
            "passages a second": {name: round(rate, 1) for name, rate in best.items()},
            "times one thread here": {
                name: round(rate / best["here"], 2) for name, rate in best.items()
            },
            "passages a processor second": {
                name: round(max(each), 1) for name, each in processor.items()
            },
            "least cosine to the vectors here": round(nearest, 5),
            "seconds until the cluster is there": round(started, 1),
            "seconds until its workers are ready": round(ready, 1),
        },
    )


def processor_seconds(process: int) -> float:
    """What a process and all that it started have used, those that have ended aside."""
    try:
        fields = (
            Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        )
        own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        return own + sum(map(processor_seconds, children(process)))
    except FileNotFoundError:
        return 0.0


def _here(embedder: SentenceTransformerEmbedder, texts: Sequence[str]) -> Iterator[Pair]:
    for block in blocks_of(texts):
        yield from zip(block, embedder.embed(list(block)), strict=True)


def _there(workers: Workers, texts: Sequence[str]) -> Iterator[Pair]:
    for keys, vectors in workers.embedded(blocks_of(texts)):
        yield from zip(keys, vectors, strict=True)


if __name__ == "__main__":
    main()
