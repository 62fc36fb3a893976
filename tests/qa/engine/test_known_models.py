"""Models are found by name, chosen without harm to the settings, fetched only with their sum."""

from __future__ import annotations

import hashlib
import http.client
import io
import tomllib
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from qa.engine.adding_models import MOST_BYTES, HttpsOnly, add_model, fetch_model
from qa.engine.known_models import Soundness, known_models
from qa.engine.shipped_models import SMOLLM2, find_language_model, find_named
from qa.errors import ModelError, SettingsError
from qa.saved_settings import save_model
from qa.settings import Settings, load_settings
from tests.gguf_files import SOUND, sound_model

URL = "https://models.example/files/tiny.gguf?download=true"
SUM = hashlib.sha256(SOUND).hexdigest()


def known(home: Path, model: str | None = None):
    return {each.name: each for each in known_models(Settings(home, home, model))}


def test_the_shipped_model_is_verified_and_chosen_by_default(tmp_path: Path):
    (model,) = known(tmp_path).values()
    assert (model.name, model.soundness, model.selected) == (
        SMOLLM2.name, Soundness.VERIFIED, True,
    )  # fmt: skip
    assert model.licence == "Apache 2.0"


def test_own_files_show_their_sum_and_one_is_chosen(tmp_path: Path):
    sound_model(tmp_path / "models")
    found = known(tmp_path, "tiny")
    assert found["tiny"].soundness is Soundness.NOT_PINNED
    assert (found["tiny"].sha256, found["tiny"].licence) == (SUM, "mit")
    assert [each.selected for each in found.values()] == [False, True]


def test_the_tested_file_is_verified_by_any_name(tmp_path: Path):
    add_model(SMOLLM2.locate(), tmp_path)
    assert known(tmp_path)[SMOLLM2.locate().stem].soundness is Soundness.VERIFIED


def test_a_chosen_file_elsewhere_is_listed_too(tmp_path: Path):
    path = str(sound_model(tmp_path / "elsewhere"))
    assert known(tmp_path, path)[path].selected
    gone = str(tmp_path / "gone.gguf")
    assert known(tmp_path, gone)[gone].soundness is Soundness.MISSING


def test_a_damaged_file_is_listed_with_the_reason_and_the_others_too(tmp_path: Path):
    sound_model(tmp_path / "models")
    (tmp_path / "models" / "bad.gguf").write_bytes(b"GGUF")
    (tmp_path / "models" / "notes.txt").write_text("no model")
    (tmp_path / "models" / "folder.gguf").mkdir()
    found = known(tmp_path)
    assert set(found) == {SMOLLM2.name, "bad", "tiny"}
    assert found["bad"].soundness is Soundness.DAMAGED
    assert "cut off" in (found["bad"].problem or "")


def test_the_form_that_byline_makes_of_the_shipped_model_is_no_model_of_its_own(tmp_path: Path):
    sound_model(tmp_path / "models", f"SmolLM2-135M-Instruct.Q8_0.{SMOLLM2.sha256[:12]}.gguf")
    assert set(known(tmp_path)) == {SMOLLM2.name}


@pytest.mark.parametrize("name", ["tiny", "Tiny", "tiny.gguf"])
def test_a_model_is_found_by_its_name(tmp_path: Path, name: str):
    path = sound_model(tmp_path / "models")
    assert find_language_model(name, tmp_path) == path


def test_a_name_that_is_none_is_answered_with_those_there_are(tmp_path: Path):
    sound_model(tmp_path / "models")
    with pytest.raises(ModelError, match=rf"no model huge.*{SMOLLM2.name}, tiny"):
        find_language_model("huge", tmp_path)
    with pytest.raises(ModelError):
        find_language_model("tiny\0", tmp_path)
    assert find_named(SMOLLM2.name.lower(), tmp_path) is SMOLLM2


def test_a_file_that_is_no_model_never_reaches_the_engine(tmp_path: Path):
    (tmp_path / "bad.gguf").write_bytes(b"GGUF" + b"\xff" * 100)
    with pytest.raises(ModelError, match=r"bad\.gguf"):
        find_language_model(str(tmp_path / "bad.gguf"), tmp_path)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'model = "tiny"\n'),
        ('articles = "/news"', 'articles = "/news"\nmodel = "tiny"\n'),
        ("# mine\nmodel = 'old' # why\narticles = \"/a\"\n",
         '# mine\nmodel = "tiny" # why\narticles = "/a"\n'),
        ('articles = "/a"\r\n  "model"="x\\"y"\r\n', 'articles = "/a"\r\n  "model"="tiny"\r\n'),
        ('articles = """\nmodel = 1\n"""\nmodel = "x"\n',
         'articles = """\nmodel = 1\n"""\nmodel = "tiny"\n'),
    ],
)  # fmt: skip
def test_choosing_changes_one_line_of_the_settings(tmp_path: Path, before: str, after: str):
    file = tmp_path / "settings.toml"
    if before:
        file.write_bytes(before.encode())
    assert save_model("tiny", tmp_path) == file
    assert file.read_bytes().decode() == after
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("model", ['a"b\\c', "ü/模型.gguf", "tab\there", "\x7f\x01"])
def test_every_name_is_read_back_as_it_was_written(tmp_path: Path, model: str):
    file = save_model(model, tmp_path)
    assert tomllib.loads(file.read_text(encoding="utf-8"))["model"] == model
    assert load_settings(environment={"BYLINE_HOME": str(tmp_path)}).model == model


@pytest.mark.parametrize(
    "text",
    [
        'model = """\na"""\n',
        "model = ",
        "\xff",
        'articles = """\nmodel = "no"\n"""\nmodel = """x"""',
    ],
)
def test_a_settings_file_of_another_form_stays_as_it_is(tmp_path: Path, text: str):
    file = tmp_path / "settings.toml"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(SettingsError, match="by hand"):
        save_model("tiny", tmp_path)
    assert file.read_bytes() == text.encode("latin-1")
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_to_the_settings_stays_a_link(tmp_path: Path):
    real = tmp_path / "dotfiles.toml"
    real.write_text('articles = "/a"\n')
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").symlink_to(real)
    save_model("tiny", home)
    assert (home / "settings.toml").is_symlink()
    assert 'model = "tiny"' in real.read_text()


def test_adding_a_file_takes_no_second_room_and_is_done_once(tmp_path: Path):
    source = sound_model(tmp_path / "downloads")
    target = add_model(source, tmp_path)
    assert target == tmp_path / "models" / "tiny.gguf"
    assert target.samefile(source)
    assert add_model(source, tmp_path) == target
    assert [each.name for each in target.parent.iterdir()] == ["tiny.gguf"]


def test_where_no_link_is_possible_the_file_is_copied(tmp_path: Path, monkeypatch):
    source = sound_model(tmp_path / "downloads")

    def refuse(_self: Path, _target: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    told: list[tuple[int, int]] = []
    target = add_model(source, tmp_path, lambda _stage, done, of: told.append((done, of)))
    assert target.read_bytes() == SOUND
    assert not target.samefile(source)
    assert told


def test_another_file_of_that_name_is_not_written_over(tmp_path: Path):
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "tiny.gguf").write_bytes(b"mine")
    with pytest.raises(ModelError, match="another"):
        add_model(sound_model(tmp_path / "downloads"), tmp_path)
    with pytest.raises(ModelError, match="another"):
        fetch_model(URL, SUM, tmp_path, open_address=lambda _: Reply(SOUND))
    assert (tmp_path / "models" / "tiny.gguf").read_bytes() == b"mine"


def test_only_a_sound_file_is_added(tmp_path: Path):
    (tmp_path / "bad.gguf").write_bytes(b"MZ")
    for path in (tmp_path / "bad.gguf", tmp_path / "none.gguf", tmp_path):
        with pytest.raises(ModelError):
            add_model(path, tmp_path)
    assert not list(tmp_path.glob("models/*"))


class Reply(io.BytesIO):
    """What a server sends; it may say another length than it sends, or break off."""

    def __init__(self, data: bytes, length: int | None = None, *, breaks: bool = False) -> None:
        super().__init__(data)
        self.length = len(data) if length is None else length
        self._breaks = breaks

    def read(self, size: int | None = -1, /) -> bytes:
        if self._breaks:
            raise ConnectionResetError(104, "Connection reset by peer")
        return super().read(size)


def fetched(home: Path, reply: Reply, sha256: str = SUM, url: str = URL) -> Path:
    return fetch_model(url, sha256, home, open_address=lambda _url: reply)


def test_what_is_fetched_is_kept_when_its_sum_is_right(tmp_path: Path):
    target = fetched(tmp_path, Reply(SOUND), SUM.upper())
    assert target == tmp_path / "models" / "tiny.gguf"
    assert target.read_bytes() == SOUND
    assert fetched(tmp_path, Reply(b"not asked again")) == target


@pytest.mark.parametrize(
    ("reply", "sha256", "reason"),
    [
        (Reply(SOUND), "0" * 64, "Nothing was kept"),
        (Reply(SOUND + b"x"), SUM, "Nothing was kept"),
        (Reply(SOUND[:-9], len(SOUND)), SUM, "Try again"),
        (Reply(b"<html>"), hashlib.sha256(b"<html>").hexdigest(), "not a GGUF"),
        (Reply(SOUND, MOST_BYTES + 1), SUM, "no room"),
        (Reply(SOUND, breaks=True), SUM, "Connection reset"),
        (Reply(SOUND), "abc", "SHA-256"),
    ],
)
def test_anything_else_leaves_nothing_behind(
    tmp_path: Path, reply: Reply, sha256: str, reason: str
):
    with pytest.raises(ModelError, match=reason):
        fetched(tmp_path, reply, sha256)
    assert not list(tmp_path.glob("models/*"))
    assert not list(tmp_path.glob("models/.*"))


@pytest.mark.parametrize(
    "url",
    ["http://models.example/a.gguf", "file:///etc/passwd.gguf", "https://", "ftp://x/a.gguf",
     "https://x.example/", "https://x.example/a.bin", "https://x.example/..%2F..%2Fa.gguf/..",
     "https://[x/a.gguf", "https://x.example/%00.gguf", "a.gguf"],
)  # fmt: skip
def test_an_address_that_is_not_https_or_names_no_model_is_not_asked(tmp_path: Path, url: str):
    def never(_url: str) -> Reply:
        raise AssertionError("asked")

    with pytest.raises(ModelError):
        fetch_model(url, SUM, tmp_path, open_address=never)


def test_a_path_in_an_address_stays_inside_the_models(tmp_path: Path):
    target = fetched(tmp_path, Reply(SOUND), url="https://x.example/..%2F..%2Fevil.gguf")
    assert target == tmp_path / "models" / "evil.gguf"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (urllib.error.URLError("Name or service not known"), "Is there a network"),
        (TimeoutError("timed out"), "timed out"),
        (urllib.error.HTTPError(URL, 404, "Not Found", {}, None), "404"),  # type: ignore[arg-type]
    ],
)
def test_a_server_that_cannot_be_asked_is_said_in_a_sentence(
    tmp_path: Path, error: Exception, reason: str
):
    def fail(_url: str) -> Reply:
        raise error

    with pytest.raises(ModelError, match=reason):
        fetch_model(URL, SUM, tmp_path, open_address=fail)


def test_a_server_cannot_lead_away_from_https():
    def led_to(address: str) -> urllib.request.Request | None:
        headers = http.client.HTTPMessage()
        request = urllib.request.Request(URL)
        return HttpsOnly().redirect_request(request, io.BytesIO(), 302, "Found", headers, address)

    with pytest.raises(urllib.error.URLError, match="not https"):
        led_to("http://models.example/a.gguf")
    led = led_to("https://b.example/a.gguf")
    assert led is not None
    assert led.full_url == "https://b.example/a.gguf"
