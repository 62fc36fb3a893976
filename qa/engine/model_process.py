"""A language model in a process of its own, which may crash or be killed: it is started again.

Knows no engine: what runs in that process is `qa.engine.model_child`.
"""

from __future__ import annotations

import atexit
import contextlib
import itertools
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qa.engine.constraints import constraint_to_data
from qa.engine.json_pipe import EngineEndedError, EnginePipe, start_module
from qa.engine.language_model import Generated
from qa.errors import CancelledError, ModelError

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Generator, Iterator, Sequence
    from pathlib import Path

    from qa.engine.constraints import DecodingConstraint
    from qa.engine.language_model import Cancelled, LanguageModel, Message

START_SECONDS = 120.0  # a large file on a slow disk
REQUEST_SECONDS = 150.0  # a model that needs more for one answer is of no use in a chat
GRACE_SECONDS = 1.5  # from giving a request up to the end of a process that goes on with it
_LOOK_SECONDS = 0.02


class EngineProcess:
    """The model behind a pipe. The first request after its process has ended starts another.

    A request that is under way then is made once more, unless a part of its text was given out
    already. One that takes longer than `seconds` is given up.
    """

    def __init__(
        self, start: Callable[[], subprocess.Popen[bytes]], *, seconds: float = REQUEST_SECONDS
    ) -> None:
        self._start = start
        self._seconds = seconds
        self._lock = threading.Lock()
        self._number = 0
        self._pipe = EnginePipe(start())
        atexit.register(self.close)
        greeting = self._greeting()
        self._name, self._parameters = str(greeting["name"]), int(greeting["parameters"])

    @classmethod
    def load(cls, path: Path, adapter: Path | None = None) -> EngineProcess:
        """Start a process that loads a GGUF file and an adapter, and wait until it has.

        Raises:
            ModelError: there is no such file, or llama.cpp cannot use it.
        """
        files = [str(each) for each in (path, adapter) if each is not None]
        return cls(lambda: start_module("qa.engine.model_child", *files))

    @property
    def name(self) -> str:
        return self._name

    @property
    def parameters(self) -> int:
        return self._parameters

    @property
    def process_id(self) -> int:
        """Of the process that runs now; after its end there will be another."""
        return self._pipe.process.pid

    def close(self) -> None:
        """End the process."""
        atexit.unregister(self.close)
        self._pipe.end()

    def with_adapter(self, adapter: Path) -> LanguageModel:
        """The model in this process with another adapter, which is loaded when first asked."""
        return _Adapted(self, str(adapter))

    def fits(
        self, messages: Sequence[Message], max_tokens: int, *, adapter: str | None = None
    ) -> bool:
        given = {"messages": _plain(messages), "max_tokens": max_tokens}
        return bool(self._ask("fits", given, lambda: False, adapter)["fits"])

    def log_likelihoods(
        self,
        messages: Sequence[Message],
        options: Sequence[str],
        *,
        cancelled: Cancelled = lambda: False,
        adapter: str | None = None,
    ) -> list[float]:
        given = {"messages": _plain(messages), "options": list(options)}
        reply = self._ask("log_likelihoods", given, cancelled, adapter)
        return [float(score) for score in reply["scores"]]

    def generate(
        self,
        messages: Sequence[Message],
        *,
        constraint: DecodingConstraint | None = None,
        max_tokens: int = 160,
        cancelled: Cancelled = lambda: False,
        adapter: str | None = None,
    ) -> Generator[Generated]:
        given = {
            "messages": _plain(messages),
            "constraint": constraint_to_data(constraint),
            "max_tokens": max_tokens,
        }
        with self._turn(cancelled):
            replies = self._replies("generate", given, cancelled, adapter)
            try:
                first = next(replies)
            except EngineEndedError:
                replies = self._replies("generate", given, cancelled, adapter)
                first = next(replies)
            with contextlib.closing(replies):
                for reply in itertools.chain([first], replies):
                    yield Generated(reply["text"], reply["finish_reason"], reply["log_probability"])

    def _ask(
        self, do: str, given: dict[str, Any], cancelled: Cancelled, adapter: str | None
    ) -> dict[str, Any]:
        """The only reply to a request."""
        with self._turn(cancelled):
            try:
                (reply,) = self._replies(do, given, cancelled, adapter)
            except EngineEndedError:
                (reply,) = self._replies(do, given, cancelled, adapter)
        return reply

    @contextlib.contextmanager
    def _turn(self, cancelled: Cancelled) -> Iterator[None]:
        """Wait until nobody else asks; who has been cancelled waits no longer."""
        while not self._lock.acquire(timeout=_LOOK_SECONDS):
            _go_on(cancelled)
        try:
            yield
        finally:
            self._lock.release()

    def _replies(
        self, do: str, given: dict[str, Any], cancelled: Cancelled, adapter: str | None
    ) -> Generator[dict[str, Any]]:
        """Make a request; its replies as they come. Closed before the last one, it is given up."""
        number, deadline = self._send(do, given, adapter), time.monotonic() + self._seconds
        more = True
        try:
            while more:
                reply = self._next_reply(number, deadline, cancelled)
                more = reply["more"]
                if "error" in reply:
                    raise ModelError(reply["error"])
                yield reply
        finally:
            if more:
                self._give_up(number)

    def _send(self, do: str, given: dict[str, Any], adapter: str | None) -> int:
        """Make a request; its number."""
        if not self._pipe.alive:
            self._pipe.end()
            self._pipe = EnginePipe(self._start())
            self._greeting()
        self._number += 1
        try:
            self._pipe.write({"number": self._number, "do": do, "given": given, "adapter": adapter})
        except EngineEndedError:
            self._pipe.end()
            raise
        return self._number

    def _next_reply(self, number: int, deadline: float, cancelled: Cancelled) -> dict[str, Any]:
        while True:
            _go_on(cancelled)
            if time.monotonic() > deadline:
                raise ModelError(
                    f"The language model {self._name} took more than {self._seconds:g} seconds and "
                    "was stopped. Ask for less at once, or choose a smaller model: byline models"
                )
            reply = self._pipe.read(_LOOK_SECONDS)
            if reply is not None and reply["number"] == number:
                return reply

    def _give_up(self, number: int) -> None:
        """Make the process drop a request; one that does not in time is ended."""
        deadline = time.monotonic() + GRACE_SECONDS
        with contextlib.suppress(EngineEndedError):
            self._pipe.write({"number": number, "do": "give up"})
            while time.monotonic() < deadline:
                reply = self._pipe.read(_LOOK_SECONDS)
                if reply is not None and reply["number"] == number and not reply["more"]:
                    return
        self._pipe.end()

    def _greeting(self) -> dict[str, Any]:
        """What the process says when it has loaded the model."""
        reply = None
        deadline = time.monotonic() + START_SECONDS
        with contextlib.suppress(EngineEndedError):
            while reply is None and time.monotonic() < deadline:
                reply = self._pipe.read(_LOOK_SECONDS)
        if reply is not None and "error" not in reply:
            return reply
        self._pipe.end()
        if reply is not None:
            raise ModelError(reply["error"])
        raise ModelError(
            "The language model's process ended before the model was loaded, or needed more than "
            f"{START_SECONDS:g} seconds. Choose a smaller model: byline models"
        )


@dataclass(frozen=True, slots=True)
class _Adapted:
    """The model of a process with an adapter of its own."""

    process: EngineProcess
    adapter: str

    @property
    def name(self) -> str:
        return self.process.name

    @property
    def parameters(self) -> int:
        return self.process.parameters

    def fits(self, messages: Sequence[Message], max_tokens: int) -> bool:
        return self.process.fits(messages, max_tokens, adapter=self.adapter)

    def generate(
        self,
        messages: Sequence[Message],
        *,
        constraint: DecodingConstraint | None = None,
        max_tokens: int = 160,
        cancelled: Cancelled = lambda: False,
    ) -> Generator[Generated]:
        return self.process.generate(
            messages,
            constraint=constraint,
            max_tokens=max_tokens,
            cancelled=cancelled,
            adapter=self.adapter,
        )

    def log_likelihoods(
        self,
        messages: Sequence[Message],
        options: Sequence[str],
        *,
        cancelled: Cancelled = lambda: False,
    ) -> list[float]:
        return self.process.log_likelihoods(
            messages, options, cancelled=cancelled, adapter=self.adapter
        )


def _go_on(cancelled: Cancelled) -> None:
    if cancelled():
        raise CancelledError("The question was cancelled.")


def _plain(messages: Sequence[Message]) -> list[list[str]]:
    return [[message.role, message.content] for message in messages]
