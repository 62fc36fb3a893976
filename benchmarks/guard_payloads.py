"""60 payloads in 6 places of the chat, in Chromium: what runs, what is forged, what is fetched.

    python -m benchmarks.guard_payloads [--payloads 60]

The places: an article's text, its title, its other facts, its file name, the question, what the
model writes. Articles are read from real files. The page of each payload is compared with a page of
harmless words, element by element. Writes `results/guard_payloads.json`.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from benchmarks.guard_report import write_report
from benchmarks.payloads import payloads
from index import Article, Problem
from index.folder import read_folder
from qa.answer import CheckedAnswer, Conflict, ConflictKind, Position
from qa.statement import Citation, Dropped, Verdict
from tests.ui.conftest import serving
from tests.ui.fake_answers import FakeAnswerer, answer, statement
from tests.ui.in_browser import ARGUMENTS, CHROMIUM, WATCH, ask

PLACES = ("article text", "title", "facts", "file name", "question", "model output")
HARMLESS = "The mayor said so"
# Every element of the page, as its tag, class and id; inside our own parts also with its style and
# the names of its attributes, apart from those that our script sets and takes away.
INVENTORY = """(ours) => {
  const passing = ["open", "hidden", "inert", "tabindex", "role", "aria-modal", "aria-expanded"];
  const seen = [];
  for (const e of document.querySelectorAll(ours + ", " + ours.replaceAll(",", " *,") + " *")) {
    const names = e.getAttributeNames().filter((n) => !passing.includes(n)).sort();
    const id = e.id.replace(/^(component|html)-[0-9a-z]+$/, "$1");
    seen.push([e.localName, e.getAttribute("class"), id, e.getAttribute("style"), ...names]
      .join(" | "));
  }
  const all = [...document.querySelectorAll("*")].map((e) => e.localName);
  return [seen, all];
}"""
OURS = ".turns, #source-panel, #shelf, #welcome, #masthead, #opening"
MARKS = ".verdict, .chip, .icon, mark, .turn"


class Sink(ThreadingHTTPServer):
    """Counts whoever comes."""

    def __init__(self) -> None:
        self.hits: list[str] = []
        super().__init__(("127.0.0.1", 0), _Counting)


class _Counting(BaseHTTPRequestHandler):
    server: Sink

    def do_GET(self) -> None:
        self.server.hits.append(self.path)
        self.send_response(200)
        self.end_headers()

    do_POST = do_HEAD = do_OPTIONS = do_GET  # noqa: N815 - the names that http.server looks for

    def log_message(self, *_: object) -> None: ...


@contextlib.contextmanager
def counting_sink() -> Iterator[Sink]:
    """A server that nobody should reach."""
    sink = Sink()
    threading.Thread(target=sink.serve_forever, daemon=True).start()
    yield sink
    sink.shutdown()
    sink.server_close()


def hostile_articles(words: str, folder: Path) -> tuple[Article, ...]:
    """Four articles that Byline read from files, each with the words in another place."""
    folder.mkdir()
    quoted = json.dumps(words)
    lines = ["---", f"title: {quoted}", "---", "", "It was said. It ended."]
    (folder / "title.md").write_text("\n".join(lines), encoding="utf-8")
    facts = [f"{name}: {quoted}" for name in ("outlet", "byline", "place", "url", "published")]
    lines = ["---", *facts, "title: Facts", "---", "", "It was said. It ended."]
    (folder / "facts.md").write_text("\n".join(lines), encoding="utf-8")
    (folder / "text.txt").write_text(f"A title\n\n{words} said so. It ended.", encoding="utf-8")
    (folder / "text.md").write_text(f"# A title\n\n{words} said so. It ended.", encoding="utf-8")
    name = words.replace("/", "\u2215").encode()[:200].decode("utf-8", "ignore")
    (folder / f"{name}.txt").write_text("It was said here. It ended.", encoding="utf-8")
    articles = read_folder(folder, known={}, progress=lambda _: None).articles
    return tuple(
        article if article.path.stem in {"title", "facts", "text"} else replace(article, title=None)
        for article in articles
    )


@dataclass
class HostileAnswerer(FakeAnswerer):
    """Answers about the place that the question names, each with words of its own."""

    words: str = HARMLESS

    def answer_to(self, question: str) -> CheckedAnswer:
        place = next((p for p in PLACES if question == p), "question")
        if place == "model output":
            return self._written(question)
        stems = {"article text": ("text",), "title": ("title",), "facts": ("facts",)}.get(place)
        named = [a for a in self.articles if stems and a.path.stem in stems]
        other = [a for a in self.articles if a.path.stem not in {"title", "facts", "text"}]
        cited = [whole(n, article) for n, article in enumerate(named or other, start=1)]
        return answer(question, [statement("It was said.", *cited)], nearest=(1,))

    def _written(self, question: str) -> CheckedAnswer:
        source = whole(1, self.articles[0])
        said = [statement(self.words, source, verdict=verdict) for verdict in Verdict]
        conflict = Conflict(ConflictKind.OMISSION, self.words, (Position(self.words, (1,)),))
        return answer(
            question,
            said,
            refusal=self.words,
            understood=self.words,
            dropped=(Dropped(self.words, self.words),),
            conflicts=(conflict,),
        )


def whole(number: int, article: Article) -> Citation:
    """A citation of everything in an article."""
    return Citation(number, article, 0, len(article.text), article.text)


@dataclass
class Seen:
    """What a page showed: its elements, and what happened on it."""

    elements: set[str] = field(default_factory=set)
    marks: Counter[str] = field(default_factory=Counter)
    tags: Counter[str] = field(default_factory=Counter)
    shown: bool = False
    scripts: int = 0
    breaches: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)


def look(browser: Any, url: str, words: str) -> Seen:  # noqa: ANN401 - playwright's own types
    """Visit the page, ask in every place, open every source, and write down what is there."""
    seen = Seen()
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(60_000)
    page.add_init_script(WATCH)
    page.on("dialog", lambda dialog: (seen.strangers.append("dialog"), dialog.dismiss()))
    page.on(
        "request",
        lambda request: None if request.url.startswith((url, "data:", "blob:"))
        else seen.strangers.append(request.url),
    )  # fmt: skip
    page.goto(url)
    page.wait_for_selector(".shelf-entry", state="attached")
    for turn, place in enumerate(PLACES):
        ask(page, f"why {words}" if place == "question" else place, turn=turn)
        for chip in page.query_selector_all(f'.turn[data-turn="{turn}"] .chip'):
            chip.click()
            page.wait_for_selector("#source-panel .article-text")
            _note(page, seen)
        page.hover(f'.turn[data-turn="{turn}"] .chip >> nth=0')
    page.click(".dropped summary")
    page.click(".counts")
    page.wait_for_timeout(300)
    _note(page, seen)
    for selector in MARKS.split(", "):
        seen.marks[selector] = page.locator(f".turns {selector}").count()
    shown = page.evaluate("document.querySelector('.turns').textContent")
    seen.shown = _letters(words) in _letters(shown)
    seen.scripts = page.evaluate("window.hit")
    seen.breaches = page.evaluate("window.breaches")
    page.close()
    return seen


def _note(page: Any, seen: Seen) -> None:  # noqa: ANN401
    elements, tags = page.evaluate(INVENTORY, OURS)
    seen.elements |= set(elements)
    seen.tags |= Counter(tags)


def found_wrong(words: Sequence[str], sink: Sink) -> dict[str, Any]:
    """How each of the words did, in sum, with the worst of them named."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        pages = []
        for number, each in enumerate((HARMLESS, *words)):
            articles = hostile_articles(each, Path(scratch) / str(number))
            problems = (Problem(articles[0].path.with_name(each.replace("/", "_")), each),)
            answerer = HostileAnswerer(articles, problems, words=each)
            with serving(answerer) as url:
                pages.append(look(browser, url, each))
        browser.close()
    harmless, *hostile = pages
    return {
        "payloads": len(hostile),
        "places": len(PLACES),
        "shown as words": sum(seen.shown for seen in hostile),
        "scripts that ran": sum(seen.scripts for seen in hostile),
        "foreign elements, classes, ids or styles": [
            f"{each}: {element}"
            for each, seen in zip(words, hostile, strict=True)
            for element in sorted(seen.elements - harmless.elements)
            if not _line_of_text(element)
        ],
        "foreign tags": [
            f"{each}: {set(seen.tags) - set(harmless.tags)}"
            for each, seen in zip(words, hostile, strict=True)
            if set(seen.tags) - set(harmless.tags)
        ],
        "forged marks": [
            f"{each}: {seen.marks}"
            for each, seen in zip(words, hostile, strict=True)
            if seen.marks != harmless.marks
        ],
        "breaches of the policy": sum(len(seen.breaches) for seen in pages),
        "requests to another server": [url for seen in pages for url in seen.strangers],
        "requests that reached the sink": len(sink.hits),
    }


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _line_of_text(element: str) -> bool:
    """A line of an article may look like a heading or an entry of a list."""
    return element in {"p | item |  |  | class", "p | subhead |  |  | class", "p |  |  | "}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--payloads", type=int, default=60)
    arguments = parser.parse_args()
    with counting_sink() as sink:
        words = payloads(f"http://127.0.0.1:{sink.server_port}")[: arguments.payloads]
        write_report("guard_payloads", found_wrong(words, sink))


if __name__ == "__main__":
    main()
