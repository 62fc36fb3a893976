"""Waiting threads sleep soon, whichever engine comes first, and what the user has set stays."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from index import openmp
from qa.engine.llama_cpp_model import default_threads

linux = pytest.mark.skipif(sys.platform != "linux", reason="GNU OpenMP is Linux's")


def printed(program: str, **variables: str) -> str:
    """What a new process prints, with what OpenMP says of its settings when it is loaded."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {openmp.SPIN_COUNT, "OMP_WAIT_POLICY"}
    }
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env={**environment, "OMP_DISPLAY_ENV": "VERBOSE", **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stdout + ended.stderr


@linux
@pytest.mark.parametrize("engines", ["torch, llama_cpp", "llama_cpp, torch"])
def test_the_engines_share_one_library_that_spins_briefly(engines: str):
    program = (
        "from index.openmp import load_openmp; print('sleep', load_openmp());"
        f"import {engines}, os; print('left', os.environ.get('GOMP_SPINCOUNT'));"
        "maps = open('/proc/self/maps').read().split();"
        "print('libraries', len({each for each in maps if '/libgomp.so' in each}))"
    )
    text = printed(program)
    assert "sleep True" in text
    assert f"GOMP_SPINCOUNT = '{openmp.SPINS}'" in text
    assert "left None" in text
    assert "libraries 1" in text


@linux
def test_one_that_is_loaded_already_gets_fewer_threads():
    program = (
        "import torch, os; from index.openmp import load_openmp;"
        "from qa.engine.llama_cpp_model import default_threads;"
        "os.cpu_count = lambda: 2; print('sleep', load_openmp(), default_threads())"
    )
    assert "sleep False 1" in printed(program)


@linux
@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("GOMP_SPINCOUNT", "7", "GOMP_SPINCOUNT = '7'"), ("OMP_WAIT_POLICY", "ACTIVE", "= 'ACTIVE'")],
)
def test_what_the_user_has_set_stays(name: str, value: str, said: str):
    program = "from index.openmp import load_openmp; print('sleep', load_openmp()); import torch"
    text = printed(program, **{name: value})
    assert "sleep True" in text
    assert said in text
    assert f"'{openmp.SPINS}'" not in text


@pytest.mark.parametrize(
    ("sleep", "processors", "threads"),
    [(True, 1, 1), (True, 2, 2), (True, 8, 7), (False, 2, 1), (False, 8, 7)],
)
def test_both_of_two_processors_write_where_waiting_threads_sleep(
    monkeypatch: pytest.MonkeyPatch, sleep: bool, processors: int, threads: int
):
    monkeypatch.setattr("qa.engine.llama_cpp_model.load_openmp", lambda: sleep)
    monkeypatch.setattr("os.cpu_count", lambda: processors)
    assert default_threads() == threads
