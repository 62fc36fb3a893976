"""The types of an answer; no logic beyond turning them into the published JSON object."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from qa.notebook import notebook_html
from qa.quotation_marks import in_marks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index import ArticleLibrary
    from qa.statement import CheckedStatement, Citation, Dropped

ANSWER_SCHEMA = "byline.answer/1"
CHECK_SCHEMA = "byline.check/1"
ERROR_SCHEMA = "byline.error/1"


class Status(StrEnum):
    """What became of the question that was asked."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    UNCERTAIN = "uncertain"
    NOT_IN_ARTICLES = "not_in_articles"
    ABOUT_BYLINE = "about_byline"


class ConflictKind(StrEnum):
    """How two articles differ."""

    CONTRADICTION = "contradiction"
    DIFFERENT_WORDING = "different_wording"
    OMISSION = "omission"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Which articles say what statement number `statement` (from 0) says."""

    statement: int
    articles: tuple[str, ...]
    independent: int


@dataclass(frozen=True, slots=True)
class Position:
    """One side of a conflict, with the numbers of its sources."""

    text: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something on which articles differ."""

    kind: ConflictKind
    about: str
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class LibraryState:
    """Which library answered; `embedded` passages are searched by meaning, all by words."""

    version: str
    articles: int
    passages: int
    embedded: int


def library_state(library: ArticleLibrary) -> LibraryState:
    """What a library is at this moment."""
    return LibraryState(
        library.version, len(library.articles), len(library.passages), library.embedded
    )


@dataclass(frozen=True, slots=True)
class CheckedAnswer:
    """The answer to one question: every statement checked, every source an exact span.

    `sources` holds every cited and every nearest span once, numbered from 1 in order of first use.
    `refusal` is the fixed sentence shown when nothing is answered; it is part of `text`. `nearest`
    are the numbers of the closest sources, best first, of what is not answered.
    `understood` is the question as it was answered, where it leaned on others or was misspelt.
    `timings_ms` always holds `total`, in milliseconds.
    """

    question: str
    status: Status
    statements: tuple[CheckedStatement, ...]
    sources: tuple[Citation, ...]
    index: LibraryState
    refusal: str | None = None
    understood: str | None = None
    agreement: tuple[Agreement, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    nearest: tuple[int, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    models: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        parts = [statement.marked for statement in self.statements]
        if self.refusal is not None:
            parts.insert(0, self.refusal)
        return " ".join(parts)

    @property
    def cited(self) -> tuple[Citation, ...]:
        """The sources that a statement or a conflict cites."""
        return tuple(source for source in self.sources if source.number not in self.nearest)

    @property
    def closest(self) -> tuple[Citation, ...]:
        """The sources that are only near, best first."""
        numbered = {source.number: source for source in self.sources}
        return tuple(numbered[number] for number in self.nearest if number in numbered)

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that other programs rely on, schema `byline.answer/1`."""
        return {
            "schema": ANSWER_SCHEMA,
            "question": self.question,
            "understood": self.understood,
            "status": str(self.status),
            "text": self.text,
            "statements": [statement.to_dict() for statement in self.statements],
            "sources": [source.to_dict() for source in self.sources],
            "agreement": [
                {
                    "statement": a.statement,
                    "articles": list(a.articles),
                    "independent": a.independent,
                }
                for a in self.agreement
            ],
            "conflicts": [
                {
                    "kind": str(c.kind),
                    "about": c.about,
                    "positions": [
                        {"text": p.text, "sources": list(p.sources)} for p in c.positions
                    ],
                }
                for c in self.conflicts
            ],
            "dropped": [{"text": d.text, "reason": d.reason} for d in self.dropped],
            "nearest": list(self.nearest),
            "timings_ms": dict(self.timings_ms),
            "models": dict(self.models),
            "index": {
                "version": self.index.version,
                "articles": self.index.articles,
                "passages": self.index.passages,
                "embedded": self.index.embedded,
            },
        }

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return notebook_html(
            self.statements,
            self.cited,
            self.closest,
            understood=self.understood,
            refusal=self.refusal,
        )

    def __str__(self) -> str:
        """The text, with the list of its sources under it."""
        lines = [self.text]
        for heading, sources in (("Sources", self.cited), ("Nearest", self.closest)):
            if sources:
                lines += ["", f"{heading}:"]
                lines += [describe_source(source) for source in sources]
        return "\n".join(lines)


def describe_source(source: Citation) -> str:
    """One line for a terminal: number, who published it, and the exact words."""
    article = source.article
    facts = (article.shown_outlet, article.title, article.published)
    known = [part for part in facts if part is not None] or [article.path.name]
    return f"  [{source.number}] {', '.join(known)}: {in_marks(source.quote)}"
