"""Reads or embeds a folder on a Ray cluster; its workers take their time and tell what they do.

    python -m tests.scale.ray_driver (read | embed) ADDRESS FOLDER HOME LOG

Every block is a line in LOG: the process that did it, and how many texts or files it had.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from index.batches import make_batch
from index.embedding import Vectors
from index.folder import NewFile
from index.opening import open_library
from index.ray_cluster import RayCluster
from index.ray_embedding import BLOCK, embed_on_ray
from index.ray_reading import RayReading, Read
from tests.hashing_embedder import HashingEmbedder

SECONDS = 0.5  # a block


class Slow(HashingEmbedder):
    """A worker's."""

    def __init__(self, log: str) -> None:
        super().__init__()
        self.log = log

    def embed(self, texts: Sequence[str]) -> Vectors:
        if len(texts) == BLOCK:
            take_time(self.log, len(texts))
        return super().embed(texts)


def slow_reader(log: str) -> Read:
    """Likewise."""
    return partial(_read, log)


def _read(log: str, folder: Path, files: Sequence[NewFile]) -> bytes:
    take_time(log, len(files))
    return make_batch(folder, files)


def take_time(log: str, count: int) -> None:
    time.sleep(SECONDS)
    with open(log, "a", encoding="ascii") as told:  # noqa: PTH123 - short lines append whole
        told.write(f"{os.getpid()} {count}\n")


def main() -> None:
    what, address, folder, home, log = sys.argv[1:]
    place, embedder = Path(home), HashingEmbedder()
    with RayCluster(address, 2) as cluster:
        reading = partial(RayReading, cluster, make=partial(slow_reader, log))
        elsewhere = reading if what == "read" else None
        library = open_library(
            Path(folder), home=place, embedder=embedder, patience=0, elsewhere=elsewhere
        )
        if what == "embed":
            embed_on_ray(library, cluster, make=partial(Slow, log))


if __name__ == "__main__":
    # Workers have to find the class by the name of its module.
    from tests.scale import ray_driver

    ray_driver.main()
