"""Command line over environment over one file."""

from pathlib import Path

import pytest

from qa.errors import SettingsError
from qa.settings import load_settings, seeds_folder


def test_the_seeds_are_the_default(tmp_path: Path) -> None:
    settings = load_settings(environment={"BYLINE_HOME": str(tmp_path)})
    assert settings.articles == seeds_folder()
    assert settings.home == tmp_path
    assert settings.model is None


def test_the_command_line_wins_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('articles = "/from/file"\nmodel = "file.gguf"\n')
    environment = {"BYLINE_HOME": str(tmp_path)}
    assert load_settings(environment=environment).articles == Path("/from/file")
    environment["BYLINE_ARTICLES"] = "/from/environment"
    assert load_settings(environment=environment).articles == Path("/from/environment")
    given = load_settings(articles="/from/line", environment=environment)
    assert given.articles == Path("/from/line")
    assert given.model == "file.gguf"


@pytest.mark.parametrize("text", ["articles = 3", 'colour = "red"', "articles = ", "\x00"])
def test_a_settings_file_that_cannot_be_used_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.toml").write_text(text)
    with pytest.raises(SettingsError, match=r"settings\.toml"):
        load_settings(environment={"BYLINE_HOME": str(tmp_path)})


def test_what_several_people_need_is_set_like_anything_else(tmp_path: Path):
    (tmp_path / "settings.toml").write_text(
        'at_once = "3"\nmetrics = "yes"\nperson_header = "X-User"\nmodel_server = "http://a"\n'
    )
    environment = {"BYLINE_HOME": str(tmp_path), "BYLINE_PERSON_HEADER": "X-Remote-User"}
    settings = load_settings(environment=environment)
    assert settings.model_server == "http://a"
    serving = settings.serving
    assert (serving.at_once, serving.metrics, serving.audit_words) == (3, True, False)
    assert serving.person_header == "X-Remote-User"


def test_a_store_is_named_and_local_stands_for_none(tmp_path: Path, monkeypatch):
    (tmp_path / "settings.toml").write_text('store = "http://milvus:19530/news"\n')
    environment = {"BYLINE_HOME": str(tmp_path)}
    assert load_settings(environment=environment).store == "http://milvus:19530/news"
    assert load_settings(environment={**environment, "BYLINE_STORE": "local"}).store is None
    monkeypatch.chdir(tmp_path)  # a server leaves the folder in which the file was named
    embedded = load_settings(environment={**environment, "BYLINE_STORE": "own.db"}).store
    assert embedded == str(tmp_path / "own.db")


@pytest.mark.parametrize(
    ("name", "value"),
    [("AT_ONCE", "0"), ("AT_ONCE", "many"), ("AT_ONCE", "²"), ("METRICS", "perhaps")],
)
def test_a_setting_that_makes_no_sense_is_named(tmp_path: Path, name: str, value: str):
    with pytest.raises(SettingsError, match=name.lower()):
        load_settings(environment={"BYLINE_HOME": str(tmp_path), f"BYLINE_{name}": value})
