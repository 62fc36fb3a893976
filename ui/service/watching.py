"""What is told of every question when it has ended: to the audit, to the figures. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ui.service.conversation import Stage

if TYPE_CHECKING:
    from ui.service.conversation import Conversation


@dataclass(frozen=True, slots=True)
class Ended:
    """One question at its end. `seconds` count from asking; `waited` of them in the line."""

    session: str
    conversation: Conversation
    seconds: float
    waited: float

    @property
    def outcome(self) -> str:
        """The answer's status, or why there is none: stopped, failed."""
        turn = self.conversation.turns[-1]
        if turn.stage is Stage.ANSWERED and turn.answer is not None:
            return str(turn.answer.status)
        return str(turn.stage)


class Watcher(Protocol):
    """Is told of every question; raises nothing."""

    def __call__(self, ended: Ended) -> None: ...
