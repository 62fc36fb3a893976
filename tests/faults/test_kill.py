"""A writer that is killed loses nothing that it said was saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.kill_rounds import run_rounds


@pytest.mark.timeout(300)
def test_a_killed_writer_leaves_the_old_library_or_the_new(tmp_path: Path):
    assert run_rounds(20, tmp_path) == 0
