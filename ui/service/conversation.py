"""What was asked and answered on one page so far. Values only: nothing here is ever changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.answer import CheckedAnswer
    from qa.statement import CheckedStatement


READING = "Reading the articles…"


class Stage(StrEnum):
    """How far one question has come."""

    WAITING = "waiting"
    ANSWERING = "answering"
    ANSWERED = "answered"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with what is known of its answer.

    `statements` grow while the answer is being made; `answer` comes with its end. `note` is the
    sentence shown while it waits, or the reason why it failed. `limited` says in words which
    articles alone were searched, where that was not all.
    """

    question: str
    stage: Stage = Stage.WAITING
    note: str = ""
    statements: tuple[CheckedStatement, ...] = ()
    answer: CheckedAnswer | None = None
    limited: str = ""

    @property
    def unfinished(self) -> bool:
        return self.stage in {Stage.WAITING, Stage.ANSWERING}


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns of one page, oldest first; `key` is the name under which they are kept."""

    turns: tuple[Turn, ...] = ()
    key: str = ""

    @property
    def open_turn(self) -> Turn | None:
        """The question that still has no answer, if there is one; it is always the last."""
        return self.turns[-1] if self.turns and self.turns[-1].unfinished else None

    @property
    def history(self) -> tuple[tuple[str, str], ...]:
        """Questions with their complete answers, for understanding a question that follows.

        Each question as it was understood: it may lean on turns that are no longer handed on.
        """
        return tuple(
            (t.answer.understood or t.question, t.answer.text)
            for t in self.turns
            if t.answer is not None
        )

    def asked(self, question: str, note: str, limited: str = "") -> Conversation:
        return self._with(Turn(question, note=note, limited=limited))

    def refused(self, question: str, reason: str) -> Conversation:
        """A question that is not even tried, with the reason."""
        return self._with(Turn(question, stage=Stage.FAILED, note=reason))

    def noted(self, note: str) -> Conversation:
        """The same with another word on what it waits for."""
        return self._last(note=note)

    def answering(self, statement: CheckedStatement | None = None) -> Conversation:
        """The same with the statement added that has just been checked."""
        said = self.turns[-1].statements + (() if statement is None else (statement,))
        return self._last(stage=Stage.ANSWERING, note=READING, statements=said)

    def answered(self, answer: CheckedAnswer) -> Conversation:
        return self._last(stage=Stage.ANSWERED, answer=answer, statements=answer.statements)

    def stopped(self) -> Conversation:
        return self._last(stage=Stage.STOPPED)

    def failed(self, reason: str) -> Conversation:
        return self._last(stage=Stage.FAILED, note=reason)

    def _with(self, turn: Turn) -> Conversation:
        return replace(self, turns=(*self.turns, turn))

    def _last(self, **changes: object) -> Conversation:
        last = replace(self.turns[-1], **changes)  # type: ignore[arg-type]
        return replace(self, turns=(*self.turns[:-1], last))
