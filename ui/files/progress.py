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
_REBUILDING = "rebuilding"
_OUTDATED = "Another version of Byline made this library. It is built again.\n"

# The index names its stages for programs; these are for people.
_WORDS = {
    "reading": "Reading the articles:",
    "splitting": "Finding their sentences:",
    "embedding": "Learning what they are about:",
    "saving": "Saving",
}


@contextlib.contextmanager
def telling(stage: str) -> Iterator[Tell]:
    """One line that is written over and taken away at the end; nothing where nobody watches.

    That a library is built again is said in any case, and stays.
    """
    watched = sys.stderr.isatty()

    def tell(stage: str, done: int, total: int) -> None:
        if stage == _REBUILDING:
            sys.stderr.write(f"{_CLEAR if watched else ''}{_OUTDATED}")
        if stage == _REBUILDING or not watched:
            return
        count = f" {done:,} of {total:,}" if total > 1 else f" {done:,}" if done else ""
        sys.stderr.write(f"{_CLEAR}{_WORDS.get(stage, stage)}{count} ...")
        sys.stderr.flush()

    tell(stage, 0, 0)
    try:
        yield tell
    finally:
        if watched:
            sys.stderr.write(_CLEAR)
        sys.stderr.flush()
