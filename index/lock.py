"""One writer at a time, across processes. Knows nothing of what is written."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

from index.errors import BusyLibraryError, SaveError
from index.storage import make_folder

LOCK = "lock"
_PAUSE_SECONDS = 0.05


@contextlib.contextmanager
def writer_lock(folder: Path, *, wait_seconds: float) -> Iterator[None]:
    """Hold the right to write `folder`; the system takes it back when the process ends.

    Raises:
        BusyLibraryError: naming the process that holds it, after `wait_seconds`.
    """
    path = folder / LOCK
    try:
        make_folder(folder)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise SaveError(
            f"{path} cannot be opened: {error.strerror}. Choose another place for what Byline "
            "writes: BYLINE_HOME=DIR"
        ) from error
    try:
        _wait_for(descriptor, path, wait_seconds)
        with contextlib.suppress(OSError):  # the name of the holder is a courtesy
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int, path: Path, wait_seconds: float) -> None:
    give_up = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EACCES, errno.EINTR):
                raise SaveError(f"{path} cannot be locked: {error.strerror}") from error
        else:
            return
        if time.monotonic() > give_up:
            holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"
            raise BusyLibraryError(
                f"the library in {path.parent} is being written by process {holder}. "
                f"Wait for it, or look at it: ps -p {holder}"
            )
        time.sleep(_PAUSE_SECONDS)
