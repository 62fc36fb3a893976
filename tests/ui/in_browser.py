"""A real browser for tests: Debian's Chromium, and what a person does with the page."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable
from typing import Any

import pytest

CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# Counts what the page must never do: scripts of others, breaches of the policy, moving text.
WATCH = """
window.hit = 0; window.breaches = []; window.moved = 0;
document.addEventListener("securitypolicyviolation",
  (e) => window.breaches.push(e.violatedDirective + " " + e.blockedURI));
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
# Every visible text with its contrast below 4.5, the ratio that small text needs.
CONTRAST = """() => {
  const parts = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => { v /= 255;
      return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = parts(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] > 0.9) return colour;
    }
    return [255, 255, 255];
  };
  const weak = [];
  for (const element of document.querySelectorAll(".gradio-container *")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    const seen = element.checkVisibility({ visibilityProperty: true });
    if (!own || element.disabled || !seen) continue;
    const a = light(parts(getComputedStyle(element).color));
    const b = light(behind(element));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) weak.push(`${element.className}: ${ratio.toFixed(2)}`);
  }
  return weak;
}"""
Open = Callable[..., Any]

IN_BROWSER = [
    pytest.mark.allow_hosts(["127.0.0.1"]),
    pytest.mark.skipif(
        importlib.util.find_spec("playwright") is None, reason="playwright is not installed"
    ),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium: apt-get install chromium"),
]


def ask(page: Any, question: str, *, turn: int = 0) -> Any:
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    return page.wait_for_selector(
        f'.turn[data-turn="{turn}"]:is(.turn-answered, .turn-failed, .turn-stopped)'
    )


def sources_ready(page: Any) -> None:
    """The page fetches cited articles before anybody clicks."""
    page.wait_for_timeout(600)


def marked_in_view(page: Any) -> bool:
    """Whether the marked words begin where a person sees them."""
    page.wait_for_selector("#source-panel mark.cited")
    seen: bool = page.evaluate(
        """() => {
          const mark = document.querySelector("#source-panel mark.cited");
          if (!mark) return false;
          const box = mark.getClientRects()[0];
          const frame = mark.closest(".article-text").getBoundingClientRect();
          const seen = document.elementFromPoint(box.left + 2, box.top + box.height / 2);
          return box.top >= frame.top && box.bottom <= frame.bottom && mark.contains(seen);
        }"""
    )
    return seen
