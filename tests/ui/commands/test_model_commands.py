"""`byline models` as a person and a program call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qa.engine.catalogue import catalogue
from qa.engine.shipped_models import SMOLLM2
from tests.gguf_files import sound_model
from ui.commands.command_line import main


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BYLINE_HOME", str(tmp_path))
    monkeypatch.delenv("BYLINE_MODEL", raising=False)
    return tmp_path


LARGER = catalogue()[0].name


def byline(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["models", *arguments])


def test_the_list_shows_what_is_known_of_each(home: Path):
    sound_model(home / "models")
    shown = byline()
    assert shown.exit_code == 0
    assert "→ SmolLM2-135M-Instruct  verified, chosen" in shown.stdout
    assert "135 million parameters, Q4_1, context length 8,192, 98 MB" in shown.stdout
    assert "  tiny  not pinned" in shown.stdout
    assert f"  {LARGER}  can be fetched from" in shown.stdout
    assert f"    byline models fetch {LARGER}" in shown.stdout


def test_the_list_is_one_object_for_programs(home: Path):
    sound_model(home / "models")
    written = json.loads(byline("--json").stdout)
    assert written["schema"] == "byline.models/1"
    shipped, own = written["models"]
    assert (shipped["name"], shipped["state"], shipped["selected"]) == (
        SMOLLM2.name, "verified", True,
    )  # fmt: skip
    assert (own["name"], own["state"], own["parameters"]) == ("tiny", "not pinned", 64)
    assert shipped.keys() == own.keys()
    assert [each["name"] for each in written["fetchable"]] == [m.name for m in catalogue()]
    assert all(None not in each.values() for each in written["fetchable"])


def test_a_damaged_model_is_a_finding_and_the_others_are_listed(home: Path):
    sound_model(home / "models")
    (home / "models" / "bad.gguf").write_bytes(b"\x1b[2Jno model")
    shown = byline()
    assert shown.exit_code == 1
    assert "  bad  damaged" in shown.stdout
    assert "  tiny  not pinned" in shown.stdout
    assert "\x1b" not in shown.stdout


def test_a_chosen_model_stays_chosen(home: Path):
    (home / "settings.toml").write_text('# mine\narticles = "/news"\n')
    sound_model(home / "models")
    assert byline("select", "tiny").exit_code == 0
    assert (home / "settings.toml").read_text() == '# mine\narticles = "/news"\nmodel = "tiny"\n'
    chosen = {m["name"]: m["selected"] for m in json.loads(byline("--json").stdout)["models"]}
    assert chosen == {SMOLLM2.name: False, "tiny": True}
    assert byline("select", SMOLLM2.name).exit_code == 0
    assert json.loads(byline("--json").stdout)["models"][0]["selected"]


def test_a_path_is_chosen_as_a_whole_path(home: Path, monkeypatch: pytest.MonkeyPatch):
    path = sound_model(home / "elsewhere")
    monkeypatch.chdir(path.parent)
    assert byline("select", "tiny.gguf").exit_code == 0
    assert str(path) in (home / "settings.toml").read_text()


def test_the_environment_that_goes_before_is_named(home: Path, monkeypatch: pytest.MonkeyPatch):
    sound_model(home / "models")
    monkeypatch.setenv("BYLINE_MODEL", "other")
    assert "unset BYLINE_MODEL" in byline("select", "tiny").stderr


def test_a_file_is_added_and_can_be_chosen(home: Path):
    added = byline("add", str(sound_model(home / "downloads", "Own Model.gguf".replace(" ", "-"))))
    assert added.exit_code == 0
    assert "byline models select Own-Model" in added.stdout
    assert byline("select", "Own-Model").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("select", "huge"), "huge"),
        (("select", "{home}/bad.gguf"), "bad.gguf"),
        (("add", "{home}/bad.gguf"), "bad.gguf"),
        (("add", "{home}/none.gguf"), "none.gguf"),
        (("fetch", "http://x.example/a.gguf", "--sha256", "0" * 64), "https"),
        (("fetch", "https://x.example/a.gguf", "--sha256", "0"), "SHA-256"),
        (("fetch", "https://x.example/a.gguf"), "--sha256"),
        (("fetch", "Huge-9B"), "no model 'Huge-9B' to fetch by name"),
        (("fetch", LARGER, "--sha256", "0" * 64), "leave --sha256 out"),
        (("select", LARGER), f"byline models fetch {LARGER}"),
    ],
)
def test_what_cannot_be_done_is_one_line_with_status_two(
    home: Path, arguments: tuple[str, ...], reason: str
):
    (home / "bad.gguf").write_bytes(b"no model")
    result = byline(*(each.format(home=home) for each in arguments))
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert reason in line
    assert not (home / "settings.toml").exists()


def test_an_index_without_the_pieces_is_one_line_and_leaves_no_model(
    home: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    result = byline("fetch", LARGER.lower())
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert f"pip could not fetch {catalogue()[0].pieces[0]}" in line
    assert f"0 of {len(catalogue()[0].pieces)} pieces are kept. Go on: byline models fetch" in line
    assert byline("select", LARGER).exit_code == 2


def test_a_question_with_a_file_that_is_no_model_is_an_error(home: Path):
    (home / "bad.gguf").write_bytes(b"GGUF" + b"\xff" * 64)
    asked = CliRunner().invoke(main, ["doctor", "--model", str(home / "bad.gguf")])
    assert asked.exit_code == 2
    assert "bad.gguf is not a GGUF model" in asked.stdout
