"""Checked answers as lines for a terminal: pure strings. Knows nothing of how an answer was made.

Every word that comes from an article, a question or a model passes through `harmless`, so that no
stored text can move the cursor, change a colour or hide its neighbours.
"""

from __future__ import annotations

import shutil
import textwrap
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import click

from qa.answer import Status
from qa.english.readable import CONFLICT_WORDS, VERDICT_WORDS, plural
from qa.quotation_marks import in_marks
from qa.statement import Kind, Verdict
from ui.page.rendering import describe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qa import CheckedText
    from qa.answer import CheckedAnswer
    from qa.statement import CheckedStatement, Citation

MOST_COLUMNS = 100  # longer lines are hard to read, however wide the window is

_MARKS = {
    Verdict.SUPPORTED: ("✓", "green"),
    Verdict.PARTLY_SUPPORTED: ("◐", "yellow"),
    Verdict.NOT_SUPPORTED: ("○", "red"),
    Verdict.CONTRADICTED: ("✗", "red"),
    Verdict.UNCITED: ("–", "yellow"),
}
_KIND_WORDS = {Kind.WRITTEN: "written from the source", Kind.QUOTED: "quoted"}


def harmless(text: str) -> str:
    """Show control characters as U+FFFD and leave out what reorders or hides text."""
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if character in "\n\t":
            kept.append(" ")
        elif category in {"Cc", "Cs"}:
            kept.append("\ufffd")
        elif category != "Cf":
            kept.append(character)
    return "".join(kept)


def columns() -> int:
    """The width to write for."""
    return max(40, min(MOST_COLUMNS, shutil.get_terminal_size().columns))


def render_answer(answer: CheckedAnswer, *, width: int = MOST_COLUMNS) -> str:
    """The statements with their verdicts, then every source with its exact words."""
    unsure = answer.status is Status.UNCERTAIN
    blocks = [
        _understood(answer, width),
        _refusal(answer, width),
        *(_statement(answer, row, width) for row in range(len(answer.statements))),
        *_conflicts(answer, width),
        _sources("Sources", answer.cited, width),
        _leads(answer.closest, width)
        if unsure
        else _sources("The closest sentences", answer.closest, width),
        *_dropped(answer, width),
    ]
    return "\n\n".join(block for block in blocks if block)


def render_checked_text(checked: CheckedText, *, width: int = MOST_COLUMNS) -> str:
    """Every sentence with its verdict and what differs, then the sources; a count at the end."""
    blocks = [_checked_sentence(statement, width) for statement in checked.statements]
    counts = Counter(s.verdict for s in checked.statements if s.verdict is not None)
    told = [f"{VERDICT_WORDS[v].lower()}: {counts[v]}" for v in Verdict if counts[v]]
    exempt = sum(s.verdict is None for s in checked.statements)
    told += [f"needs no source: {exempt}"] if exempt else []
    return "\n\n".join(
        [*blocks, _sources("Sources", checked.sources, width), ", ".join(told) + "."]
    )


def _checked_sentence(statement: CheckedStatement, width: int) -> str:
    if statement.verdict is None:
        reasons = " ".join(check.reason for check in statement.checks)
        text = _wrap(harmless(statement.text), width, first="  ", rest="  ")
        return f"{text}\n{click.style(_wrap(reasons, width, first='  ', rest='  '), dim=True)}"
    mark, colour = _MARKS[statement.verdict]
    text = _wrap(harmless(statement.marked), width, first=f"{mark} ", rest="  ")
    text = click.style(mark, fg=colour, bold=True) + text.removeprefix(mark)
    words = click.style(f"  {VERDICT_WORDS[statement.verdict].lower()}", dim=True)
    lines = [text, words, *_failed_checks(statement, width)]
    if statement.differs is not None:
        lines.append(_wrap(harmless(statement.differs), width, first="  ~ ", rest="    "))
    return "\n".join(lines)


def _understood(answer: CheckedAnswer, width: int) -> str:
    if answer.understood is None:
        return ""
    return click.style(_wrap(harmless(f"You asked: {answer.understood}"), width), dim=True)


def _refusal(answer: CheckedAnswer, width: int) -> str:
    if answer.refusal is None:
        return ""
    return click.style(_wrap(harmless(answer.refusal), width), bold=True)


def _statement(answer: CheckedAnswer, row: int, width: int) -> str:
    statement = answer.statements[row]
    if statement.verdict is None:
        return _wrap(harmless(statement.marked), width)
    mark, colour = _MARKS[statement.verdict]
    text = _wrap(harmless(statement.marked), width, first=f"{mark} ", rest="  ")
    text = click.style(mark, fg=colour, bold=True) + text.removeprefix(mark)
    facts = [VERDICT_WORDS[statement.verdict].lower()]
    facts += [word for kind, word in _KIND_WORDS.items() if kind is statement.kind]
    facts += _agreement(answer, row)
    lines = [text, click.style(_wrap(", ".join(facts), width, first="  ", rest="  "), dim=True)]
    return "\n".join([*lines, *_failed_checks(statement, width)])


def _agreement(answer: CheckedAnswer, row: int) -> list[str]:
    found = [a for a in answer.agreement if a.statement == row and len(a.articles) > 1]
    return [
        f"said in {plural(len(a.articles), 'article')}, {a.independent} independent" for a in found
    ]


def _failed_checks(statement: CheckedStatement, width: int) -> Iterator[str]:
    for check in statement.checks:
        if check.outcome == "fail":
            reason = harmless(f"{check.check}: {check.reason}")
            yield click.style(_wrap(reason, width, first="  ! ", rest="    "), fg="red")


def _conflicts(answer: CheckedAnswer, width: int) -> Iterator[str]:
    for conflict in answer.conflicts:
        heading = f"{CONFLICT_WORDS[conflict.kind]}: {conflict.about}"
        lines = [_wrap(harmless(heading), width)]
        for position in conflict.positions:
            numbers = "".join(f" [{number}]" for number in position.sources)
            text = harmless(position.text) + numbers
            lines.append(_wrap(text, width, first="  - ", rest="    "))
        yield "\n".join(lines)


def _sources(heading: str, sources: Iterable[Citation], width: int) -> str:
    blocks = [_source(source, width) for source in sources]
    return "\n".join([click.style(heading, bold=True), *blocks]) if blocks else ""


def _source(source: Citation, width: int) -> str:
    article = source.article
    place = f"{source.field} of" if source.field else f"characters {source.start}-{source.end} of"
    place = place if source.page is None else f"page {source.page}, {place}"
    lines = [
        _wrap(harmless(describe(source)), width, first=f"[{source.number}] ", rest="    "),
        _wrap(in_marks(harmless(source.quote)), width),
        click.style(_wrap(f"{place} {harmless(str(article.path))}", width), dim=True),
    ]
    first, *others = lines
    return "\n".join([first, *(textwrap.indent(line, "    ") for line in others)])


def _leads(sources: Iterable[Citation], width: int) -> str:
    """Where the answer may be, each with the words that may be it."""
    blocks = []
    for source in sources:
        block = _source(source, width)
        if source.short_answer:
            short = _wrap(f"in short: {in_marks(harmless(source.short_answer))}", width)
            block += "\n" + textwrap.indent(short, "    ")
        blocks.append(block)
    return "\n".join([click.style("It may be here", bold=True), *blocks]) if blocks else ""


def _dropped(answer: CheckedAnswer, width: int) -> Iterator[str]:
    if not answer.dropped:
        return
    count = plural(len(answer.dropped), "sentence")
    lines = [f"Left out: {count} that the model wrote and no source supports."]
    for dropped in answer.dropped:
        text = harmless(f"“{dropped.text}” ({dropped.reason})")
        lines.append(_wrap(text, width, first="  - ", rest="    "))
    yield click.style("\n".join(lines), dim=True)


def _wrap(text: str, width: int, first: str = "", rest: str = "") -> str:
    wrapped = textwrap.fill(
        text,
        width - 4,  # sources are indented by four
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return wrapped or first
