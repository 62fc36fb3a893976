"""The types of a briefing: sections of checked statements, each with its exact sources.

No logic beyond numbering its notes and counting who stands behind a statement.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qa.comparison import SaidBy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from index import Article
    from qa.answer import ConflictKind, LibraryState
    from qa.statement import CheckedStatement, Citation, Dropped

    Key = tuple[str, int, int, str | None]


@dataclass(frozen=True, slots=True)
class Item:
    """One statement of a briefing, who answers for it, and how many reports do so on their own.

    Near-copies of one text are one report. `similar` are sentences of other reports that say much
    the same in other words, without supporting every word of the statement.
    """

    statement: CheckedStatement
    said_by: SaidBy
    reports: int = 1
    similar: tuple[Citation, ...] = ()

    @property
    def is_single_source(self) -> bool:
        return self.reports < 2 and not self.similar

    @property
    def citations(self) -> tuple[Citation, ...]:
        return (*self.statement.citations, *self.similar)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its statements; `remark` stands for what the articles do not tell."""

    heading: str
    items: tuple[Item, ...]
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """What one side of a dispute says, with its sources."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Something on which the articles differ."""

    kind: ConflictKind
    about: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A question that is not answered; `gaps` says what there is nothing from."""

    question: str
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Audit:
    """How a briefing came about: all that somebody needs who wants to check it.

    `made` is ISO 8601 with a time zone. `folder` is never written into an export.
    """

    made: str
    folder: Path | None = None
    index: LibraryState | None = None
    models: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Consulted:
    """What was searched: how many articles, of which outlets, within which limits.

    `unnamed` counts the articles that do not say who published them.
    """

    articles: int
    outlets: tuple[str, ...] = ()
    unnamed: int = 0
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Briefing:
    """A title, sections in order, and what is disputed, missing or unsettled.

    What is missing the articles do not tell; of what is unsettled nobody could be sure.

    `as_of` and `newest` are ISO 8601, None where no article has a date. The notes are numbered
    from 1 in the order of their first use, statements before disputes. `new_since` names the
    earlier briefing without whose statements it was made.
    """

    title: str
    sections: tuple[Section, ...]
    consulted: Consulted
    audit: Audit
    as_of: str | None = None
    newest: str | None = None
    disputes: tuple[Dispute, ...] = ()
    missing: tuple[Missing, ...] = ()
    unsettled: tuple[Missing, ...] = ()
    new_since: str | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        """Every statement in order."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def notes(self) -> tuple[Citation, ...]:
        """Every cited span once, in the order of its number."""
        cited = {c.number: c for c in _citations(self)}
        return tuple(cited[number] for number in sorted(cited))

    @property
    def articles(self) -> tuple[Article, ...]:
        """Every cited article once, in the order of its first note."""
        return tuple({c.article.id: c.article for c in self.notes}.values())

    @property
    def single_source(self) -> tuple[int, ...]:
        """The numbers, from 1, of the statements that rest on one report alone."""
        return tuple(n for n, item in enumerate(self.items, start=1) if item.is_single_source)


def numbered(briefing: Briefing) -> Briefing:
    """The briefing with its notes numbered in the order of their first use.

    The first citation of a statement stays its first: it is the one that was stated.
    """
    numbers: dict[Key, int] = {}
    for citation in _citations(briefing):
        numbers.setdefault(_key(citation), len(numbers) + 1)

    def noted(citations: Iterable[Citation]) -> tuple[Citation, ...]:
        found = {numbers[_key(c)]: c for c in citations}
        return tuple(replace(citation, number=n) for n, citation in found.items())

    sections = tuple(
        replace(
            section,
            items=tuple(
                replace(
                    item,
                    statement=replace(item.statement, citations=noted(item.statement.citations)),
                    similar=noted(item.similar),
                )
                for item in section.items
            ),
        )
        for section in briefing.sections
    )
    disputes = tuple(
        replace(d, sides=tuple(replace(s, citations=noted(s.citations)) for s in d.sides))
        for d in briefing.disputes
    )
    return replace(briefing, sections=sections, disputes=disputes)


def _citations(briefing: Briefing) -> list[Citation]:
    stated = [c for item in briefing.items for c in item.citations]
    return stated + [c for d in briefing.disputes for side in d.sides for c in side.citations]


def _key(citation: Citation) -> Key:
    return (citation.article.id, citation.start, citation.end, citation.field)
