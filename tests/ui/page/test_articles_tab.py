"""What the tab of articles tells, and in which order it opens and tells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from tests.ui.fake_answers import FakeAnswerer
from ui.page.articles_tab import ArticlesTab
from ui.service.engine import Engine
from ui.service.folders import BUSY, Folders
from ui.service.incoming import Incoming
from ui.service.opening import Opening
from ui.service.own_articles import OwnArticles

FIRE = b"Fire in Porto\n\nA fire broke out in Porto on Monday, the city said.\n"


class Tab:
    """The tab over the sample articles and an own folder with two files."""

    def __init__(self, over: FakeAnswerer, own: Path):
        self.opening: Opening[Engine] = Opening(lambda _tell: over.opened())
        self.opening.start()
        assert self.opening.wait(10)
        own_articles = OwnArticles(own)
        for name in ("a.txt", "b.txt"):
            own_articles.add(name, FIRE + name.encode())
        self.folders = Folders(over.folder, own_articles, self.opening, over.reopened)
        self.tab = ArticlesTab(self.opening, Incoming(), self.folders)

    def act(self, **given: str) -> list[Any]:
        """What the page is told, each with whether an opening had begun before."""
        begun = self.opening.times
        told = []
        for each in self.tab.act(gr.EventData(target=None, _data=given)):
            self.opening.wait(10)
            told.append((each, self.opening.times > begun))
        return told


@pytest.fixture
def tab(over_seeds: FakeAnswerer, tmp_path: Path) -> Tab:
    return Tab(over_seeds, tmp_path / "own")


@pytest.mark.parametrize(
    "given",
    [
        {"act": "open", "which": "own"},
        {"act": "open", "which": "given"},
        {"act": "rebuild"},
        {"act": "remove", "name": "a.txt"},
    ],
)
def test_no_list_follows_the_beginning_of_an_opening(tab: Tab, given: dict[str, str]):
    told = tab.act(**given)
    assert told[-1] == (gr.skip(), True)
    assert not any(begun for _, begun in told[:-1])


def test_files_added_to_the_open_folder_are_opened_and_no_list_follows(tab: Tab):
    tab.act(act="open", which="own")
    assert tab.act(act="added", count="2") == [(gr.skip(), True)]


def test_files_added_to_another_folder_are_told_of(tab: Tab):
    ((listed, begun),) = tab.act(act="added", count="2")
    assert "2 files added to your own articles. They are not loaded yet." in listed
    assert not begun


def test_removing_the_last_file_goes_back_to_the_given_folder(tab: Tab):
    tab.act(act="open", which="own")
    tab.act(act="remove", name="a.txt")
    (listed, begun), (then, opened) = tab.act(act="remove", name="b.txt")
    assert "b.txt was removed; it was the last one." in listed
    assert (begun, then, opened) == (False, gr.skip(), True)
    assert tab.opening.opened is not None
    assert len(tab.opening.opened.library.articles) == 2


def test_what_was_removed_while_something_opens_is_told_with_the_reason(
    tab: Tab, over_seeds: FakeAnswerer
):
    over_seeds.opening_seconds = 2.0
    assert tab.folders.open(tab.folders.open_now) == ""
    told = list(tab.tab.act(gr.EventData(target=None, _data={"act": "remove", "name": "a.txt"})))
    assert "a.txt was removed." in str(told[-1])
    assert BUSY in str(told[-1])
    assert tab.opening.wait(10)
