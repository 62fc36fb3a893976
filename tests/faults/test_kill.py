"""A writer that is killed loses nothing that it said was saved."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.kill_rounds import OPERATIONS

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_killed_writer_leaves_the_old_library_or_the_new(operation: str):
    """In a process of its own, which forks: a test runner has threads."""
    rounds = "3" if operation == "embed" else "20"
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.kill_rounds", rounds, operation],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{operation}: 0 of {rounds} rounds" in done.stdout
