"""The whole page as Gradio components: its header, four views, and the source beside them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator  # Gradio reads the annotations of handlers
from dataclasses import dataclass
from typing import TYPE_CHECKING

import gradio as gr
from gradio.components import Component

from ui.page.article_list import render_articles_progress
from ui.page.examples import example_questions
from ui.page.fittings import AT_ONCE, PLAIN, glue
from ui.page.front_page import (
    newest_first,
    render_counts,
    render_masthead,
    render_opening,
    render_shelf,
    render_welcome,
)
from ui.page.limits_bar import render_limit_form

if TYPE_CHECKING:
    from ui.page.articles_tab import ArticlesTab
    from ui.page.briefing_tab import BriefingTab
    from ui.page.chat import Chat
    from ui.page.check_tab import CheckTab
    from ui.page.sources import Sources
    from ui.service.engine import Engine
    from ui.service.incoming import Incoming
    from ui.service.opening import Opening

_POLL_SECONDS = 0.5
_KEEP_SECONDS = 20
_SOURCE_SHELL = (
    '<button type="button" class="link close" data-close>Close</button>'
    '<article class="source-article" tabindex="-1" aria-live="polite"></article>'
    '<footer class="source-footer" hidden></footer>'
)


@dataclass(frozen=True)
class Front:
    """Puts the views together and tells them what has been opened."""

    opening: Opening[Engine]
    sources: Sources
    incoming: Incoming
    chat: Chat
    brief: BriefingTab
    check: CheckTab
    articles: ArticlesTab

    def build(self, blocks: gr.Blocks) -> None:
        """Lay everything out and connect it; called inside `blocks`."""

        def source(key: str) -> str:  # Gradio marks the function, which a method does not allow
            return self.sources.render(key)

        def piece(given: dict[str, str]) -> str:
            return self.incoming.put(given)

        with gr.Row(elem_id="top"):
            gr.HTML(render_masthead(), elem_id="masthead", **PLAIN)
            counts = gr.HTML("", elem_id="counts", **PLAIN)
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="ask", elem_classes="view"):
                chat = self.chat.build()
            with gr.Column(elem_id="brief", elem_classes="view"):
                self.brief.build(chat.conversation)
            with gr.Column(elem_id="check", elem_classes="view"):
                self.check.build()
            with gr.Column(elem_id="articles", elem_classes="view"):
                progress, listed = self.articles.build()
            with gr.Column(elem_id="source"):
                shelf = gr.HTML("", elem_id="shelf", **PLAIN)
                gr.HTML(
                    _SOURCE_SHELL,
                    elem_id="source-panel",
                    js_on_load=glue("files", "piece", "source"),
                    server_functions=[piece, source],
                    **PLAIN,
                )
        told: list[Component] = [chat.opening, progress]
        told += [counts, chat.welcome, chat.limit_form, shelf, listed, chat.writer]
        blocks.load(self.look, None, told, **AT_ONCE)

    async def look(self) -> AsyncIterator[tuple[object, ...]]:
        """Tell the page how far the opening is, then what was opened; never end.

        Gradio closes a page's connection when none of its events is under way, and an answer to
        a question that is asked at that very moment is lost. This event keeps it open.
        """
        writer = self.chat.writer_line
        while True:
            while not self.opening.state.finished:
                state = self.opening.state
                yield render_opening(state), render_articles_progress(state), *_UNCHANGED
                await asyncio.sleep(_POLL_SECONDS)
            seen = self.opening.times
            state = self.opening.state
            line = writer.shown()
            opened = await asyncio.to_thread(self._opened)  # a store may be far away
            yield render_opening(state), render_articles_progress(state), *opened, line
            while self.opening.times == seen and self.opening.state.finished:
                for _ in range(int(_KEEP_SECONDS / _POLL_SECONDS)):
                    await asyncio.sleep(_POLL_SECONDS)
                    if self.opening.times != seen or not self.opening.state.finished:
                        break
                    if self.opening.state.note != state.note:
                        state = self.opening.state
                        yield render_opening(state), gr.skip(), *_UNCHANGED
                else:  # a model may have been fetched meanwhile
                    before, line = line, writer.shown()
                    now = gr.skip() if line == before else line
                    yield gr.skip(), gr.skip(), *_UNCHANGED[:-1], now

    def _opened(self) -> tuple[object, ...]:
        engine = self.opening.opened
        if engine is None:
            welcome = render_welcome((), articles=0)
            return gr.skip(), welcome, gr.skip(), gr.skip(), self.articles.shown()
        articles = engine.library.articles
        examples = example_questions(newest_first(articles))
        return (
            render_counts(articles),
            render_welcome(examples, articles=len(articles)),
            render_limit_form(articles),
            render_shelf(articles, engine.library.problems),
            self.articles.shown(),
        )


_UNCHANGED = (gr.skip(),) * 6
