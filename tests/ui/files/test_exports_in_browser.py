"""A briefing as .html and .md in a real browser: all of it is there, nothing is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from qa.briefing.export_html import export_html
from qa.briefing.export_markdown import export_markdown
from qa.briefing.receipt import BEFORE
from tests.qa.briefing.briefings import briefing, hostile_briefing
from tests.qa.briefing.test_exports import HOSTILE
from tests.ui.in_browser import IN_BROWSER, WATCH
from tests.ui.in_office import READING_PDF, unbroken, words_of_pdf

pytestmark = IN_BROWSER
MADE = briefing()
# What loads, leads or runs: every value of these attributes, and every attribute that is a script.
ASKING = """() => [...document.querySelectorAll("*")].flatMap((e) => [...e.attributes])
  .filter((a) => /^(on.*|src|srcset|href|xlink:href|action|data|poster|background)$/.test(a.name))
  .map((a) => a.value)"""
Opened = Callable[[str], Any]


@pytest.fixture(scope="module")
def tab(browser: Any) -> Iterator[Any]:
    """A page on which the policy of a file counts for nothing: its text alone must be harmless."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.add_init_script(WATCH)
    yield page
    context.close()


@pytest.fixture
def opened(tab: Any, tmp_path: Path) -> Iterator[Opened]:
    """Open a text as a file; any request but the one for the file fails the test."""
    path = tmp_path / "note.html"
    asked: list[str] = []
    told: list[str] = []

    def on_request(request: Any) -> None:
        asked.append(request.url)

    def on_dialog(dialog: Any) -> None:
        told.append(dialog.message)
        dialog.dismiss()

    def open_text(text: str) -> Any:
        path.write_text(text, encoding="utf-8", errors="surrogatepass")
        tab.goto(path.as_uri(), wait_until="load")
        return tab

    tab.on("request", on_request)
    tab.on("dialog", on_dialog)
    yield open_text
    tab.remove_listener("request", on_request)
    tab.remove_listener("dialog", on_dialog)
    assert asked == [path.as_uri()]
    assert told == []


@pytest.fixture
def sheet(opened: Opened) -> Any:
    """The briefing as a page."""
    return opened(export_html(MADE)[0])


def test_a_page_shows_every_statement_and_every_note_with_its_outlet(sheet: Any):
    statements = [each.inner_text() for each in sheet.query_selector_all("p.statement")]
    assert len(statements) == len(MADE.items)
    for text, item in zip(statements, MADE.items, strict=True):
        assert unbroken(item.statement.text) in unbroken(text)
    notes = [each.inner_text() for each in sheet.query_selector_all("p.note")]
    assert len(notes) == len(MADE.notes)
    for text, note in zip(notes, MADE.notes, strict=True):
        assert note.article.outlet
        assert note.article.outlet in text
        assert f"“{note.quote}”" in text


def test_a_number_leads_to_its_note_and_the_note_leads_back(sheet: Any):
    sheet.click('p.statement a[href="#n2"]')
    assert sheet.locator(":target").get_attribute("id") == "n2"
    sheet.click("#n2 a.number")
    assert sheet.locator(":target").get_attribute("id") == "c2"


@READING_PDF
def test_the_printed_pages_have_every_statement_and_every_note(sheet: Any, tmp_path: Path):
    path = tmp_path / "printed.pdf"
    sheet.pdf(path=str(path))
    shown = words_of_pdf(path)
    for item in MADE.items:
        assert unbroken(item.statement.text) in shown
    for note in MADE.notes:
        assert unbroken(f": “{note.quote}”") in shown


def test_the_policy_of_a_page_stops_even_what_somebody_writes_into_it(browser: Any, tmp_path: Path):
    path = tmp_path / "note.html"
    forged = '<img src="http://x.example/a.png"><script>window.hit = 1</script></body>'
    path.write_text(export_html(MADE)[0].replace("</body>", forged), encoding="utf-8")
    page = browser.new_page()
    page.add_init_script(WATCH)
    page.goto(path.as_uri())
    assert page.evaluate("window.hit") == 0
    assert page.evaluate("window.breaches.map((b) => b.split(' ')[0])") == [
        "img-src",
        "script-src-elem",
    ]
    page.close()


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_page_of_hostile_words_asks_for_nothing_and_runs_nothing(opened: Opened, hostile: str):
    page = opened(export_html(hostile_briefing(hostile))[0])
    assert page.evaluate("window.hit") == 0
    assert [value for value in page.evaluate(ASKING) if not value.startswith("#")] == []
    assert page.locator("script, img, iframe, object, embed, form, link, base, svg").count() == 0


@pytest.mark.parametrize("hostile", HOSTILE)
def test_rendered_markdown_of_hostile_words_asks_for_nothing(opened: Opened, hostile: str):
    text, _ = export_markdown(hostile_briefing(hostile))
    page = opened(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))
    assert page.evaluate("window.hit") == 0
    assert page.evaluate(ASKING) == []


def test_markdown_of_hostile_words_opens_as_the_text_that_it_is(browser: Any, tmp_path: Path):
    path = tmp_path / "note.txt"
    path.write_text("\n".join(export_markdown(hostile_briefing(h))[0] for h in HOSTILE), "utf-8")
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    assert page.inner_text("body").count(BEFORE.strip()) == len(HOSTILE)
    assert asked == [path.as_uri()]
    page.close()
