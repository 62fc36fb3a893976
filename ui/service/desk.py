"""Who asks, who waits, who has stopped: questions of many pages before one engine.

Knows nothing of Gradio. A page is known by its session, a string; it asks one question at a time.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index import LibraryError
from qa.errors import AnswerError, CancelledError
from qa.question.request import LONGEST_QUESTION
from ui.service.conversation import READING
from ui.service.engine import NO_LIMITS
from ui.service.watching import Ended
from ui.service.work import Running, Work, WorkStage

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from ui.service.conversation import Conversation
    from ui.service.engine import AnswerStream, Engine, Limits
    from ui.service.opening import Opening, Tell
    from ui.service.watching import Watcher
    from ui.service.work import Result

SHOWABLE = (AnswerError, LibraryError)  # errors whose message is a sentence for a person
_REMEMBERED = 6  # earlier answers that a question may refer to
_MOST_WAITING = 32  # pages
_VANISHED_SECONDS = 180  # without a step; no answer takes that long
_LOOK_SECONDS = 0.05
_STEP_SECONDS = 0.25
_TOLD_AGAIN_SECONDS = 10.0  # who is not there any more takes no second step, and vanishes
_WORK = " work"  # behind the session, for what is no question
_SHOWN = 200  # characters of a question that cannot be asked
_FULL = "Too many questions are waiting. Ask again in a minute."
_INSIDE = (
    "Something went wrong inside Byline while it answered. Ask again; if it happens once more, "
    "the terminal that runs Byline says what it was."
)
_LOGGER = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class _Seat:
    """One page's place in the line, from asking to the end of its answer."""

    stopped: threading.Event = field(default_factory=threading.Event)
    stream: AnswerStream | None = None
    touched: float = field(default_factory=time.monotonic)
    taken: float = field(default_factory=time.monotonic)
    begun: float | None = None  # when its turn came

    def stop(self) -> None:
        self.stopped.set()
        if self.stream is not None:
            self.stream.cancel()


class Desk:
    """Takes questions, answers them in the order they came, and stops them when asked to.

    So many are answered `at_once`, which only helps where another computer does the work. Each of
    the `watchers` is told of every question when it has ended.
    """

    def __init__(
        self, opening: Opening[Engine], *, at_once: int = 1, watchers: Sequence[Watcher] = ()
    ) -> None:
        self._opening = opening
        self._at_once = at_once
        self._watchers = watchers
        self._seats: dict[str, _Seat] = {}  # in the order of asking; the first is answered
        self._lock = threading.Lock()

    def ask(
        self,
        session: str,
        conversation: Conversation,
        question: str,
        limits: Limits = NO_LIMITS,
        limited: str = "",
    ) -> Iterator[Conversation]:
        """The conversation with the question, then as its answer grows.

        `limited` says in words what the limits are.

        Nothing comes when there is nothing to ask or when this page still waits for an answer.
        What is wrong with a question or its answer is said under it.
        """
        question = question.strip()
        if not question:
            return
        reason = _what_is_wrong(question)
        if reason is not None:
            yield self._refused(session, conversation, _shortened(question), reason)
            return
        seat = self._take_seat(session)
        if seat is None:
            if session not in self._seats:
                yield self._refused(session, conversation, question, _FULL)
            return
        asked = conversation.asked(question, self._note(seat), limited)
        yield from self._outcome(session, seat, asked, limits)

    def work(self, session: str, job: Callable[[Engine, Tell], Result]) -> Iterator[Work[Result]]:
        """Other work than a question, in the same line: every step of it, then what came of it.

        Nothing comes while this page has other work under way. Work that is stopped ends at the
        next thing it tells.
        """
        key = f"{session}{_WORK}"
        seat = self._take_seat(key)
        if seat is None:
            if key not in self._seats:
                yield Work(WorkStage.FAILED, _FULL)
            return
        last: Work[Result]
        try:
            last = yield from self._until_done(seat, job)
        except CancelledError:
            last = Work(WorkStage.STOPPED)
        except SHOWABLE as error:
            last = Work(WorkStage.FAILED, str(error))
        except Exception:
            _LOGGER.exception("Some work could not be done")
            last = Work(WorkStage.FAILED, _INSIDE)
        finally:
            seat.stop()
            self._give_up(key, seat)
        yield last

    @property
    def seats(self) -> int:
        """How many pages wait or are answered."""
        return len(self._seats)

    @property
    def busy(self) -> bool:
        """Whether anybody waits for an answer or other work."""
        return bool(self._seats)

    def stop_work(self, session: str) -> None:
        """Stop the work of this page that is no question."""
        self.stop(f"{session}{_WORK}")

    def stop(self, session: str) -> None:
        """Stop answering this page; it keeps the statements it has."""
        seat = self._seats.get(session)
        if seat is not None:
            seat.stop()

    def leave(self, session: str) -> None:
        """The page was closed."""
        for key in (session, f"{session}{_WORK}"):
            seat = self._seats.get(key)
            if seat is not None:
                seat.stop()
                self._give_up(key, seat)

    def _until_done(
        self, seat: _Seat, job: Callable[[Engine, Tell], Result]
    ) -> Generator[Work[Result], None, Work[Result]]:
        for note in self._turn_of(seat):
            yield Work(WorkStage.WAITING, note)
        engine = self._opened()
        running = Running(lambda tell: job(engine, tell), seat.stopped)
        yield running.now
        while not running.wait(_STEP_SECONDS):
            seat.touched = time.monotonic()
            yield running.now
        return running.outcome()

    def _outcome(
        self, session: str, seat: _Seat, conversation: Conversation, limits: Limits
    ) -> Iterator[Conversation]:
        """Every step to the answer, or to the sentence that says why there is none."""
        last = conversation
        try:
            for last in self._until_answered(seat, conversation, limits):
                yield last
        except CancelledError:
            last = last.stopped()
        except SHOWABLE as error:
            last = last.failed(str(error))
        except Exception:
            _LOGGER.exception("A question could not be answered")
            last = last.failed(_INSIDE)
        finally:
            seat.stop()
            self._give_up(session, seat)
            if last.open_turn is not None:  # the page went away
                last = last.stopped()
            self._tell_watchers(session, last, seat)
        yield last  # from this step on the page may ask again

    def _until_answered(
        self, seat: _Seat, conversation: Conversation, limits: Limits
    ) -> Iterator[Conversation]:
        yield conversation
        for note in self._turn_of(seat):
            yield conversation.noted(note)
        engine = self._opened()
        seat.begun = time.monotonic()
        conversation = conversation.answering()
        yield conversation
        self._go_on(seat)
        question, history = conversation.turns[-1].question, conversation.history
        seat.stream = engine.stream(question, history=history[-_REMEMBERED:], limits=limits)
        for statement in seat.stream:
            conversation = conversation.answering(statement)
            yield conversation
            self._go_on(seat)
        yield conversation.answered(seat.stream.answer)

    def _refused(
        self, session: str, conversation: Conversation, question: str, reason: str
    ) -> Conversation:
        refused = conversation.refused(question, reason)
        self._tell_watchers(session, refused, _Seat())
        return refused

    def _tell_watchers(self, session: str, conversation: Conversation, seat: _Seat) -> None:
        now = time.monotonic()
        waited = (now if seat.begun is None else seat.begun) - seat.taken
        for watcher in self._watchers:
            watcher(Ended(session, conversation, now - seat.taken, waited))

    def _turn_of(self, seat: _Seat) -> Iterator[str]:
        """Wait until it is this one's turn; says what is waited for, whenever that changes.

        Each word to a page that waits is drawn and sent: thirty pages that are told the same
        ten times a second leave an answer no processor.
        """
        told, told_at = "", 0.0
        while not (self._opening.wait(_LOOK_SECONDS) and self._is_first(seat)):
            self._go_on(seat)
            note, now = self._note(seat), time.monotonic()
            if note != told or now - told_at > _TOLD_AGAIN_SECONDS:
                told, told_at = note, now
                yield note
            time.sleep(_LOOK_SECONDS)

    def _opened(self) -> Engine:
        engine = self._opening.opened
        if engine is None:
            raise AnswerError(self._opening.state.failure or "The articles are not open.")
        return engine

    def _go_on(self, seat: _Seat) -> None:
        if seat.stopped.is_set():
            raise CancelledError("The person who asked has stopped it.")
        seat.touched = time.monotonic()

    def _take_seat(self, session: str) -> _Seat | None:
        with self._lock:
            self._forget_the_vanished()
            if session in self._seats or len(self._seats) >= _MOST_WAITING:
                return None
            return self._seats.setdefault(session, _Seat())

    def _give_up(self, session: str, seat: _Seat) -> None:
        with self._lock:
            if self._seats.get(session) is seat:
                del self._seats[session]

    def _is_first(self, seat: _Seat) -> bool:
        return self._before(seat) < self._at_once

    def _before(self, seat: _Seat) -> int:
        with self._lock:
            self._forget_the_vanished()
            line = list(self._seats.values())
            return line.index(seat) if seat in line else 0

    def _is_own(self, seat: _Seat) -> bool:
        """Whether the one before it is of the same page."""
        line = [(key.removesuffix(_WORK), other is seat) for key, other in self._seats.items()]
        return bool(line) and (line[0][0], True) in line[1:]

    def _forget_the_vanished(self) -> None:
        """A page that has taken no step for minutes is gone; called with the lock held."""
        oldest = time.monotonic() - _VANISHED_SECONDS
        for session in [s for s, seat in self._seats.items() if seat.touched < oldest]:
            self._seats.pop(session).stop()

    def _note(self, seat: _Seat) -> str:
        others = self._before(seat)
        if not self._opening.state.finished:
            return "Byline is still opening the articles; your question is answered right after."
        if others == 1 and self._is_own(seat):
            return "What you asked for before comes first."
        if others == 1:
            return "Someone else’s question is being answered; yours is next."
        return f"{others} questions are before yours." if others else READING


def _what_is_wrong(question: str) -> str | None:
    if not any(character.isalnum() for character in question):
        return "There are no words in this question."
    if len(question) > LONGEST_QUESTION:
        return (
            f"This question has {len(question):,} characters; Byline reads up to "
            f"{LONGEST_QUESTION:,}. Ask for one thing at a time."
        )
    return None


def _shortened(question: str) -> str:
    return question if len(question) <= _SHOWN else f"{question[:_SHOWN]} …"
