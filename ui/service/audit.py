"""A line a question: who asked when, what came of it, from which articles. No words by default.

Several processes may write into one file: each line is one write at its end. The file is opened
for every line, so that it can be moved away while Byline runs.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from qa.errors import SettingsError
from ui.service.people import person_of

if TYPE_CHECKING:
    from pathlib import Path

    from ui.service.watching import Ended

SCHEMA = "byline.audit/1"
_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True)
class Audit:
    """Writes into `file`; with `words` also what was asked and answered.

    Who asked is written where there are several `people`.
    """

    file: Path
    people: bool = False
    words: bool = False

    def begin(self) -> None:
        """Make sure that it can be written.

        Raises:
            SettingsError: it cannot.
        """
        try:
            self._append(b"")
        except OSError as error:
            raise SettingsError(
                f"The audit {self.file} cannot be written: {error.strerror}. "
                "Name another file with --audit FILE."
            ) from error

    def __call__(self, ended: Ended) -> None:
        line = json.dumps(self._line(ended), ensure_ascii=False) + "\n"
        try:
            self._append(line.encode("utf-8", "replace"))
        except OSError:
            _LOGGER.exception("A line of the audit was lost: %s", line.strip())

    def _line(self, ended: Ended) -> dict[str, Any]:
        turn = ended.conversation.turns[-1]
        answer = turn.answer
        told: dict[str, Any] = {
            "schema": SCHEMA,
            "time": dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"),
            "id": uuid4().hex,
            "person": person_of(ended.session) if self.people else None,
            "conversation": ended.conversation.key or None,
            "turn": len(ended.conversation.turns),
            "outcome": ended.outcome,
            "seconds": round(ended.seconds, 3),
            "waited": round(ended.waited, 3),
            "articles": [],
            "index": None,
            "models": {},
        }
        if answer is not None:
            told["articles"] = sorted({source.article.id for source in answer.sources})
            told["index"] = answer.index.version
            told["models"] = dict(answer.models)
        if self.words:
            told["question"] = turn.question
            told["answer"] = None if answer is None else answer.text
        return told

    def _append(self, line: bytes) -> None:
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        opened = os.open(self.file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(opened, line)
        finally:
            os.close(opened)
