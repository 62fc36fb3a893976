"""Long work in a thread of its own: how far it is, what came of it, and stopping it."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from qa.errors import CancelledError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.service.opening import Tell

Result = TypeVar("Result")
Made_co = TypeVar("Made_co", covariant=True)


class WorkStage(StrEnum):
    """How far one piece of work has come."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Work(Generic[Made_co]):
    """One piece of work at one moment.

    `note` is the sentence for a person while it waits, or the reason why it failed; `told` the
    stage it has named, `done` of `total` (0: not known). `result` is there when it is done.
    """

    stage: WorkStage
    note: str = ""
    told: str = ""
    done: int = 0
    total: int = 0
    result: Made_co | None = None

    @property
    def unfinished(self) -> bool:
        return self.stage in {WorkStage.WAITING, WorkStage.WORKING}


class Running(Generic[Result]):
    """A job that runs in a thread; it ends at the next thing it tells once `stopped` is set."""

    def __init__(self, job: Callable[[Tell], Result], stopped: threading.Event) -> None:
        self._job = job
        self._stopped = stopped
        self._progress = ("", 0, 0)
        self._result: Result | None = None
        self._error: BaseException | None = None
        self._finished = threading.Event()
        threading.Thread(target=self._run, name="work", daemon=True).start()

    def wait(self, seconds: float) -> bool:
        """Wait at most `seconds`; whether it has finished, well or badly."""
        return self._finished.wait(seconds)

    @property
    def now(self) -> Work[Result]:
        return Work(WorkStage.WORKING, "", *self._progress)

    def outcome(self) -> Work[Result]:
        """What came of it, once it has finished; raises what it raised."""
        if self._error is not None:
            raise self._error
        return Work(WorkStage.DONE, "", *self._progress, self._result)

    def _tell(self, stage: str, done: int, total: int) -> None:
        if self._stopped.is_set():
            raise CancelledError("The work was stopped.")
        self._progress = (stage, done, total)

    def _run(self) -> None:
        try:
            self._result = self._job(self._tell)
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits
            self._error = error
        self._finished.set()
