"""A briefing as one HTML file that loads nothing, and prints as a document with its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.briefing.blocks import NOTES, BlockKind, document
from qa.briefing.receipt import Line, embedded, make_receipt
from qa.briefing.web_address import web_address
from qa.markup import escape, tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.briefing.blocks import Block
    from qa.briefing.receipt import Receipt
    from qa.briefing.structure import Briefing

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --soft: #5b5b5b; --paper: #fff; --line: #d5d5d5;
  --link: #0b57a4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --soft: #a9a9a9; --paper: #181818;
  --line: #444; --link: #8ab8f0; } }
html { background: var(--paper); color: var(--ink); }
body { font: 1.0625rem/1.55 Georgia, 'Times New Roman', serif; max-width: 42rem; margin: 0 auto;
  padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .75rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 1px solid var(--line);
  padding-bottom: .2rem; }
p { margin: .5rem 0; }
a { color: var(--link); }
sup { font-size: .72em; line-height: 0; }
sup a { text-decoration: none; padding: 0 .1em; }
.fact, .label, .note, .annex { font-family: system-ui, sans-serif; font-size: .875rem;
  color: var(--soft); }
.statement { padding-left: 2rem; text-indent: -2rem; }
.number { display: inline-block; width: 2rem; text-indent: 0; color: var(--soft); }
.label { display: block; text-indent: 0; }
.entry { padding-left: 1rem; } .side { padding-left: 2rem; }
.note { padding-left: 2rem; text-indent: -2rem; } .note q { color: var(--ink); quotes: none; }
.note:target, .statement:target { outline: 2px solid var(--link); outline-offset: .2rem; }
@page { margin: 2.2cm 2cm; }
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #333; --paper: #fff; --line: #999; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h2 { break-after: avoid; } p { break-inside: avoid; orphans: 3; widows: 3; }
  a { color: inherit; text-decoration: none; }
}
"""


def export_html(briefing: Briefing) -> tuple[str, Receipt]:
    """The text of the file, and the receipt that is embedded at its end."""
    lines = list(_lines(briefing))
    receipt = make_receipt(briefing, lines)
    return "\n".join(line.text for line in lines) + "\n" + embedded(receipt), receipt


def _lines(briefing: Briefing) -> Iterator[Line]:
    blocks = document(briefing)
    frame = "the frame of the page"
    yield Line(frame, "<!DOCTYPE html>")
    yield Line(frame, '<html lang="en"><head><meta charset="utf-8">')
    yield Line(frame, f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">')
    yield Line(frame, '<meta name="referrer" content="no-referrer">')
    yield Line(frame, '<meta name="viewport" content="width=device-width, initial-scale=1">')
    yield Line("the title", tag("title", escape(blocks[0].text)))
    for style in tag("style", STYLE).split("\n"):
        yield Line("the style of the page", style)
    yield Line(frame, "</head><body>")
    noted = False
    cited: set[int] = set()
    for block in blocks:
        if block.kind is BlockKind.NOTE and not noted:
            noted = True
            yield Line(f"the heading “{NOTES}”", tag("h2", NOTES))
        yield Line(block.part, _written(block, cited))
    yield Line(frame, "</body></html>")


def _written(block: Block, cited: set[int]) -> str:
    text = escape(block.text) + _markers(block, cited)
    match block.kind:
        case BlockKind.TITLE:
            return tag("h1", text)
        case BlockKind.HEADING | BlockKind.ANNEX_HEADING:
            return tag("h2", text)
        case BlockKind.STATEMENT:
            number = tag("span", f"{block.number}.", class_="number")
            label = tag("span", escape(block.label), class_="label")
            return tag("p", number + text + label, class_="statement", id=f"s{block.number}")
        case BlockKind.NOTE:
            return _note(block)
        case BlockKind.ANNEX_ENTRY:
            return tag("p", text, class_="annex")
        case _:
            return tag("p", text, class_=str(block.kind))


def _markers(block: Block, cited: set[int]) -> str:
    """Numbers that lead to their notes; the first of each is where the note leads back to."""
    written = []
    for number in block.notes:
        own = None if number in cited else f"c{number}"
        cited.add(number)
        written.append(tag("a", f"[{number}]", href=f"#n{number}", id=own))
    return tag("sup", " ".join(written)) if written else ""


def _note(block: Block) -> str:
    back = tag("a", f"{block.number}.", href=f"#c{block.number}", class_="number")
    source = escape(block.label)
    address = web_address(block.url)
    if address is not None:
        shown = escape(address)
        source += ", " + tag("a", shown, href=address, rel="noopener noreferrer")
    elif block.url:
        source += f", {escape(block.url)}"
    quote = tag("q", escape(block.text))
    return tag("p", f"{back}{source}: {quote}", class_="note", id=f"n{block.number}")
