"""The chat as Gradio components: a conversation, the source beside it, a line to ask in."""

from __future__ import annotations

from collections.abc import Iterator  # Gradio reads the annotations of handlers
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
    from ui.desk import Desk, StreamingAnswerer
    from ui.opening import Opening

_ENGINE = "engine"  # events that share the one engine, one at a time
_POLL_SECONDS = 0.5
# What the page's own script needs of Gradio: to fetch a source and to ask by a button.
_GLUE = """
window.bylinePage = {
  source: (key) => server.source(key),
  ask: (question) => trigger("submit", { question }),
};
"""
_SOURCE_SHELL = (
    '<div class="source-bar"><p class="source-place"></p>'
    '<button type="button" class="link" data-close>Close</button></div>'
    '<article class="source-article" tabindex="-1"></article>'
    '<footer class="source-footer" hidden></footer>'
)


@dataclass(frozen=True)
class Chat:
    """Builds the chat into the Gradio block around it and serves its events."""

    desk: Desk
    opening: Opening[StreamingAnswerer]
    sources: Sources

    def build(self) -> None:
        """Lay the parts out and connect them; called inside a `gr.Blocks`."""

        def source(key: str) -> str:  # Gradio marks the function, which a method does not allow
            return self.sources.render(key)

        conversation = gr.State(Conversation())
        page = gr.HTML(render_masthead(None), elem_id="masthead", **_PLAIN)
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk"):
                talk = gr.HTML(
                    render_welcome((), articles=None),
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
        clock = gr.Timer(_POLL_SECONDS)
        told: list[Component] = [page, talk, shelf, opening, clock]
        clock.tick(self.look, [conversation], told, **_AT_ONCE)
        outcome: list[Component] = [conversation, talk, box]
        asked = box.submit(self.ask, [conversation, box], outcome, **_AT_ONCE)
        asked.then(self.answer, [conversation], outcome, **_ONE_AT_A_TIME)
        asked = talk.submit(self.ask_again, [conversation], outcome, **_AT_ONCE)
        asked.then(self.answer, [conversation], outcome, **_ONE_AT_A_TIME)
        box.stop(self.stop, **_AT_ONCE)

    # Gradio reads the annotation of `request` and hands it over.

    def look(self, conversation: Conversation) -> tuple[object, ...]:
        """Tell the page how far the opening is, and what was opened once it is."""
        state = self.opening.state
        if not state.finished:
            return gr.skip(), gr.skip(), gr.skip(), render_opening(state), gr.skip()
        answerer = self.opening.opened
        if answerer is None:
            return gr.skip(), gr.skip(), gr.skip(), render_opening(state), gr.Timer(active=False)
        articles = answerer.library.articles
        welcome = render_welcome(example_questions(newest_first(articles)), articles=len(articles))
        return (
            render_masthead(articles),
            gr.skip() if conversation.turns else welcome,
            render_shelf(articles, answerer.library.problems),
            render_opening(state),
            gr.Timer(active=False),
        )

    def ask(
        self, conversation: Conversation, question: str, request: gr.Request
    ) -> tuple[object, ...]:
        """Write the question down at once; the answer follows as an event of its own."""
        asked = self.desk.ask(_session(request), conversation, question)
        if asked is conversation:
            return gr.skip(), gr.skip(), gr.skip()
        return asked, render_conversation(asked), _composer(asked, "")

    def ask_again(
        self, conversation: Conversation, event: gr.EventData, request: gr.Request
    ) -> tuple[object, ...]:
        """The same for a button that carries a question: an example, or a second try."""
        given = event._data  # the only way to what a button carries
        question = given.get("question") if isinstance(given, dict) else None
        return self.ask(conversation, question if isinstance(question, str) else "", request)

    def answer(
        self, conversation: Conversation, request: gr.Request
    ) -> Iterator[tuple[object, ...]]:
        """Show the answer as it grows."""
        for step in self.desk.answer(_session(request), conversation):
            for statement in step.turns[-1].statements:
                self.sources.remember(statement.citations)
            if step.turns[-1].answer is not None:
                self.sources.remember(step.turns[-1].answer.sources)
            yield step, render_conversation(step), _composer(step)

    def stop(self, request: gr.Request) -> None:
        self.desk.stop(_session(request))

    def leave(self, request: gr.Request) -> None:
        """The page was closed."""
        self.desk.leave(_session(request))


_PLAIN: dict[str, Any] = {"apply_default_css": False, "padding": False, "container": False}
_AT_ONCE: dict[str, Any] = {
    "show_progress": "hidden",
    "concurrency_limit": None,
    "api_visibility": "private",
}
_ONE_AT_A_TIME: dict[str, Any] = {
    "show_progress": "hidden",
    "concurrency_limit": 1,
    "concurrency_id": _ENGINE,
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


def _composer(conversation: Conversation, text: str | None = None) -> gr.Textbox:
    """Ready for the next question, or with a stop button while one is open."""
    waiting = conversation.open_turn is not None
    changes: dict[str, Any] = {} if text is None else {"value": text}
    return gr.Textbox(submit_btn=not waiting, stop_btn=waiting, **changes)


def _session(request: gr.Request) -> str:
    return request.session_hash or ""
