"""What a reader of one format gives: the articles of a file, as somebody who reads it sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from index.clean_text import clean_text
from index.downloads import read_download
from index.front_matter import Fields
from index.headings import read_heading

NO_TEXT = "it has no text"
LONGEST_CELL = 300  # characters; a longer one is layout, not a table
_RAISED = str.maketrans("0123456789-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")
_RAISED_NUMBER = re.compile(r"\s*[-−]?[0-9]{1,4}(?:, ?[0-9]{1,4})*\s*")
_NAMES = ("title", "outlet", "byline", "published", "place", "url")


class Reading(NamedTuple):
    """What one article of a file says, as a reader of it would see it.

    `pages` are the code point at which a page begins and its number, in order; only where the
    format has pages.
    """

    text: str
    fields: Fields
    removed: int
    problems: tuple[str, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()


class UnreadableError(ValueError):
    """This file holds no article; the message says why."""


class Line(NamedTuple):
    """A paragraph, or a list item or a table's row, of a format that marks them."""

    text: str
    close: bool = False  # stands under the line before without an empty line between, if that does
    page: int = 0
    glue: str | None = None  # what joins it to the line before, where it goes on with that


def table_lines(rows: Sequence[Sequence[Sequence[Line]]]) -> Iterator[Line]:
    """The lines of a table, given those of each cell of each row.

    A row of data is one line, its cells parted by bars. One column, or a cell with a long text, is
    layout: its lines stay as they are.
    """
    shown = [[" ".join(line.text for line in cell) for cell in row] for row in rows]
    is_data = max(map(len, shown), default=0) > 1 and all(
        len(cell) <= LONGEST_CELL for row in shown for cell in row
    )
    for row, told in zip(rows, shown, strict=True):
        if not is_data:
            for cell in row:
                yield from cell
        elif any(told):
            yield Line(" | ".join(" ".join(cell.split()) for cell in told), close=True)


def make_reading(
    lines: Iterable[Line],
    fields: Fields = Fields(),  # noqa: B008 - it is frozen
    *,
    removed: int = 0,
    problems: tuple[str, ...] = (),
) -> Reading:
    """One article of its lines; what `fields` leave open is read from the first lines.

    Raises:
        UnreadableError: no text is left that a reader would see.
    """
    parts: list[str] = []
    pages: list[tuple[int, int]] = []
    place, before = 0, False
    for line in lines:
        shown, taken = clean_text(line.text)
        removed += taken
        shown = shown.strip()
        if not shown:
            continue
        gap = "" if not parts else _gap(line, close=before)
        place += len(gap)
        if line.page and (not pages or pages[-1][1] != line.page):
            pages.append((place, line.page))
        parts += [gap, shown]
        place += len(shown)
        before = line.close
    text = "".join(parts)
    if not text:
        raise UnreadableError(NO_TEXT)
    return Reading(text, complete(fields, read_heading(text)), removed, problems, tuple(pages))


def _gap(line: Line, *, close: bool) -> str:
    if line.glue is not None:
        return line.glue
    return "\n" if close and line.close else "\n\n"


def make_readings(
    lines: Iterable[Line],
    fields: Fields = Fields(),  # noqa: B008 - it is frozen
    *,
    problems: tuple[str, ...] = (),
) -> tuple[Reading, ...]:
    """As `make_reading`, but several articles where a news database gave out the file.

    Raises:
        UnreadableError: no text is left that a reader would see.
    """
    whole = make_reading(lines, fields, problems=problems)
    download = read_download(whole.text)
    if download is None:
        return (whole,)
    noted = (*problems, *download.problems)
    return tuple(
        Reading(clean_text(part.text).text.strip("\n"), part.fields, 0, (*noted, *part.problems))
        for part in download.parts
    )


def left_out(hidden: int, struck: int = 0) -> tuple[str, ...]:
    """What is told of words that a file holds and nobody sees, or sees struck through."""
    counts = ((hidden, "hidden"), (struck, "struck-through"))
    return tuple(
        f"1 {kind} word was left out." if count == 1 else f"{count:,} {kind} words were left out."
        for count, kind in counts
        if count
    )


def gap_of(struck: str) -> str:
    """What parts the words around some that are left out, where those have the space at an edge."""
    return " " if struck[:1].isspace() or struck[-1:].isspace() else ""


def raised(text: str) -> str:
    """Digits that stand above the line, as signs of their own: 10 with a raised 6 is not 106."""
    return text.translate(_RAISED) if _RAISED_NUMBER.fullmatch(text) else text


def complete(stated: Fields, heading: Fields) -> Fields:
    """What was written as data; the heading only fills what it leaves open."""
    known = {name: value for name in _NAMES if (value := getattr(stated, name)) is not None}
    return replace(heading, **known)


def without_outlet(title: str | None, outlet: str | None) -> str | None:
    """`A headline | Example Times` without what every page of the outlet has."""
    if title is None or outlet is None:
        return title
    cut = re.sub(rf"\s+[|–—·-]\s+{re.escape(outlet)}\s*\Z", "", title, flags=re.IGNORECASE)
    return cut.strip() or title


def told_once(readings: Iterable[Reading], problems: Iterable[str]) -> tuple[Reading, ...]:
    """The articles of a file with what is to be told of the file as a whole, beside the first."""
    first, *others = readings
    noted = tuple(dict.fromkeys((*first.problems, *problems)))
    return (first._replace(problems=noted), *others)
