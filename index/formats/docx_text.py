"""A Word document to its articles: what stands on the page when changes are accepted.

The XML is read as it is, since python-docx skips text boxes, notes and tracked insertions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zipfile import ZipFile

from index.formats.docx_looks import Style, Styles, W, flag, is_raised
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

_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted, moved away, or there for programs.
_UNSEEN = frozenset(
    (*(f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr",
                                  "sdtPr", "tblPr", "tcPr", "trPr", "sectPr", "delInstrText",
                                  "txbxContent")),
     _FALLBACK)
)  # fmt: skip
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_NOTES = (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"))


def read(data: bytes, suffix: str) -> tuple[Reading, ...]:
    """The articles of a document.

    Raises:
        UnreadableError: it is no document, is damaged, or has no text.
    """
    archive, body = _opened(data)
    document = _Document(Styles.of_part(xml_part(archive, "word/styles.xml")))
    lines = [*document.lines(body)]
    for name, kind in _NOTES:
        notes = xml_part(archive, name)
        for note in () if notes is None else notes.iter(f"{W}{kind}"):
            if note.get(f"{W}type") in (None, "normal"):
                lines += document.lines(note)
    return make_readings(lines, problems=left_out(document.hidden, document.struck))


def draft_lines(data: bytes) -> Iterator[Line]:
    """A draft as Markdown: its headings marked, each cell a line, without the notes below it.

    Raises:
        UnreadableError: it is no document, or is damaged.
    """
    archive, body = _opened(data)
    styles = Styles.of_part(xml_part(archive, "word/styles.xml"))
    return _Document(styles, as_draft=True).lines(body)


def _opened(data: bytes) -> tuple[ZipFile, Any]:
    """The archive and the element that holds the text."""
    archive = open_archive(data)
    root = xml_part(archive, "word/document.xml")
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise UnreadableError("it is not a Word document")
    return archive, body


@dataclass
class _Document:
    styles: Styles
    as_draft: bool = False
    hidden: int = 0
    struck: int = 0

    def lines(self, parent: Any) -> Iterator[Line]:  # noqa: ANN401 - lxml elements
        for element in parent:
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{W}tbl":
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
        style = self.styles.of(paragraph.find(f"{W}pPr/{W}pStyle"))
        text = re.sub(r"[ \t]+", " ", "".join(self._shown(paragraph, style))).strip()
        number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        in_list = style.lists if number is None else number.get(f"{W}val") != "0"
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

    def _shown(self, element: Any, style: Style) -> Iterator[str]:  # noqa: ANN401
        for child in element:
            if child.tag in _UNSEEN:
                continue
            if child.tag == f"{W}r":
                yield from self._run(child, style)
            elif child.tag == _MATH_TEXT:
                yield child.text or ""
            else:
                yield from self._shown(child, style)

    def _run(self, run: Any, style: Style) -> Iterator[str]:  # noqa: ANN401
        text = "".join(_text(run))
        if self.styles.hide(run, style):
            self.hidden += len(text.split())
        elif self.styles.strike(run, style):
            self.struck += len(text.split())
            yield gap_of(text)
        else:
            yield raised(text) if is_raised(run) else text


def _text(run: Any) -> Iterator[str]:  # noqa: ANN401
    for child in run:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag.startswith(W) and (sign := _SIGNS.get(child.tag.removeprefix(W))):
            yield sign
        elif child.tag == f"{W}sym":
            yield "\ufffd"  # a sign of a font of signs: something stands there


def _boxes(paragraph: Any) -> Iterator[Any]:  # noqa: ANN401
    """What stands in the text boxes that hang on a paragraph, not twice."""
    for box in paragraph.iter(f"{W}txbxContent"):
        above = box.iterancestors()
        if not any(each.tag in (_FALLBACK, f"{W}del", f"{W}txbxContent") for each in above):
            yield box


def _rows(table: Any) -> Iterator[Any]:  # noqa: ANN401
    """The rows of a table that are seen; a change or a control may lie around them."""
    for child in table:
        if child.tag == f"{W}tr":
            look = child.find(f"{W}trPr")
            if look is None or not (flag(look, "hidden") or look.find(f"{W}del") is not None):
                yield child
        elif child.tag not in _UNSEEN:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:  # noqa: ANN401
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag not in _UNSEEN:
            yield from _cells(child)
