"""A conversation as Markdown: questions as headings, answers with their sources as footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.answer import Status
from qa.briefing.blocks import shown, source_of
from qa.briefing.export_check import verdict_words
from qa.briefing.export_markdown import escape_markdown
from qa.quotation_marks import in_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.answer import CheckedAnswer
    from ui.service.conversation import Conversation, Turn


def conversation_markdown(conversation: Conversation) -> str:
    """The whole file; notes are numbered by question and source."""
    lines = ["# Questions and answers"]
    notes: list[str] = []
    for number, turn in enumerate(conversation.turns, start=1):
        lines += ["", f"## {_plain(turn.question)}", ""]
        if turn.limited:
            lines += [f"*Searched: {_plain(turn.limited)}.*", ""]
        if turn.answer is None:
            lines.append(_plain(turn.note) or "Not answered.")
        else:
            lines += _said(turn.answer, number)
            notes += _notes(turn, number)
    return "\n".join([*lines, "", *notes]) + "\n"


def _said(answer: CheckedAnswer, number: int) -> Iterator[str]:
    if answer.refusal:
        yield _plain(answer.refusal)
    for statement in answer.statements:
        markers = "".join(f"[^{number}-{n}]" for n in statement.numbers)
        verdict = "" if statement.verdict is None else f" *({verdict_words(statement.verdict)})*"
        yield f"- {_plain(statement.text)}{markers}{verdict}"
    lead = "It may be here" if answer.status is Status.UNCERTAIN else "The closest sentence"
    for source in answer.closest:
        short = source.short_answer
        said = f" (perhaps: {_plain(in_marks(short))})" if short else ""
        yield f"- {lead}: {_plain(in_marks(source.quote))}{said}[^{number}-{source.number}]"


def _notes(turn: Turn, number: int) -> Iterator[str]:
    for source in turn.answer.sources if turn.answer else ():
        said = f"{_plain(source_of(source))}: {_plain(in_marks(source.quote))}"
        yield f"[^{number}-{source.number}]: {said}"


def _plain(text: str) -> str:
    return escape_markdown(shown(text))
