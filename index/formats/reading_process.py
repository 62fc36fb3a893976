"""The process in which files are read, seen from outside: asked, limited, stopped, started again.

One process reads many files, one after the other. A file that takes too long or too much memory,
or that breaks its reader, ends the process and nothing else; the next file gets another one.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from functools import cache
from pathlib import Path
from typing import Any

from index.formats.reading import Reading, UnreadableError
from index.front_matter import Fields

SECONDS = 20.0  # for one file
MEMORY = 1 << 30  # bytes for one file
START_SECONDS = 60.0  # for the process to be there, on a slow disk
_GRACE_SECONDS = 2.0  # in which the process may say itself that its time is up
_PIECE = 65_536  # bytes
_HEAD = 8  # bytes of the length before each message
_MOST_REPLIED = 256 * 2**20  # bytes; more text than that is in no file that is read
_CHILD = Path(__file__).with_name("reading_child.py")
_TOO_LONG = "reading it takes longer than {:g} seconds"
_BROKEN = "it is damaged, or needs more than 1 GB of memory"


class EndedError(Exception):
    """The process is gone, or was too slow (`late`)."""

    def __init__(self, *, late: bool = False) -> None:
        super().__init__()
        self.late = late


class ReadingProcess:
    """Reads files of any format, one at a time; threads wait for each other."""

    def __init__(
        self, *, child: Path = _CHILD, seconds: float = SECONDS, memory: int = MEMORY
    ) -> None:
        self._child = child
        self._seconds = seconds
        self._memory = memory
        self._lock = threading.Lock()
        self._pipes: ChildPipes | None = None

    def read(self, data: bytes, suffix: str) -> tuple[Reading, ...]:
        """The articles of a file.

        Raises:
            UnreadableError: it cannot be read, or takes too long or too much memory.
        """
        with self._lock:
            request = {"suffix": suffix, "seconds": self._seconds, "memory": self._memory}
            reply = self._ask(request, data)
            if reply.get("tired"):
                self._end()
        if (reason := reply.get("unreadable")) is not None:
            raise UnreadableError(reason)
        return tuple(_reading(each) for each in reply["readings"])

    @property
    def process_id(self) -> int | None:
        """Of the process that runs now, if one does."""
        return self._pipes.process.pid if self._pipes else None

    def close(self) -> None:
        """End the process; the next file starts another."""
        with self._lock:
            self._end()

    def _ask(self, request: dict[str, Any], data: bytes) -> dict[str, Any]:
        try:
            pipes = self._running()
            until = time.monotonic() + self._seconds + _GRACE_SECONDS
            pipes.send(json.dumps(request).encode(), until)
            pipes.send(data, until)
            reply: dict[str, Any] = json.loads(pipes.receive(until))
        except EndedError as ended:
            status = self._end()
            late = ended.late or status == -signal.SIGXCPU
            return {"unreadable": _TOO_LONG.format(self._seconds) if late else _BROKEN}
        except BaseException:  # whoever is interrupted leaves no half of a message behind
            self._end()
            raise
        return reply

    def _running(self) -> ChildPipes:
        if self._pipes is None or self._pipes.process.poll() is not None:
            self._end()
            self._pipes = ChildPipes(start_child(self._child))
            self._pipes.receive(time.monotonic() + START_SECONDS)
        return self._pipes

    def _end(self) -> int | None:
        """The exit status of the process, if there was one."""
        if self._pipes is None:
            return None
        status = self._pipes.end()
        self._pipes = None
        return status


class ChildPipes:
    """The process with its two pipes: messages, each behind its length."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        if process.stdin is None or process.stdout is None:
            raise ValueError("The process was started without pipes.")
        self.process = process
        self._to, self._from = process.stdin, process.stdout
        os.set_blocking(self._to.fileno(), False)

    def send(self, message: bytes, until: float) -> None:
        """Send a message, until a time of the monotonic clock."""
        left = memoryview(len(message).to_bytes(_HEAD, "big") + message)
        try:
            while left:
                self._wait(self._to.fileno(), selectors.EVENT_WRITE, until)
                left = left[os.write(self._to.fileno(), left[:_PIECE]) :]
        except OSError as error:
            raise EndedError from error

    def receive(self, until: float) -> bytes:
        """The next message."""
        length = int.from_bytes(self._exactly(_HEAD, until), "big")
        if length > _MOST_REPLIED:
            raise EndedError
        return self._exactly(length, until)

    def _exactly(self, size: int, until: float) -> bytes:
        got = bytearray()
        while len(got) < size:
            self._wait(self._from.fileno(), selectors.EVENT_READ, until)
            piece = os.read(self._from.fileno(), min(_PIECE, size - len(got)))
            if not piece:
                raise EndedError
            got += piece
        return bytes(got)

    def _wait(self, descriptor: int, event: int, until: float) -> None:
        with selectors.DefaultSelector() as ready:
            ready.register(descriptor, event)
            if not ready.select(max(0.0, until - time.monotonic())):
                raise EndedError(late=True)

    def end(self) -> int:
        """End the process; its exit status."""
        self.process.kill()  # nothing happens when it has ended by itself
        status = self.process.wait()
        for stream in (self._to, self._from):
            with contextlib.suppress(OSError):
                stream.close()
        return status


@cache
def reading_process() -> ReadingProcess:
    """The one of this program; its process starts with the first file and ends with the program."""
    process = ReadingProcess()
    atexit.register(process.close)
    return process


def start_child(child: Path) -> subprocess.Popen[bytes]:
    """Start a program of this project that answers messages until nobody sends any."""
    # -P and the working folder: nothing that lies among the articles is taken for a module.
    return subprocess.Popen(
        [sys.executable, "-P", str(child)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=child.parent,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        start_new_session=True,  # Ctrl-C is for the program, which ends this one
    )


def _reading(told: dict[str, Any]) -> Reading:
    return Reading(
        told["text"],
        Fields(**told["fields"]),
        told["removed"],
        tuple(told["problems"]),
        tuple((start, page) for start, page in told["pages"]),
    )
