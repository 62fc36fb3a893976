"""What a running chat does for other programs: ask, check, list. Knows no protocol.

Questions wait in the same line as those of the pages.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from qa.errors import AnswerError, BusyError
from ui.service.conversation import Conversation
from ui.service.written_json import articles_json

if TYPE_CHECKING:
    from qa.checks import CheckedText
    from ui.service.desk import Desk
    from ui.service.engine import Engine, LoadedArticles
    from ui.service.opening import Opening
    from ui.service.tool_types import Answer, ArticleList, CheckedDraft

EXPLAINED = {
    "ask": (
        "Answer a question from the news articles that are loaded. Every sentence of the answer "
        "comes with a verdict and the exact words of the article that support it. When the "
        "articles do not say, the status is not_in_articles and `nearest` has the closest "
        "sentences: do not fill the gap from elsewhere. When it is uncertain, `nearest` has the "
        "sentences that may answer: quote them as leads, never as the answer."
    ),
    "check": (
        "Check every sentence of a text against the loaded articles: supported, supported in part, "
        "not supported or contradicted, with the words of the articles that bear on it."
    ),
    "articles": "List the articles that are loaded, and the files that could not be read.",
}
_WAIT_SECONDS = 120.0  # for the articles to be open, and for the checks of others


@dataclass(frozen=True)
class Tools:
    """The three tools; each returns what the command of its name writes with `--json`.

    Whatever goes wrong is an AnswerError or a LibraryError, whose message may be shown.
    """

    desk: Desk
    opening: Opening[Engine]
    library: Callable[[], LoadedArticles | None]
    check_text: Callable[[str], CheckedText]
    _checking: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, session: str, question: str) -> Answer:
        """Answer a question in its turn. `session` is a new name, by which it can be stopped."""
        steps = list(self.desk.ask(session, Conversation(), question))
        if not steps:
            raise AnswerError("There is no question. Ask one.")
        turn = steps[-1].turns[-1]
        if turn.answer is None:
            raise AnswerError(turn.note or "The question was stopped.")
        return cast("Answer", turn.answer.to_dict())

    def stop(self, session: str) -> None:
        """Nobody waits for this question any more."""
        self.desk.stop(session)

    def check(self, text: str) -> CheckedDraft:
        """Check a text; one at a time, since it keeps every processor busy."""
        self._opened()
        if not self._checking.acquire(timeout=_WAIT_SECONDS):
            raise BusyError("Other texts are being checked. Try again in a minute.")
        try:
            return cast("CheckedDraft", self.check_text(text).to_dict())
        finally:
            self._checking.release()

    def articles(self) -> ArticleList:
        """What is loaded."""
        return cast("ArticleList", articles_json(self._opened()))

    def _opened(self) -> LoadedArticles:
        self.opening.wait(_WAIT_SECONDS)
        library = self.library()
        if library is None:
            raise AnswerError(
                self.opening.state.failure or "The articles are still being opened. Try again."
            )
        return library
