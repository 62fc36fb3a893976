"""Opening the articles and the models in the background, while the page is already usable."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from pathlib import Path

Tell = Callable[[str, int, int], None]  # the stage, how many are done, of how many (0: not known)

Opened_co = TypeVar("Opened_co", covariant=True)
_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OpeningState:
    """How far the opening is. Seconds; `last_time` is None when nobody knows.

    `stage` is a word for what is being done, `done` of `total` (0 when nobody knows). `note` is a
    sentence about what is open: how it is searched, or what of it is new.
    """

    seconds: float
    last_time: float | None
    finished: bool
    failure: str | None = None
    stage: str = ""
    done: int = 0
    total: int = 0
    note: str = ""


class Opening(Generic[Opened_co]):
    """Call `source` once in a thread of its own and keep what it returns.

    The source is given a function that tells how far it is. `showable` names the exceptions
    whose message may be shown to a person. How long the first opening took is kept in `record`, a
    small file, to be told the next time.
    """

    def __init__(
        self,
        source: Callable[[Tell], Opened_co],
        *,
        showable: tuple[type[Exception], ...] = (),
        record: Path | None = None,
    ) -> None:
        self._source = source
        self._showable = showable
        self._record = record
        self._last_time = _read_seconds(record)
        self._started = time.monotonic()
        self._seconds: float | None = None
        self._opened: Opened_co | None = None
        self._failure: str | None = None
        self._progress = ("", 0, 0)
        self._note = ""
        self._finished = threading.Event()
        self._starting = threading.Lock()
        self._times = 0

    def start(self) -> None:
        """Begin; a second call does nothing."""
        if self._finished.is_set():
            return
        self._started = time.monotonic()
        threading.Thread(target=self._open, name="opening", daemon=True).start()

    def again(self, source: Callable[[Tell], Opened_co]) -> bool:
        """Open something else; what is open stays so until then, and if it cannot be opened.

        False, and nothing happens, while something is being opened.
        """
        with self._starting:
            if not self._finished.is_set():
                return False
            self._source = source
            self._seconds = self._failure = self._last_time = None
            self._progress = ("", 0, 0)
            self._note = ""
            self._finished.clear()
        self.start()
        return True

    def replace(self, old: object, new: Callable[[], Opened_co]) -> bool:
        """Put what `new` returns in the place of what is open; nobody waits for it.

        False, and nothing happens, where something else is open or is being opened.
        """
        with self._starting:
            if not self._finished.is_set() or self._opened is not old:
                return False
            self._opened = new()
            self._times += 1
        return True

    def say(self, note: str) -> None:
        """What a person should know of what is open; "" takes it away."""
        self._note = note

    def wait(self, seconds: float) -> bool:
        """Wait at most `seconds`; whether it has finished, well or badly."""
        return self._finished.wait(seconds)

    @property
    def times(self) -> int:
        """How often it has finished, so that whoever shows what is open sees that it changed."""
        return self._times

    @property
    def opened(self) -> Opened_co | None:
        """What was opened; None until then and when it failed."""
        return self._opened

    @property
    def state(self) -> OpeningState:
        seconds = time.monotonic() - self._started if self._seconds is None else self._seconds
        finished = self._finished.is_set()
        return OpeningState(
            seconds, self._last_time, finished, self._failure, *self._progress, note=self._note
        )

    def _tell(self, stage: str, done: int, total: int) -> None:
        self._progress = (stage, done, total)

    def _open(self) -> None:
        try:
            self._opened = self._source(self._tell)
        except self._showable as error:
            self._failure = str(error)
        except Exception:
            if threading.main_thread().is_alive():  # else Byline was closed meanwhile
                _LOGGER.exception("The articles and models could not be opened")
            self._failure = (
                "The articles or the models could not be opened. The terminal that runs Byline "
                "says why; `byline doctor` may know what mends it."
            )
        self._seconds = time.monotonic() - self._started
        if self._failure is None and not self._times:
            _write_seconds(self._record, self._seconds)
        self._times += 1
        self._finished.set()


def _read_seconds(record: Path | None) -> float | None:
    if record is None:
        return None
    try:
        return float(json.loads(record.read_text(encoding="utf-8"))["seconds"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _write_seconds(record: Path | None, seconds: float) -> None:
    """Remember how long it took. Losing this loses nothing, so failures are ignored."""
    if record is None:
        return
    with contextlib.suppress(OSError):
        record.parent.mkdir(parents=True, exist_ok=True)
        written = record.with_suffix(f".{os.getpid()}")
        written.write_text(json.dumps({"seconds": round(seconds, 1)}), encoding="utf-8")
        written.replace(record)
