"""Kill a writer at a random moment, again and again: python -m tests.faults.kill_rounds 1000.

In each round one article is added and the process that brings the library up to date is killed
with signal 9. What it said was saved must be there afterwards, and the library must load.
"""

from __future__ import annotations

import contextlib
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from index import open_library
from tests.hashing_embedder import HashingEmbedder

ROOT = Path(__file__).resolve().parents[2]
WRITER = """
import sys
from pathlib import Path
from index import open_library
from tests.hashing_embedder import HashingEmbedder
folder, home = map(Path, sys.argv[1:])
open_library(folder, home=home, embedder=HashingEmbedder(dimension=8))  # the imports are over
print("ready", flush=True)
for line in sys.stdin:
    (folder / f"{line.strip()}.txt").write_text(f"Story {line}\\n\\nIt is number {line}.")
    library = open_library(folder, home=home, embedder=HashingEmbedder(dimension=8))
    print(len(library.articles), flush=True)
"""


def run_rounds(rounds: int, place: Path, *, seed: int = 0) -> int:
    """How many of the rounds ended with a library that was lost, mixed or behind its word."""
    folder, home = place / "articles", place / "home"
    folder.mkdir(parents=True)
    (folder / "first.txt").write_text("First story\n\nIt was there before.")
    chance = random.Random(seed)
    return sum(not _survives(folder, home, number, chance) for number in range(rounds))


def _survives(folder: Path, home: Path, number: int, chance: random.Random) -> bool:
    command = [sys.executable, "-c", WRITER, str(folder), str(home)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        writer.stdout.readline()
        writer.stdin.write("".join(f"{number}-{step}\n" for step in range(50)))
        writer.stdin.flush()
        time.sleep(chance.uniform(0, 0.25))
        writer.send_signal(signal.SIGKILL)
        acknowledged = [int(line) for line in writer.stdout.read().split() if line.isdigit()]
        with contextlib.suppress(BrokenPipeError):
            writer.stdin.close()
    before = len(list(folder.glob("*.txt")))
    library = open_library(folder, home=home, embedder=HashingEmbedder(dimension=8))
    whole = library.verify() == () and len(library.articles) <= before
    for path in folder.glob(f"{number}-*.txt"):
        path.unlink()
    return whole and len(library.articles) >= max(acknowledged, default=0)


if __name__ == "__main__":
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as temporary:
        lost = run_rounds(total, Path(temporary), seed=int(time.time()))
    print(f"{lost} of {total} rounds lost something")  # noqa: T201 - a command's result
    sys.exit(bool(lost))
