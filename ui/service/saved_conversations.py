"""Conversations kept in a folder of Byline's own, one file each, and read again.

A file holds the cited articles too, so that every source opens later, whatever became of the
folder. Each article must still have the id of its words, each quotation must stand in it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index import Article
from index.folder import article_id
from qa.answer import (
    Agreement,
    CheckedAnswer,
    Conflict,
    ConflictKind,
    LibraryState,
    Position,
    Status,
)
from qa.statement import CheckedStatement, CheckResult, Citation, Dropped, Kind, Outcome, Verdict
from ui.service.conversation import Conversation, Stage, Turn
from ui.service.people import person_of

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMA = "byline.conversation/1"
LISTED = 100
_KEY = re.compile(r"[0-9a-f]{16}")
_LARGEST = 50_000_000  # bytes
_FIELDS = ("id", "title", "outlet", "byline", "published", "place", "url", "text")


class ConversationError(ValueError):
    """Why a conversation cannot be opened; the message may be shown to a person."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation in the list: its key, its first question, when it was last changed."""

    key: str
    question: str
    changed: float  # seconds since 1970


class SavedConversations:
    """The conversations of one folder, or of a folder a person where there are `people`."""

    def __init__(self, folder: Path, *, people: bool = False) -> None:
        self._folder = folder
        self._people = people

    def of(self, session: str) -> SavedConversations:
        """Those of the person whose session this is, and of nobody else."""
        if not self._people:
            return self
        person = person_of(session)
        own = hashlib.sha256(person.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return SavedConversations(self._folder / own)

    @staticmethod
    def new_key() -> str:
        return secrets.token_hex(8)

    def keep(self, conversation: Conversation) -> None:
        """Write a conversation over what was kept of it before; a full disk loses nothing else."""
        if not _KEY.fullmatch(conversation.key):
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            begun = self._folder / f".{conversation.key}.{secrets.token_hex(4)}"
            written = json.dumps(as_json(conversation), ensure_ascii=False)
            begun.write_bytes(written.encode("utf-8", "surrogatepass"))
            begun.replace(self._path(conversation.key))

    def listed(self) -> tuple[Kept, ...]:
        """The conversations that were changed last, newest first."""
        found = []
        with contextlib.suppress(OSError):
            found = [
                (entry.stat().st_mtime, entry.name.removesuffix(".json"))
                for entry in os.scandir(self._folder)
                if entry.name.endswith(".json") and _KEY.fullmatch(entry.name[:-5])
            ]
        kept = []
        for changed, key in sorted(found, reverse=True)[:LISTED]:
            with contextlib.suppress(ConversationError):
                kept.append(Kept(key, self._told(key)["turns"][0]["question"], changed))
        return tuple(kept)

    def open(self, key: str) -> Conversation:
        """A conversation as it was.

        Raises:
            ConversationError: it is not there, or was altered.
        """
        try:
            return from_json(self._told(key), key)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            if isinstance(error, ConversationError):
                raise
            raise ConversationError("This conversation was altered and is not shown.") from error

    def delete(self, key: str) -> None:
        """Delete a conversation; one that is not there is no error."""
        if _KEY.fullmatch(key):
            self._path(key).unlink(missing_ok=True)

    def _told(self, key: str) -> dict[str, Any]:
        try:
            path = self._path(key)
            if not _KEY.fullmatch(key) or path.stat().st_size > _LARGEST:
                raise ConversationError("There is no such conversation.")
            told = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
        except (OSError, ValueError, RecursionError) as error:
            raise ConversationError("There is no such conversation.") from error
        if not isinstance(told, dict) or told.get("schema") != SCHEMA or not told.get("turns"):
            raise ConversationError("There is no such conversation.")
        return told

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.json"


def as_json(conversation: Conversation) -> dict[str, Any]:
    """What is written: every finished turn, and every cited article once, with its text."""
    turns = [turn for turn in conversation.turns if not turn.unfinished]
    cited = {
        citation.article.id: citation.article
        for turn in turns
        for citation in (
            *(turn.answer.sources if turn.answer else ()),
            *(c for statement in turn.statements for c in statement.citations),
        )
    }
    return {
        "schema": SCHEMA,
        "turns": [_turn_json(turn) for turn in turns],
        "articles": [
            {
                "path": str(a.path),
                **{name: getattr(a, name) for name in _FIELDS},
                "item": a.item,
                "problems": a.problems,
            }
            for a in cited.values()
        ],
    }


def _turn_json(turn: Turn) -> dict[str, Any]:
    return {
        "question": turn.question,
        "stage": str(turn.stage),
        "note": turn.note,
        "limited": turn.limited,
        "answer": None if turn.answer is None else _answer_json(turn.answer),
    }


def _answer_json(answer: CheckedAnswer) -> dict[str, Any]:
    return {**answer.to_dict(), "refusal": answer.refusal}


def from_json(told: Mapping[str, Any], key: str) -> Conversation:
    """The conversation of an object that `as_json` made.

    Raises:
        ConversationError: an article or a quotation is not what it was.
    """
    articles = {each["id"]: _article(each) for each in told["articles"]}
    return Conversation(tuple(_turn(each, articles) for each in told["turns"]), key)


def _article(told: Mapping[str, Any]) -> Article:
    article = Article(
        path=Path(told["path"]),
        item=int(told.get("item", 0)),  # conversations of earlier versions have neither
        problems=tuple(str(problem) for problem in told.get("problems", ())),
        **{name: told[name] for name in _FIELDS},
    )
    if article_id(article) != article.id:
        raise ConversationError("An article of this conversation was altered; it is not shown.")
    return article


def _turn(told: Mapping[str, Any], articles: Mapping[str, Article]) -> Turn:
    answer = None if told["answer"] is None else _answer(told["answer"], articles)
    return Turn(
        str(told["question"]),
        Stage(told["stage"]),
        str(told["note"]),
        () if answer is None else answer.statements,
        answer,
        str(told["limited"]),
    )


def _answer(told: Mapping[str, Any], articles: Mapping[str, Article]) -> CheckedAnswer:
    sources = tuple(_citation(each, articles) for each in told["sources"])
    numbered = {source.number: source for source in sources}
    return CheckedAnswer(
        question=str(told["question"]),
        status=Status(told["status"]),
        statements=tuple(_statement(each, numbered) for each in told["statements"]),
        sources=sources,
        # Before passages were counted that are searched by meaning, all were.
        index=LibraryState(**{"embedded": told["index"]["passages"], **told["index"]}),
        refusal=told["refusal"],
        understood=told["understood"],
        agreement=tuple(
            Agreement(a["statement"], tuple(a["articles"]), a["independent"])
            for a in told["agreement"]
        ),
        conflicts=tuple(_conflict(each) for each in told["conflicts"]),
        dropped=tuple(Dropped(d["text"], d["reason"]) for d in told["dropped"]),
        nearest=tuple(told["nearest"]),
        timings_ms=told["timings_ms"],
        models=told["models"],
    )


def _citation(told: Mapping[str, Any], articles: Mapping[str, Article]) -> Citation:
    article = articles[told["article"]["id"]]
    start, end, field = told["start"], told["end"], told["field"]
    words = article.text[start:end] if field is None else getattr(article, field)
    if words != told["quote"]:
        raise ConversationError("A quotation of this conversation was altered; it is not shown.")
    answer = told.get("answer")  # conversations of earlier versions have none
    short = None if answer is None else (int(answer[0]), int(answer[1]))
    return Citation(told["number"], article, start, end, words, field, short)


def _statement(told: Mapping[str, Any], numbered: Mapping[int, Citation]) -> CheckedStatement:
    return CheckedStatement(
        str(told["text"]),
        Kind(told["kind"]),
        tuple(numbered[number] for number in told["citations"]),
        tuple(CheckResult(c["check"], Outcome(c["outcome"]), c["reason"]) for c in told["checks"]),
        None if told["verdict"] is None else Verdict(told["verdict"]),
    )


def _conflict(told: Mapping[str, Any]) -> Conflict:
    positions = tuple(Position(p["text"], tuple(p["sources"])) for p in told["positions"])
    return Conflict(ConflictKind(told["kind"]), told["about"], positions)
