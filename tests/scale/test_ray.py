"""Embedding on a Ray cluster of two workers: what is killed loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from index import ArticleLibrary, EmbedderError, default_embedder, open_library
from index.opening import PARTIAL, library_place
from index.ray_cluster import require_ray
from index.ray_embedding import BLOCK
from tests.hashing_embedder import HashingEmbedder
from tests.scale.proxied import ROOT
from tests.scale.ray_runs import Cluster, Run, written

pytest.importorskip("ray", reason="make test-scale installs Ray")
pytestmark = [pytest.mark.allow_hosts(["127.0.0.1"]), pytest.mark.timeout(300)]

PASSAGES = 7 * BLOCK


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("ray") / "articles", PASSAGES)


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
    cluster: Cluster, folder: Path, tmp_path: Path
):
    run = Run("embed", cluster, folder, tmp_path)
    run.until(blocks=2)
    os.kill(run.blocks()[-1][0], signal.SIGKILL)
    assert run.process.wait(120) == 0
    assert len(Counter(worker for worker, _ in run.blocks())) == 3
    embedded(folder, tmp_path)


def test_when_the_one_that_asks_is_killed_the_next_goes_on_from_what_is_kept(
    cluster: Cluster, folder: Path, tmp_path: Path
):
    run = Run("embed", cluster, folder, tmp_path)
    run.until(blocks=3)
    run.process.kill()
    run.process.wait(30)
    kept = run.kept()
    assert kept >= 2
    time.sleep(3)  # for a block that was under way to be told of
    before = len(run.blocks())
    run = Run("embed", cluster, folder, tmp_path)
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
