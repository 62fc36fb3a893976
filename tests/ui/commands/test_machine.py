"""What `byline doctor` finds about the computer, on answers made up for it."""

from __future__ import annotations

from subprocess import CompletedProcess
from typing import TYPE_CHECKING

from ui.commands.machine import (
    State,
    examine_disk,
    examine_engine,
    examine_machine,
    examine_packages,
)

if TYPE_CHECKING:
    from pathlib import Path

FAST = "CPU : SSE3 = 1 | AVX2 = 1 | FMA = 1 | F16C = 1 | OPENMP = 1 | "


def engine(output: str = FAST, status: int = 0, error: str = "") -> CompletedProcess[str]:
    return CompletedProcess([], status, output, error)


def test_an_engine_that_uses_the_whole_processor_is_good():
    found = examine_engine(engine(), frozenset({"avx2", "fma", "f16c"}))
    assert found.state is State.GOOD
    assert "AVX2" in found.detail
    assert found.mend is None


def test_an_engine_that_leaves_instructions_unused_is_slow_and_can_be_mended():
    found = examine_engine(engine(), frozenset({"avx2", "avx512f"}))
    assert found.state is State.SLOW
    assert "AVX512" in found.detail
    assert "GGML_NATIVE=ON" in (found.mend or "")


def test_an_engine_for_another_processor_is_broken():
    found = examine_engine(engine("", status=-4), frozenset())
    assert found.state is State.BROKEN
    assert "another processor" in found.detail


def test_an_engine_that_is_not_installed_says_why():
    error = "Traceback\nModuleNotFoundError: No module named 'llama_cpp'\n"
    found = examine_engine(engine("", status=1, error=error), frozenset())
    assert found.state is State.MISSING
    assert "No module named" in found.detail


def test_a_home_that_does_not_exist_yet_is_looked_up_where_it_will_be(tmp_path: Path):
    found = examine_disk(tmp_path / "a" / "b")
    assert str(tmp_path) in found.detail


def test_everything_is_here_where_the_tests_run(tmp_path: Path):
    assert examine_packages().state is State.GOOD
    assert not any(finding.state.keeps_from_work for finding in examine_machine(tmp_path))
