"""A briefing that was written, and one that was compared, as lines for a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

from qa.english.readable import plural
from ui.commands.terminal import harmless

if TYPE_CHECKING:
    from pathlib import Path

    from qa import Briefing
    from qa.briefing.verification import Verification


def render_briefing(briefing: Briefing, path: Path, beside: Path) -> str:
    """What was written and where, and the command that proves it."""
    told = [plural(len(briefing.items), "statement"), plural(len(briefing.notes), "note")]
    if briefing.disputes:
        told.append(f"{plural(len(briefing.disputes), 'difference')}")
    if briefing.missing:
        told.append(f"{len(briefing.missing)} not in the articles")
    if briefing.unsettled:
        told.append(f"{len(briefing.unsettled)} not settled")
    lines = [harmless(f"{path}: {', '.join(told)}."), harmless(f"{beside}: its receipt.")]
    if not briefing.items:
        lines.append("The articles tell nothing of it.")
    return "\n".join(lines)


def render_verification(found: Verification, *, width: int) -> str:
    """Every finding with what it is about; one line where there is none."""
    counts = f"{plural(found.statements, 'statement')} and {plural(found.notes, 'note')}"
    remarks = [_wrap(harmless(remark), width) for remark in found.remarks]
    if not found.findings:
        sound = f"Nothing was altered: {counts} are as they were written, and every quotation "
        return "\n".join([_wrap(sound + "stands in its article, word for word.", width), *remarks])
    heading = click.style(f"{plural(len(found.findings), 'finding')} in {counts}:", bold=True)
    lines = [
        textwrap.indent(_wrap(harmless(f"{f.what}: {f.reason}"), width - 4), "    ").replace(
            "    ", "  ! ", 1
        )
        for f in found.findings
    ]
    return "\n".join([heading, *lines, *remarks])


def _wrap(text: str, width: int) -> str:
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)
