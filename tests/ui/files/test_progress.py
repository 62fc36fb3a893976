"""What a command says of its work, on standard error."""

from __future__ import annotations

import re
import time

import pytest

from ui.files.progress import telling


@pytest.mark.parametrize("watched", [True, False])
def test_that_a_library_is_built_again_is_said_whoever_watches(monkeypatch, capsys, watched):
    monkeypatch.setattr("sys.stderr.isatty", lambda: watched, raising=False)
    with telling("Opening the articles") as tell:
        tell("reading", 3, 0)
        tell("rebuilding", 0, 0)
        tell("reading", 3, 0)
    said = capsys.readouterr().err
    assert said.count("Another version of Byline made this library. It is built again.\n") == 1
    assert ("Reading the articles: 3" in said) is watched


def test_nothing_else_is_said_where_nobody_watches(capsys):
    with telling("Opening the articles") as tell:
        tell("reading", 3, 0)
        tell("saving", 1, 1)
    assert capsys.readouterr().err == ""


def test_who_watches_sees_a_bar_and_the_time_left(monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with telling("Opening the articles") as tell:
        tell("embedding", 1_000, 4_000)
        time.sleep(0.3)
        tell("embedding", 2_000, 4_000)
        tell("saving", 0, 1)
    said = capsys.readouterr().err
    assert "Learning what they are about: 2,000 of 4,000" in said
    assert re.search(r"2,000 of 4,000 \S+ +\S* ?00:0\d left", said)
    assert said.endswith("\r\033[K")
