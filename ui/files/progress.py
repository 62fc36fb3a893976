"""What a command is busy with, on standard error while a person watches. Alone imports tqdm."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Never

from tqdm import tqdm

if TYPE_CHECKING:
    from collections.abc import Iterator

Tell = Callable[[str, int, int], None]  # the stage, how many are done, of how many (0: not known)

_CLEAR = "\r\033[K"
_REBUILDING = "rebuilding"
_OUTDATED = "Another version of Byline made this library. It is built again.\n"
_BAR = "{desc} {bar:24} {remaining} left"
_SECONDS = 0.1  # between two lines

# The index names its stages for programs; these are for people.
_WORDS = {
    "reading": "Reading the articles:",
    "words": "Listing their words",
    "embedding": "Learning what they are about:",
    "saving": "Saving",
    "filling": "Filling the store:",
}


@contextlib.contextmanager
def telling(stage: str) -> Iterator[Tell]:
    """One line that is written over and taken away at the end; nothing where nobody watches.

    That a library is built again is said in any case, and stays.
    """
    line = _Line() if sys.stderr.isatty() else None

    def tell(stage: str, done: int, total: int) -> None:
        if stage == _REBUILDING:
            if line is not None:
                line.clear()
            sys.stderr.write(_OUTDATED)
        elif line is not None:
            line.show(_WORDS.get(stage, stage), done, total)

    tell(stage, 0, 0)
    try:
        yield tell
    finally:
        if line is not None:
            line.clear()
        sys.stderr.flush()


class _Line:
    """The last line of the terminal: a bar with the time left where it is known how many."""

    def __init__(self) -> None:
        self._words = ""
        self._bar: tqdm[Never] | None = None
        tqdm.monitor_interval = 0  # no thread that watches the bar

    def show(self, words: str, done: int, total: int) -> None:
        if total <= 1:
            self.clear()
            sys.stderr.write(f"{_CLEAR}{words}{f' {done:,}' if done else ''} ...")
            sys.stderr.flush()
            return
        counted = f"{words} {done:,} of {total:,}"
        bar = self._bar
        if bar is None or (words, total) != (self._words, bar.total):
            self.clear()
            self._words = words
            self._bar = bar = tqdm(
                desc=counted, initial=done, total=total, bar_format=_BAR, leave=False,
                file=sys.stderr, mininterval=_SECONDS,
            )  # fmt: skip
        bar.set_description_str(counted, refresh=False)
        bar.update(done - bar.n)

    def clear(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
        sys.stderr.write(_CLEAR)
