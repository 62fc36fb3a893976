"""A disk that fails and power that goes, played from outside of the process that writes."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.failing_calls import OPERATIONS
from tests.faults.power_losses import Disk, after_loss
from tests.faults.preloaded import Call, Noted, why_not

ROOT = Path(__file__).resolve().parents[2]

preloading = pytest.mark.skipif(why_not() is not None, reason=why_not() or "")


def run(module: str, most: int) -> list[list[int]]:
    """The numbers of each line that the command prints."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.faults.{module}", str(most)],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert [line.partition(":")[0] for line in lines] == list(OPERATIONS)
    return [[int(each) for each in re.findall("[0-9]+", line)] for line in lines]


@preloading
@pytest.mark.timeout(300)
def test_a_call_that_fails_below_every_engine_leaves_a_whole_library():
    for failed, told, bad in run("failing_calls", 1):
        assert bad == 0
        assert failed > told > 0  # some failures cost nothing: what is not needed any more stays


@preloading
@pytest.mark.timeout(300)
def test_a_loss_of_power_leaves_the_library_before_or_the_one_after():
    for _losses, bad, noted, careless in run("power_losses", 30):
        assert bad == 0
        assert noted > 0
        assert careless > 0  # a program that syncs nothing is found out


def test_of_what_was_not_synced_anything_may_be_lost(tmp_path: Path):
    below = Path("/library")
    calls = [
        Noted(Call.CREATE, "/library/a", "", 0, 0, b""),
        Noted(Call.WRITE, "/library/a", "", 0, 4, b"news"),
        Noted(Call.SYNC, "/library/a", "", 0, 0, b""),
    ]
    named = Noted(Call.SYNC, "/library", "", 0, 0, b"")
    (tmp_path / "start").mkdir()

    def left(*asked: Noted) -> set[bytes | None]:
        found: set[bytes | None] = set()
        for seed in range(40):
            disk = Disk(tmp_path / "start", below)
            after_loss(disk, asked, random.Random(seed))
            file = disk.names.get("/library/a")
            found.add(None if file is None else bytes(file.data))
        return found

    assert left(*calls) == {None, b"news"}  # its name may be lost, its words with it
    assert left(*calls, named) == {b"news"}
    assert left(calls[0], calls[1], named) == {b"", b"news", bytes(4)}
