"""A briefing as a person prepares, changes, saves and verifies it, in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qa.briefing import Length
from qa.english.parser import warm_up
from tests.ui.fake_answers import FakeAnswerer, answer, article, cite, statement
from tests.ui.in_browser import IN_BROWSER, Open, ask, marked_in_view
from tests.ui.page.test_rendering import HOSTILE

pytestmark = IN_BROWSER


@pytest.fixture(scope="module", autouse=True)
def parser() -> None:
    """Who speaks in a sentence is read by a parser, which takes seconds to load."""
    warm_up()


@pytest.fixture
def over_seeds(seeded: FakeAnswerer, seeds: Path) -> FakeAnswerer:
    seeded.folder = seeds
    return seeded


def prepare(page: Any, topic: str = "the hosts of the talks") -> None:
    page.click("#tab-brief")
    page.fill("#brief-topic", topic)
    page.click('[data-brief="topic"]')
    page.wait_for_selector(".briefing")


def statements(page: Any) -> list[str]:
    return [each.inner_text() for each in page.query_selector_all(".briefing .sentence")]


def noted(page: Any, words: str) -> None:
    page.wait_for_selector(f".done-note:has-text('{words}')")


def save(page: Any, kind: str, folder: Path, what: str = "save") -> Path:
    with page.expect_download() as download:
        page.click(f'[data-act="{what}"][data-kind="{kind}"]')
    path: Path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_how_much_is_told_is_chosen(visit: Open, over_seeds: FakeAnswerer):
    page = visit(over_seeds)
    page.click("#tab-brief")
    page.select_option("#brief-length", "short")
    prepare(page)
    assert over_seeds.lengths == [Length.SHORT]


@pytest.mark.parametrize("kind", [".md", ".docx"])
def test_only_what_is_new_since_a_briefing_that_was_saved_is_asked_for(
    visit: Open, over_seeds: FakeAnswerer, tmp_path: Path, kind: str
):
    page = visit(over_seeds)
    prepare(page)
    path, receipt = save(page, kind, tmp_path), save(page, kind, tmp_path, "receipt")
    page.once("dialog", lambda dialog: dialog.accept())
    page.click('.briefing [data-act="again"]')
    page.wait_for_selector("#brief-topic", state="visible")
    page.set_input_files("#brief-since", [str(path), str(receipt)])
    prepare(page)
    assert over_seeds.earlier[0] is None
    earlier = over_seeds.earlier[-1]
    assert earlier is not None
    assert earlier.title == "the hosts of the talks"
    assert earlier.tells("Seven countries offered to host peace talks.")


def test_a_file_that_is_no_briefing_is_refused_before_anything_new_is_looked_for(
    visit: Open, over_seeds: FakeAnswerer, tmp_path: Path
):
    path = tmp_path / "notes.md"
    path.write_text("# Notes\n")
    page = visit(over_seeds)
    page.click("#tab-brief")
    page.set_input_files("#brief-since", [str(path)])
    page.fill("#brief-topic", "the hosts")
    page.click('[data-brief="topic"]')
    page.wait_for_selector("#brief-progress [role=alert]")
    assert page.inner_text("#brief-progress").startswith("notes.md is no briefing")
    assert over_seeds.lengths == []


def test_a_topic_becomes_a_briefing_whose_sources_open(visit: Open, over_seeds: FakeAnswerer):
    over_seeds.pause = 0.5
    page = visit(over_seeds)
    page.click("#tab-brief")
    page.fill("#brief-topic", "the hosts of the talks")
    page.press("#brief-topic", "Enter")
    page.wait_for_selector(".under-way:has-text('Writing the briefing')")
    assert page.locator("progress").get_attribute("max") == "4"
    page.wait_for_selector(".briefing")
    assert page.inner_text(".briefing .view-title") == "the hosts of the talks"
    assert len(statements(page)) == 2
    told = page.inner_text(".briefing")
    assert "Not every article says all of it: whether Switzerland is among the hosts" in told
    assert "what is the GDP?" in told
    page.click(".briefing .chip >> nth=0")
    assert marked_in_view(page)
    assert page.evaluate("window.breaches") == []


def test_a_briefing_can_be_stopped(visit: Open, over_seeds: FakeAnswerer):
    over_seeds.pause = 1
    page = visit(over_seeds)
    page.click("#tab-brief")
    page.fill("#brief-topic", "the hosts")
    page.click('[data-brief="topic"]')
    page.click('.under-way [data-act="stop"]')
    page.wait_for_selector("#brief-progress :text('Stopped.')")
    assert page.locator(".briefing").count() == 0
    assert page.is_visible("#brief-topic")


def test_the_answers_of_the_conversation_become_a_briefing(visit: Open, over_seeds: FakeAnswerer):
    page = visit(over_seeds)
    page.click("#tab-brief")
    page.click('[data-brief="conversation"]')
    page.wait_for_selector("#brief-progress [role=alert]")
    assert "no answers yet" in page.inner_text("#brief-progress")
    page.click("#tab-ask")
    ask(page, "who offered to host talks?")
    page.click("#tab-brief")
    page.click('[data-brief="conversation"]')
    page.wait_for_selector(".briefing")
    assert page.inner_text(".briefing .view-title") == "Answers to 1 question"
    assert len(statements(page)) == 2


def test_statements_are_moved_deleted_and_brought_back_by_keyboard(
    visit: Open, over_seeds: FakeAnswerer
):
    page = visit(over_seeds)
    prepare(page)
    first, second = statements(page)
    page.focus('[aria-label="Move statement 1 down"]')
    page.keyboard.press("Enter")
    noted(page, "Moved down: now statement 2.")
    assert [text[2:] for text in statements(page)] == [second[2:], first[2:]]
    assert (
        page.evaluate("document.activeElement.getAttribute('aria-label')")
        == "Move statement 2 down"
    )
    page.focus('[aria-label="Delete statement 1"]')
    page.keyboard.press("Enter")
    noted(page, "Statement 1 deleted.")
    assert [text[2:] for text in statements(page)] == [first[2:]]
    page.click('[data-act="undo"]')
    noted(page, "Undone.")
    assert len(statements(page)) == 2


def test_an_edited_sentence_is_checked_at_once(visit: Open, over_seeds: FakeAnswerer):
    page = visit(over_seeds)
    prepare(page)
    page.click('[aria-label="Edit statement 1"]')
    assert page.evaluate("document.activeElement.id") == "edit-1"
    page.keyboard.press("Escape")
    assert not page.is_visible("#edit-1")
    page.click('[aria-label="Edit statement 1"]')
    page.fill("#edit-1", "Nine countries have offered to host peace talks.")
    page.keyboard.press("Enter")
    noted(page, "Statement 1 was checked again.")
    item = page.inner_text('[data-item="1"]')
    assert "Nine countries" in item
    assert "Supported" not in item
    assert "figures" in item
    page.click('[aria-label="Edit statement 1"]')
    page.fill("#edit-1", "  ")
    page.click('[data-item="1"] [data-keep-edit]')
    page.wait_for_selector("#brief-progress [role=alert]")
    assert "empty" in page.inner_text("#brief-progress")


def test_a_quotation_is_added_from_words_selected_in_an_article(
    visit: Open, over_seeds: FakeAnswerer
):
    page = visit(over_seeds)
    prepare(page)
    page.click(".adding summary")
    page.click("[data-read-article]")
    page.wait_for_selector("#source-panel .article-text")
    page.evaluate(
        """() => {
          const line = [...document.querySelectorAll("#source-panel .article-text p")]
            .find((p) => p.textContent.includes("These are serious proposals"));
          document.getSelection().selectAllChildren(line);
        }"""
    )
    page.wait_for_function("document.querySelector('#quote-words').value.length > 0")
    page.click("[data-add-quotation]")
    noted(page, "The quotation is statement 3.")
    item = page.inner_text('[data-item="3"]')
    assert "These are serious proposals" in item
    assert "The article’s own words" in item
    page.fill("#quote-words", "These are silly proposals")
    page.click("[data-add-quotation]")
    page.wait_for_selector("#brief-progress [role=alert]")
    assert "does not have these words" in page.inner_text("#brief-progress")


@pytest.mark.parametrize("kind", [".md", ".docx", ".html"])
def test_what_is_saved_is_verified_and_what_was_altered_is_named(
    visit: Open, over_seeds: FakeAnswerer, tmp_path: Path, kind: str
):
    page = visit(over_seeds)
    prepare(page)
    path = save(page, kind, tmp_path)
    receipt = save(page, kind, tmp_path, "receipt")
    assert path.name == f"the hosts of the talks{kind}"
    assert receipt.name == f"{path.name}.receipt.json"
    page.set_input_files('[data-picked="receipt"]', [str(path), str(receipt)])
    page.wait_for_selector("#brief-progress .sound, #brief-progress .problem")
    assert "nothing was altered" in page.inner_text("#brief-progress")
    if kind == ".docx":
        return
    altered = path.read_text(encoding="utf-8").replace("Seven countries", "Nine countries")
    path.write_text(altered, encoding="utf-8")
    page.set_input_files('[data-picked="receipt"]', [str(path)])
    page.wait_for_selector("#brief-progress .problem")
    told = page.inner_text("#brief-progress")
    assert "statement 1:" in told
    assert "Nine countries" in told


def test_a_file_that_is_no_briefing_is_refused_by_name(
    visit: Open, over_seeds: FakeAnswerer, tmp_path: Path
):
    path = tmp_path / "notes.md"
    path.write_text("# Notes\n")
    page = visit(over_seeds)
    page.click("#tab-brief")
    page.set_input_files('[data-picked="receipt"]', [str(path)])
    page.wait_for_selector("#brief-progress [role=alert]")
    told = page.inner_text("#brief-progress")
    assert told.startswith("notes.md is no briefing")
    assert "/tmp" not in told


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_in_a_briefing_stay_words(visit: Open, words: str, tmp_path: Path):
    source = article(
        f"{words} said so. It ended.", title=words, outlet=words, path=tmp_path / "a.txt"
    )
    answerer = FakeAnswerer((source, source))
    answerer.only_answer = answer(words, [statement(words, cite(1, source, words))])
    page = visit(answerer)
    prepare(page, f"why {words}"[:390])
    page.click(".adding summary")
    page.click(".briefing .chip >> nth=0")
    page.wait_for_selector("#source-panel .article-text")
    with page.expect_download() as download:
        page.click('[data-act="save"][data-kind=".html"]')
    assert "/" not in download.value.suggested_filename
    assert page.evaluate("window.hit") == 0
    assert page.evaluate("window.breaches") == []
    assert page.locator("#brief img, #source img, #brief script").count() == 0
