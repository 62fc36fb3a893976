"""The pages say what is there: commands, rooms, files, examples and the published JSON."""

from __future__ import annotations

import ast
import importlib
import json
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest

from index import Article
from qa import answer as answers
from qa.answer import CheckedAnswer, ConflictKind, LibraryState, Status
from qa.briefing import verification
from qa.checks import CHECKS, CheckedText, checked_text, meaning, verdict
from qa.statement import CheckedStatement, CheckResult, Citation, Kind, Outcome, Verdict
from ui.commands.command_line import main
from ui.commands.question_file import BadLine, read_questions
from ui.service import written_json

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in (
        "README.md",
        "CONTRIBUTING.md",
        *(f"docs/{p.name}" for p in ROOT.glob("docs/*.md")),
    )
}
README, ANSWER_PAGE = PAGES["README.md"], PAGES["docs/answer.md"]
LONGEST_README = 250  # lines
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OPENING = "__init__.py"
ROOMS = sorted(
    f"{layer}.{path.parent.name}"
    for layer in ("qa", "ui")
    for path in ROOT.glob(f"{layer}/*/{OPENING}")
)
BACKTICKED = re.compile(r"`([^`\s]+)`")
OF_THE_CODE = ("docs/how-it-works.md", "CONTRIBUTING.md")


def blocks(language: str, page: str = README) -> list[str]:
    return [text for name, text in FENCED.findall(page) if name == language]


def tree() -> str:
    (found,) = [block for block in blocks("") if "index/" in block]
    return found


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_every_make_target_that_is_named_exists(page: str):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", page, flags=re.MULTILINE)) <= targets


def test_the_readme_begins_with_make():
    assert {"run", "ask", "test"} <= set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE))


def test_the_readme_is_short():
    assert len(README.splitlines()) <= LONGEST_README


def test_every_command_of_the_program_is_in_the_table_and_the_other_way_round():
    named = set(re.findall(r"^\| `byline ([a-z-]+)", README, flags=re.MULTILINE))
    assert named == set(main.commands)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_every_command_line_that_is_shown_is_understood(page: str):
    shown = re.findall(r"`(byline [^`]+)`", page)
    shown += re.findall(r"^\$ (byline .*)$", page, flags=re.MULTILINE)
    assert page is not README or len(shown) > 5
    for line in shown:
        words = shlex.split(line)[1:]
        command: click.Command = main
        while isinstance(command, click.Group) and words and words[0] in command.commands:
            command = command.commands[words.pop(0)]
        assert command is not main, line
        options = {name for option in command.params for name in option.opts}
        assert {word for word in words if word.startswith("--")} <= options, line


def test_the_tree_is_the_tree():
    named = set(re.findall(r"^([\w.]+)/ ", tree(), flags=re.MULTILINE))
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    if not listed:
        pytest.skip("this is not a git checkout")
    assert named >= {path.split("/")[0] for path in listed if "/" in path}
    assert {folder for folder in named if not (ROOT / folder).is_dir()} == set()


@pytest.mark.parametrize("layer", ["qa", "ui"])
def test_the_rooms_of_the_tree_are_the_packages_in_the_order_of_their_contract(layer: str):
    _, inside = re.split(rf"^{layer}/ .*\n", tree(), flags=re.MULTILINE)
    named = []
    for line in inside.splitlines():
        if (room := re.match(r"  (\w+)/ +\S", line)) is None:
            break
        named.append(room[1])
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    (contract,) = [
        each for each in settings["importlinter"]["contracts"] if each.get("containers") == [layer]
    ]
    layers = [name for row in contract["layers"] for name in re.split(r" [|:] ", row)]
    packages = {room.removeprefix(f"{layer}.") for room in ROOMS if room.startswith(f"{layer}.")}
    assert named == [name for name in layers if name in packages]
    assert set(named) == packages


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_opens_with_what_it_is_and_offers_what_it_names(room: str):
    path = ROOT / room.replace(".", "/") / OPENING
    opening = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert opening is not None
    assert opening.endswith(".")
    package = importlib.import_module(room)
    offered = getattr(package, "__all__", [])
    assert offered == sorted(offered, key=in_order)
    assert [name for name in offered if not hasattr(package, name)] == []


def in_order(name: str) -> tuple[bool, bool, str]:
    """Constants, then classes, then functions."""
    return not name.isupper(), not name[0].isupper(), name


@pytest.mark.parametrize("name", PAGES)
def test_the_files_that_are_linked_exist(name: str):
    links = re.findall(r"\]\(([^)#:]+)\)", PAGES[name])
    assert [link for link in links if not ((ROOT / name).parent / link).exists()] == []


@pytest.mark.parametrize("name", OF_THE_CODE)
def test_the_files_that_are_named_exist(name: str):
    named = {text for text in BACKTICKED.findall(PAGES[name]) if re.search(r"\w/|\.\w+$", text)}
    assert len(named) > 5
    assert {path for path in named - {OPENING} if not (ROOT / path).exists()} == set()


@pytest.mark.parametrize("name", OF_THE_CODE)
def test_what_is_named_in_a_file_is_there(name: str):
    pairs = re.findall(r"`(\w+)`\s+in\s+`([\w/]+\.py)`", PAGES[name])
    assert pairs
    for what, path in pairs:
        text = (ROOT / path).read_text(encoding="utf-8")
        defined = rf"^\s*(?:def|class) {what}\b|^{what}\b.* = "
        assert re.search(defined, text, flags=re.MULTILINE), f"{what} in {path}"


def objects() -> dict[str, dict[str, Any]]:
    """The objects that docs/answer.md shows, by their schema."""
    found = [json.loads(text) for text in blocks("json", ANSWER_PAGE)]
    return {each["schema"]: each for each in found}


def keys_of(value: object) -> set[str]:
    """The names of all fields, down to those of a table of names."""
    if isinstance(value, list):
        return set().union(*map(keys_of, value))
    if not isinstance(value, dict):
        return set()
    return set(value) | set().union(*map(keys_of, value.values()))


def test_the_json_that_is_shown_has_the_published_form():
    told = Citation(1, Article("id", Path("a.txt"), "We go."), 0, 6, "We go.")
    check = CheckResult("names", Outcome.PASS, "All names are in the source.")
    statement = CheckedStatement("We go.", Kind.WRITTEN, (told,), (check,), Verdict.SUPPORTED)
    state = LibraryState("", 0, 0, 0)
    answer = CheckedAnswer("?", Status.ANSWERED, (statement,), (told,), state).to_dict()
    checked = CheckedText((statement,), (told,)).to_dict()
    shown = objects()
    assert len(shown) == 3
    for form in (answer, checked):
        example = shown[form["schema"]]
        assert list(example) == list(form)
        for row in ("statements", "sources"):
            assert {tuple(each) for each in example[row]} == {tuple(form[row][0])}
        assert {tuple(source["article"]) for source in example["sources"]} == {
            tuple(form["sources"][0]["article"])
        }
        for source in example["sources"]:
            assert source["end"] - source["start"] == len(source["quote"])
    assert list(shown[answers.ANSWER_SCHEMA]["index"]) == list(answer["index"])


def test_the_error_that_is_shown_is_the_one_that_is_written():
    shown = objects()[answers.ERROR_SCHEMA]
    (bad,) = read_questions([shown["question"].encode()])
    assert isinstance(bad, BadLine)
    assert shown == written_json.error_json(bad.question, bad.error)


def test_the_draft_that_is_shown_is_the_one_that_was_checked():
    checked = objects()[answers.CHECK_SCHEMA]["statements"]
    draft = " ".join(statement["text"] for statement in checked)
    assert f'"{draft}"' in " ".join(FENCED.sub("", ANSWER_PAGE).split())


def test_every_field_and_every_value_is_explained():
    explained = set(BACKTICKED.findall(FENCED.sub("", ANSWER_PAGE)))
    fields = set().union(*map(keys_of, objects().values()))
    values = {str(each) for kind in (Status, ConflictKind, Kind, Verdict, Outcome) for each in kind}
    named = {sys.modules[check.__module__].NAME for check, _ in CHECKS}
    named |= {verdict.MARKERS, meaning.NAME, checked_text.SOURCES}
    schemas = {
        value
        for module in (answers, written_json, verification)
        for name, value in vars(module).items()
        if name.endswith("_SCHEMA")
    }
    assert (fields | values | named | schemas) - explained == set()
    in_tables = set(re.findall(r"^\| `(\w+)`", ANSWER_PAGE, flags=re.MULTILINE))
    assert ({*map(str, (*Status, *ConflictKind, *Verdict))} | named) - in_tables == set()


def test_the_oldest_python_is_the_one_that_is_asked_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = project["requires-python"].removeprefix(">=")
    assert f"Python {oldest} or later" in README


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_examples_in_python_run(shared_home: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setenv("BYLINE_HOME", str(shared_home))
    examples = [(name, text) for name, page in PAGES.items() for text in blocks("python", page)]
    assert len(examples) == 3
    for name, example in examples:
        exec(compile(example, name, "exec"), {})
    assert "Sources" in capsys.readouterr().out
