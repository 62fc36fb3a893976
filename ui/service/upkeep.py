"""Keeps what is open in step with its folder, and embeds what is left, behind the questions.

Knows nothing of pages: what a person should know is said by the opening.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import LibraryError
from qa.english.readable import plural
from qa.errors import AnswerError
from ui.service.folder_watch import LOOK_SECONDS, FolderWatch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from types import TracebackType

    from index import Article
    from ui.service.engine import Engine, LoadedArticles
    from ui.service.opening import Opening

_WAIT_SECONDS = 0.5
_SETTLED_SECONDS = 0.3  # a file that is being written is mostly whole after that
_NEWS_SECONDS = 300.0  # that what changed stays on the page
_MOST_COUNTED = 1_000  # articles that are read to say what changed
_SOON = "Searching by words. By meaning soon."
_LOGGER = logging.getLogger(__name__)


class _ElsewhereError(Exception):
    """Something else has to be done before the rest is embedded."""


class Upkeep:
    """One thread for the folder that is open; what was open answers until the new is complete.

    `refresh` opens the folder of an engine as it is now, or returns an engine with the very same
    library. `busy` says whether anybody waits for an answer: then nothing is embedded, and `tidy`,
    which gives back what nothing needs any more, is not called.
    """

    def __init__(
        self,
        opening: Opening[Engine],
        *,
        refresh: Callable[[Engine], Engine],
        busy: Callable[[], bool],
        tidy: Callable[[], None] = lambda: None,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        self._opening = opening
        self._refresh = refresh
        self._busy = busy
        self._tidy = tidy
        self._look_seconds = look_seconds
        self._changed = threading.Event()
        self._closed = threading.Event()
        self._watch: FolderWatch | None = None
        self._news, self._news_until = "", 0.0
        self._thread = threading.Thread(target=self._run, name="upkeep", daemon=True)

    def __enter__(self) -> Upkeep:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closed.set()
        self._changed.set()
        self._thread.join(timeout=5)  # the block that is being embedded is kept

    def _run(self) -> None:
        while not self._closed.is_set():
            engine = self._opening.opened
            if engine is None or not self._opening.wait(_WAIT_SECONDS):
                self._closed.wait(_WAIT_SECONDS)
                continue
            try:
                if not self._busy():
                    self._tidy()
                self._keep(engine)
            except (LibraryError, AnswerError) as error:
                self._opening.say(str(error))  # what is open goes on answering
            except Exception:
                _LOGGER.exception("The articles could not be kept in step with their folder")
            self._changed.wait(self._look_seconds)
            self._closed.wait(_SETTLED_SECONDS)

    def _keep(self, engine: Engine) -> None:
        self._follow(engine.library.folder)
        self._changed.clear()
        newer = self._refresh(engine)
        if newer.library is not engine.library:
            if not self._opening.replace(engine, lambda: newer):
                self._changed.set()
                return
            self._tell_news(engine.library, newer.library)
        self._say("")
        if newer.library.is_whole:
            return
        pace = _Pace()
        self._say(_SOON)
        try:
            newer.embed_rest(pace.tell, lambda: self._between(newer, pace))
        except _ElsewhereError:
            return
        self._say("")

    def _between(self, engine: Engine, pace: _Pace) -> None:
        """Give way to whoever asks; stop where something else is to be done first."""
        pace.stop()
        while self._busy() and not self._closed.is_set():
            self._closed.wait(_WAIT_SECONDS / 5)
        if self._closed.is_set() or self._opening.opened is not engine or self._changed.is_set():
            raise _ElsewhereError
        self._say(pace.words)
        pace.go_on()

    def _follow(self, folder: Path) -> None:
        if self._watch is None or self._watch.folder != folder:
            if self._watch is not None:
                self._watch.stop()
            self._watch = FolderWatch(folder, self._changed, look_seconds=self._look_seconds)

    def _tell_news(self, before: LoadedArticles, now: LoadedArticles) -> None:
        self._news = what_changed(before.beyond(now), now.beyond(before))
        self._news_until = time.monotonic() + _NEWS_SECONDS

    def _say(self, words: str) -> None:
        news = self._news if time.monotonic() < self._news_until else ""
        self._opening.say(" ".join(each for each in (news, words) if each))


@dataclass(slots=True)
class _Pace:
    """How long the rest will take, by how long it took so far; waiting does not count."""

    first: int | None = None
    done: int = 0
    total: int = 0
    spent: float = 0.0
    began: float = 0.0

    def tell(self, _stage: str, done: int, total: int) -> None:
        if self.first is None:
            self.first, self.began = done, time.monotonic()
        self.done, self.total = done, total

    def stop(self) -> None:
        self.spent += time.monotonic() - self.began

    def go_on(self) -> None:
        self.began = time.monotonic()

    @property
    def words(self) -> str:
        gained = self.done - (self.first or 0)
        if not gained:
            return _SOON
        minutes = round(self.spent / gained * (self.total - self.done) / 60)
        when = "in about a minute" if minutes <= 1 else f"in about {minutes} minutes"
        return f"Searching by words. By meaning {when}."


def what_changed(before: Sequence[Article], now: Sequence[Article]) -> str:
    """How many articles came, changed and went, in a sentence; "" where only names changed.

    Of very many it is said that they are, without reading them.
    """
    if len(before) + len(now) > _MOST_COUNTED:
        return "Many articles changed."
    old = {article.id: article for article in before}
    new = {article.id: article for article in now}
    came = {article.path for key, article in new.items() if key not in old}
    went = {article.path for key, article in old.items() if key not in new}
    counted = [
        (len(came - went), "was added", "were added"),
        (len(came & went), "changed", "changed"),
        (len(went - came), "was removed", "were removed"),
    ]
    told = [
        f"{plural(count, 'article')} {one if count == 1 else many}"
        for count, one, many in counted
        if count
    ]
    return f"{', '.join(told)}." if told else ""
