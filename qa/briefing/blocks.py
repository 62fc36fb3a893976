"""A briefing as a row of blocks of plain text, the same for every format. Knows no markup."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from qa.comparison import Rung
from qa.english.readable import CONFLICT_WORDS, VERDICT_WORDS, plural, readable_date
from qa.markup import without_unseen
from qa.quotation_marks import in_marks
from qa.statement import Kind, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.briefing.structure import Briefing, Consulted, Item, Missing
    from qa.statement import Citation

ANNEX = "How this briefing was checked"
MOST_OUTLETS = 8
DISPUTED = "Where the articles differ"
MISSING = "What is not in the articles"
UNSETTLED = "What could not be settled"
NOTES = "Notes"
_BASIS = (
    "Every statement was compared with the exact words in its notes before it was shown: its "
    "quotations, figures, dates and names by rule, the rest by rule or by a model of meaning. "
    "The notes quote the articles as they stood when the briefing was made. "
    "“byline verify-briefing FILE” compares this file and the articles with its receipt, "
    "without any model."
)
_RUNGS = {
    Rung.OUTLET: ("told by the article itself", "told by the article itself"),
    Rung.NAMED: ("said by somebody named before", "said by {names}"),
    Rung.UNNAMED: ("said by a source that is not named", "said by a source that is not named"),
    Rung.ALLEGED: ("alleged", "alleged by {names}"),
    Rung.DENIED: ("denied", "denied by {names}"),
}


class BlockKind(StrEnum):
    """What a block is in the layout."""

    TITLE = "title"
    FACT = "fact"
    HEADING = "heading"
    STATEMENT = "statement"
    ENTRY = "entry"
    SIDE = "side"
    ANNEX_HEADING = "annex_heading"
    ANNEX_ENTRY = "annex_entry"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph. `part` names it for a person; `notes` are the numbers behind its text.

    `label` is set smaller behind a statement. A note has its own `number`, and `url` where its
    article has one that may be a link.
    """

    kind: BlockKind
    part: str
    text: str
    notes: tuple[int, ...] = ()
    label: str = ""
    number: int = 0
    url: str | None = None


def document(briefing: Briefing) -> tuple[Block, ...]:
    """Every block in order: title, facts, sections, disputes, what is missing, annex, notes."""
    found = [
        Block(BlockKind.TITLE, "the title", briefing.title),
        *_facts(briefing),
        *_sections(briefing),
        *_disputes(briefing),
        *_open(MISSING, "missing", briefing.missing),
        *_open(UNSETTLED, "unsettled", briefing.unsettled),
        *_annex(briefing),
        *_notes(briefing),
    ]
    return tuple(
        replace(
            block,
            text=shown(block.text),
            label=shown(block.label),
            url=None if block.url is None else shown(block.url),
        )
        for block in found
    )


def shown(text: str) -> str:
    """On one line, without characters that hide or reorder others or that no file can hold."""
    whole = " ".join(text.split()).encode("utf-8", "replace").decode("utf-8")
    return without_unseen(whole)


def source_of(citation: Citation) -> str:
    """Outlet, headline, byline, date and the name of the file, as far as they are known."""
    article = citation.article
    known = (
        article.outlet,
        f"“{article.title}”" if article.title else None,
        article.byline,
        readable_date(article.published),
        article.path.name,
    )
    return ", ".join(part for part in known if part)


def label_of(item: Item) -> str:
    """Who answers for a statement, how many reports there are, and the day of the first of them.

    A verdict that is not good stands before everything else.
    """
    without, named = _RUNGS[item.said_by.rung]
    names = " and ".join(item.said_by.names)
    parts = [named.format(names=names) if names else without]
    if item.similar and item.reports < 2:
        numbers = ", ".join(str(c.number) for c in item.similar)
        parts.append(f"one report, in other words also in note {numbers}")
    else:
        parts.append(plural(item.reports, "report").replace("1 report", "one report"))
    days = {c.article.published for c in item.statement.citations[:1]} - {None}
    parts += [shown_day for day in days if (shown_day := readable_date(day))]
    verdict = item.statement.verdict
    if verdict not in {Verdict.SUPPORTED, None}:
        parts.insert(0, VERDICT_WORDS[verdict].upper())
    return "; ".join(parts)


def _facts(briefing: Briefing) -> Iterator[Block]:
    yield _fact(_days(briefing))
    limits = f" {' and '.join(briefing.consulted.limits)}" if briefing.consulted.limits else ""
    yield _fact(
        f"{plural(briefing.consulted.articles, 'article')} searched{limits}"
        f"{_of_outlets(briefing.consulted)}; {len(briefing.articles):,} cited in "
        f"{plural(len(briefing.notes), 'note')}."
    )
    if briefing.new_since is not None:
        yield _fact(f"Only what the briefing {briefing.new_since} does not tell.")
    single = briefing.single_source
    if single and len(single) < len(briefing.items):
        yield _fact(f"Single source: {_statements(single)} on one report alone.")
    elif single:
        yield _fact("Single source: every statement rests on one report alone.")


def _days(briefing: Briefing) -> str:
    as_of, newest = readable_date(briefing.as_of), readable_date(briefing.newest)
    if as_of is None:
        return "As of an unknown day: no article says when it was published."
    return f"As of {as_of}. Newest source: {newest or 'not known, none that is cited has a date'}."


def _of_outlets(consulted: Consulted) -> str:
    shown = list(consulted.outlets[:MOST_OUTLETS])
    more = len(consulted.outlets) - len(shown)
    shown += [f"{more:,} more outlets"] if more else []
    shown += [f"{consulted.unnamed:,} of an unknown outlet"] if consulted.unnamed else []
    return f" ({', '.join(shown)})" if shown else ""


def _fact(text: str) -> Block:
    return Block(BlockKind.FACT, "the facts under the title", text)


def _statements(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"statement {numbers[0]} rests"
    first = ", ".join(map(str, numbers[:-1]))
    return f"statements {first} and {numbers[-1]} rest"


def _sections(briefing: Briefing) -> Iterator[Block]:
    number = 0
    for section in briefing.sections:
        yield Block(BlockKind.HEADING, f"the heading “{section.heading}”", section.heading)
        if section.remark:
            yield Block(BlockKind.ENTRY, f"the remark on “{section.heading}”", section.remark)
        for item in section.items:
            number += 1
            yield Block(
                BlockKind.STATEMENT,
                f"statement {number}",
                item.statement.text,
                tuple(c.number for c in item.citations),
                label_of(item),
                number,
            )


def _disputes(briefing: Briefing) -> Iterator[Block]:
    if briefing.disputes:
        yield Block(BlockKind.HEADING, f"the heading “{DISPUTED}”", DISPUTED)
    for row, dispute in enumerate(briefing.disputes, start=1):
        told = f"{dispute.about} ({CONFLICT_WORDS[dispute.kind].lower()}):"
        yield Block(BlockKind.ENTRY, f"dispute {row}", told)
        for side in dispute.sides:
            numbers = tuple(c.number for c in side.citations)
            yield Block(BlockKind.SIDE, f"a side of dispute {row}", side.text, numbers)


def _open(heading: str, kind: str, questions: Sequence[Missing]) -> Iterator[Block]:
    """The questions that are left open, under their heading."""
    if questions:
        yield Block(BlockKind.HEADING, f"the heading “{heading}”", heading)
    for row, missing in enumerate(questions, start=1):
        text = " ".join([missing.question, *missing.gaps])
        yield Block(BlockKind.ENTRY, f"{kind} question {row}", text)


def _annex(briefing: Briefing) -> Iterator[Block]:
    audit = briefing.audit
    yield Block(BlockKind.ANNEX_HEADING, f"the heading “{ANNEX}”", ANNEX)
    yield _annex_entry("the basis of the annex", _BASIS)
    for number, item in enumerate(briefing.items, start=1):
        yield _annex_entry(f"the verdict on statement {number}", _verdict(number, item))
    for row, dropped in enumerate(audit.dropped, start=1):
        text = f"Left out, since no source supports it: “{dropped.text}” ({dropped.reason})"
        yield _annex_entry(f"dropped sentence {row}", text)
    if not audit.dropped:
        yield _annex_entry("the dropped sentences", "No sentence was left out for failing a check.")
    for row, article in enumerate(briefing.articles, start=1):
        text = f"Article {row}: {article.path.name}, content hash {article.id}."
        yield _annex_entry(f"the hash of article {row}", text)
    for role, name in audit.models.items():
        yield _annex_entry(f"the {role.replace('_', ' ')}", f"{role.replace('_', ' ')}: {name}")
    if audit.index is not None:
        count = plural(audit.index.articles, "article")
        text = f"Library version {audit.index.version}, {count}."
        yield _annex_entry("the library version", text)
    yield _annex_entry("the date", f"Made {audit.made}.")


def _annex_entry(part: str, text: str) -> Block:
    return Block(BlockKind.ANNEX_ENTRY, part, text[:1].upper() + text[1:])


def _verdict(number: int, item: Item) -> str:
    statement = item.statement
    verdict = "no verdict" if statement.verdict is None else VERDICT_WORDS[statement.verdict]
    kind = "quoted" if statement.kind is Kind.QUOTED else "written from the source"
    passed = [c.check for c in statement.checks if c.outcome is Outcome.PASS]
    failed = [f"{c.check} ({c.reason})" for c in statement.checks if c.outcome is Outcome.FAIL]
    text = f"Statement {number}: {verdict.lower()}, {kind}."
    text += f" Passed: {', '.join(passed)}." if passed else ""
    return text + (f" Failed: {'; '.join(failed)}." if failed else "")


def _notes(briefing: Briefing) -> Iterator[Block]:
    for note in briefing.notes:
        words = f"{note.field}: {note.quote}" if note.field else note.quote
        yield Block(
            BlockKind.NOTE,
            f"note {note.number}",
            in_marks(words),
            label=source_of(note),
            number=note.number,
            url=note.article.url,
        )
