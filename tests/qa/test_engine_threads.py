"""Waiting threads of the engine sleep soon, and what the user has set stays."""

import os

import pytest

from qa.engine_threads import SPIN_COUNT, SPINS, brief_spinning, default_threads


def test_the_library_is_loaded_with_brief_spinning(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(SPIN_COUNT, raising=False)
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    with brief_spinning():
        assert os.environ[SPIN_COUNT] == str(SPINS)
    assert SPIN_COUNT not in os.environ


@pytest.mark.parametrize("name", [SPIN_COUNT, "OMP_WAIT_POLICY"])
def test_what_the_user_has_set_stays(monkeypatch: pytest.MonkeyPatch, name: str):
    monkeypatch.delenv(SPIN_COUNT, raising=False)
    monkeypatch.setenv(name, "7")
    with brief_spinning():
        assert os.environ.get(SPIN_COUNT) == ("7" if name == SPIN_COUNT else None)
    assert os.environ[name] == "7"


@pytest.mark.parametrize(
    ("platform", "processors", "threads"),
    [("linux", 1, 1), ("linux", 2, 2), ("linux", 8, 7), ("darwin", 2, 1), ("darwin", 8, 7)],
)
def test_both_of_two_processors_write_where_waiting_threads_sleep(
    monkeypatch: pytest.MonkeyPatch, platform: str, processors: int, threads: int
):
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr("os.cpu_count", lambda: processors)
    assert default_threads() == threads
