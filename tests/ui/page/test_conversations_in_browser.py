"""Going on with an answer: again, edited, limited, kept, and only what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.ui.fake_answers import FakeAnswerer
from tests.ui.in_browser import IN_BROWSER, Open, ask, marked_in_view

pytestmark = IN_BROWSER


def answered(page: Any, turn: int) -> None:
    page.wait_for_selector(f'.turn-answered[data-turn="{turn}"]')


def test_a_question_is_asked_again_or_edited(visit: Open, seeded: FakeAnswerer):
    page = visit(seeded)
    ask(page, "who offered to host talks?")
    page.click('.actions :text("Ask again")')
    answered(page, 1)
    assert [question for question, _ in seeded.asked] == ["who offered to host talks?"] * 2
    page.click('[data-turn="0"] [data-edit-question]')
    assert page.input_value("#question textarea") == "who offered to host talks?"
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.type(" Really")
    page.keyboard.press("Enter")
    answered(page, 2)
    assert seeded.asked[-1][0] == "who offered to host talks? Really"


def test_only_problems_stays_so_when_the_conversation_goes_on(visit: Open, seeded: FakeAnswerer):
    page = visit(seeded)
    ask(page, "show a conflict")
    page.check("[data-only-problems]")
    assert page.locator(".claim:visible").count() == 4
    assert page.locator(".claim-supported:visible").count() == 0
    ask(page, "who offered to host talks?", turn=1)
    page.wait_for_timeout(200)
    assert page.locator('[data-turn="0"] .claim:visible').count() == 4
    assert page.locator('[data-turn="1"] [data-only-problems]').count() == 0


def test_questions_are_limited_by_day_and_outlet(visit: Open, seeded: FakeAnswerer):
    page = visit(seeded)
    page.wait_for_selector('[data-limit="outlet"] option[value="Newslooks"]', state="attached")
    page.click(".limit-form summary")
    page.fill('[data-limit="since"]', "2025-09-01")
    page.wait_for_selector(".limit:has-text('since 1 Sep 2025')")
    page.select_option('[data-limit="outlet"]', "Newslooks")
    page.wait_for_selector(".limit:has-text('of Newslooks')")
    ask(page, "who offered to host talks?")
    assert (seeded.limits[-1].since, seeded.limits[-1].outlet) == ("2025-09-01", "Newslooks")
    assert "Searched: since 1 Sep 2025, of Newslooks." in page.inner_text(".turn")
    page.click('[aria-label="End the limit: of Newslooks"]')
    page.wait_for_function("document.querySelectorAll('.limit').length === 1")
    assert page.input_value('[data-limit="outlet"]') == ""
    page.fill('[data-limit="until"]', "2025-08-01")
    page.wait_for_selector("#limits [role=alert]")
    ask(page, "who else?", turn=1)
    assert (seeded.limits[-1].since, seeded.limits[-1].until) == ("2025-09-01", None)


def test_the_articles_of_an_answer_become_the_scope(visit: Open, seeded: FakeAnswerer):
    page = visit(seeded)
    ask(page, "who offered to host talks?")
    page.click(':text("Only these articles")')
    page.wait_for_selector(".limit:has-text('only 2 articles')")
    ask(page, "and when?", turn=1)
    assert set(seeded.limits[-1].within) == {article.id for article in seeded.articles}


def test_a_conversation_is_kept_opened_and_deleted(
    visit: Open, seeded: FakeAnswerer, tmp_path: Path
):
    page = visit(seeded, kept=tmp_path / "conversations")
    ask(page, "who offered to host talks?")
    page.click('.talk-tools [data-act="new"]')
    page.wait_for_selector(".welcome:visible")
    ask(page, "what is the GDP?")
    page.click('.talk-tools [data-act="list"]')
    page.wait_for_selector(".earlier .shelf-entry")
    assert page.evaluate("document.activeElement.textContent") == "Close"
    page.click('.earlier .shelf-entry:has-text("host talks")')
    page.wait_for_selector('.question:text("who offered to host talks?")')
    page.click(".chip >> nth=0")
    assert marked_in_view(page)
    ask(page, "and when?", turn=1)
    assert seeded.asked[-1] == ("and when?", 1)
    page.click('.talk-tools [data-act="list"]')
    page.once("dialog", lambda dialog: dialog.accept())
    page.click('[aria-label="Delete the conversation: what is the GDP?"]')
    page.wait_for_function("document.querySelectorAll('.earlier .shelf-entry').length === 1")
    assert len(list((tmp_path / "conversations").glob("*.json"))) == 1
    assert page.evaluate("window.breaches") == []


def test_a_conversation_is_saved_as_a_file(visit: Open, seeded: FakeAnswerer):
    page = visit(seeded)
    ask(page, "who offered to host talks?")
    with page.expect_download() as download:
        page.click('.talk-tools [data-act="export"]')
    assert download.value.suggested_filename == "conversation.md"
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert "## who offered to host talks?" in text
    assert page.locator('[data-act="list"]').count() == 0
