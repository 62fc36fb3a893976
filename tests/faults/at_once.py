"""Processes that add articles to one library at once: python -m tests.faults.at_once 8 100.

Each is forked from a loaded parent, writes one article after the other and opens the library; what
it wrote is there each time. In the end all are.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.faults.kill_rounds import Place


def add_at_once(processes: int, articles: int, root: Path) -> int:
    """How many articles there are in the end; -1 when a process missed one of its own."""
    place = Place(root / "articles", root / "home")
    place.folder.mkdir()
    children = []
    for process in range(processes):
        child = os.fork()
        if not child:
            status = 1
            try:
                status = int(not _adds(place, process, articles))
            finally:
                os._exit(status)
        children.append(child)
    statuses = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    if any(statuses) or not place.is_whole():
        return -1
    return place.open()


def _adds(place: Place, process: int, articles: int) -> bool:
    for number in range(articles):
        name = f"{process}-{number}"
        text = f"Story {name}\n\nWritten by process {process} as number {number}."
        written = place.folder / f".{process}"  # half an article would be one of its own
        written.write_text(text)
        written.replace(place.folder / f"{name}.txt")
        found = place.open(lock_wait_seconds=600)
        if found < number + 1:
            return False
    return True


if __name__ == "__main__":
    count, each = int(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as temporary:
        there = add_at_once(count, each, Path(temporary))
    print(f"{count} processes that add {each} articles each: {there} articles")  # noqa: T201
    sys.exit(there != count * each)
