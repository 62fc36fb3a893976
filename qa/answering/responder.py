"""What a responder is asked, and what it hands on: statements that are still to be made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from qa.comparison import Found
from qa.evidence import Certainty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from index import ArticleLibrary
    from qa.answering.clock import Clock
    from qa.answering.composition import Composition
    from qa.engine import Cancelled
    from qa.question import Request
    from qa.statement import CheckedStatement

    Telling = Callable[[Composition, Cancelled], Iterable[CheckedStatement]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it stands alone, whole or one part of it, with what limits the search."""

    question: str
    request: Request
    clock: Clock


@dataclass(frozen=True, slots=True)
class Response:
    """What a responder has to say: a notice, or statements that are made when they are told.

    `found` is what is shown as closest where nothing is told, and what the statements are compared
    with. `certainty` is what may be said where nothing is told: an answer that did not come about
    is no denial.
    """

    found: Found
    tell: Telling
    certainty: Certainty = Certainty.DENIED
    notice: str | None = None

    @property
    def denies(self) -> bool:
        """Whether the articles do not say it, where nothing is told."""
        return self.certainty is Certainty.DENIED


class Responder(Protocol):
    """Answers one kind of question."""

    @property
    def whole(self) -> bool:
        """Whether it hears the question undivided; else it hears each part."""
        ...

    def respond(self, asked: Asked, library: ArticleLibrary) -> Response | None:
        """What it has to say; None where another responder has to be asked."""
        ...
