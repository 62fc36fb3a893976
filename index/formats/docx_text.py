"""A Word document to its articles: what stands on the page when changes are accepted.

The XML is read as it is, since python-docx skips text boxes, notes and tracked insertions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zipfile import ZipFile

from index.formats.reading import (
    Line,
    Reading,
    UnreadableError,
    gap_of,
    left_out,
    make_readings,
    raised,
    table_lines,
)
from index.formats.zip_parts import open_archive, xml_part

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted, moved away, or there for programs.
_UNSEEN = frozenset(
    (*(f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr",
                                  "sdtPr", "tblPr", "tcPr", "trPr", "sectPr", "delInstrText",
                                  "txbxContent")),
     _FALLBACK)
)  # fmt: skip
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_OFF = frozenset(("0", "false", "off", "none"))
_NOTES = (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"))
_WHITE = re.compile(r"(?:F[A-F]){3}", re.IGNORECASE)
_TINY = 4  # half points


def read(data: bytes, suffix: str) -> tuple[Reading, ...]:
    """The articles of a document.

    Raises:
        UnreadableError: it is no document, is damaged, or has no text.
    """
    archive, body = _opened(data)
    document = _Document(_styles(xml_part(archive, "word/styles.xml")))
    lines = [*document.lines(body)]
    for name, kind in _NOTES:
        notes = xml_part(archive, name)
        for note in () if notes is None else notes.iter(f"{_W}{kind}"):
            if note.get(f"{_W}type") in (None, "normal"):
                lines += document.lines(note)
    return make_readings(lines, problems=left_out(document.hidden, document.struck))


def draft_lines(data: bytes) -> Iterator[Line]:
    """A draft as Markdown: its headings marked, each cell a line, without the notes below it.

    Raises:
        UnreadableError: it is no document, or is damaged.
    """
    archive, body = _opened(data)
    styles = _styles(xml_part(archive, "word/styles.xml"))
    return _Document(styles, as_draft=True).lines(body)


def _opened(data: bytes) -> tuple[ZipFile, Any]:
    """The archive and the element that holds the text."""
    archive = open_archive(data)
    root = xml_part(archive, "word/document.xml")
    body = None if root is None else root.find(f"{_W}body")
    if body is None:
        raise UnreadableError("it is not a Word document")
    return archive, body


@dataclass(frozen=True)
class _Style:
    name: str = ""
    hides: bool = False
    strikes: bool = False
    white: bool = False
    lists: bool = False


@dataclass
class _Document:
    styles: dict[str, _Style]
    as_draft: bool = False
    hidden: int = 0
    struck: int = 0

    def lines(self, parent: Any) -> Iterator[Line]:  # noqa: ANN401 - lxml elements
        for element in parent:
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element)
            elif element.tag not in _UNSEEN:
                yield from self.lines(element)

    def _table(self, table: Any) -> Iterator[Line]:  # noqa: ANN401
        rows = [[[*self.lines(cell)] for cell in _cells(row)] for row in _rows(table)]
        if self.as_draft:
            yield from (line for row in rows for cell in row for line in cell)
        else:
            yield from table_lines(rows)

    def _paragraph(self, paragraph: Any) -> Iterator[Line]:  # noqa: ANN401
        style = self._style(paragraph.find(f"{_W}pPr/{_W}pStyle"))
        text = re.sub(r"[ \t]+", " ", "".join(self._shown(paragraph, style))).strip()
        number = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        in_list = style.lists if number is None else number.get(f"{_W}val") != "0"
        if text and self.as_draft and style.name.lower().startswith(("heading", "title")):
            yield Line(f"# {' '.join(text.split())}")
        elif text:
            if style.name.lower() == "caption" and not self.as_draft:
                yield Line(f"Caption: {' '.join(text.split())}")
            else:
                marked = in_list and not text.startswith(("- ", "• "))
                yield Line(f"- {text}" if marked else text, close=in_list)
        for box in _boxes(paragraph):
            yield from self.lines(box)

    def _shown(self, element: Any, style: _Style) -> Iterator[str]:  # noqa: ANN401
        for child in element:
            if child.tag in _UNSEEN:
                continue
            if child.tag == f"{_W}r":
                yield from self._run(child, style)
            elif child.tag == _MATH_TEXT:
                yield child.text or ""
            else:
                yield from self._shown(child, style)

    def _run(self, run: Any, style: _Style) -> Iterator[str]:  # noqa: ANN401
        text = "".join(_text(run))
        if self._is_hidden(run, style):
            self.hidden += len(text.split())
        elif self._is_struck(run, style):
            self.struck += len(text.split())
            yield gap_of(text)
        else:
            yield raised(text) if _is_raised(run) else text

    def _is_hidden(self, run: Any, style: _Style) -> bool:  # noqa: ANN401
        look = run.find(f"{_W}rPr")
        if look is None:
            return style.hides or (style.white and not _is_shaded(run))
        vanish = look.find(f"{_W}vanish")
        if vanish is not None:
            return vanish.get(f"{_W}val", "1") not in _OFF
        named = self._style(look.find(f"{_W}rStyle"))
        colour = look.find(f"{_W}color")
        white = named.white or style.white if colour is None else _is_white(colour)
        return (
            style.hides or named.hides or _is_tiny(look.find(f"{_W}sz"))
            or (white and not _is_shaded(run))
        )  # fmt: skip

    def _is_struck(self, run: Any, style: _Style) -> bool:  # noqa: ANN401
        look = run.find(f"{_W}rPr")
        if look is None:
            return style.strikes
        for name in ("strike", "dstrike"):
            if (struck := look.find(f"{_W}{name}")) is not None:
                return struck.get(f"{_W}val", "1") not in _OFF
        return style.strikes or self._style(look.find(f"{_W}rStyle")).strikes

    def _style(self, named: Any) -> _Style:  # noqa: ANN401
        return self.styles.get("" if named is None else named.get(f"{_W}val", ""), _Style())


def _is_white(colour: Any) -> bool:  # noqa: ANN401
    return bool(_WHITE.fullmatch(colour.get(f"{_W}val") or ""))


def _is_raised(run: Any) -> bool:  # noqa: ANN401
    place = run.find(f"{_W}rPr/{_W}vertAlign")
    return place is not None and place.get(f"{_W}val") == "superscript"


def _is_tiny(size: Any) -> bool:  # noqa: ANN401
    told = "" if size is None else size.get(f"{_W}val") or ""
    return told.isdigit() and int(told) <= _TINY


def _text(run: Any) -> Iterator[str]:  # noqa: ANN401
    for child in run:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag.startswith(_W) and (sign := _SIGNS.get(child.tag.removeprefix(_W))):
            yield sign
        elif child.tag == f"{_W}sym":
            yield "\ufffd"  # a sign of a font of signs: something stands there


def _boxes(paragraph: Any) -> Iterator[Any]:  # noqa: ANN401
    """What stands in the text boxes that hang on a paragraph, not twice."""
    for box in paragraph.iter(f"{_W}txbxContent"):
        above = box.iterancestors()
        if not any(each.tag in (_FALLBACK, f"{_W}del", f"{_W}txbxContent") for each in above):
            yield box


def _rows(table: Any) -> Iterator[Any]:  # noqa: ANN401
    """The rows of a table that were not deleted; a change or a control may lie around them."""
    for child in table:
        if child.tag == f"{_W}tr":
            if child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif child.tag not in _UNSEEN:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:  # noqa: ANN401
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag not in _UNSEEN:
            yield from _cells(child)


def _is_shaded(run: Any) -> bool:  # noqa: ANN401
    """Whether a run, its paragraph, cell or table has a colour behind it."""
    for element in (run, *run.iterancestors()):
        for name in ("rPr", "pPr", "tcPr", "tblPr"):
            look = element.find(f"{_W}{name}")
            if look is None:
                continue
            if look.find(f"{_W}highlight") is not None:
                return True
            shade = look.find(f"{_W}shd")
            fill = "auto" if shade is None else shade.get(f"{_W}fill", "auto")
            if fill.lower() != "auto" and not _WHITE.fullmatch(fill):
                return True
            if name == "tblPr" and look.find(f"{_W}tblStyle") is not None:
                return True
        if element.tag.endswith("}txbxContent"):
            return True
    return False


def _styles(root: Any) -> dict[str, _Style]:  # noqa: ANN401
    """Each style with what it takes over from the one that it is based on."""
    found = {} if root is None else {s.get(f"{_W}styleId", ""): s for s in root.iter(f"{_W}style")}
    styles: dict[str, _Style] = {}
    for key, style in found.items():
        line = [*_lineage(style, found)]
        vanish = _first(line, "rPr", "vanish")
        struck = _first(line, "rPr", "strike")
        colour = _first(line, "rPr", "color")
        ground = any(_first(line, of, "shd") is not None for of in ("rPr", "pPr"))
        name = style.find(f"{_W}name")
        shown = "" if name is None else name.get(f"{_W}val", "")
        styles[key] = _Style(
            shown,
            hides=vanish is not None and vanish.get(f"{_W}val", "1") not in _OFF,
            strikes=struck is not None and struck.get(f"{_W}val", "1") not in _OFF,
            white=colour is not None and _is_white(colour) and not ground,
            lists=style.find(f"{_W}pPr/{_W}numPr") is not None and "ead" not in shown,
        )
    return styles


def _lineage(style: Any, styles: dict[str, Any]) -> Iterator[Any]:  # noqa: ANN401
    """A style and those it is based on, the nearest first."""
    seen: set[str] = set()
    while style is not None:
        yield style
        based = style.find(f"{_W}basedOn")
        key = "" if based is None else based.get(f"{_W}val", "")
        style = None if key in seen else styles.get(key)
        seen.add(key)


def _first(styles: list[Any], of: str, name: str) -> Any:  # noqa: ANN401
    return next((e for s in styles if (e := s.find(f"{_W}{of}/{_W}{name}")) is not None), None)
