"""The README says what is there: its commands, its tree and its examples."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import click
import pytest

from qa.answer import CheckedAnswer, LibraryState, Status
from ui.command_line import main

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    every = re.findall(r"^```(\w*)\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)
    return [text for name, text in every if name == language]


def section(heading: str) -> str:
    return README.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def test_every_make_target_that_is_named_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", README, flags=re.MULTILINE))
    assert {"run", "ask", "test"} <= named <= targets


def test_every_command_of_the_program_is_in_the_table_and_the_other_way_round():
    named = set(re.findall(r"^\| `byline ([a-z-]+)", README, flags=re.MULTILINE))
    assert named == set(main.commands)


def test_every_command_line_that_is_shown_is_understood():
    shown = re.findall(r"`(byline [^`]+)`", README)
    shown += re.findall(r"^\$ (byline .*)$", README, flags=re.MULTILINE)
    assert len(shown) > 5
    for line in shown:
        words = shlex.split(line)[1:]
        command: click.Command = main
        while isinstance(command, click.Group) and words and words[0] in command.commands:
            command = command.commands[words.pop(0)]
        options = {name for option in command.params for name in option.opts}
        assert {word for word in words if word.startswith("--")} <= options, line


def test_the_tree_is_the_tree():
    (tree,) = [block for block in blocks("") if "index/" in block]
    named = set(re.findall(r"^([\w.]+)/ ", tree, flags=re.MULTILINE))
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    if not listed:
        pytest.skip("this is not a git checkout")
    assert named == {path.split("/")[0] for path in listed if "/" in path}


def test_the_files_that_are_linked_exist():
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_json_that_is_shown_has_the_published_form():
    (shown,) = blocks("json")
    example = json.loads(shown)
    empty = CheckedAnswer("?", Status.ANSWERED, (), (), LibraryState("", 0, 0)).to_dict()
    assert example.keys() == empty.keys()
    assert example["schema"] == empty["schema"]
    for source in example["sources"]:
        assert source["end"] - source["start"] == len(source["quote"])


def test_the_oldest_python_is_the_one_that_is_asked_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = project["requires-python"].removeprefix(">=")
    assert f"Python {oldest} or later" in README


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_examples_in_python_run(shared_home: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setenv("BYLINE_HOME", str(shared_home))
    examples = blocks("python")
    assert len(examples) == 3
    for example in examples:
        exec(compile(example, "README.md", "exec"), {})
    assert "Sources" in capsys.readouterr().out
