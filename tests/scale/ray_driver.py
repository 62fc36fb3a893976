"""Embeds a folder on a Ray cluster with an embedder that takes its time and tells what it did.

    python -m tests.scale.ray_driver ADDRESS FOLDER HOME LOG

Every block is a line in LOG: the process that embedded it, and how many texts it had.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from index.embedding import Vectors
from index.opening import open_library
from index.ray_embedding import BLOCK, embed_on_ray
from tests.hashing_embedder import HashingEmbedder

SECONDS = 0.5  # a block


class Slow(HashingEmbedder):
    """A worker's."""

    def __init__(self, log: str) -> None:
        super().__init__()
        self.log = log

    def embed(self, texts: Sequence[str]) -> Vectors:
        if len(texts) == BLOCK:
            time.sleep(SECONDS)
            with open(self.log, "a", encoding="ascii") as log:  # noqa: PTH123 - short lines append whole
                log.write(f"{os.getpid()} {len(texts)}\n")
        return super().embed(texts)


def main() -> None:
    address, folder, home, log = sys.argv[1:]
    library = open_library(Path(folder), home=Path(home), embedder=HashingEmbedder(), patience=0)
    embed_on_ray(library, address, make=partial(Slow, log), workers=2)


if __name__ == "__main__":
    # Workers have to find the class by the name of its module.
    from tests.scale import ray_driver

    ray_driver.main()
