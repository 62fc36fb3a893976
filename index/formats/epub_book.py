"""An EPUB to its articles: the chapters, in the order in which they are read."""

from __future__ import annotations

import contextlib
import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import unquote

from index.dates import parse_date
from index.formats.html_blocks import Block, blocks_of, lines_of
from index.formats.html_hidden import Unseen, hide_unseen
from index.formats.html_page import decode_page, parse_page
from index.formats.html_styles import mark_hidden
from index.formats.reading import (
    NO_TEXT,
    Reading,
    UnreadableError,
    complete,
    left_out,
    make_reading,
)
from index.formats.zip_parts import open_archive, parse_xml, read_part
from index.front_matter import Fields
from index.saved_pages import with_styles

_FEWEST_WORDS = 25  # of a chapter; what has fewer, such as a part's title, opens the next one
_PAGES = frozenset(("application/xhtml+xml", "text/html"))


def read(data: bytes, suffix: str) -> tuple[Reading, ...]:
    """The chapters of a book.

    Raises:
        UnreadableError: it is no EPUB, is damaged, or has no text.
    """
    archive = open_archive(data)
    place = _package_place(archive)
    package = _xml(archive, place)
    facts = _facts(package)
    readings: list[Reading] = []
    waiting: list[Block] = []
    problems: list[str] = []
    sheets = [*_sheets(archive, package, place)]
    for name in _chapters(package, place):
        page = read_part(archive, name)
        if page is None:
            problems.append(f"The chapter {name} is missing.")
            continue
        blocks, unseen = _blocks(page, sheets)
        waiting += blocks
        problems += left_out(*unseen)
        if sum(len(block.text.split()) for block in waiting) >= _FEWEST_WORDS:
            readings.append(_chapter(waiting, facts, problems))
            waiting, problems = [], []
    if waiting:
        readings.append(_chapter(waiting, facts, problems))
        problems = []
    if not readings:
        raise UnreadableError(NO_TEXT)
    readings[-1] = readings[-1]._replace(problems=(*readings[-1].problems, *problems))
    return tuple(readings)


def _chapter(blocks: list[Block], facts: Fields, problems: list[str]) -> Reading:
    title = next((block.text for block in blocks if block.kind == "heading"), None)
    named = Fields(title=title and " ".join(title.split())[:500])
    reading = make_reading(lines_of(blocks), named, problems=tuple(dict.fromkeys(problems)))
    # What the chapter says of itself comes before what the file says of all chapters.
    return reading._replace(fields=complete(reading.fields, facts))


def _blocks(page: bytes, sheets: Sequence[bytes]) -> tuple[list[Block], Unseen]:
    source = decode_page(with_styles(page, sheets), None).text
    if not source.strip():
        return [], Unseen(0, 0)
    root = parse_page(source)
    mark_hidden(root)
    unseen = hide_unseen(root)
    return [*blocks_of(root)], unseen


def _package_place(archive: zipfile.ZipFile) -> str:
    for element in _xml(archive, "META-INF/container.xml").iter("{*}rootfile"):
        if place := element.get("full-path"):
            return str(place)
    raise UnreadableError("it is not an EPUB: it names no book")


def _xml(archive: zipfile.ZipFile, name: str) -> Any:  # noqa: ANN401 - an lxml element
    data = read_part(archive, name)
    if data is None:
        raise UnreadableError(f"it is not an EPUB: it has no {name}")
    return parse_xml(data)


def _chapters(package: Any, place: str) -> Iterator[str]:  # noqa: ANN401
    """The names of the pages in reading order, without the table of contents."""
    items = {item.get("id"): item for item in package.iter("{*}item")}
    for reference in package.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _PAGES:
            continue
        if "nav" not in (item.get("properties") or "").split():
            yield _part_name(place, item)


def _sheets(archive: zipfile.ZipFile, package: Any, place: str) -> Iterator[bytes]:  # noqa: ANN401
    """The style sheets that can be read."""
    for item in package.iter("{*}item"):
        if item.get("media-type") == "text/css":
            with contextlib.suppress(UnreadableError):
                yield read_part(archive, _part_name(place, item)) or b""


def _part_name(place: str, item: Any) -> str:  # noqa: ANN401
    href = unquote(item.get("href") or "")
    return posixpath.normpath(posixpath.join(posixpath.dirname(place), href))


def _facts(package: Any) -> Fields:  # noqa: ANN401
    def first(name: str) -> str | None:
        found = (
            element.text for element in package.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")
        )
        return next((line for text in found if (line := " ".join((text or "").split()))), None)

    return Fields(byline=first("creator"), outlet=first("publisher"), published=_published(package))


def _published(package: Any) -> str | None:  # noqa: ANN401
    """The book's date, unless it is the day on which a program made the file."""
    days = [
        parse_date(element.text or "")
        for element in package.iter("{http://purl.org/dc/elements/1.1/}date")
        if element.get("{http://www.idpf.org/2007/opf}event", "publication") == "publication"
    ]
    made = {
        (parse_date(element.text or "") or "")[:10]
        for element in package.iter("{*}meta")
        if element.get("property") == "dcterms:modified"
    }
    return next((day for day in days if day and day[:10] not in made), None)
