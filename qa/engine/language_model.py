"""The seam to a language model. Knows no engine and no prompt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from qa.engine.constraints import DecodingConstraint

Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a chat prompt; `role` is system, user or assistant."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Generated:
    """A token's text as it is written. `finish_reason` is set on the last piece only.

    `stop`: the model ended its text. `length`: it was cut off, and its last sentence is not whole.
    `log_probability` is natural, of the token among all, those included that a constraint forbade.
    """

    text: str
    finish_reason: str | None = None
    log_probability: float = 0.0


class Writer(Protocol):
    """Writes text. Safe to call from several threads.

    Contents of messages are plain text: no part of them may become a control token.
    """

    @property
    def name(self) -> str: ...

    def fits(self, messages: Sequence[Message], max_tokens: int) -> bool:
        """Whether the prompt leaves room for `max_tokens` of answer."""
        ...

    def generate(
        self,
        messages: Sequence[Message],
        *,
        constraint: DecodingConstraint | None = None,
        max_tokens: int = 160,
        cancelled: Cancelled = lambda: False,
    ) -> Generator[Generated]:
        """Write greedily until the model ends its turn or `max_tokens` are written.

        A model that another program runs may not keep to the constraint.
        """
        ...


class LanguageModel(Writer, Protocol):
    """Writes and chooses. Deterministic; several threads take turns inside."""

    @property
    def parameters(self) -> int:
        """How many weights the model has, which tells what it can be trusted to do."""
        ...

    def log_likelihoods(
        self,
        messages: Sequence[Message],
        options: Sequence[str],
        *,
        cancelled: Cancelled = lambda: False,
    ) -> list[float]:
        """The natural logarithm of the probability of each option as the whole next turn."""
        ...


class TeachableModel(LanguageModel, Protocol):
    """A language model that low-rank adapters teach other things; all share its weights."""

    def with_adapter(self, adapter: Path) -> LanguageModel:
        """The same model with this adapter on it instead of its own, if it has any."""
        ...
