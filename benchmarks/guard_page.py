"""How soon the page can be used once its server is up, and how soon a cited sentence is shown.

    python -m benchmarks.guard_page [--visits 10] [--clicks 20]

The chat with the real models and Chromium with an empty cache at each visit; the first visit comes
while the models are still being loaded. Writes `results/guard_page.json`.
"""

from __future__ import annotations

import argparse
import statistics
import time
from typing import Any

from benchmarks.guard_engine import QUESTION, running_chat
from benchmarks.guard_report import write_report
from tests.ui.in_browser import ARGUMENTS, CHROMIUM, WATCH, ask, sources_ready

CLICK = """async (number) => {
  document.querySelector("#source-panel .close")?.click();
  await new Promise((done) => setTimeout(done, 50));
  const chips = document.querySelectorAll(".chip");
  const begin = performance.now();
  chips[number % chips.length].click();
  while (!document.querySelector("#source-panel mark.cited")?.getClientRects().length)
    await new Promise((done) => setTimeout(done, 1));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - begin;
}"""


def measure(visits: int, clicks: int) -> dict[str, Any]:
    """Visit after visit, then clicks on the citations of one answer."""
    from playwright.sync_api import sync_playwright

    usable = []
    with running_chat() as (address, _), sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for _ in range(visits):
            page = browser.new_context().new_page()
            page.set_default_timeout(120_000)
            page.add_init_script(WATCH)
            begun = time.monotonic()
            page.goto(address)
            page.fill("#question textarea", "who")
            usable.append(time.monotonic() - begun)
            page.context.close()
        page = browser.new_page()
        page.set_default_timeout(240_000)
        page.add_init_script(WATCH)
        page.goto(address)
        page.wait_for_selector(".example")
        ask(page, QUESTION)
        sources_ready(page)
        took = sorted(page.evaluate(CLICK, number) for number in range(clicks))
        breaches = page.evaluate("window.breaches")
        browser.close()
    return {
        "visits": visits,
        "first visit usable, s": round(usable[0], 2),
        "usable, median s": round(statistics.median(usable), 2),
        "usable, longest s": round(max(usable), 2),
        "clicks": clicks,
        "highlight shown, median ms": round(statistics.median(took)),
        "highlight shown, longest ms": round(took[-1]),
        "breaches of the policy": breaches,
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=10)
    parser.add_argument("--clicks", type=int, default=20)
    given = parser.parse_args()
    write_report("guard_page", measure(given.visits, given.clicks))


if __name__ == "__main__":
    main()
