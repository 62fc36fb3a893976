"""An answer while it is made: one checked statement after the other, and a way to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.errors import CancelledError

if TYPE_CHECKING:
    import threading
    from collections.abc import Generator, Iterator

    from qa.answer import CheckedAnswer
    from qa.statement import CheckedStatement


class AnswerStream:
    """An answer while it is made: iterate for the checked statements, then read `.answer`."""

    def __init__(
        self, parts: Generator[CheckedStatement, None, CheckedAnswer], stop: threading.Event
    ) -> None:
        self._parts = parts
        self._stop = stop
        self._answer: CheckedAnswer | None = None

    def __iter__(self) -> Iterator[CheckedStatement]:
        return self

    def __next__(self) -> CheckedStatement:
        if self._stop.is_set():
            self._parts.close()
            raise CancelledError("The question was cancelled.")
        try:
            return next(self._parts)
        except StopIteration as end:
            if end.value is not None:
                self._answer = end.value
            raise StopIteration from None

    @property
    def answer(self) -> CheckedAnswer:
        """The whole answer.

        Raises:
            CancelledError: the statements were not iterated to their end.
        """
        if self._answer is None:
            raise CancelledError("The answer is not finished: iterate its statements first.")
        return self._answer

    def cancel(self) -> None:
        """Stop as soon as the model has read or written its next piece; for any thread."""
        self._stop.set()
