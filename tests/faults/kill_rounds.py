"""Kill a writer at a random moment, again and again: python -m tests.faults.kill_rounds 1000 add.

In each round a process is forked that adds, changes or deletes articles, rebuilds the library, or
embeds what it lacks, and is killed with signal 9. What it said was saved must be there afterwards,
and the library must load, be undamaged, and say what the folder holds.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index import LibraryError, open_library
from index.opening import embed_rest
from index.partial_vectors import SAVED_AT_ONCE
from tests.hashing_embedder import HashingEmbedder

STEPS = 50  # more than a round has time for


class SlowEmbedder(HashingEmbedder):
    """Gives a killer time to come in between."""

    def embed(self, texts):
        time.sleep(0.0005 * len(texts))
        return super().embed(texts)


@dataclass(frozen=True)
class Place:
    """The folder of one run, and its library."""

    folder: Path
    home: Path

    def write(self, name: str, step: int) -> None:
        text = f"Story {name}\n\nIt is number {name}, written for the {step}th time."
        written = self.folder / ".written"  # half an article would be one of its own
        written.write_text(text)
        written.replace(self.folder / f"{name}.txt")

    def fill(self, articles: int) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for number in range(articles):
            self.write(str(number), 0)

    def open(self, **options) -> int:
        library = open_library(
            self.folder, home=self.home, embedder=HashingEmbedder(dimension=8), **options
        )
        return len(library.articles)

    def is_whole(self) -> bool:
        """Whether the library loads, is undamaged and holds exactly what lies in the folder."""
        try:
            library = open_library(
                self.folder, home=self.home, embedder=HashingEmbedder(dimension=8)
            )
        except LibraryError as error:
            print(error)  # noqa: T201 - a command
            return False
        texts = {path.read_text() for path in self.folder.glob("*.txt")}
        return (
            {article.text for article in library.articles} == texts
            and library.is_whole
            and library.verify() == ()
        )


def add(place: Place, number: int) -> Iterator[int]:
    for step in range(STEPS):
        place.write(f"{number}-{step}", 0)
        yield place.open()


def change(place: Place, number: int) -> Iterator[int]:
    for step in range(STEPS):
        place.write(str(step % 5), number * STEPS + step)
        yield place.open()


def delete(place: Place, _number: int) -> Iterator[int]:
    for path in sorted(place.folder.glob("*.txt"))[1:]:
        path.unlink()
        yield -place.open()


def rebuild(place: Place, _number: int) -> Iterator[int]:
    for _ in range(STEPS):
        yield place.open(rebuild=True)


def embed(place: Place, _number: int) -> Iterator[int]:
    shutil.rmtree(place.home)
    library = open_library(
        place.folder, home=place.home, embedder=SlowEmbedder(dimension=8), patience=0.0
    )
    yield len(library.articles)
    embed_rest(library)
    yield len(library.articles)


Operation = Callable[[Place, int], Iterator[int]]
OPERATIONS: dict[str, tuple[Operation, int, float]] = {  # articles there before, longest round
    "add": (add, 1, 0.25),
    "change": (change, 5, 0.25),
    "delete": (delete, 30, 0.25),
    "rebuild": (rebuild, 5, 0.25),
    "embed": (embed, SAVED_AT_ONCE + 100, 3.0),
}


def run_rounds(name: str, rounds: int, root: Path, *, seed: int = 0) -> int:
    """How many of the rounds ended with a library that was lost, mixed or behind its word."""
    operation, articles, longest = OPERATIONS[name]
    place = Place(root / "articles", root / "home")
    place.fill(articles)
    place.open()
    chance = random.Random(seed)
    lost = 0
    for number in range(rounds):
        acknowledged = _killed(operation, place, number, chance.uniform(0, longest))
        kept = len(list(place.folder.glob("*.txt")))
        lost += not place.is_whole() or kept < max(acknowledged, default=0)
        for path in place.folder.glob(f"{number}-*.txt"):
            path.unlink()
        place.fill(articles)
        place.open()
    return lost


def _killed(operation: Operation, place: Place, number: int, seconds: float) -> list[int]:
    """Fork, let the child work, kill it, and return what it said was saved."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        for count in operation(place, number):
            os.write(writing, f"{count}\n".encode())
        signal.pause()
    os.close(writing)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading) as said:
        return [int(line) for line in said.read().split()]


if __name__ == "__main__":
    total, wanted = int(sys.argv[1]), sys.argv[2:] or list(OPERATIONS)
    failed = 0
    for each in wanted:
        with tempfile.TemporaryDirectory() as temporary:
            lost = run_rounds(each, total, Path(temporary), seed=int(time.time()))
        print(f"{each}: {lost} of {total} rounds lost something")  # noqa: T201 - its result
        failed += lost
    sys.exit(bool(failed))
