"""A briefing as Markdown with footnotes. No markup of an article's words works in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.briefing.blocks import BlockKind, document
from qa.briefing.receipt import Line, embedded, make_receipt
from qa.briefing.web_address import web_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.briefing.blocks import Block
    from qa.briefing.receipt import Receipt
    from qa.briefing.structure import Briefing

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&$^!@=]")
# An address, or `:smile:`, by which some programs make a link or a picture of plain words.
_COLON = re.compile(r":(?=//|\w)")
_DOMAIN = re.compile(r"\bwww\.", re.IGNORECASE)
# What begins a list or a rule where a line begins.
_OPENING = re.compile(r"\A(?:[-+]|[0-9]+(?=[.)]))")
_OPENED = {
    BlockKind.TITLE: "# ",
    BlockKind.HEADING: "## ",
    BlockKind.ANNEX_HEADING: "## ",
    BlockKind.ENTRY: "- ",
    BlockKind.ANNEX_ENTRY: "- ",
    BlockKind.SIDE: "  - ",
}


def export_markdown(briefing: Briefing) -> tuple[str, Receipt]:
    """The text of the file, and the receipt that is embedded at its end."""
    lines = list(_lines(briefing))
    receipt = make_receipt(briefing, lines)
    return "\n".join(line.text for line in lines) + "\n" + embedded(receipt), receipt


def escape_markdown(text: str) -> str:
    """The text with a backslash before whatever Markdown could read as markup."""
    escaped = _MARKUP.sub(r"\\\g<0>", text)
    escaped = _COLON.sub(r"\\:", escaped)
    escaped = _DOMAIN.sub(lambda found: f"{found[0][:-1]}\\.", escaped)
    opening = _OPENING.match(escaped)
    if opening is None:
        return escaped
    if opening[0].isdecimal():
        return f"{opening[0]}\\{escaped[opening.end() :]}"
    return f"\\{escaped}"


def _lines(briefing: Briefing) -> Iterator[Line]:
    previous = BlockKind.TITLE
    for block in document(briefing):
        # Entries of one list stand together; everything else has an empty line around it.
        listed = {BlockKind.ENTRY, BlockKind.SIDE, BlockKind.ANNEX_ENTRY}
        together = block.kind in listed and previous in listed
        if block.kind is not BlockKind.TITLE and not together:
            yield Line(f"the empty line before {block.part}", "")
        yield Line(block.part, _written(block))
        previous = block.kind
    yield Line("the empty line at the end", "")


def _written(block: Block) -> str:
    text = escape_markdown(block.text)
    markers = " ".join(f"[^{number}]" for number in block.notes)
    label = escape_markdown(block.label)
    if block.kind is BlockKind.STATEMENT:
        return f"{block.number}. {text}{markers} *({label})*"
    if block.kind is BlockKind.NOTE:
        address = web_address(block.url)
        link = f", <{address}>" if address else ""
        return f"[^{block.number}]: {label}{link}: {text}"
    return f"{_OPENED.get(block.kind, '')}{text}{markers}"
