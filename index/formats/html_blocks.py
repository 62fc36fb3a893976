"""A parsed web page as the lines that a browser would show. Knows nothing of which are the article.

Walks without recursion: a page may be nested as deeply as whoever wrote it liked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from index.formats.html_hidden import is_raised, tag_of
from index.formats.reading import LONGEST_CELL, Line, raised

_BLOCKS = frozenset(
    """address article aside blockquote body center dd details dialog div dl dt fieldset figcaption
    figure footer form head h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre
    section summary table tbody td tfoot th thead tr ul caption""".split()  # noqa: SIM905
)
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "figcaption": "caption",
    "caption": "caption",
    "blockquote": "quote",
}
_LISTS = frozenset(("ul", "ol", "menu"))
_CELLS = frozenset(("td", "th"))
_SPACE = re.compile(r"[ \t\r\n\f]+")


class Block(NamedTuple):
    """A line that is shown, the element it begins in, and how many of its letters are links."""

    text: str
    kind: str  # block, heading, item, row, caption or quote
    element: HtmlElement
    linked: int


def blocks_of(root: HtmlElement) -> Iterator[Block]:
    """The lines of an element in their order."""
    walk = _Walk()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            yield from walk.open(element)
        else:
            yield from walk.close(element, root)
    yield from walk.flush(root)


@dataclass
class _Walk:
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0  # open ones
    pre: int = 0
    raised: int = 0  # open elements whose words stand above the line
    lists: list[int | None] = field(default_factory=list)
    marker: str = ""
    kinds: list[str] = field(default_factory=list)
    cells: list[list[str] | None] = field(default_factory=list)  # of the open tables' rows
    tables: list[bool] = field(default_factory=list)
    first: HtmlElement | None = None

    def open(self, element: HtmlElement) -> Iterator[Block]:
        tag = tag_of(element)
        if tag == "br":
            self.pieces.append("\n")
        elif tag == "a":
            self.links += 1
        elif is_raised(element):
            self.raised += 1
        elif tag in _BLOCKS and not self._in_cell():
            yield from self.flush(element)
            self._enter(tag, element)
        elif tag in _CELLS and self._in_cell():
            self._end_cell()
        self._add(element.text, element)

    def _enter(self, tag: str, element: HtmlElement) -> None:
        if tag in _KINDS:
            self.kinds.append(_KINDS[tag])
        elif tag in _LISTS:
            self.lists.append(_start(element) if tag == "ol" else None)
        elif tag == "li":
            self.marker = self._next_marker()
        elif tag == "table":
            self.tables.append(_is_data(element))
            self.cells.append(None)
        elif tag == "tr" and self.tables and self.tables[-1]:
            self.cells[-1] = []
        elif tag == "pre":
            self.pre += 1

    def close(self, element: HtmlElement, root: HtmlElement) -> Iterator[Block]:
        tag = tag_of(element)
        if tag == "a":
            self.links = max(0, self.links - 1)
        elif is_raised(element):
            self.raised = max(0, self.raised - 1)
        elif self._in_cell():
            yield from self._close_in_row(tag, element)
        elif tag in _BLOCKS:
            yield from self.flush(element)
            self._leave(tag)
        if element is not root:
            self._add(element.tail, element.getparent())

    def _close_in_row(self, tag: str, element: HtmlElement) -> Iterator[Block]:
        if tag in _CELLS:
            self._end_cell(empty=True)
        elif tag == "tr":
            self._end_cell()
            row, self.cells[-1] = self.cells[-1], None
            if row and any(row):
                yield Block(" | ".join(row), "row", element, 0)
        elif tag in _BLOCKS:
            self.pieces.append(" ")

    def _end_cell(self, *, empty: bool = False) -> None:
        """What was read since the last cell is one, an empty one only where a cell ended."""
        row, text = self.cells[-1], " ".join("".join(self.pieces).split())
        if row is not None and (text or empty):
            row.append(text)
        self.pieces, self.linked, self.first = [], 0, None

    def _leave(self, tag: str) -> None:
        if tag in _KINDS and self.kinds:
            self.kinds.pop()
        elif tag in _LISTS and self.lists:
            self.lists.pop()
        elif tag == "li":
            self.marker = ""
        elif tag == "table" and self.tables:
            self.tables.pop()
            self.cells.pop()
        elif tag == "pre":
            self.pre -= 1

    def _in_cell(self) -> bool:
        """Inside a row of a table of data: everything there is one line."""
        return bool(self.cells) and self.cells[-1] is not None

    def _next_marker(self) -> str:
        if not self.lists or self.lists[-1] is None:
            return "- "
        number = self.lists[-1]
        self.lists[-1] = number + 1
        return f"{number}. "

    def _add(self, text: str | None, element: HtmlElement | None) -> None:
        if not text:
            return
        shown = text if self.pre else _SPACE.sub(" ", text)
        shown = raised(shown) if self.raised else shown
        if self.first is None and shown.strip():
            self.first = element
        if self.links:
            self.linked += len(shown.strip())
        self.pieces.append(shown)

    def flush(self, element: HtmlElement) -> Iterator[Block]:
        if self._in_cell():
            return
        begins = self.first if self.first is not None else element
        kind = "item" if self.marker else self.kinds[-1] if self.kinds else "block"
        whole = max(1, sum(map(len, self.pieces)))
        # Two line breaks are how some pages set paragraphs.
        for part in re.split(r"\n[ \t]*\n", "".join(self.pieces)):
            text = "\n".join(line for each in part.split("\n") if (line := each.strip()))
            if text:
                linked = self.linked * len(part) // whole
                yield Block(self.marker + text, kind, begins, linked)
                self.marker = ""
        self.pieces, self.linked, self.first = [], 0, None


def _start(element: HtmlElement) -> int:
    try:
        return int(element.get("start", "1"))
    except ValueError:
        return 1


def _is_data(table: HtmlElement) -> bool:
    """Whether a table has rows of short cells, or only sets out a page."""
    if table.get("role") in ("presentation", "none"):
        return False
    widest = 0
    for row in table.iter("tr"):
        widest = max(widest, len(row.findall("td")) + len(row.findall("th")))
        if widest > 1 and any(len("".join(cell.itertext())) > LONGEST_CELL for cell in row):
            return False
    inner = table.iter("table", "ul", "ol", "h1", "h2", "h3", "blockquote", "figure")
    return widest > 1 and all(each is table for each in inner)


def lines_of(blocks: Iterable[Block], *, quoted: str = "") -> Iterator[Line]:
    """Blocks as the lines of a reading; captions are known by their first word.

    `quoted` stands before what is quoted, as mail marks an earlier message.
    """
    for block in blocks:
        if block.kind == "caption":
            yield Line(f"Caption: {' '.join(block.text.split())}")
        elif block.kind == "quote":
            yield Line(quoted + block.text)
        else:
            yield Line(block.text, close=block.kind in ("item", "row"))
