"""What a command is busy with, on standard error while a person watches."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Tell = Callable[[str, int, int], None]  # the stage, how many are done, of how many (0: not known)

_CLEAR = "\r\033[K"


@contextlib.contextmanager
def telling(stage: str) -> Iterator[Tell]:
    """One line that is written over and taken away at the end; nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return

    def tell(stage: str, done: int, total: int) -> None:
        count = f" {done:,} of {total:,}" if total else f" {done:,}" if done else ""
        sys.stderr.write(f"{_CLEAR}{stage}{count} ...")
        sys.stderr.flush()

    tell(stage, 0, 0)
    try:
        yield tell
    finally:
        sys.stderr.write(_CLEAR)
        sys.stderr.flush()
