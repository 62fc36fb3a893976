"""The receipt of a briefing: where every quotation stands, and a hash of every part of the file.

It proves by itself that a file is as it was written; whether the articles are, is for whoever
reads them (see `verification`). Needs no model and no library.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from index import Article
    from qa.briefing.structure import Briefing

RECEIPT_SCHEMA = "byline.receipt/1"
BEFORE = "<!-- byline-receipt\n"
BEHIND = "\n-->"
LARGEST = 20_000_000  # characters


class ReceiptError(ValueError):
    """Why a text is no receipt, or not the one that was written."""


@dataclass(frozen=True, slots=True)
class Part:
    """One line of an export: what a person calls it, and the hash of its characters."""

    part: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an export as it is written, with the name of the part that it belongs to."""

    part: str
    text: str


@dataclass(frozen=True, slots=True)
class NotedQuote:
    """Where the words of one note stand. `path` is relative to the folder of articles."""

    number: int
    article: str
    path: str
    title: str | None
    outlet: str | None
    published: str | None
    start: int
    end: int
    quote: str
    sha256: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class NotedStatement:
    """A statement as it was shown, and the numbers of its notes."""

    number: int
    text: str
    verdict: str | None
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything that is compared later. `digest` is the hash of the whole text around it."""

    title: str
    made: str
    library: str | None
    models: Mapping[str, str]
    notes: tuple[NotedQuote, ...]
    statements: tuple[NotedStatement, ...]
    parts: tuple[Part, ...]
    digest: str

    def to_json(self) -> str:
        """One line of JSON that no comment of HTML or Markdown can end early."""
        return _safe(json.dumps(self._signed(), ensure_ascii=False, separators=(",", ":")))

    def to_file(self) -> str:
        """The same, laid out for a person who opens the file beside the export."""
        return _safe(json.dumps(self._signed(), ensure_ascii=False, indent=1)) + "\n"

    def _signed(self) -> dict[str, Any]:
        told = {"schema": RECEIPT_SCHEMA, **asdict(self), "models": dict(self.models)}
        return {**told, "receipt_sha256": sha256(_plain(told))}


def make_receipt(briefing: Briefing, lines: Iterable[Line]) -> Receipt:
    """The receipt of an export that consists of these lines."""
    written = list(lines)
    audit = briefing.audit
    return Receipt(
        title=briefing.title,
        made=audit.made,
        library=None if audit.index is None else audit.index.version,
        models=audit.models,
        notes=tuple(
            NotedQuote(
                note.number,
                note.article.id,
                relative_path(note.article, audit.folder),
                note.article.title,
                note.article.outlet,
                note.article.published,
                note.start,
                note.end,
                note.quote,
                sha256(note.quote),
                note.field,
            )
            for note in briefing.notes
        ),
        statements=tuple(
            NotedStatement(
                number,
                item.statement.text,
                None if item.statement.verdict is None else str(item.statement.verdict),
                tuple(c.number for c in item.citations),
            )
            for number, item in enumerate(briefing.items, start=1)
        ),
        parts=tuple(Part(line.part, sha256(line.text)) for line in written),
        digest=sha256("\n".join(line.text for line in written)),
    )


def read_receipt(text: str) -> Receipt:
    """The receipt of a text in either layout; whether it is unaltered is another question.

    Raises:
        ReceiptError: it is no receipt.
    """
    if len(text) > LARGEST:
        raise ReceiptError(f"it has {len(text):,} characters, more than {LARGEST:,}")
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReceiptError(f"it is not JSON: {error}") from error
    if not isinstance(told, dict) or told.get("schema") != RECEIPT_SCHEMA:
        raise ReceiptError(f"its schema is not {RECEIPT_SCHEMA}")
    try:
        receipt = Receipt(
            title=told["title"],
            made=told["made"],
            library=told["library"],
            models=told["models"],
            notes=tuple(NotedQuote(**note) for note in told["notes"]),
            statements=tuple(
                NotedStatement(**{**each, "notes": tuple(each["notes"])})
                for each in told["statements"]
            ),
            parts=tuple(Part(**part) for part in told["parts"]),
            digest=told["digest"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ReceiptError(f"it lacks something or has too much: {error}") from error
    _refuse_other_types(receipt)
    return receipt


def is_unaltered(text: str, receipt: Receipt) -> bool:
    """Whether a text is, to the character, what was written for this receipt."""
    return text in {receipt.to_json(), receipt.to_file()}


def embedded(receipt: Receipt) -> str:
    """The receipt as a comment behind the text of a Markdown or HTML file."""
    return f"{BEFORE}{receipt.to_json()}{BEHIND}\n"


def sha256(text: str) -> str:
    """The hash of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def relative_path(article: Article, folder: Path | None) -> str:
    """The path below the folder of articles; the bare name where it is not known to be below."""
    if folder is not None and article.path.is_relative_to(folder):
        return article.path.relative_to(folder).as_posix()
    return article.path.name


def _plain(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=True, separators=(",", ":"), sort_keys=True)


def _safe(written: str) -> str:
    """The same JSON without a character that could end the comment or that XML cannot hold."""
    escaped = written.replace("<", "\\u003c").replace(">", "\\u003e").replace("--", "-\\u002d")
    return "".join(c if c.isprintable() or c == "\n" else _escape(c) for c in escaped)


def _escape(character: str) -> str:
    return json.dumps(character)[1:-1]


def _refuse_other_types(receipt: Receipt) -> None:
    whole = [*(n.number for n in receipt.notes), *(n.start for n in receipt.notes)]
    whole += [n.end for n in receipt.notes] + [s.number for s in receipt.statements]
    whole += [number for s in receipt.statements for number in s.notes]
    texts = [receipt.title, receipt.made, receipt.digest]
    texts += [t for n in receipt.notes for t in (n.article, n.path, n.quote, n.sha256)]
    texts += [s.text for s in receipt.statements]
    texts += [t for p in receipt.parts for t in (p.part, p.sha256)]
    if not isinstance(receipt.models, dict):
        raise ReceiptError("its models are no object")
    known = [receipt.library, *(s.verdict for s in receipt.statements)]
    known += [f for n in receipt.notes for f in (n.field, n.title, n.outlet, n.published)]
    texts += [text for text in known if text is not None]
    if not all(type(n) is int for n in whole) or not all(isinstance(t, str) for t in texts):
        raise ReceiptError("one of its values has another type")
