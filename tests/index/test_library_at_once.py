"""Many at once, and builds that were interrupted."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from index import library_place, open_library
from tests.hashing_embedder import HashingEmbedder


def test_two_threads_search_at_once(reopen):
    library = reopen()
    expected = library.search("Who offered to host the talks?")
    wrong: list[object] = []

    def search() -> None:
        for _ in range(50):
            if library.search("Who offered to host the talks?") != expected:
                wrong.append(1)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


ADD = """
import sys
from pathlib import Path
from index import open_library
from tests.hashing_embedder import HashingEmbedder
folder, home, name, times = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
for number in range(times):
    text = f"Story {name} {number}\\n\\nWritten by process {name} as number {number}."
    (folder / f"{name}-{number}.txt").write_text(text)
    library = open_library(folder, home=home, embedder=HashingEmbedder(dimension=8))
    mine = {a.path.name for a in library.articles}
    assert {f"{name}-{n}.txt" for n in range(number + 1)} <= mine, number
"""


def test_processes_that_add_articles_at_once_lose_none(folder, byline_home):
    root = Path(__file__).resolve().parents[2]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", ADD, str(folder), str(byline_home), str(number), "5"], cwd=root
        )
        for number in range(4)
    ]
    assert [process.wait() for process in processes] == [0] * 4
    library = open_library(folder, home=byline_home, embedder=HashingEmbedder(dimension=8))
    assert len(library.articles) == 3 + 20
    assert library.verify() == ()


class Interrupted(Exception):  # noqa: N818 - what a person does is not an error
    pass


def test_an_interrupted_build_goes_on_where_it_was(tmp_path, byline_home):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(1500):
        (folder / f"{number}.txt").write_text(f"Story {number}\n\nIt is number {number}.")

    def interrupt(stage: str, done: int, total: int) -> None:
        if stage == "embedding" and done >= 1200:
            raise Interrupted

    embedder = HashingEmbedder(dimension=8)
    with pytest.raises(Interrupted):
        open_library(folder, home=byline_home, embedder=embedder, progress=interrupt)
    done = embedder.texts
    told: list[tuple[str, int, int]] = []
    library = open_library(
        folder, home=byline_home, embedder=embedder, progress=lambda *step: told.append(step)
    )
    assert done > 1000
    assert embedder.texts == 1500
    assert len(library.articles) == 1500
    assert [step for step in told if step[0] == "embedding"][-1] == ("embedding", 1500, 1500)
    assert not (library_place(folder.resolve(), byline_home) / "partial").exists()
    plain = open_library(folder, home=tmp_path / "other", embedder=HashingEmbedder(dimension=8))
    assert np.array_equal(
        plain.store.vectors(np.arange(1500)), library.store.vectors(np.arange(1500))
    )
