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

from index.formats.reading import LONGEST_CELL, Line

_BLOCKS = frozenset(
    """address article aside blockquote body center dd details dialog div dl dt fieldset figcaption
    figure footer form head h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre
    section summary table tbody td tfoot th thead tr ul caption""".split()  # noqa: SIM905
)
_UNSEEN = frozenset(
    """applet audio base button canvas datalist embed iframe img input link map meta noembed
    noframes noscript object optgroup option param picture progress script select source style svg
    template textarea title track video""".split()  # noqa: SIM905
)
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "figcaption": "caption",
    "caption": "caption",
    "blockquote": "quote",
}
_LISTS = frozenset(("ul", "ol", "menu"))
_CELLS = frozenset(("td", "th"))
_HIDING_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?"
    r"\s*(?:!important)?(?:;|$)|font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:!important)?(?:;|$)|"
    r"text-indent\s*:\s*-[0-9]{3,}|(?:left|top)\s*:\s*-[0-9]{3,}|clip\s*:\s*rect\(\s*[01]|"
    r"clip-path\s*:\s*inset\((?:50|100)%|mso-hide\s*:\s*all|"
    r"transform\s*:[^;]{0,200}\bscale\(\s*0\s*\)|filter\s*:[^;]{0,200}\bopacity\(\s*0(?:\.0+|%)?\s*\))",
    re.IGNORECASE,
)
_NO_BOX = re.compile(
    r"(?=.*\boverflow\s*:\s*hidden)(?=.*(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|$))",
    re.IGNORECASE | re.DOTALL,
)
_COLOUR = re.compile(r"(?:^|;)\s*color\s*:\s*([^;!]+)", re.IGNORECASE)
_BACKGROUND = re.compile(r"(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)", re.IGNORECASE)
_ONLY_FOR_SCREEN_READERS = frozenset(
    ("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only",
     "assistive-text", "element-invisible", "a11y-hidden", "u-visually-hidden")
)  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WHITE = frozenset(("#fff", "#ffffff", "#fefefe", "white", "rgb(255,255,255)", "#ffffffff"))
_CLEAR = re.compile(
    r"transparent|(?:rgba|hsla)\([^)]*[,/]0(?:\.0+|%)?\)|#[0-9a-f]{6}00|#[0-9a-f]{3}0"
)
_NO_GROUND = frozenset(("none", "transparent", "inherit", "initial", "unset"))
GROUND = "data-ground"  # what a style sheet gives a background is marked with it


class Block(NamedTuple):
    """A line that is shown, the element it begins in, and how many of its letters are links."""

    text: str
    kind: str  # block, heading, item, row, caption or quote
    element: HtmlElement
    linked: int


def hide_unseen(root: HtmlElement) -> int:
    """Take out of a page what no browser shows; how many words were hidden by styles."""
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    words = 0
    # What styles in other files give a background is not known.
    alone = not any("stylesheet" in link.get("rel", "").lower() for link in root.iter("link"))
    for element in list(root.iter()):
        parent = element.getparent()
        if parent is None or not isinstance(element.tag, str):
            continue
        tag = _name(element)
        if tag in _UNSEEN:
            _drop(element, parent)
        elif is_hidden(element) or (alone and _is_white_on_white(element)):
            words += len("".join(element.itertext()).split())
            _drop(element, parent)
    return words


def is_hidden(element: HtmlElement) -> bool:
    """Whether an element's own attributes keep it from being shown."""
    style = element.get("style", "")
    hidden = element.get("hidden")
    return (
        (hidden is not None and hidden.lower() != "until-found")
        or bool(_ONLY_FOR_SCREEN_READERS & set(element.get("class", "").lower().split()))
        or bool(style and hides(style))
        or (_name(element) == "dialog" and element.get("open") is None)
    )


def has_white(root: HtmlElement) -> bool:
    """Whether any element makes its words white by itself."""
    return any(_is_white(each) for each in root.iter("*"))


def _is_white(element: HtmlElement) -> bool:
    style = element.get("style", "")
    colour = _COLOUR.search(style) if style else None
    told = colour[1] if colour else element.get("color", "") if _name(element) == "font" else ""
    return _plain(told) in _WHITE


def _is_white_on_white(element: HtmlElement) -> bool:
    """Whether the words of an element are white and nothing behind them has a colour."""
    if not _is_white(element):
        return False
    if any(_COLOUR.search(each.get("style", "")) for each in element.iterdescendants()):
        return False
    return not any(_has_ground(each) for each in (element, *element.iterancestors()))


def _has_ground(element: HtmlElement) -> bool:
    if element.get(GROUND) is not None or element.get("background") is not None:
        return True
    found = _BACKGROUND.search(element.get("style", ""))
    grounds = (_plain(found[1]) if found else "", _plain(element.get("bgcolor", "")))
    return any(each and each not in _WHITE and each not in _NO_GROUND for each in grounds)


def _plain(colour: str) -> str:
    return "".join(colour.split()).lower()


def gives_ground(style: str) -> bool:
    """Whether declarations of a style paint something behind the words that is not white."""
    found = re.search(
        r"(?:^|;)\s*background(?:-color|-image)?\s*:\s*([^;!]+)", style, re.IGNORECASE
    )
    ground = _plain(found[1]) if found else ""
    return bool(ground) and ground not in _WHITE and ground not in _NO_GROUND


def hides(style: str) -> bool:
    """Whether declarations of a style keep what they are about from being seen."""
    if _HIDING_STYLE.search(style) or _NO_BOX.search(style):
        return True
    colour, background = _COLOUR.search(style), _BACKGROUND.search(style)
    told, ground = (_plain(each[1]) if each else "" for each in (colour, background))
    if told in _NO_GROUND - {"transparent"}:
        return False
    # Letters that a picture shines through have no colour of their own.
    clear = bool(told and _CLEAR.fullmatch(told)) and "background-clip" not in style
    return clear or bool(told and told == ground)


def _drop(element: HtmlElement, parent: HtmlElement) -> None:
    """Remove an element and keep the text behind it."""
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


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
    lists: list[int | None] = field(default_factory=list)
    marker: str = ""
    kinds: list[str] = field(default_factory=list)
    cells: list[list[str] | None] = field(default_factory=list)  # of the open tables' rows
    tables: list[bool] = field(default_factory=list)
    first: HtmlElement | None = None

    def open(self, element: HtmlElement) -> Iterator[Block]:
        tag = _name(element)
        if tag == "br":
            self.pieces.append("\n")
        elif tag == "a":
            self.links += 1
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
        tag = _name(element)
        if tag == "a":
            self.links = max(0, self.links - 1)
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


def _name(element: HtmlElement) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
