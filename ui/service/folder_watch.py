"""Notices that something in a folder has changed. Reads no file; alone imports watchfiles."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from watchfiles import watch

from index.folder import folder_state

if TYPE_CHECKING:
    from pathlib import Path

# The system tells of changes at once, but not on every disk: a network folder sends no events, and
# the number of folders that are watched is limited. Then this is how late a change is noticed.
LOOK_SECONDS = 30.0
_LOGGER = logging.getLogger(__name__)


class FolderWatch:
    """Sets `changed` soon after something happened in `folder`."""

    def __init__(
        self, folder: Path, changed: threading.Event, *, look_seconds: float = LOOK_SECONDS
    ) -> None:
        self.folder = folder
        self._changed = changed
        self._look_seconds = look_seconds
        self._stopped = threading.Event()
        self._state = folder_state(folder)
        threading.Thread(target=self._run, name="folder-watch", daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()

    def _run(self) -> None:
        try:
            self._follow_events()
        except Exception as error:  # noqa: BLE001 - no folder, no rights, no more watches: look
            _LOGGER.info("%s is looked at now and then: %s", self.folder, error)
        while not self._stopped.wait(self._look_seconds):
            self._look()

    def _look(self) -> None:
        state = folder_state(self.folder)
        if state != self._state:
            self._state = state
            self._changed.set()

    def _follow_events(self) -> None:
        events = watch(
            self.folder,
            watch_filter=None,
            stop_event=self._stopped,
            rust_timeout=int(self._look_seconds * 1000),
            yield_on_timeout=True,
            raise_interrupt=False,
            ignore_permission_denied=True,
        )
        for _ in events:  # an empty set where nothing came in time
            self._look()
