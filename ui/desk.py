"""Who asks, who waits, who has stopped: questions of many pages before one engine.

Knows nothing of Gradio. A page is known by its session, a string; it asks one question at a time.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from index import LibraryError
from qa.errors import AnswerError, CancelledError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index import Article, Problem
    from qa.answer import CheckedAnswer, CheckedStatement
    from ui.conversation import Conversation
    from ui.opening import Opening

SHOWABLE = (AnswerError, LibraryError)  # errors whose message is a sentence for a person
LONGEST_QUESTION = 4_000  # characters
_MOST_WAITING = 32  # pages
_SEAT_SECONDS = 600  # a page that vanished while it waited frees its seat after this
_SHOWN_OF_REFUSED = 200  # characters of a question that is too long to be asked
_LOGGER = logging.getLogger(__name__)


class AnswerStream(Protocol):
    """Checked statements one by one; `answer` is there when they have all come."""

    @property
    def answer(self) -> CheckedAnswer: ...

    def __iter__(self) -> Iterator[CheckedStatement]: ...

    def cancel(self) -> None: ...


class LoadedArticles(Protocol):
    """What is loaded, and the files that were left out."""

    @property
    def articles(self) -> Sequence[Article]: ...

    @property
    def problems(self) -> Sequence[Problem]: ...


class StreamingAnswerer(Protocol):
    """What the chat needs of an answerer."""

    @property
    def library(self) -> LoadedArticles: ...

    def stream(self, question: str, *, history: Sequence[CheckedAnswer] = ()) -> AnswerStream: ...


@dataclass(slots=True)
class _Seat:
    """One page's question, from asking to the end of its answer."""

    taken: float = field(default_factory=time.monotonic)
    stopped: threading.Event = field(default_factory=threading.Event)
    stream: AnswerStream | None = None


class Desk:
    """Takes questions, answers them one after another, and stops them when asked to."""

    def __init__(self, opening: Opening[StreamingAnswerer]) -> None:
        self._opening = opening
        self._seats: dict[str, _Seat] = {}
        self._lock = threading.Lock()

    def ask(self, session: str, conversation: Conversation, question: str) -> Conversation:
        """Write the question down and take a seat for it.

        The conversation comes back unchanged when there is nothing to ask or when this page still
        waits for an answer, and with the reason under the question when it cannot be taken.
        """
        question = question.strip()
        if not question:
            return conversation
        if len(question) > LONGEST_QUESTION:
            return conversation.refused(
                question[:_SHOWN_OF_REFUSED] + " …",
                f"This question has {len(question):,} characters; Byline reads up to "
                f"{LONGEST_QUESTION:,}. Ask for one thing at a time.",
            )
        with self._lock:
            self._forget_the_vanished()
            if session in self._seats:
                return conversation
            if len(self._seats) >= _MOST_WAITING:
                return conversation.refused(
                    question, "Too many questions are waiting. Ask again in a minute."
                )
            others = len(self._seats)
            self._seats[session] = _Seat()
        return conversation.asked(question, self._note(others))

    def answer(self, session: str, conversation: Conversation) -> Iterator[Conversation]:
        """Answer the open question of the page, a step at a time; nothing if there is none."""
        seat = self._seats.get(session)
        turn = conversation.open_turn
        if seat is None or turn is None:
            return
        try:
            yield from self._answer(seat, conversation, turn.question)
        except CancelledError:
            yield conversation.stopped()
        except SHOWABLE as error:
            yield conversation.failed(str(error))
        except Exception:
            _LOGGER.exception("A question could not be answered")
            yield conversation.failed(
                "Something went wrong inside Byline while it answered. Ask again; if it happens "
                "once more, the terminal that runs Byline says what it was."
            )
        finally:
            if seat.stream is not None:
                seat.stream.cancel()
            self.leave(session)

    def stop(self, session: str) -> None:
        """Stop answering this page; it keeps the statements it has."""
        seat = self._seats.get(session)
        if seat is not None:
            seat.stopped.set()
            if seat.stream is not None:
                seat.stream.cancel()

    def leave(self, session: str) -> None:
        """The page is done or gone."""
        self.stop(session)
        with self._lock:
            self._seats.pop(session, None)

    def _answer(
        self, seat: _Seat, conversation: Conversation, question: str
    ) -> Iterator[Conversation]:
        while not self._opening.wait(0.1):
            if seat.stopped.is_set():
                yield conversation.stopped()
                return
        answerer = self._opening.opened
        if answerer is None:
            raise AnswerError(self._opening.state.failure or "The articles are not open.")
        conversation = conversation.answering()
        yield conversation
        seat.stream = answerer.stream(question, history=conversation.answers)
        for statement in seat.stream:
            if seat.stopped.is_set():
                break
            conversation = conversation.answering(statement)
            yield conversation
        if seat.stopped.is_set():
            yield conversation.stopped()
        else:
            yield conversation.answered(seat.stream.answer)

    def _note(self, others: int) -> str:
        if not self._opening.state.finished:
            return "Byline is still opening the articles; your question is answered right after."
        if others == 1:
            return "Someone else’s question is being answered; yours is next."
        if others:
            return f"{others} questions are before yours."
        return "Reading the articles…"

    def _forget_the_vanished(self) -> None:
        oldest = time.monotonic() - _SEAT_SECONDS
        for session in [s for s, seat in self._seats.items() if seat.taken < oldest]:
            del self._seats[session]
