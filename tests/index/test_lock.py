"""One writer at a time, across processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import BusyLibraryError
from index.lock import writer_lock

HOLD = """
import sys
from pathlib import Path
from index.lock import writer_lock
with writer_lock(Path(sys.argv[1]), wait_seconds=5):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_second_writer_is_told_who_holds_the_lock(tmp_path: Path):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with (
            pytest.raises(BusyLibraryError, match=f"process {holder.pid}"),
            writer_lock(tmp_path, wait_seconds=0.1),
        ):
            pass
        holder.kill()
        holder.wait()
    # The system takes the lock back from a process that was killed.
    with writer_lock(tmp_path, wait_seconds=5):
        assert (tmp_path / "lock").read_text() == f"{os.getpid()}\n"


def test_two_threads_of_one_process_are_two_writers(tmp_path: Path):
    with (
        writer_lock(tmp_path, wait_seconds=1),
        pytest.raises(BusyLibraryError),
        writer_lock(tmp_path, wait_seconds=0.1),
    ):
        pass


def test_the_lock_is_free_again_after_an_error(tmp_path: Path):
    with pytest.raises(ZeroDivisionError), writer_lock(tmp_path, wait_seconds=1):
        _ = 1 / 0
    with writer_lock(tmp_path, wait_seconds=0):
        pass
