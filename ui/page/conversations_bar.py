"""Beginning another conversation, saving this one, opening or deleting an earlier one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator  # Gradio reads the annotations of handlers
from dataclasses import dataclass
from typing import TYPE_CHECKING

import gradio as gr
from gradio.components import Component

from qa.markup import escape, tag
from ui.page.answer_view import render_conversation
from ui.page.fittings import AT_ONCE, PLAIN, glue, session_of, told
from ui.page.progress_view import render_problem
from ui.page.sources import Sources
from ui.service.conversation import Conversation
from ui.service.conversation_file import conversation_markdown
from ui.service.downloads import render_download
from ui.service.saved_conversations import ConversationError, SavedConversations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.service.saved_conversations import Kept

_SHOWN = 120  # characters of a question in the list


@dataclass(frozen=True)
class ConversationsBar:
    """Builds the bar into the Gradio block around it and serves its events."""

    saved: SavedConversations | None
    sources: Sources

    def build(self) -> Component:
        """The list, which takes the events of the bar; connected by `connect`."""
        gr.HTML(_tools(earlier=self.saved is not None), elem_id="talk-tools", **PLAIN)
        return gr.HTML("", elem_id="earlier", js_on_load=glue("conversations"), **PLAIN)

    def connect(self, earlier: Component, conversation: gr.State, talk: Component) -> None:
        """Let its buttons change the conversation."""
        outbox = gr.HTML("", elem_classes="outbox", **PLAIN)
        outputs = [conversation, talk, earlier, outbox]
        earlier.submit(self.act, [conversation], outputs, **AT_ONCE)  # type: ignore[attr-defined]

    # Gradio reads the annotation of `request` and hands it over.

    def act(
        self, conversation: Conversation, event: gr.EventData, request: gr.Request
    ) -> Iterator[tuple[object, ...]]:
        """What a button asks for; while a question is being answered, nothing."""
        given = told(event)
        if conversation.open_turn is not None and given.get("act") in {"new", "open"}:
            return
        match given.get("act"):
            case "new":
                yield Conversation(), render_conversation(Conversation()), "", gr.skip()
            case "export" if conversation.turns:
                text = conversation_markdown(conversation)
                yield (
                    gr.skip(),
                    gr.skip(),
                    gr.skip(),
                    render_download("conversation.md", text.encode()),
                )
            case "list" | "delete" | "open" if self.saved is not None:
                yield self._of_saved(self.saved.of(session_of(request)), given)
            case "close":
                yield gr.skip(), gr.skip(), "", gr.skip()

    def _of_saved(self, saved: SavedConversations, given: dict[str, str]) -> tuple[object, ...]:
        key = given.get("key", "")
        if given["act"] == "delete":
            saved.delete(key)
        if given["act"] != "open":
            return gr.skip(), gr.skip(), render_earlier(saved.listed()), gr.skip()
        try:
            opened = saved.open(key)
        except ConversationError as error:
            return gr.skip(), gr.skip(), render_problem(str(error)), gr.skip()
        for turn in opened.turns:
            self.sources.remember(turn.answer.sources if turn.answer else ())
        return opened, render_conversation(opened), "", gr.skip()


def render_earlier(kept: Sequence[Kept]) -> str:
    """The earlier conversations, newest first."""
    rows = "".join(tag("li", _row(each)) for each in kept)
    none = tag("p", "No conversation has been kept yet.", class_="aside")
    close = _button("Close", "close", focus=True)
    heading = tag("h2", "Earlier conversations", class_="shelf-title")
    body = tag("div", heading + close, class_="section-line")
    return tag("section", body + (tag("ul", rows, class_="shelf-list") if rows else none),
               class_="earlier", aria_label="Earlier conversations")  # fmt: skip


def _row(kept: Kept) -> str:
    changed = dt.datetime.fromtimestamp(kept.changed).astimezone()
    question = kept.question if len(kept.question) <= _SHOWN else f"{kept.question[:_SHOWN]}…"
    entry = tag("span", escape(question), class_="shelf-headline")
    entry += tag("span", f"{changed:%d %b %Y, %H:%M}", class_="shelf-facts")
    opens = tag("button", entry, type="button", class_="shelf-entry", data_tab="conversations",
                data_act="open", data_key=kept.key)  # fmt: skip
    delete = tag(
        "button", "Delete", type="button", class_="link", data_tab="conversations",
        data_act="delete", data_key=kept.key, data_sure="Delete this conversation?",
        aria_label=f"Delete the conversation: {question}",
    )  # fmt: skip
    return opens + tag("p", delete, class_="item-tools")


def _tools(*, earlier: bool) -> str:
    buttons = _button("New conversation", "new") + _button("Save as Markdown", "export")
    buttons += _button("Earlier conversations", "list") if earlier else ""
    return tag("p", buttons, class_="talk-tools")


def _button(words: str, act: str, *, focus: bool = False) -> str:
    return tag("button", words, type="button", class_="link", data_tab="conversations",
               data_act=act, data_focus="" if focus else None)  # fmt: skip
