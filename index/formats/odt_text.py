"""A text of LibreOffice to its articles: what stands on the page when changes are accepted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

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
     f"{_TEXT}ruby-text", f"{_TEXT}script",
     f"{_TEXT}table-of-content-source", f"{_OFFICE}annotation-end",
     f"{_OASIS}svg-compatible:1.0}}title", f"{_OASIS}svg-compatible:1.0}}desc")
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
    document = _Document(_looks([root] if styles is None else [root, styles]))
    lines = [*document.lines(body)]
    for note in document.notes:
        lines += document.lines(note)
    return make_readings(lines, problems=left_out(document.hidden, document.struck))


class _Looks(NamedTuple):
    """The names of the styles that do so with their text."""

    hide: frozenset[str]
    strike: frozenset[str]
    raise_: frozenset[str]


@dataclass
class _Document:
    looks: _Looks
    notes: list[Any] = field(default_factory=list)
    hidden: int = 0
    struck: int = 0

    def lines(self, parent: Any, *, item: bool = False) -> Iterator[Line]:  # noqa: ANN401
        for element in parent:
            if element.tag in _UNSEEN or self._leaves_out(element):
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
        style = element.get(f"{_TEXT}style-name")
        yield raised(element.text or "") if style in self.looks.raise_ else element.text or ""
        for child in element:
            if child.tag in _UNSEEN or self._leaves_out(child):
                yield gap_of("".join(child.itertext()))
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

    def _leaves_out(self, element: Any) -> bool:  # noqa: ANN401
        hides = (
            element.get(f"{_TEXT}style-name") in self.looks.hide
            or element.get(f"{_TEXT}display") == "none"
            or element.get(f"{_TEXT}is-hidden") == "true"
        )
        if hides:
            self.hidden += len("".join(element.itertext()).split())
        strikes = not hides and element.get(f"{_TEXT}style-name") in self.looks.strike
        if strikes:
            self.struck += len("".join(element.itertext()).split())
        return hides or strikes

    def _table(self, table: Any) -> Iterator[Line]:  # noqa: ANN401
        rows = [
            [[*self.lines(cell)] for cell in row.iterchildren(f"{_TABLE}table-cell")]
            for row in table.iter(f"{_TABLE}table-row")
            if row.get(f"{_TABLE}visibility", "visible") == "visible"
        ]
        yield from table_lines(rows)


def _looks(roots: Sequence[Any]) -> _Looks:
    """The names of the styles whose text is hidden, struck through or raised."""
    styles = {
        style.get(f"{_STYLE}name") or "": style
        for root in roots
        for style in root.iter(f"{_STYLE}style")
    }
    return _Looks(*(_styles_that(told, styles) for told in (_hides, _strikes, _raises)))


def _styles_that(told: Callable[[Any], bool | None], styles: Mapping[str, Any]) -> frozenset[str]:
    """The names of the styles of which something is told, or of the next above that tells of it."""
    answers = {name: told(style) for name, style in styles.items()}
    found = set()
    for name in styles:
        above, seen = name, set[str]()
        while above in styles and above not in seen and answers[above] is None:
            seen.add(above)
            above = styles[above].get(f"{_STYLE}parent-style-name") or ""
        if answers.get(above):
            found.add(name)
    return frozenset(found)


def _hides(style: Any) -> bool | None:  # noqa: ANN401
    """Whether a style hides its text; None where it tells nothing of that."""
    looks = [*style.iterchildren(f"{_STYLE}text-properties")]
    told = (f"{_TEXT}display", f"{_FO}color", f"{_FO}font-size", f"{_STYLE}text-scale")
    if not any(look.get(name) is not None for look in looks for name in told):
        return None
    for look in looks:
        colour = (look.get(f"{_FO}color") or "").lower()
        behind = (look.get(f"{_FO}background-color") or "transparent").lower()
        tiny = re.fullmatch(r"[01](?:\.\d+)?pt", look.get(f"{_FO}font-size") or "")
        narrow = re.fullmatch(r"[0-5]%", look.get(f"{_STYLE}text-scale") or "")
        bare = colour == behind or (colour == "#ffffff" and behind == "transparent")
        if look.get(f"{_TEXT}display") == "none" or bare or tiny or narrow:
            return True
    return False


def _strikes(style: Any) -> bool | None:  # noqa: ANN401
    lines = [
        look.get(f"{_STYLE}text-line-through-{name}")
        for look in style.iterchildren(f"{_STYLE}text-properties")
        for name in ("style", "type")
    ]
    told = [line for line in lines if line is not None]
    return any(line != "none" for line in told) and "none" not in told if told else None


def _raises(style: Any) -> bool | None:  # noqa: ANN401
    places = [
        place
        for look in style.iterchildren(f"{_STYLE}text-properties")
        if (place := look.get(f"{_STYLE}text-position"))
    ]
    return places[0].startswith(("super", "1", "2", "3", "4", "5", "6")) if places else None
