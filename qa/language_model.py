"""The seam to a language model: text in, text out, under constraints. Knows no engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.constraints import DecodingConstraint


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a chat prompt; `role` is system, user or assistant."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Generated:
    """A piece of text as it is written. `finish_reason` is set on the last piece only.

    `length` means that the model was cut off: what it was writing is not a sentence.
    """

    text: str
    finish_reason: str | None = None


Cancelled = Callable[[], bool]


class LanguageModel(Protocol):
    """Write text for a prompt. One owner at a time; implementations hold their own lock."""

    @property
    def name(self) -> str: ...

    def generate(
        self,
        messages: Sequence[Message],
        *,
        constraint: DecodingConstraint | None = None,
        max_tokens: int = 96,
    ) -> Iterator[Generated]: ...
