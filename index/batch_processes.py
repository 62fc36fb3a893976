"""The processes in which batches are made where files are many, seen from outside."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from index.batches import make_batch
from index.folder import NewFile
from index.formats.reading_process import (
    START_SECONDS,
    ChildPipes,
    EndedError,
    start_child,
)

# Each file of a batch may take its reader's time; then something is wrong with the process.
_SECONDS = 1800.0
_MOST_PROCESSES = 4  # some 110 MB each
_CHILD = Path(__file__).with_name("batch_child.py")


def processors() -> int:
    """How many processors this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class BatchProcesses:
    """Makes batches of a folder's files in several processes; whoever leaves it ends them."""

    def __init__(self, folder: Path, *, count: int | None = None, child: Path = _CHILD) -> None:
        self._folder = folder
        self._child = child
        count = min(count or processors(), _MOST_PROCESSES)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="batches")
        self._ahead = 2 * count  # batches that are made or wait, so that few files are in memory
        self._idle: queue.SimpleQueue[ChildPipes] = queue.SimpleQueue()
        self.running: set[ChildPipes] = set()
        self._guard = threading.Lock()
        self._closed = False

    def __enter__(self) -> BatchProcesses:
        return self

    def __exit__(self, *_: object) -> None:
        with self._guard:
            self._closed = True
            for pipes in self.running:
                pipes.process.kill()
        self._threads.shutdown(cancel_futures=True)
        for pipes in self.running:
            pipes.end()

    def each(
        self, groups: Iterable[Sequence[NewFile]]
    ) -> Iterator[tuple[Sequence[NewFile], bytes]]:
        """Each group of files with its batch, in their order."""
        waiting: deque[tuple[Sequence[NewFile], Future[bytes]]] = deque()
        for group in groups:
            waiting.append((group, self._threads.submit(self._make, group)))
            if len(waiting) >= self._ahead:
                files, batch = waiting.popleft()
                yield files, batch.result()
        for files, batch in waiting:
            yield files, batch.result()

    def _make(self, files: Sequence[NewFile]) -> bytes:
        """A batch of some files; made here where the process does not do it."""
        head = {
            "folder": str(self._folder),
            "files": [(file.path, file.digest, len(file.data)) for file in files],
        }
        with contextlib.suppress(EndedError, OSError):
            pipes = self._process()
            try:
                until = time.monotonic() + _SECONDS
                pipes.send(json.dumps(head).encode(), until)
                pipes.send(b"".join(file.data for file in files), until)
                batch = pipes.receive(until)
            except EndedError:
                self._forget(pipes)
                raise
            self._idle.put(pipes)
            return batch
        if self._closed:
            raise InterruptedError("the processes were ended")
        return make_batch(self._folder, files)

    def _process(self) -> ChildPipes:
        """A process that has nothing to do; a new one where all have."""
        with contextlib.suppress(queue.Empty):
            return self._idle.get_nowait()
        with self._guard:
            if self._closed:
                raise EndedError
            pipes = ChildPipes(start_child(self._child))
            self.running.add(pipes)
        try:
            pipes.receive(time.monotonic() + START_SECONDS)
        except EndedError:
            self._forget(pipes)
            raise
        return pipes

    def _forget(self, pipes: ChildPipes) -> None:
        with self._guard:
            self.running.discard(pipes)
        pipes.end()
