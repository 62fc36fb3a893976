"""The chat as a person meets it, in Debian's Chromium against a real server on this computer."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path
from typing import Any

import pytest

from qa.engine.shipped_models import SMOLLM2
from tests.gguf_files import sound_model
from tests.ui.conftest import serving
from tests.ui.fake_answers import FakeAnswerer, answer, article, cite, statement
from tests.ui.in_browser import CONTRAST, IN_BROWSER, Open, ask, marked_in_view, sources_ready
from tests.ui.page.test_rendering import HOSTILE

pytestmark = IN_BROWSER


def test_a_click_on_a_citation_shows_the_words_in_their_article(visit: Open, seeded: FakeAnswerer):
    page = visit(seeded)
    ask(page, "who offered to host talks?")
    assert page.input_value("#question textarea") == ""
    assert "Supported" in page.inner_text(".claim >> nth=0")
    page.click('.claim >> nth=0 >> .chip:text-is("1")')
    assert marked_in_view(page)
    assert "Ukrainian Foreign Minister Andriy Sybiha described" in page.inner_text("mark.cited")
    heading = page.inner_text(".article-heading")
    assert "Newslooks" in heading
    assert "J. Mansour" in heading
    assert "Putin Invites Zelenskyy to Moscow" in heading
    first_words = "Putin Invites Zelenskyy to Moscow Amid Ukraine Bombings/ Newslooks"
    text = page.inner_text(".article-text")
    assert text.startswith(first_words)
    assert text.rstrip().endswith("while Russia bombards Ukraine.")


def test_on_a_wide_page_the_first_source_of_a_new_answer_opens_by_itself(
    visit: Open, seeded: FakeAnswerer
):
    page = visit(seeded)
    page.evaluate("window.moved = 0")
    ask(page, "who offered to host talks?")
    page.wait_for_selector("#source.open mark.cited")
    assert "Ukrainian Foreign Minister Andriy Sybiha described" in page.inner_text("mark.cited")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    assert page.evaluate("window.moved") < 0.02
    page.click('.claim >> nth=0 >> .chip:text-is("2")')
    page.wait_for_selector("mark.cited:has-text('posted on X')")
    ask(page, "who else?", turn=1)
    sources_ready(page)
    assert "posted on X" in page.inner_text("mark.cited")
    page.keyboard.press("Escape")
    ask(page, "what is the GDP?", turn=2)
    page.wait_for_selector("#source.open mark.cited")
    assert "described" in page.inner_text("mark.cited")


def test_on_a_narrow_page_no_source_opens_by_itself(visit: Open, seeded: FakeAnswerer):
    page = visit(seeded, width=390)
    ask(page, "who offered to host talks?")
    sources_ready(page)
    assert page.locator("#source.open").count() == 0


def test_an_uncertain_answer_is_followed_into_its_article_and_into_a_briefing(
    visit: Open, seeded: FakeAnswerer
):
    page = visit(seeded)
    ask(page, "unsure who hosts?")
    turn = page.inner_text(".turn")
    assert "Byline is not sure that this answers the question." in turn
    assert page.inner_text(".leads mark.short-answer") == "Vatican City"
    assert page.locator(".turn :is([role=alert], .verdict)").count() == 0
    page.click(".leads .chip >> nth=1")
    page.wait_for_selector("mark.cited:has-text('posted on X')")
    page.click(".leads [data-act=lead] >> nth=0")
    page.wait_for_selector(".briefing .sentence")
    assert "Newslooks: “Ukrainian Foreign Minister" in page.inner_text(".briefing .sentence")
    told = page.inner_text(".briefing")
    assert "What could not be settled" in told
    assert "The quotation is statement 1." in page.inner_text(".done-note")


def test_the_highlight_is_there_in_under_150_milliseconds(visit: Open, seeded: FakeAnswerer):
    page = visit(seeded)
    ask(page, "who offered to host talks?")
    sources_ready(page)
    took = page.evaluate(
        """async () => {
          const begin = performance.now();
          document.querySelector(".chip").click();
          while (!document.querySelector("#source-panel mark.cited"))
            await new Promise((done) => setTimeout(done, 1));
          await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
          return performance.now() - begin;
        }"""
    )
    assert took < 150


def test_a_very_long_article_opens_at_the_cited_sentence(visit: Open):
    paragraphs = [f"Paragraph {n} says little about much, at some length." for n in range(2_000)]
    paragraphs[1_500] = "The cited sentence is here."
    source = article("\n\n".join(paragraphs), title="Long")
    answerer = FakeAnswerer((source, source))
    said = answer("q", [statement("It is here.", cite(1, source, paragraphs[1_500]))])
    answerer.only_answer = said
    page = visit(answerer)
    ask(page, "where?")
    page.click(".chip")
    page.wait_for_selector("mark.cited")
    assert marked_in_view(page)


def test_statements_appear_one_by_one_and_nothing_moves(visit: Open, seeded: FakeAnswerer):
    seeded.pause = 0.5
    page = visit(seeded)
    page.wait_for_selector(".example")
    page.evaluate("window.moved = 0")
    page.fill("#question textarea", "who offered to host talks?")
    page.press("#question textarea", "Enter")
    page.wait_for_selector(".turn-answering .statement")
    assert page.locator(".statement").count() < 3
    assert page.locator("[aria-label=Stop]").is_visible()
    page.wait_for_selector(".turn-answered")
    assert page.locator(".statement").count() == 3
    assert page.evaluate("window.moved") < 0.02


def test_stop_keeps_what_was_said(visit: Open, seeded: FakeAnswerer):
    page = visit(seeded)
    page.fill("#question textarea", "a slow one?")
    page.press("#question textarea", "Enter")
    page.wait_for_selector(".statement")
    page.click("[aria-label=Stop]")
    page.wait_for_selector(".turn-stopped")
    assert page.locator(".statement").count() < 3
    page.wait_for_selector("[aria-label=Ask]")
    ask(page, "who offered to host talks?", turn=1)
    assert page.locator(".turn-answered").count() == 1


def test_the_page_can_be_used_while_the_articles_are_being_opened(
    visit: Open, seeded: FakeAnswerer
):
    seeded.ready = threading.Event()
    page = visit(seeded)
    assert "Opening the articles and the models" in page.inner_text("#opening")
    page.fill("#question textarea", "who offered to host talks?")
    page.press("#question textarea", "Enter")
    seeded.ready.set()
    page.wait_for_selector(".turn-answered")
    page.wait_for_selector(".counts")
    assert page.inner_text("#opening").strip() == ""


def test_an_example_is_asked_by_a_click(visit: Open, seeded: FakeAnswerer):
    page = visit(seeded)
    page.wait_for_selector(".example")
    assert page.locator(".example").count() == 3
    question = page.inner_text(".example >> nth=1")
    page.click(".example >> nth=1")
    page.wait_for_selector(".turn-answered")
    assert page.inner_text(".question") == question
    assert seeded.asked == [(question, 0)]


def test_what_the_articles_do_not_say_is_an_answer(visit: Open, seeded: FakeAnswerer):
    page = visit(seeded)
    ask(page, "what is the GDP of Austria?")
    assert "The articles do not say." in page.inner_text(".turn")
    assert page.locator(".turn [role=alert]").count() == 0
    page.click(".nearest .chip >> nth=0")
    page.wait_for_selector("mark.cited")
    assert marked_in_view(page)


def test_an_error_is_a_sentence_and_the_next_question_is_answered(
    visit: Open, seeded: FakeAnswerer
):
    page = visit(seeded)
    ask(page, "is it broken?")
    assert "The model file smollm2.gguf is missing." in page.inner_text(".turn [role=alert]")
    ask(page, "x" * 5_000, turn=1)
    assert "5,000 characters" in page.inner_text('.turn[data-turn="1"]')
    ask(page, "who offered to host talks?", turn=2)
    assert page.locator(".turn-answered").count() == 1


def test_left_out_sentences_are_shown_when_asked_for_and_stay_so(visit: Open, seeded: FakeAnswerer):
    page = visit(seeded)
    ask(page, "with dropped ones?")
    assert not page.locator(".left-out").is_visible()
    page.click(".dropped summary")
    assert "1.14 trillion" in page.inner_text(".left-out")
    ask(page, "who else?", turn=1)
    assert page.locator(".left-out").is_visible()


def test_everything_can_be_done_with_the_keyboard(visit: Open, seeded: FakeAnswerer):
    page = visit(seeded)
    ask(page, "who offered to host talks?")
    sources_ready(page)
    page.keyboard.press("Escape")  # closes the source that opened by itself
    page.keyboard.press("Escape")  # leaves the line to ask in
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert "The offers were listed" in page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Enter")
    assert marked_in_view(page)
    assert "Claim 2 of 3" in page.inner_text(".source-footer")
    page.keyboard.press("j")
    assert "Claim 3 of 3" in page.inner_text(".source-footer")
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert "Claim 1 of 3" in page.inner_text(".source-footer")
    page.keyboard.press("Escape")
    assert not page.locator("#source-panel").is_visible()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.type("j/k")
    assert page.input_value("#question textarea") == "j/k"


def test_on_a_phone_the_source_is_a_sheet_that_gives_the_focus_back(
    visit: Open, seeded: FakeAnswerer
):
    page = visit(seeded, width=390, has_touch=True)
    ask(page, "who offered to host talks?")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.focus(".chip >> nth=0")
    page.tap(".chip >> nth=0")
    page.wait_for_selector("mark.cited")
    page.wait_for_timeout(250)
    box = page.locator("#source").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 844)
    assert marked_in_view(page)
    assert page.get_attribute("#source", "role") == "dialog"
    assert page.evaluate("document.activeElement.textContent") == "Close"
    page.keyboard.press("Escape")
    page.wait_for_timeout(250)
    assert not page.locator("#source-panel").is_visible()
    assert page.evaluate("document.activeElement.className") == "chip"
    page.tap(".counts")
    page.wait_for_selector("#shelf .shelf-entry")
    page.tap("#shelf .close")
    page.wait_for_timeout(250)
    assert not page.locator("#shelf").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_in_light_and_dark(visit: Open, seeded: FakeAnswerer, scheme: str):
    page = visit(seeded, color_scheme=scheme)
    ask(page, "show a conflict, with dropped ones")
    page.click(".chip")
    page.wait_for_selector("mark.cited")
    page.mouse.move(5, 400)
    weak = page.evaluate(CONTRAST)
    assert weak == []
    brightness = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert brightness == ("rgb(251, 250, 247)" if scheme == "light" else "rgb(22, 21, 19)")


def test_normal_use_never_breaks_the_policy(visit: Open, seeded: FakeAnswerer):
    page = visit(seeded)
    ask(page, "show a conflict, with dropped ones")
    for chip in page.query_selector_all(".chip"):
        chip.click()
    page.click(".claim .chip >> nth=0")
    page.click(".why summary")
    page.click(".counts")
    page.click("#shelf .shelf-entry >> nth=1")
    page.keyboard.press("Escape")
    sources_ready(page)
    assert page.evaluate("window.breaches") == []


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_run_nothing_and_fetch_nothing(visit: Open, words: str, tmp_path: Path):
    source = article(
        f"{words} said so. It ended.", title=words, outlet=words, byline=words,
        path=tmp_path / words.replace("/", "_"),
    )  # fmt: skip
    untitled = article(f"It ended. {words}", path=tmp_path / words.replace("/", "_"))
    answerer = FakeAnswerer((source, untitled))
    said = answer(
        words,
        [statement(words, cite(1, source, words)), statement(words, cite(2, untitled, words))],
        refusal=words,
        nearest=(1, 2),
    )
    answerer.only_answer = said
    page = visit(answerer)
    page.wait_for_selector("#shelf .shelf-entry")
    ask(page, f"why {words}")
    for chip in page.query_selector_all(".chip"):
        chip.click()
        page.wait_for_selector("#source-panel .article-text")
    page.hover(".chip >> nth=0")
    sources_ready(page)
    assert page.evaluate("window.hit") == 0
    assert page.evaluate("window.breaches") == []
    assert page.locator("#conversation img, #source img, #conversation script").count() == 0
    assert page.locator("#conversation .verdict").count() == 2


def test_two_pages_at_once_each_get_their_own_answer(browser: Any, seeded: FakeAnswerer):
    seeded.pause = 0.3
    with serving(seeded) as url, contextlib.ExitStack() as stack:
        pages = []
        for question in ("who hosts, a slow one?", "what is the GDP, two?"):
            context = browser.new_context()
            stack.callback(context.close)
            page = context.new_page()
            page.goto(url)
            page.fill("#question textarea", question)
            pages.append((page, question))
        pages[0][0].press("#question textarea", "Enter")
        pages[0][0].wait_for_selector(".turn-answering")
        pages[1][0].press("#question textarea", "Enter")
        pages[1][0].wait_for_selector(".turn-waiting")
        assert "yours is next" in pages[1][0].inner_text(".turn")
        for page, question in pages:
            page.wait_for_selector(".turn-answered")
            assert page.inner_text(".question") == question
        assert "Seven countries" in pages[0][0].inner_text(".turn")
        assert "The articles do not say." in pages[1][0].inner_text(".turn")


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_tools_question_and_line_to_ask_in_share_one_left_edge(
    visit: Open, seeded: FakeAnswerer, width: int
):
    page = visit(seeded, width=width)
    ask(page, "who offered to host talks?")
    shown = (".talk-tools button", ".turn h2", "#composer textarea")
    edges = [page.locator(each).first.bounding_box()["x"] for each in shown]
    assert max(edges) - min(edges) < 1, dict(zip(shown, edges, strict=True))


def test_another_model_writes_by_a_click_and_the_offer_goes_away_for_good(
    visit: Open, seeded: FakeAnswerer, tmp_path: Path
):
    page = visit(seeded, models=tmp_path)
    line = page.locator("#writer")
    line.get_by_text(f"Written by {SMOLLM2.name}.").wait_for()
    ask(page, "who offered to host talks?")
    assert page.evaluate(CONTRAST) == []
    sound_model(tmp_path / "models")  # as if it were fetched meanwhile
    line.get_by_text("Not now").click()
    line.get_by_text("byline models fetch").wait_for(state="detached")
    line.get_by_text("Let tiny write").click()
    line.get_by_text("Written by tiny.").wait_for()
    assert "Let tiny write" not in line.inner_text()
    ask(page, "who else?", turn=1)
    assert seeded.asked == [("who offered to host talks?", 0), ("who else?", 1)]
    assert page.evaluate("window.breaches") == []
    assert page.evaluate(CONTRAST) == []
