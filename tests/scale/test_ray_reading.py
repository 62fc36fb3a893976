"""Reading a folder on a Ray cluster of two workers: what is killed loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from index import ArticleLibrary, EmbedderError, default_embedder, open_library
from index.folder import NewFile, file_digest
from index.milvus_library import open_stored
from index.opening import READ, library_place
from index.ray_cluster import RayCluster
from index.ray_reading import KeptBatches, RayReading
from tests.hashing_embedder import HashingEmbedder
from tests.scale.proxied import ROOT
from tests.scale.ray_runs import Cluster, Run, written

pytest.importorskip("ray", reason="make test-scale installs Ray")
pytestmark = [pytest.mark.allow_hosts(["127.0.0.1"]), pytest.mark.timeout(300)]

FILES, BATCH = 520, 64  # files in all; in one batch
BROKEN = "00100-broken.pdf"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Many files, one of which cannot be read."""
    made = written(tmp_path_factory.mktemp("ray") / "articles", FILES - 1, each=1)
    (made / BROKEN).write_bytes(b"%PDF-1.7\nnothing of a PDF follows")
    return made


def read_here(folder: Path, tmp_path: Path) -> ArticleLibrary:
    return open_library(folder, home=tmp_path / "here", embedder=HashingEmbedder(), patience=0)


def assert_read_as_here(folder: Path, tmp_path: Path) -> None:
    """The library that was read on the cluster is the one that is read in this process."""
    there = open_library(folder, home=tmp_path, embedder=HashingEmbedder(), patience=0)
    here = read_here(folder, tmp_path)
    assert there.version == here.version
    assert [each.id for each in there.articles] == [each.id for each in here.articles]
    assert there.problems == here.problems
    assert [(each.path, bool(each.reason)) for each in here.problems] == [(folder / BROKEN, True)]


def test_a_worker_killed_in_the_middle_loses_nothing(
    cluster: Cluster, folder: Path, tmp_path: Path
):
    run = Run("read", cluster, folder, tmp_path)
    run.until(blocks=2)
    os.kill(run.blocks()[-1][0], signal.SIGKILL)
    assert run.process.wait(120) == 0
    workers = Counter(worker for worker, _ in run.blocks())
    assert len(workers) == 3
    assert sum(files for _, files in run.blocks()) >= FILES
    assert_read_as_here(folder, tmp_path)


def test_when_the_one_that_asks_is_killed_the_next_goes_on_from_what_is_kept(
    cluster: Cluster, folder: Path, tmp_path: Path
):
    run = Run("read", cluster, folder, tmp_path)
    run.until(blocks=4)
    run.process.kill()
    run.process.wait(30)
    kept = run.kept()
    assert kept >= 2
    time.sleep(3)  # for a batch that was under way to be told of
    before = len(run.blocks())
    run = Run("read", cluster, folder, tmp_path)
    assert run.process.wait(120) == 0
    assert 0 < sum(files for _, files in run.blocks()[before:]) <= FILES - kept * BATCH
    assert_read_as_here(folder, tmp_path)


def test_the_command_reads_there_fills_a_store_and_leaves_nothing_behind(tmp_path: Path):
    pytest.importorskip("pymilvus", reason="make test-scale installs Milvus")
    folder, home = written(tmp_path / "articles", 330, each=1), tmp_path / "home"
    store = str(tmp_path / "store.db")
    command = [sys.executable, "-m", "ui.commands.command_line", "index", "--ray", "local"]
    done = subprocess.run(
        [*command, "--articles", str(folder), "--store", store],
        env={**os.environ, "PYTHONPATH": str(ROOT), "BYLINE_HOME": str(home)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "330 articles" in done.stdout
    assert not (library_place(folder, home) / READ).exists()
    stored = open_stored(store, home=home, embedder=default_embedder(folder, home=home))
    assert (len(stored.articles), stored.is_whole) == (330, True)


def test_what_is_wanted_of_no_worker_asks_for_no_cluster(tmp_path: Path):
    """An address where nothing is: what was kept is enough."""
    files = [_file(number) for number in range(3)]
    KeptBatches(tmp_path / READ, tmp_path).keep(files, b"a batch")
    with RayCluster("127.0.0.1:9") as nowhere, RayReading(nowhere, tmp_path, tmp_path) as reading:
        assert list(reading.each([files])) == [(files, b"a batch")]
        with pytest.raises(EmbedderError, match=r"There is no Ray cluster at 127\.0\.0\.1:9"):
            list(reading.each([files[:2]]))


def test_a_kept_batch_counts_only_where_it_is_whole_and_of_the_same_files(tmp_path: Path):
    kept, files = KeptBatches(tmp_path / READ, tmp_path), [_file(number) for number in range(3)]
    kept.keep(files, b"a batch")
    assert kept.load(files) == b"a batch"
    assert kept.load(files[:2]) is None
    assert kept.load([*files[:2], _file(2, b"Other words.")]) is None
    assert KeptBatches(tmp_path / READ, tmp_path / "elsewhere").load(files) is None
    (path,) = (tmp_path / READ).iterdir()
    path.write_bytes(path.read_bytes()[:-1])
    assert kept.load(files) is None
    kept.keep(files, b"again")
    assert kept.load(files) == b"again"


def _file(number: int, data: bytes = b"A word.") -> NewFile:
    return NewFile(f"{number}.txt", file_digest(data, ".txt"), data)
