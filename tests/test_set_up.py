"""Set-up and make: what is missing is named, and a question arrives as it was typed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / ".ci"


@pytest.fixture
def set_up(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The set-up script as a module."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import set_up

    return set_up


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize(
    "question",
    [
        "who offered to host talks?",
        """what does "it's" cost, $5 or $$5?""",
        "$(touch made) $(shell touch made) `touch made`",
        "${HOME} $HOME ~ * ; touch made # & | > made",
        "--help",
        "two\nlines \\n \\",
        "“naïve” 北京",
    ],
)
@pytest.mark.parametrize("given", ["on the command line", "in the environment"])
def test_make_ask_passes_the_question_on_as_it_was_typed(question: str, given: str, tmp_path: Path):
    program = tmp_path / "byline"
    program.write_text(
        f"#!{sys.executable}\nimport sys\n"
        "asked = sys.argv[-1].encode('utf-8', 'surrogateescape')\n"
        "open(sys.argv[0] + '.asked', 'wb').write(asked)\n"
    )
    program.chmod(0o755)
    command = ["make", "-f", str(ROOT / "Makefile"), "ask", f"BIN={tmp_path}", "PYTHON=true"]
    environment = dict(os.environ)
    if given == "on the command line":
        command.append(f"Q={question}")
    else:
        environment["Q"] = question
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert (tmp_path / "byline.asked").read_text(encoding="utf-8") == question
    assert not (tmp_path / "made").exists()


def test_missing_programs_are_named_with_the_package_that_brings_them(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    assert set_up.prerequisites.missing(ROOT) == []
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    problems = set_up.prerequisites.missing(ROOT)
    assert len(problems) == len(set_up.prerequisites.PROGRAMS)
    assert any("apt install build-essential" in problem for problem in problems)


def test_a_full_disk_is_named(set_up: ModuleType, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(set_up.prerequisites, "NEEDED_GIB", 10**9)
    (problem,) = set_up.prerequisites.missing(ROOT)
    assert "GiB free" in problem


def test_an_engine_is_never_shared_between_processors(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(set_up.subprocess, "Popen", lambda *_, **__: None)
    homes = set()
    for processor in ("one", "another"):
        monkeypatch.setattr(set_up.prerequisites, "processor", lambda name=processor: name)
        homes.add(set_up.EngineBuild().home)
    monkeypatch.setenv("CMAKE_ARGS", "-DGGML_BLAS=ON")
    homes.add(set_up.EngineBuild().home)
    assert len(homes) == 3
    assert all(home.is_relative_to(tmp_path) for home in homes)


def test_an_engine_that_was_compiled_before_is_not_compiled_again(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(set_up.subprocess, "Popen", lambda *_, **__: None)
    wheel = set_up.EngineBuild().home / "engine.whl"
    wheel.touch()
    again = set_up.EngineBuild()
    assert again.process is None
    assert again.wait() == wheel


def test_set_up_runs_again_when_what_it_depends_on_changes(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch
):
    before = set_up.state()
    assert set_up.state() == before
    monkeypatch.setattr(set_up.prerequisites, "processor", lambda: "another")
    assert set_up.state() != before
