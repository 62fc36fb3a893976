"""A child process that reads and writes JSON, one object a line. Knows nothing of what it does."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import sys
from pathlib import Path
from typing import Any

from qa.errors import ModelError

_ROOT = Path(__file__).resolve().parents[2]
_READ = 65_536  # bytes
_END_SECONDS = 5.0  # that a killed process may take to be gone


class EngineEndedError(ModelError):
    """The process of the language model ended while it was asked."""


class EnginePipe:
    """The child with its two pipes, for one thread at a time."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        if process.stdin is None or process.stdout is None:
            raise ValueError("The process was started without pipes.")
        self.process = process
        self._requests, self._replies = process.stdin, process.stdout
        self._pending = b""
        self._ready = selectors.DefaultSelector()
        self._ready.register(self._replies, selectors.EVENT_READ)

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def write(self, value: dict[str, Any]) -> None:
        """Send one object.

        Raises:
            EngineEndedError: the process has ended.
        """
        try:
            self._requests.write(json.dumps(value).encode() + b"\n")
            self._requests.flush()
        except (OSError, ValueError) as error:
            raise _ended() from error

    def read(self, seconds: float) -> dict[str, Any] | None:
        """The next object; None when none came within `seconds`.

        Raises:
            EngineEndedError: the process has ended.
        """
        if b"\n" not in self._pending:
            if not self._ready.select(seconds):
                return None
            read = os.read(self._replies.fileno(), _READ)
            if not read:
                raise _ended()
            self._pending += read
        line, newline, rest = self._pending.partition(b"\n")
        if not newline:
            return None
        self._pending = rest
        value: dict[str, Any] = json.loads(line)
        return value

    def end(self) -> None:
        """Kill the process; nothing happens when it has ended."""
        self.process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(_END_SECONDS)
        self._ready.close()
        for stream in (self._requests, self._replies):
            with contextlib.suppress(OSError):
                stream.close()


def start_module(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a module of this program as a process with pipes, whatever folder this one works in."""
    known = (str(_ROOT), os.environ.get("PYTHONPATH"))
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in known if path)},
    )


def _ended() -> EngineEndedError:
    return EngineEndedError("The language model's process has ended. Ask again.")
