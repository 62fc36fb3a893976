"""Checking a draft as a person meets it, in a real browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.ui.fake_answers import FakeAnswerer, article
from tests.ui.in_browser import IN_BROWSER, Open, marked_in_view
from tests.ui.page.test_rendering import HOSTILE

pytestmark = IN_BROWSER

DRAFT = """Seven countries offered to host talks.

Sybiha called the proposal “plainly unacceptable”. Nine countries offered to host talks.

I think this matters.
"""


def check(page: Any, text: str) -> None:
    page.click("#tab-check")
    page.fill("#draft-text", text)
    page.click("[data-send-draft]")
    page.wait_for_selector(".checked .toolbar")


def saved(page: Any, button: str) -> tuple[str, str]:
    with page.expect_download() as download:
        page.click(button)
    path = Path(download.value.path())
    return download.value.suggested_filename, path.read_text(encoding="utf-8")


def test_every_sentence_comes_back_with_its_verdict_and_its_source(
    visit: Open, seeded: FakeAnswerer
):
    page = visit(seeded)
    check(page, DRAFT)
    told = page.inner_text(".checked")
    assert "4 sentences" in told
    verdicts = [each.inner_text() for each in page.query_selector_all("li .verdict")]
    assert verdicts == ["Supported", "Not supported", "Contradicted"]
    assert page.locator("li .verdict svg").count() == 3
    assert "An opinion needs no source." in told
    assert "the cited sentence says something else" in page.inner_text(".why-not >> nth=0")
    assert "described the proposal as" in page.inner_text(".beside >> nth=0")
    page.click(".checked .chip >> nth=2")
    assert marked_in_view(page)
    assert "Claim 3 of 3" in page.inner_text(".source-footer")
    page.keyboard.press("k")
    assert "Claim 2 of 3" in page.inner_text(".source-footer")
    assert page.evaluate("window.breaches") == []


def test_where_a_quotation_differs_is_marked_word_by_word(visit: Open, seeded: FakeAnswerer):
    page = visit(seeded)
    check(page, DRAFT)
    difference = page.query_selector(".word-difference")
    assert difference.query_selector("del").inner_text().endswith("plainly")
    assert difference.query_selector("ins").inner_text().endswith("knowingly")
    assert page.locator(".word-difference").count() == 1


def test_only_problems_leaves_what_is_supported_out(visit: Open, seeded: FakeAnswerer):
    page = visit(seeded)
    check(page, DRAFT)
    page.check("[data-only-problems]")
    shown = [each.inner_text() for each in page.query_selector_all("li .sentence:visible")]
    assert len(shown) == 2
    assert shown[0].startswith("Sybiha called")
    page.uncheck("[data-only-problems]")
    assert page.locator("li .sentence:visible").count() == 4


def test_the_result_is_saved_as_markdown_and_json(visit: Open, seeded: FakeAnswerer):
    page = visit(seeded)
    check(page, DRAFT)
    name, text = saved(page, '[data-act="markdown"]')
    assert name == "checked-text.md"
    assert "Nine countries offered to host talks.[^1] **Contradicted**" in text
    assert "[^1]: Newslooks" in text
    name, text = saved(page, '[data-act="json"]')
    assert name == "checked-text.json"
    assert json.loads(text)["schema"] == "byline.check/1"
    assert len(json.loads(text)["statements"]) == 4


def test_how_far_it_is_is_told_and_it_can_be_stopped(visit: Open, seeded: FakeAnswerer):
    seeded.pause = 0.7
    page = visit(seeded)
    page.click("#tab-check")
    page.fill("#draft-text", "Seven countries offered. " * 20)
    page.click("[data-send-draft]")
    page.wait_for_selector(".checked li")
    assert " of 20" in page.inner_text(".under-way")
    assert page.locator("progress").get_attribute("max") == "20"
    page.click('.under-way [data-act="stop"]')
    page.wait_for_selector("#check-progress :text('Stopped.')")
    assert 0 < page.locator(".checked li").count() < 20


@pytest.mark.parametrize("suffix", [".txt", ".docx"])
def test_a_draft_can_be_a_file(visit: Open, seeded: FakeAnswerer, tmp_path: Path, suffix: str):
    path = tmp_path / f"draft{suffix}"
    if suffix == ".docx":
        document = docx.Document()
        document.add_paragraph("Nine countries offered to host talks.")
        document.save(str(path))
    else:
        path.write_text("Nine countries offered — “to host” talks.", encoding="cp1252")
    page = visit(seeded)
    page.click("#tab-check")
    page.set_input_files('[data-picked="draft"]', str(path))
    page.wait_for_function("document.querySelector('#draft-text').value.includes('Nine')")
    page.click("[data-send-draft]")
    page.wait_for_selector("li .verdict-contradicted")


def test_a_file_that_is_no_draft_is_named_with_what_is_wrong(
    visit: Open, seeded: FakeAnswerer, tmp_path: Path
):
    path = tmp_path / "photo of.docx"
    path.write_bytes(b"\x89PNG\r\n" * 100)
    page = visit(seeded)
    page.click("#tab-check")
    page.set_input_files('[data-picked="draft"]', str(path))
    page.wait_for_selector("#draft .drop-problem:not(:empty)")
    told = page.inner_text("#draft .drop-problem")
    assert told.startswith("photo of.docx cannot be read")
    assert "/tmp" not in told


def test_a_text_without_words_is_not_sent(visit: Open, seeded: FakeAnswerer):
    page = visit(seeded)
    page.click("#tab-check")
    page.click("[data-send-draft]")
    assert page.inner_text("#draft .drop-problem") == "There is no text yet."


def test_a_very_long_text_is_refused_with_a_sentence(visit: Open, seeded: FakeAnswerer):
    page = visit(seeded)
    page.click("#tab-check")
    page.evaluate("document.querySelector('#draft-text').value = '— word. '.repeat(200_000)")
    page.click("[data-send-draft]")
    page.wait_for_selector("#check-progress [role=alert]")
    assert "at most 200,000" in page.inner_text("#check-progress")


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_of_a_draft_or_an_article_stay_words(visit: Open, words: str, tmp_path: Path):
    source = article(
        f"{words} said so at some length, so that there is a sentence to be found here. " * 4,
        title=words, outlet=words, path=tmp_path / "a.txt",
    )  # fmt: skip
    page = visit(FakeAnswerer((source, source)))
    check(page, f"Nine countries: {words} said so. Somebody said “plainly {words}”.")
    page.click(".checked .chip >> nth=0")
    page.wait_for_selector("#source-panel .article-text")
    assert page.evaluate("window.hit") == 0
    assert page.evaluate("window.breaches") == []
    assert page.locator("#check img, #source img, #check script").count() == 0
