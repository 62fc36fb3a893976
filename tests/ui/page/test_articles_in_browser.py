"""The list of articles in a real browser: adding, removing, opening another folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.ui.fake_answers import FakeAnswerer, article
from tests.ui.in_browser import IN_BROWSER, Open
from tests.ui.page.test_rendering import HOSTILE

pytestmark = IN_BROWSER

FIRE = "Fire in Porto\n\nA fire at the glass works drove 40 families from their homes on Monday.\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "home" / "articles"


def add(page: Any, *paths: Path) -> None:
    page.click("#tab-articles")
    page.set_input_files('[data-picked="articles"]', [str(path) for path in paths])


def files(folder: Path, **texts: str) -> list[Path]:
    made = []
    for name, text in texts.items():
        made.append(folder / name.replace("_", "."))
        made[-1].write_text(text, encoding="utf-8")
    return made


def test_the_articles_that_are_loaded_are_listed_and_open(
    visit: Open, over_seeds: FakeAnswerer, own: Path, seeds: Path
):
    page = visit(over_seeds, own=own)
    page.click("#tab-articles")
    page.wait_for_selector("#articles .shelf-entry")
    told = page.inner_text(".article-list")
    assert f"Loaded: the folder {seeds}, 2 articles." in told
    assert "Newslooks · J. Mansour" in told
    page.click("#articles .shelf-entry >> nth=0")
    page.wait_for_selector("#source-panel .article-text")
    assert "Deep Look" in page.inner_text("#source-panel")
    assert page.locator('[data-act="remove"]').count() == 0
    assert page.evaluate("window.breaches") == []


def test_added_files_go_into_the_own_folder_which_can_then_be_loaded(
    visit: Open, over_seeds: FakeAnswerer, own: Path, tmp_path: Path, seeds: Path
):
    before = sorted(path.name for path in seeds.iterdir())
    page = visit(over_seeds, own=own)
    add(page, *files(tmp_path, fire_txt=FIRE, flood_md="# A flood\n\nIt rained in Lisbon."))
    page.wait_for_selector(".done-note:has-text('2 files added to your own articles')")
    assert sorted(path.name for path in own.iterdir()) == ["fire.txt", "flood.md"]
    assert sorted(path.name for path in seeds.iterdir()) == before
    assert str(seeds) in page.inner_text(".loaded")
    page.click(':text("Load your own articles (2 files)")')
    page.wait_for_selector(".loaded:has-text('your own articles')")
    page.wait_for_selector(".article-list:has-text('Fire in Porto')")
    page.wait_for_selector(".counts:text-is('2 articles')")
    add(page, *files(tmp_path, wind_txt="Wind\n\nIt blew in Faro all night long."))
    page.wait_for_selector(".article-list:has-text('wind.txt')")
    page.wait_for_selector(".counts:text-is('3 articles')")
    page.click(f':text("Load the folder {seeds}")')
    page.wait_for_selector(".counts:has-text('2 articles · 1 outlet')")


def test_an_own_file_is_removed_only_after_confirmation(
    visit: Open, over_seeds: FakeAnswerer, own: Path
):
    own.mkdir(parents=True)
    files(own, fire_txt=FIRE, flood_txt="A flood\n\nIt rained in Lisbon.")
    page = visit(over_seeds, own=own)
    page.click("#tab-articles")
    page.click(':text("Load your own articles")')
    page.wait_for_selector('[aria-label="Remove fire.txt"]')
    asked: list[str] = []

    def refuse(dialog: Any) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", refuse)
    page.click('[aria-label="Remove fire.txt"]')
    assert "fire.txt" in asked[0]
    assert (own / "fire.txt").exists()
    page.once("dialog", lambda dialog: dialog.accept())
    page.click('[aria-label="Remove fire.txt"]')
    page.wait_for_function("!document.querySelector('.article-list').innerText.includes('Porto')")
    assert [path.name for path in own.iterdir()] == ["flood.txt"]


def test_files_that_are_not_added_are_named_with_what_is_wrong(
    visit: Open, over_seeds: FakeAnswerer, own: Path, tmp_path: Path
):
    photo, empty, large = tmp_path / "photo.jpg", tmp_path / "empty.txt", tmp_path / "large.txt"
    photo.write_bytes(b"\xff\xd8\xff")
    empty.write_text("  \n")
    large.write_text("word " * 900_000)
    page = visit(over_seeds, own=own)
    add(page, photo, empty, large, *files(tmp_path, fire_txt=FIRE))
    page.wait_for_selector(".done-note:has-text('1 file added')")
    told = [each.inner_text() for each in page.query_selector_all(".upload-problems li")]
    assert told[0].startswith("photo.jpg Only .txt")
    assert told[1] == "empty.txt It cannot be read: it has no text."
    assert told[2] == "large.txt It has 4.3 MB; a .txt file has up to 4 MB."
    assert [path.name for path in own.iterdir()] == ["fire.txt"]


def test_a_file_of_many_pieces_arrives_whole(
    visit: Open, over_seeds: FakeAnswerer, own: Path, tmp_path: Path
):
    text = "".join(f"Sentence {n} — of a long article.\n" for n in range(60_000))
    page = visit(over_seeds, own=own)
    add(page, *files(tmp_path, long_txt=text))
    page.wait_for_selector(".done-note:has-text('1 file added')")
    assert (own / "long.txt").read_text(encoding="utf-8") == text


def test_a_file_that_is_dropped_anywhere_is_added(visit: Open, over_seeds: FakeAnswerer, own: Path):
    page = visit(over_seeds, own=own)
    page.click("#tab-articles")
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.items.add(new File([text], "dropped.txt"));
          const event = { bubbles: true, cancelable: true, dataTransfer: data };
          document.querySelector("#source").dispatchEvent(new DragEvent("drop", event));
        }""",
        FIRE,
    )
    page.wait_for_selector(".done-note:has-text('1 file added')")
    assert (own / "dropped.txt").read_text(encoding="utf-8") == FIRE


def test_the_folder_is_read_again_and_what_is_wrong_is_said(
    visit: Open, over_seeds: FakeAnswerer, own: Path
):
    own.mkdir(parents=True)
    files(own, fire_txt=FIRE)
    over_seeds.opening_seconds = 3.0
    page = visit(over_seeds, own=own)
    page.click("#tab-articles")
    page.click(':text("Load your own articles")')
    page.wait_for_selector("#articles-progress progress")
    page.wait_for_selector(".loaded:has-text('your own articles')")
    (own / "photo.jpg").write_bytes(b"\xff")
    page.click('[data-act="rebuild"]')
    page.wait_for_selector(".article-list .problem-files:has-text('photo.jpg')")
    assert over_seeds.rebuilt == 1
    for path in own.iterdir():
        path.unlink()
    (own / "photo.jpg").write_bytes(b"\xff")
    page.click('[data-act="rebuild"]')
    page.wait_for_selector("#articles-progress [role=alert]")
    assert "has no article" in page.inner_text("#articles-progress")
    assert "Fire in Porto" in page.inner_text(".article-list")


def test_near_copies_are_shown_together_as_one_report(visit: Open, tmp_path: Path):
    first = article(FIRE, title="Fire in Porto", published="2025-09-03", path=tmp_path / "a.txt")
    second = article(f"{FIRE}More.", title="Fire in Porto", path=tmp_path / "b.txt")
    other = article("Rain.", title="Rain", published="2025-09-01", path=tmp_path / "c.txt")
    page = visit(FakeAnswerer((first, other, second)))
    page.click("#tab-articles")
    page.wait_for_selector(".article-list li")
    entries = [each.inner_text() for each in page.query_selector_all(".article-list li")]
    assert "a.txt" in entries[0]
    assert "b.txt" in entries[1]
    assert "Nearly the same text as “Fire in Porto”" in entries[1]
    assert page.locator("[data-pick=articles]").count() == 0


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_names_and_titles_stay_words(
    visit: Open, over_seeds: FakeAnswerer, own: Path, words: str
):
    page = visit(over_seeds, own=own)
    page.click("#tab-articles")
    page.evaluate(
        """([name, text]) => {
          const data = new DataTransfer();
          data.items.add(new File([text], name + ".txt"));
          data.items.add(new File([text], name + ".exe"));
          const event = { bubbles: true, cancelable: true, dataTransfer: data };
          document.querySelector("#source").dispatchEvent(new DragEvent("drop", event));
        }""",
        [words, f"{words}\n\n{words} said so, and it ended."],
    )
    page.wait_for_selector(".done-note:has-text('1 file added')")
    page.click(':text("Load your own articles")')
    page.wait_for_selector(".loaded:has-text('your own articles')")
    # The list is drawn after the line that says what is loaded.
    page.wait_for_function("document.querySelectorAll('#articles .shelf-entry').length === 1")
    page.click("#articles .shelf-entry")
    page.wait_for_selector("#source-panel .article-text")
    assert page.evaluate("window.hit") == 0
    assert page.evaluate("window.breaches") == []
    assert page.locator("#articles img, #source img, #articles script").count() == 0
    (path,) = own.iterdir()
    assert path.parent == own
