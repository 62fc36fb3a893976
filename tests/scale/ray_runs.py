"""Processes that read or embed a folder on a Ray cluster, and what their workers tell."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from index.opening import PARTIAL, READ, library_place

DRIVER = [sys.executable, "-m", "tests.scale.ray_driver"]
WORDS = ("harbour", "tunnel", "ferry", "mayor", "strike", "vote", "bridge", "council", "court")


class Cluster(NamedTuple):
    """Where a cluster is, and the environment in which it answers."""

    address: str
    environment: dict[str, str]


def written(folder: Path, passages: int, *, each: int = 64) -> Path:
    """A folder of articles whose paragraphs are a passage each, no two alike, `each` in a file."""
    folder.mkdir()
    draw = random.Random(30)
    paragraphs = [
        f"Report {number}: " + " ".join(draw.choice(WORDS) for _ in range(70)) + "."
        for number in range(passages)
    ]
    for start in range(0, passages, each):
        text = "\n\n".join(["Reports", *paragraphs[start : start + each]])
        (folder / f"{start:05}.txt").write_text(text, encoding="utf-8")
    return folder


class Run:
    """A process that reads or embeds a folder, and what its workers tell."""

    def __init__(self, what: str, cluster: Cluster, folder: Path, home: Path) -> None:
        self.log, self.home, self.folder = home / "log", home, folder
        self.log.touch()
        self._kept = READ if what == "read" else PARTIAL
        arguments = [what, cluster.address, str(folder), str(home), str(self.log)]
        self.process = subprocess.Popen([*DRIVER, *arguments], env=cluster.environment)

    def blocks(self) -> list[tuple[int, int]]:
        """The worker of each block, and how many texts or files it had."""
        lines = self.log.read_text(encoding="ascii").splitlines()
        return [(int(worker), int(texts)) for worker, texts in map(str.split, lines)]

    def kept(self) -> int:
        """How many blocks are on the disk."""
        return len(list((library_place(self.folder, self.home) / self._kept).glob("*")))

    def until(self, blocks: int) -> None:
        """Wait until so many blocks were done, and two are on the disk."""
        deadline = time.monotonic() + 120
        while len(self.blocks()) < blocks or self.kept() < 2:
            assert self.process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.02)
