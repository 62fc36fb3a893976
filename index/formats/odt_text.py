"""A text of LibreOffice to its articles: what stands on the page when changes are accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from index.formats.reading import (
    Line,
    Reading,
    UnreadableError,
    hidden_words,
    make_readings,
    table_lines,
)
from index.formats.zip_parts import open_archive, xml_part

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT = f"{_OASIS}text:1.0}}"
_TABLE = f"{_OASIS}table:1.0}}"
_STYLE = f"{_OASIS}style:1.0}}"
_OFFICE = f"{_OASIS}office:1.0}}"
_DRAW = f"{_OASIS}drawing:1.0}}"
_FO = f"{_OASIS}xsl-fo-compatible:1.0}}"
_UNSEEN = frozenset(
    (f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_OFFICE}forms", f"{_TEXT}hidden-text",
     f"{_TEXT}sequence-decls", f"{_TEXT}variable-decls", f"{_TEXT}note-citation",
     f"{_TEXT}ruby-text", f"{_OFFICE}annotation-end", f"{_OASIS}svg-compatible:1.0}}title",
     f"{_OASIS}svg-compatible:1.0}}desc")
)  # fmt: skip
_LINES = frozenset((f"{_TEXT}p", f"{_TEXT}h"))
_APART = frozenset((f"{_TEXT}note", f"{_DRAW}text-box"))  # lines of their own, wherever they hang
_SPACE = re.compile(r"[ \t\r\n]+")


def read(data: bytes, suffix: str) -> tuple[Reading, ...]:
    """The articles of a text.

    Raises:
        UnreadableError: it is no text of LibreOffice, is damaged, or holds no words.
    """
    archive = open_archive(data)
    root = xml_part(archive, "content.xml")
    body = None if root is None else root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise UnreadableError("it is not a text of LibreOffice")
    styles = xml_part(archive, "styles.xml")
    document = _Document(_hiding([root] if styles is None else [root, styles]))
    lines = [*document.lines(body)]
    for note in document.notes:
        lines += document.lines(note)
    return make_readings(lines, problems=hidden_words(document.hidden))


@dataclass
class _Document:
    hiding: set[str]
    notes: list[Any] = field(default_factory=list)
    hidden: int = 0

    def lines(self, parent: Any, *, item: bool = False) -> Iterator[Line]:  # noqa: ANN401
        for element in parent:
            if element.tag in _UNSEEN or self._hides(element):
                continue
            if element.tag in _LINES:
                yield from self._line(element, item=item)
                item = False
            elif element.tag == f"{_TABLE}table":
                yield from self._table(element)
            else:
                yield from self.lines(element, item=element.tag == f"{_TEXT}list-item")

    def _line(self, element: Any, *, item: bool) -> Iterator[Line]:  # noqa: ANN401
        apart: list[Any] = []
        text = "".join(self._shown(element, apart))
        shown = "\n".join(_SPACE.sub(" ", line).strip() for line in text.split("\v")).strip()
        if shown:
            name = (element.get(f"{_TEXT}style-name") or "").lower()
            if name in ("caption", "illustration", "figure"):
                yield Line(f"Caption: {' '.join(shown.split())}")
            else:
                yield Line(f"- {shown}" if item else shown, close=item)
        for each in apart:
            yield from self.lines(each)

    def _shown(self, element: Any, apart: list[Any]) -> Iterator[str]:  # noqa: ANN401
        yield element.text or ""
        for child in element:
            if child.tag in _UNSEEN or self._hides(child):
                pass
            elif child.tag == f"{_TEXT}note":
                self.notes.append(child)
            elif child.tag in _APART:
                apart.append(child)
            elif child.tag == f"{_TEXT}line-break":
                yield "\v"
            elif child.tag in (f"{_TEXT}s", f"{_TEXT}tab"):
                yield " "
            else:
                yield from self._shown(child, apart)
            yield child.tail or ""

    def _hides(self, element: Any) -> bool:  # noqa: ANN401
        hides = (
            element.get(f"{_TEXT}style-name") in self.hiding
            or element.get(f"{_TEXT}display") == "none"
            or element.get(f"{_TEXT}is-hidden") == "true"
        )
        if hides:
            self.hidden += len("".join(element.itertext()).split())
        return hides

    def _table(self, table: Any) -> Iterator[Line]:  # noqa: ANN401
        rows = [
            [[*self.lines(cell)] for cell in row.iterchildren(f"{_TABLE}table-cell")]
            for row in table.iter(f"{_TABLE}table-row")
            if row.get(f"{_TABLE}visibility", "visible") == "visible"
        ]
        yield from table_lines(rows)


def _hiding(roots: Sequence[Any]) -> set[str]:
    """The names of the styles whose text is not shown, and of those that are made from them."""
    styles = [style for root in roots for style in root.iter(f"{_STYLE}style")]
    found = {style.get(f"{_STYLE}name") or "" for style in styles if _hides(style)}
    parents = {s.get(f"{_STYLE}name"): s.get(f"{_STYLE}parent-style-name") for s in styles}
    looks = {s.get(f"{_STYLE}name") for s in styles if _says_look(s)}
    for name in parents:
        above, seen = name, set[str | None]()
        while above is not None and above not in seen and above not in looks:
            seen.add(above)
            above = parents.get(above)
        if above in found:
            found.add(name or "")
    return found


def _says_look(style: Any) -> bool:  # noqa: ANN401
    return any(
        look.get(name) is not None
        for look in style.iterchildren(f"{_STYLE}text-properties")
        for name in (f"{_TEXT}display", f"{_FO}color", f"{_FO}font-size")
    )


def _hides(style: Any) -> bool:  # noqa: ANN401
    for look in style.iterchildren(f"{_STYLE}text-properties"):
        white = (look.get(f"{_FO}color") or "").lower() == "#ffffff"
        behind = (look.get(f"{_FO}background-color") or "transparent").lower()
        tiny = re.fullmatch(r"[01](?:\.\d+)?pt", look.get(f"{_FO}font-size") or "")
        bare = white and behind in ("transparent", "#ffffff")
        if look.get(f"{_TEXT}display") == "none" or bare or tiny:
            return True
    return False
