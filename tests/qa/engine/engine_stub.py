"""An engine's process without an engine: says what it is asked, or fails in the way it is asked."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Generator, Sequence
from pathlib import Path

from qa.engine.constraints import DecodingConstraint, OfferedMarkers
from qa.engine.language_model import Generated, Message
from qa.engine.model_child import EngineServer
from qa.errors import CancelledError, ModelError


class EchoModel:
    """Writes the last message back, a character at a time."""

    name = "echo"
    parameters = 7

    def __init__(self, adapter: Path | None = None) -> None:
        self._adapter = adapter

    def with_adapter(self, adapter: Path) -> EchoModel:
        if adapter.name == "missing":
            raise ModelError("There is no such adapter.")
        return EchoModel(adapter)

    def fits(self, messages: Sequence[Message], max_tokens: int) -> bool:
        return max_tokens < 1000

    def generate(
        self,
        messages: Sequence[Message],
        *,
        constraint: DecodingConstraint | None = None,
        max_tokens: int = 160,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Generator[Generated]:
        text = messages[-1].content
        if self._adapter is not None:
            text = f"{self._adapter}: {text}"
        if text == "error":
            raise ModelError("The prompt is too long.")
        if text == "die":
            os._exit(1)
        if isinstance(constraint, OfferedMarkers):
            text = str(sorted(constraint.offered))
        for character in "e" * max_tokens if text == "endless" else text:
            if cancelled():
                raise CancelledError("The question was cancelled.")
            if text == "endless":
                time.sleep(0.01)
            yield Generated(character)
        yield Generated("", "stop")

    def log_likelihoods(
        self,
        messages: Sequence[Message],
        options: Sequence[str],
        *,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> list[float]:
        if messages[-1].content == f"wait for {os.getpid()}":
            time.sleep(60)
        return [-1.1 * len(option) for option in options]


if __name__ == "__main__":
    EngineServer(sys.stdout).run(EchoModel, sys.stdin)
