"""The chat as Gradio components: a conversation, the source beside it, a line to ask in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator  # Gradio reads the annotations of handlers
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.components import Component

from ui.answer_view import render_conversation
from ui.conversation import Conversation
from ui.examples import example_questions
from ui.front_page import (
    newest_first,
    render_masthead,
    render_opening,
    render_shelf,
    render_welcome,
)
from ui.sources import Sources

if TYPE_CHECKING:
    from ui.conversation import Turn
    from ui.desk import Desk, StreamingAnswerer
    from ui.opening import Opening

_POLL_SECONDS = 0.5
_KEEP_SECONDS = 20
# What the page's own script needs of Gradio: to fetch a source and to ask by a button.
_GLUE = """
window.bylinePage = {
  source: (key) => server.source(key),
  ask: (question) => trigger("submit", { question }),
};
"""
_SOURCE_SHELL = (
    '<button type="button" class="link close" data-close>Close</button>'
    '<article class="source-article" tabindex="-1" aria-live="polite"></article>'
    '<footer class="source-footer" hidden></footer>'
)


@dataclass(frozen=True)
class Chat:
    """Builds the chat into the Gradio block around it and serves its events."""

    desk: Desk
    opening: Opening[StreamingAnswerer]
    sources: Sources

    def build(self, blocks: gr.Blocks) -> None:
        """Lay the parts out and connect them; called inside `blocks`."""

        def source(key: str) -> str:  # Gradio marks the function, which a method does not allow
            return self.sources.render(key)

        conversation = gr.State(Conversation())
        page = gr.HTML(render_masthead(None), elem_id="masthead", **_PLAIN)
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk"):
                # Shown until there is a conversation. A component of its own: what is told of the
                # articles may arrive after the first question was asked.
                welcome = gr.HTML(render_welcome((), articles=None), elem_id="welcome", **_PLAIN)
                talk = gr.HTML(
                    render_conversation(Conversation()),
                    elem_id="conversation",
                    js_on_load=_GLUE,
                    server_functions=[source],
                    **_PLAIN,
                )
                with gr.Column(elem_id="composer"):
                    opening = gr.HTML(
                        render_opening(self.opening.state), elem_id="opening", **_PLAIN
                    )
                    box = gr.Textbox(**_COMPOSER)
            with gr.Column(elem_id="source"):
                shelf = gr.HTML("", elem_id="shelf", **_PLAIN)
                gr.HTML(_SOURCE_SHELL, elem_id="source-panel", **_PLAIN)
        told: list[Component] = [page, welcome, shelf, opening]
        blocks.load(self.look, None, told, **_AT_ONCE)
        outcome: list[Component] = [conversation, talk, box]
        box.submit(self.ask, [conversation, box], outcome, **_AT_ONCE)
        talk.submit(self.ask_again, [conversation], outcome, **_AT_ONCE)
        box.stop(self.stop, **_AT_ONCE)

    # Gradio reads the annotation of `request` and hands it over.

    async def look(self) -> AsyncIterator[tuple[object, ...]]:
        """Tell the page how far the opening is, then what was opened; never end.

        Gradio closes a page's connection when none of its events is under way, and an answer to
        a question that is asked at that very moment is lost. This event keeps it open.
        """
        while not self.opening.state.finished:
            yield *_UNCHANGED, render_opening(self.opening.state)
            await asyncio.sleep(_POLL_SECONDS)
        yield *self._opened(), render_opening(self.opening.state)
        while True:
            await asyncio.sleep(_KEEP_SECONDS)
            yield *_UNCHANGED, gr.skip()

    def _opened(self) -> tuple[object, object, object]:
        answerer = self.opening.opened
        if answerer is None:
            return gr.skip(), render_welcome((), articles=0), gr.skip()
        articles = answerer.library.articles
        examples = example_questions(newest_first(articles))
        return (
            render_masthead(articles),
            render_welcome(examples, articles=len(articles)),
            render_shelf(articles, answerer.library.problems),
        )

    def ask(
        self, conversation: Conversation, question: str, request: gr.Request
    ) -> Iterator[tuple[object, ...]]:
        """Write the question down at once and show the answer as it grows."""
        for step in self.desk.ask(_session(request), conversation, question):
            self._remember(step.turns[-1])
            yield step, render_conversation(step), _composer(step)

    def ask_again(
        self, conversation: Conversation, event: gr.EventData, request: gr.Request
    ) -> Iterator[tuple[object, ...]]:
        """The same for a button that carries a question: an example, or a second try."""
        given = event._data  # the only way to what a button carries
        question = given.get("question") if isinstance(given, dict) else None
        yield from self.ask(conversation, question if isinstance(question, str) else "", request)

    def _remember(self, turn: Turn) -> None:
        for statement in turn.statements:
            self.sources.remember(statement.citations)
        if turn.answer is not None:
            self.sources.remember(turn.answer.sources)

    def stop(self, request: gr.Request) -> None:
        self.desk.stop(_session(request))

    def leave(self, request: gr.Request) -> None:
        """The page was closed."""
        self.desk.leave(_session(request))


_UNCHANGED = (gr.skip(), gr.skip(), gr.skip())
_PLAIN: dict[str, Any] = {"apply_default_css": False, "padding": False, "container": False}
_AT_ONCE: dict[str, Any] = {
    "show_progress": "hidden",
    "trigger_mode": "multiple",  # the desk knows what is under way; Gradio would drop a question
    "concurrency_limit": None,
    "api_visibility": "private",
}
_COMPOSER: dict[str, Any] = {
    "elem_id": "question",
    "placeholder": "Ask about the articles…",
    "label": "Your question",
    "show_label": False,
    "container": False,
    "lines": 1,
    "max_lines": 6,
    "submit_btn": True,
    "autofocus": True,
}


def _composer(conversation: Conversation) -> gr.Textbox:
    """Ready for the next question, or with a stop button while one is open.

    The page's script takes the question out of the line when it stands in the conversation.
    """
    waiting = conversation.open_turn is not None
    return gr.Textbox(submit_btn=not waiting, stop_btn=waiting)


def _session(request: gr.Request) -> str:
    return request.session_hash or ""
