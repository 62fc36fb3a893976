"""The chat as Gradio components: a conversation, and a line to ask in."""

from __future__ import annotations

from collections.abc import Iterator  # Gradio reads the annotations of handlers
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.components import Component

from ui.page.answer_view import render_conversation
from ui.page.conversations_bar import ConversationsBar
from ui.page.fittings import AT_ONCE, PLAIN, glue, session_of, told
from ui.page.front_page import render_opening, render_welcome
from ui.page.limits_bar import LimitsBar, limits_in_words
from ui.page.sources import Sources
from ui.page.writer_line import WriterLine
from ui.service.conversation import Conversation
from ui.service.engine import Limits
from ui.service.saved_conversations import SavedConversations

if TYPE_CHECKING:
    from ui.service.conversation import Turn
    from ui.service.desk import Desk
    from ui.service.engine import Engine
    from ui.service.opening import Opening
    from ui.service.writers import Writers


@dataclass(frozen=True, slots=True)
class ChatParts:
    """The parts of the chat that others need: what changes with the articles that are loaded."""

    conversation: gr.State
    welcome: Component
    opening: Component
    limit_form: Component
    writer: Component


@dataclass(frozen=True)
class Chat:
    """Builds the chat into the Gradio block around it and serves its events."""

    desk: Desk
    opening: Opening[Engine]
    sources: Sources
    saved: SavedConversations | None = None
    writers: Writers | None = None

    @property
    def writer_line(self) -> WriterLine:
        """Which model writes."""
        return WriterLine(self.opening, self.writers)

    def build(self) -> ChatParts:
        """Lay the parts out and connect them."""
        bar = ConversationsBar(self.saved, self.sources)
        earlier = bar.build()
        conversation = gr.State(Conversation())
        # Shown until there is a conversation. A component of its own: what is told of the
        # articles may arrive after the first question was asked.
        welcome = gr.HTML(render_welcome((), articles=None), elem_id="welcome", **PLAIN)
        talk = gr.HTML(
            render_conversation(Conversation()),
            elem_id="conversation",
            js_on_load=glue("chat"),
            **PLAIN,
        )
        with gr.Column(elem_id="composer"):
            opening = gr.HTML(render_opening(self.opening.state), elem_id="opening", **PLAIN)
            limits, limit_form = LimitsBar().build(conversation)
            box = gr.Textbox(**_COMPOSER)
            writer = self.writer_line.build()
        bar.connect(earlier, conversation, talk)
        outcome: list[Component] = [conversation, talk, box]
        box.submit(self.ask, [conversation, box, limits], outcome, **AT_ONCE)
        talk.submit(self.ask_again, [conversation, limits], outcome, **AT_ONCE)
        box.stop(self.stop, **AT_ONCE)
        return ChatParts(conversation, welcome, opening, limit_form, writer)

    # Gradio reads the annotation of `request` and hands it over.

    def ask(
        self, conversation: Conversation, question: str, limits: Limits, request: gr.Request
    ) -> Iterator[tuple[object, ...]]:
        """Write the question down at once and show the answer as it grows."""
        if self.saved is not None and not conversation.key:
            conversation = replace(conversation, key=self.saved.new_key())
        limited = ", ".join(limits_in_words(limits).values())
        for step in self.desk.ask(session_of(request), conversation, question, limits, limited):
            self._remember(step.turns[-1])
            if self.saved is not None and step.open_turn is None:
                self.saved.of(session_of(request)).keep(step)
            yield step, render_conversation(step), _composer(step)

    def ask_again(
        self,
        conversation: Conversation,
        limits: Limits,
        event: gr.EventData,
        request: gr.Request,
    ) -> Iterator[tuple[object, ...]]:
        """The same for a button that carries a question: an example, or a second try."""
        yield from self.ask(conversation, told(event).get("question", ""), limits, request)

    def _remember(self, turn: Turn) -> None:
        for statement in turn.statements:
            self.sources.remember(statement.citations)
        if turn.answer is not None:
            self.sources.remember(turn.answer.sources)

    def stop(self, request: gr.Request) -> None:
        self.desk.stop(session_of(request))

    def leave(self, request: gr.Request) -> None:
        """The page was closed."""
        self.desk.leave(session_of(request))


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
