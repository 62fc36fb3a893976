"""What is open follows its folder and is embedded, behind the questions."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from index import Article, ArticleLibrary, open_library
from index.lazy_sequence import LazySequence
from index.opening import embed_rest
from index.partial_vectors import BLOCK
from tests.hashing_embedder import HashingEmbedder
from ui.service.engine import Engine
from ui.service.folder_watch import FolderWatch
from ui.service.opening import Opening
from ui.service.upkeep import Upkeep, what_changed


@dataclass
class Kept:
    """An engine that only has a library."""

    library: ArticleLibrary

    def embed_rest(self, tell, pause) -> None:
        embed_rest(self.library, progress=tell, pause=pause)


@dataclass
class Chat:
    """A folder, what is open of it, and whether somebody asks."""

    folder: Path
    home: Path
    embedder: HashingEmbedder = field(default_factory=HashingEmbedder)
    asked: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.opening: Opening[Kept] = Opening(lambda _tell: self.open())
        self.opening.start()
        assert self.opening.wait(60)

    def open(self) -> Kept:
        library = open_library(self.folder, home=self.home, embedder=self.embedder, patience=0.0)
        kept = self.opening.opened
        return kept if kept and kept.library.version == library.version else Kept(library)

    def upkeep(self, **options) -> Upkeep:
        return Upkeep(
            self.opening,  # type: ignore[arg-type]
            refresh=lambda _engine: self.open(),  # type: ignore[arg-type, return-value]
            busy=self.asked.is_set,
            **options,
        )

    @property
    def library(self) -> ArticleLibrary:
        assert self.opening.opened is not None
        return self.opening.opened.library

    def names(self) -> set[str]:
        return {article.path.name for article in self.library.articles}


def until(true: Callable[[], bool], seconds: float = 60.0) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


@pytest.fixture
def chat(tmp_path: Path, byline_home: Path) -> Chat:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("host", "flood", "vote"):
        (folder / f"{name}.txt").write_text(f"The {name}\n\nThe {name} was in the news.")
    return Chat(folder, byline_home)


# The first way is told by events, the second where none come.
@pytest.mark.parametrize("look_seconds", [600.0, 0.2])
def test_what_is_open_follows_its_folder_while_it_runs(chat: Chat, look_seconds: float):
    before = chat.library
    with chat.upkeep(look_seconds=look_seconds):
        time.sleep(0.5)
        (chat.folder / "museum.txt").write_text("The museum\n\nThe museum opened its doors.")
        (chat.folder / "vote.txt").unlink()
        (chat.folder / "flood.txt").rename(chat.folder / "river.txt")
        (chat.folder / "host.txt").write_text("The hosts\n\nThe hosts were in the news again.")
        assert until(lambda: chat.names() == {"museum.txt", "river.txt", "host.txt"})
        assert until(lambda: "added" in chat.opening.state.note)
    assert before.search("vote")[0].passage.article.path.name == "vote.txt"
    assert chat.library.search("museum doors")[0].passage.article.path.name == "museum.txt"
    assert "again" in chat.library.search("hosts")[0].passage.text
    assert chat.opening.times > 1


def test_a_folder_that_does_not_change_is_not_opened_again(chat: Chat):
    opened: list[Engine] = []

    def refresh(engine: Engine) -> Engine:
        opened.append(engine)
        return engine

    upkeep = Upkeep(
        chat.opening,  # type: ignore[arg-type]
        refresh=refresh,
        busy=chat.asked.is_set,
        look_seconds=600.0,
    )
    with upkeep:
        assert until(lambda: len(opened) == 1)
        watch = FolderWatch(chat.folder, changed := threading.Event(), look_seconds=0.1)
        assert not changed.wait(1.0)
        (chat.folder / "new.txt").write_text("A new one\n\nIt is there.")
        assert changed.wait(30)
        assert until(lambda: len(opened) > 1)
        watch.stop()


def test_nothing_is_given_back_while_somebody_waits(chat: Chat):
    tidied = threading.Event()
    chat.asked.set()
    with chat.upkeep(tidy=tidied.set, look_seconds=0.1):
        assert not tidied.wait(1.0)
        chat.asked.clear()
        assert tidied.wait(30)


def test_what_is_left_is_embedded_behind_and_said(tmp_path: Path, byline_home: Path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(6 * BLOCK):
        (folder / f"{number}.txt").write_text(f"Story {number}\n\nIt is number {number}.")
    chat = Chat(folder, byline_home)
    chat.asked.set()
    assert not chat.library.is_whole
    with chat.upkeep():
        assert until(lambda: chat.opening.state.note.startswith("Searching by words."))
        time.sleep(0.5)
        left = chat.library.embedded
        time.sleep(0.5)
        assert chat.library.embedded == left < 6 * BLOCK  # somebody asks: it gives way
        chat.asked.clear()
        assert until(lambda: chat.library.is_whole)
        assert until(lambda: not chat.opening.state.note)
    assert chat.embedder.texts <= 6 * BLOCK + 1


def test_a_folder_that_cannot_be_read_leaves_what_is_open(chat: Chat):
    with chat.upkeep(look_seconds=0.2):
        for path in chat.folder.iterdir():
            path.unlink()
        assert until(lambda: "no readable article" in chat.opening.state.note)
        assert chat.names() == {"host.txt", "flood.txt", "vote.txt"}
        (chat.folder / "new.txt").write_text("A new one\n\nIt is there.")
        assert until(lambda: chat.names() == {"new.txt"})


def test_what_changed_is_said_in_a_sentence(chat: Chat):
    first = chat.library
    before = first.articles
    assert what_changed(before, before) == ""
    (chat.folder / "new.txt").write_text("A new one\n\nIt is there.")
    (chat.folder / "host.txt").write_text("Another\n\nIt is another.")
    second = chat.open().library
    after = second.articles
    assert what_changed(before, after) == "1 article was added, 1 article changed."
    assert [article.path.name for article in first.beyond(second)] == ["host.txt"]
    assert {article.path.name for article in second.beyond(first)} == {"host.txt", "new.txt"}
    assert not first.beyond(first)
    assert what_changed(after, before[:1]) == "3 articles were removed."


def test_very_many_that_changed_are_not_read_to_be_counted(chat: Chat, monkeypatch):
    read: list[int] = []
    articles = chat.library.articles

    def at(row: int) -> Article:
        read.append(row)
        return articles[row]

    changed = LazySequence(len(articles), at)
    assert what_changed(changed, ()) == "3 articles were removed."
    assert len(read) >= len(articles)
    read.clear()
    monkeypatch.setattr("ui.service.upkeep._MOST_COUNTED", 2)
    assert what_changed(changed, ()) == "Many articles changed."
    assert not read
