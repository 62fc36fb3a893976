"""Another model writes without a restart; what cannot be loaded changes nothing."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from qa.engine.catalogue import catalogue
from qa.engine.shipped_models import SMOLLM2
from qa.errors import ModelError
from qa.settings import Settings, load_settings
from tests.gguf_files import sound_model
from tests.ui.fake_answers import FakeAnswerer
from ui.page.writer_line import WriterLine, render_writer
from ui.service.desk import SHOWABLE
from ui.service.engine import Engine
from ui.service.folders import BUSY
from ui.service.memory import free_memory
from ui.service.opening import Opening
from ui.service.writers import Writers

(LARGER, *_) = catalogue()
PLENTY = 1 << 40  # bytes


class Chat:
    """A chat over the sample articles, whose models are files that nobody loads."""

    def __init__(self, over: FakeAnswerer, home: Path) -> None:
        self.over = over
        self.home = home
        self.opened_with: list[Settings] = []
        self.loading = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()
        self.opening: Opening[Engine] = Opening(lambda _tell: over, showable=SHOWABLE)
        self.opening.start()
        assert self.opening.wait(10)
        settings = Settings(over.folder, home)
        self.writers = Writers(settings, self._open, free=lambda: PLENTY, cores=2)
        self.line = WriterLine(self.opening, self.writers)

    def _open(self, settings: Settings, _tell: object) -> Engine:
        self.loading.set()
        assert self.go_on.wait(10)
        self.opened_with.append(settings)
        if settings.model == "broken":
            raise ModelError("broken.gguf is not a model that can be loaded.")
        return replace(self.over)

    def act(self, **given: str) -> str:
        return self.line.act(gr.EventData(target=None, _data=given))


@pytest.fixture
def chat(over_seeds: FakeAnswerer, tmp_path: Path) -> Chat:
    sound_model(tmp_path / "models")
    sound_model(tmp_path / "models", "broken.gguf")
    return Chat(over_seeds, tmp_path)


def test_the_line_says_who_writes_and_who_could(chat: Chat):
    assert chat.writers.now == SMOLLM2.name
    assert chat.writers.others == ("broken", "tiny")
    line = chat.line.shown()
    assert f"Written by <b>{SMOLLM2.name}</b>." in line
    assert "Let tiny write" in line


def test_another_model_writes_without_a_restart_and_the_next_time_too(chat: Chat):
    before = chat.opening.opened
    assert "alert" not in chat.act(act="write", name="tiny")
    assert chat.opening.wait(10)
    assert chat.opening.opened is not before
    (used,) = chat.opened_with
    assert (used.model, used.articles) == ("tiny", chat.over.folder)
    assert chat.writers.now == "tiny"
    assert SMOLLM2.name in chat.writers.others
    assert load_settings(environment={"BYLINE_HOME": str(chat.home)}).model == "tiny"


def test_a_model_that_cannot_be_loaded_leaves_the_old_one_writing(chat: Chat):
    before = chat.opening.opened
    chat.act(act="write", name="broken")
    assert chat.opening.wait(10)
    assert chat.opening.opened is before
    assert "broken.gguf" in (chat.opening.state.failure or "")
    assert chat.writers.now == SMOLLM2.name
    assert not (chat.home / "settings.toml").exists()


def test_while_one_is_loading_no_other_is_begun_and_the_old_one_is_named(chat: Chat):
    chat.go_on.clear()
    chat.act(act="write", name="tiny")
    assert chat.loading.wait(10)
    assert BUSY in chat.act(act="write", name="broken")
    assert chat.writers.now == SMOLLM2.name
    assert [each.model for each in chat.writers.wanted] == [None, "tiny"]
    chat.go_on.set()
    assert chat.opening.wait(10)
    assert chat.writers.now == "tiny"
    assert [each.model for each in chat.writers.wanted] == ["tiny"]


@pytest.mark.parametrize("name", ["", "huge", "../tiny", "/etc/passwd", SMOLLM2.name])
def test_only_a_model_that_is_named_can_be_chosen(chat: Chat, name: str):
    assert "There is no model" in chat.act(act="write", name=name)
    assert chat.opened_with == []


def test_a_larger_model_is_offered_until_it_is_declined(over_seeds: FakeAnswerer, tmp_path: Path):
    chat = Chat(over_seeds, tmp_path)
    assert f"byline models fetch {LARGER.name}" in chat.line.shown()
    assert "models fetch" not in chat.act(act="decline", name=LARGER.name)
    assert Chat(over_seeds, tmp_path).writers.to_fetch is None


def test_who_has_another_model_is_offered_none_to_fetch(chat: Chat):
    assert chat.writers.others
    assert chat.writers.to_fetch is None


def test_a_model_that_is_here_is_offered_as_a_button(chat: Chat):
    with (chat.home / "models" / LARGER.file).open("wb") as file:
        file.truncate(LARGER.size)
    line = chat.line.shown()
    assert f"Let {LARGER.name} write" in line
    assert "models fetch" not in line


@pytest.mark.parametrize(("free", "cores"), [(1 << 30, 8), (None, 8), (PLENTY, 1)])
def test_nothing_is_offered_that_this_computer_does_not_bear(
    over_seeds: FakeAnswerer, tmp_path: Path, free: int | None, cores: int
):
    writers = Chat(over_seeds, tmp_path).writers
    assert writers.to_fetch is LARGER
    assert replace(writers, free=lambda: free, cores=cores).to_fetch is None


def test_names_of_files_are_text(chat: Chat):
    sound_model(chat.home / "models", "<img src=x>.gguf")
    assert "<img" not in render_writer(chat.writers)
    assert "&lt;img" in render_writer(chat.writers)


def test_without_models_to_choose_from_there_is_no_line(chat: Chat):
    line: Any = WriterLine(chat.opening)
    assert line.shown() == ""
    assert line.act(gr.EventData(target=None, _data={"act": "write", "name": "tiny"})) == ""


def test_free_memory_is_read_where_the_system_tells_it(tmp_path: Path):
    told = tmp_path / "meminfo"
    assert free_memory(told) is None
    told.write_text("MemTotal: 100 kB\nMemAvailable:     40 kB\n\n")
    assert free_memory(told) == 40 * 1024
    told.write_text("MemTotal: 100 kB\n")
    assert free_memory(told) is None
