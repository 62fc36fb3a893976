"""Take the pictures of `ui/screenshots` again, from a chat that is running.

Usage: python -m tests.ui.take_screenshots http://127.0.0.1:7860
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.ui.in_browser import ARGUMENTS, CHROMIUM, ask

FOLDER = Path(__file__).resolve().parents[2] / "ui" / "screenshots"
DRAFT = """Seven countries, among them Austria, Switzerland and Turkey, offered to host peace talks.

Sybiha called the proposal “plainly unacceptable”. Nine countries offered to host the talks.
"""
TOPIC = "Putin's invitation to Zelenskyy"
QUESTION = "who offered to host talks?"
UNANSWERED = "What is the GDP of Austria?"
UNSURE = "Did Ukraine accept the invitation to Moscow?"


def take(page: Any, name: str) -> None:
    page.wait_for_timeout(800)
    page.screenshot(path=FOLDER / name)


def wide(page: Any) -> None:
    take(page, "start-1280.png")
    ask(page, QUESTION)
    take(page, "answer-1280.png")
    ask(page, UNANSWERED, turn=1)
    take(page, "not-in-articles-1280.png")
    ask(page, UNSURE, turn=2)
    take(page, "uncertain-1280.png")
    page.click("#tab-check")
    page.fill("#draft-text", DRAFT)
    page.click("[data-send-draft]")
    page.wait_for_selector(".checked .toolbar")
    page.click(".checked .chip >> nth=1")
    take(page, "check-1280.png")
    page.click("#tab-brief")
    page.fill("#brief-topic", TOPIC)
    page.press("#brief-topic", "Enter")
    page.wait_for_selector(".briefing")
    page.click(".briefing .chip >> nth=0")
    take(page, "briefing-1280.png")


def narrow(page: Any) -> None:
    ask(page, QUESTION)
    take(page, "answer-390.png")
    page.click(".chip >> nth=1")
    take(page, "source-390.png")
    page.keyboard.press("Escape")
    ask(page, UNSURE, turn=1)
    take(page, "uncertain-390.png")


def dark(page: Any) -> None:
    ask(page, QUESTION)
    take(page, "answer-1280-dark.png")


def main(address: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    views = ((wide, 1280, 800, "light"), (narrow, 390, 844, "light"), (dark, 1280, 800, "dark"))
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for view, width, height, scheme in views:
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
            )
            page.set_default_timeout(300_000)
            page.goto(address)
            page.wait_for_selector(".example")
            view(page)
            page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
