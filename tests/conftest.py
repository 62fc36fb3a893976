"""What every test stands on: a folder of its own for everything Byline writes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.openmp import load_openmp

ROOT = Path(__file__).resolve().parent.parent

load_openmp()  # before a test file imports PyTorch


@pytest.fixture(autouse=True)
def byline_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary `BYLINE_HOME`; settings of the person who runs the tests do not count."""
    home = tmp_path / "byline-home"
    monkeypatch.setenv("BYLINE_HOME", str(home))
    for name in [name for name in os.environ if name.startswith("BYLINE_")]:
        if name != "BYLINE_HOME":
            monkeypatch.delenv(name)
    return home


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the two sample articles."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def shared_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One `BYLINE_HOME` for the slow tests, so that models are prepared once."""
    return tmp_path_factory.mktemp("shared-home")
