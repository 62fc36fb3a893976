"""What an examination of the page for people with disabilities finds, view by view."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qa.english.parser import warm_up
from tests.ui.fake_answers import FakeAnswerer
from tests.ui.in_browser import CONTRAST, IN_BROWSER, Open, ask

axe = pytest.importorskip("axe_playwright_python.base", reason="axe is not installed")

pytestmark = IN_BROWSER
SERIOUS = {"serious", "critical"}
DRAFT = "Seven countries offered. Nine countries offered. It was “plainly unacceptable”."


def findings(page: Any) -> list[str]:
    """The serious findings of axe-core, each with the first element that it is about."""
    page.evaluate(axe.AXE_FILE_PATH.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:300]}"
        for each in found["violations"]
        if each["impact"] in SERIOUS
    ]


def to_answer(page: Any) -> None:
    ask(page, "show a conflict, with dropped ones")
    page.click(".limit-form summary")
    page.click(".chip >> nth=0")
    page.wait_for_selector("mark.cited")


def to_check(page: Any) -> None:
    page.click("#tab-check")
    assert findings(page) == []
    page.fill("#draft-text", DRAFT)
    page.click("[data-send-draft]")
    page.wait_for_selector(".checked .toolbar")


def to_briefing(page: Any) -> None:
    page.click("#tab-brief")
    assert findings(page) == []
    page.fill("#brief-topic", "the hosts")
    page.press("#brief-topic", "Enter")
    page.wait_for_selector(".briefing")
    page.click(".adding summary")
    page.click('[aria-label="Edit statement 1"]')


def to_articles(page: Any) -> None:
    page.click("#tab-articles")
    page.wait_for_selector("#articles .shelf-entry")


VIEWS = {"ask": to_answer, "check": to_check, "brief": to_briefing, "articles": to_articles}


@pytest.mark.parametrize("width", [390, 1280, 1920])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_serious_is_found(
    visit: Open, seeded: FakeAnswerer, tmp_path: Path, view: str, width: int, scheme: str
):
    warm_up()
    page = visit(seeded, width=width, color_scheme=scheme, own=tmp_path / "articles")
    page.wait_for_selector(".counts")
    VIEWS[view](page)
    page.wait_for_timeout(300)
    assert findings(page) == []
    page.mouse.move(5, 400)
    assert page.evaluate(CONTRAST) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("window.breaches") == []


def test_the_views_are_reached_by_arrow_keys(visit: Open, seeded: FakeAnswerer):
    page = visit(seeded)
    page.focus("#tab-ask")
    reached = []
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "Home"):
        page.keyboard.press(key)
        reached.append(page.evaluate("document.activeElement.id"))
    assert reached == [
        "tab-brief", "tab-check", "tab-articles", "tab-ask", "tab-articles", "tab-ask",
    ]  # fmt: skip
    assert page.locator("[role=tabpanel]:visible").count() == 1
    assert page.get_attribute("#tab-ask", "aria-selected") == "true"
    page.click("#tab-check")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.body.dataset.view") == "ask"
