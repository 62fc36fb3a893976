"""Embedding on a Ray cluster of two workers: what is killed loses nothing."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index import ArticleLibrary, EmbedderError, default_embedder, open_library
from index.opening import PARTIAL, library_place
from index.ray_embedding import BLOCK, PATIENT, require_ray
from tests.hashing_embedder import HashingEmbedder
from tests.scale.proxied import ROOT, free_port

pytest.importorskip("ray", reason="make test-scale installs Ray")
pytestmark = [pytest.mark.allow_hosts(["127.0.0.1"]), pytest.mark.timeout(300)]

PASSAGES = 7 * BLOCK
DRIVER = [sys.executable, "-m", "tests.scale.ray_driver"]
WORDS = ("harbour", "tunnel", "ferry", "mayor", "strike", "vote", "bridge", "council", "court")


def written(folder: Path, passages: int) -> Path:
    """A folder of articles whose paragraphs are a passage each, no two alike."""
    folder.mkdir()
    draw = random.Random(30)
    paragraphs = [
        f"Report {number}: " + " ".join(draw.choice(WORDS) for _ in range(70)) + "."
        for number in range(passages)
    ]
    for start in range(0, passages, 64):
        text = "\n\n".join(["Reports", *paragraphs[start : start + 64]])
        (folder / f"{start}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("ray") / "articles", PASSAGES)


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN": "0" * 64,
        "RAY_USAGE_STATS_ENABLED": "0",
    }


@pytest.fixture(scope="module")
def cluster(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A cluster that outlives who uses it, as one of several computers does."""
    port, scratch = free_port(), tmp_path_factory.mktemp("r")
    command = [sys.executable, "-m", "ray.scripts.scripts"]
    start = [*command, "start", "--head", f"--port={port}", "--num-cpus=2", "--block",
             "--include-dashboard=false", "--object-store-memory=100000000",
             f"--temp-dir={scratch}", "--disable-usage-stats",
             f"--system-config={json.dumps(PATIENT)}"]  # fmt: skip
    log = (scratch / "log").open("wb")
    with log, subprocess.Popen(start, env=environment, stdout=log, stderr=log) as process:
        try:
            for _ in range(600):
                if b"Ray runtime started" in (scratch / "log").read_bytes():
                    break
                time.sleep(0.2)
            yield f"127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


class Run:
    """A process that embeds, and what its workers tell."""

    def __init__(self, cluster: str, folder: Path, home: Path, env: dict[str, str]) -> None:
        self.log, self.home, self.folder = home / "log", home, folder
        self.log.touch()
        arguments = [cluster, str(folder), str(home), str(self.log)]
        self.process = subprocess.Popen([*DRIVER, *arguments], env=env)

    def blocks(self) -> list[tuple[int, int]]:
        """The worker and the number of texts of each block."""
        lines = self.log.read_text(encoding="ascii").splitlines()
        return [(int(worker), int(texts)) for worker, texts in map(str.split, lines)]

    def kept(self) -> int:
        return len(list((library_place(self.folder, self.home) / PARTIAL).glob("*.npz")))

    def until(self, blocks: int) -> None:
        deadline = time.monotonic() + 120
        while len(self.blocks()) < blocks or self.kept() < 2:
            assert self.process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.02)


def embedded(folder: Path, home: Path) -> ArticleLibrary:
    """The library as it is on the disk, with the vectors that it should have."""
    embedder = HashingEmbedder()
    library = open_library(folder, home=home, embedder=embedder)
    assert (embedder.texts, library.is_whole) == (0, True)
    rows = np.arange(len(library.passages))
    due = HashingEmbedder().embed(library.embedded_texts(rows.tolist()))
    assert np.array_equal(library.store.vectors(rows), due)
    return library


def test_a_worker_killed_in_the_middle_loses_nothing(
    cluster: str, folder: Path, tmp_path: Path, environment: dict[str, str]
):
    run = Run(cluster, folder, tmp_path, environment)
    run.until(blocks=2)
    os.kill(run.blocks()[-1][0], signal.SIGKILL)
    assert run.process.wait(120) == 0
    assert len(Counter(worker for worker, _ in run.blocks())) == 3
    embedded(folder, tmp_path)


def test_when_the_one_that_asks_is_killed_the_next_goes_on_from_what_is_kept(
    cluster: str, folder: Path, tmp_path: Path, environment: dict[str, str]
):
    run = Run(cluster, folder, tmp_path, environment)
    run.until(blocks=3)
    run.process.kill()
    run.process.wait(30)
    kept = run.kept()
    assert kept >= 2
    time.sleep(3)  # for a block that was under way to be told of
    before = len(run.blocks())
    run = Run(cluster, folder, tmp_path, environment)
    assert run.process.wait(120) == 0
    # What the opening embedded here is kept, too, in blocks of its own.
    assert sum(texts for _, texts in run.blocks()[before:]) <= PASSAGES - (kept - 1) * BLOCK
    assert not (library_place(folder, tmp_path) / PARTIAL).exists()
    embedded(folder, tmp_path)


def test_a_local_cluster_gives_the_vectors_of_this_process(tmp_path: Path):
    """The real embedder, by the command; nothing of the cluster is left."""
    folder, home = written(tmp_path / "articles", 300), tmp_path / "home"
    command = [sys.executable, "-m", "ui.commands.command_line", "index", "--ray", "local"]
    left = set(Path("/tmp").glob("byline-ray-*"))
    done = subprocess.run(
        [*command, "--articles", str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "BYLINE_HOME": str(home),
             "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    embedder = default_embedder(folder, home=home)
    library = open_library(folder, home=home, embedder=embedder, patience=0)
    assert library.is_whole
    rows = np.arange(len(library.passages))
    here = embedder.embed(library.embedded_texts(rows.tolist()))
    assert (library.store.vectors(rows) * here).sum(axis=1).min() > 0.999
    assert set(Path("/tmp").glob("byline-ray-*")) <= left
    assert not (tmp_path / ".ray").exists()


def test_where_no_cluster_is_the_command_says_so(tmp_path: Path):
    command = [sys.executable, "-m", "ui.commands.command_line", "index", "--ray", "127.0.0.1:9"]
    folder = written(tmp_path / "articles", 130)  # more than the opening itself embeds
    done = subprocess.run(
        [*command, "--articles", str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "BYLINE_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("byline: There is no Ray cluster at 127.0.0.1:9:")
    assert done.stderr.count("\n") == 1


def test_without_ray_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(EmbedderError, match=r"pip install 'byline\[ray\]'"):
        require_ray()
