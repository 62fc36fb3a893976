"""The quiet line that says which language model writes, and lets another one write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import gradio as gr
from gradio.components import Component

from qa.markup import escape, tag
from ui.page.fittings import AT_ONCE, PLAIN, glue, told

if TYPE_CHECKING:
    from ui.service.engine import Engine
    from ui.service.opening import Opening
    from ui.service.writers import Writers

_MOST = 4  # other models that are named


@dataclass(frozen=True)
class WriterLine:
    """Builds the line into the Gradio block around it; empty without `writers`."""

    opening: Opening[Engine]
    writers: Writers | None = None

    def build(self) -> Component:
        """Lay it out and connect it."""
        line = gr.HTML(self.shown(), elem_id="writer", js_on_load=glue("writer"), **PLAIN)
        line.submit(self.act, None, [line], **AT_ONCE)
        return line

    def act(self, event: gr.EventData) -> str:
        """Another model, or no more of the offer."""
        given, problem = told(event), ""
        if self.writers is None:
            return ""
        match given.get("act"):
            case "write":
                problem = self.writers.write_with(given.get("name", ""), self.opening)
            case "decline":
                self.writers.decline(given.get("name", ""))
        return self.shown(problem)

    def shown(self, problem: str = "") -> str:
        """The line as it is now."""
        return "" if self.writers is None else render_writer(self.writers, problem)


def render_writer(writers: Writers, problem: str = "") -> str:
    """Who writes, a button for each model that could, and perhaps a larger one to fetch."""
    line = f"Written by {tag('b', escape(writers.now))}."
    for name in writers.others[:_MOST]:
        line += " " + _button("write", name, f"Let {name} write")
    larger = writers.to_fetch
    if larger is not None:
        command = tag("code", escape(f"byline models fetch {larger.name}"))
        line += f" With {larger.memory / 1e9:.0f} GB of memory a larger one can: {command} "
        line += _button("decline", larger.name, "Not now")
    if problem:
        line += " " + tag("span", escape(problem), role="alert")
    return tag("p", line, class_="writer")


def _button(act: str, name: str, words: str) -> str:
    return tag(
        "button", escape(words), type="button", class_="link", data_tab="writer", data_act=act,
        data_name=name,
    )  # fmt: skip
