"""Lines that an outlet prints around its story: links, captions, corrections, notes about itself.

Each line by itself and with its neighbours. Knows nothing of what a story tells.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from index.outlet_bylines import byline_rows, rows_of_writers
from index.outlet_captions import is_caption, shows_a_scene
from index.outlet_links import (
    ends_sentence,
    is_about,
    is_bare_label,
    is_capital_label,
    is_glued_link,
    is_headline,
    is_labelled_headline,
    is_link,
    is_run_together,
)
from index.outlet_notes import are_sources, is_contributor, is_correction, is_note

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_LINE = 700  # characters; what is longer tells something itself
MOST_LINKED = 12  # lines under "Most read"
FEWEST_HEADLINE_WORDS = 6
MOST_IN_A_ROW = 2


class LineKind(StrEnum):
    """What such a line is."""

    CAPTION = "caption"
    LINK = "link"
    CORRECTION = "correction"
    NOTE = "note"
    CONTRIBUTOR = "contributor"
    WRITER = "writer"  # a sentence about whoever wrote the story


# What an outlet prints below its story, before it leads to others.
_BELOW = frozenset(
    {LineKind.NOTE, LineKind.CONTRIBUTOR, LineKind.WRITER, LineKind.CORRECTION, LineKind.LINK}
)


@lru_cache(maxsize=4096)
def outlet_line(line: str) -> LineKind | None:
    """What a line or a sentence is by itself; None where it belongs to the story."""
    line = line.strip()
    if len(line) > LONGEST_LINE:
        if are_sources(line):
            return LineKind.NOTE
        return LineKind.CAPTION if is_caption(line) else None
    if is_glued_link(line) and not ends_sentence(line):
        return LineKind.LINK
    rules = (
        (is_correction, LineKind.CORRECTION),
        (is_contributor, LineKind.CONTRIBUTOR),
        (is_caption, LineKind.CAPTION),
        (is_note, LineKind.NOTE),
        (is_link, LineKind.LINK),
    )
    return next((kind for rule, kind in rules if rule(line)), None)


def outlet_lines(lines: Sequence[str], spoken: Sequence[bool]) -> list[LineKind | None]:
    """The same of every paragraph; `spoken` names those in which somebody has the floor.

    Under a label that stands alone ("Most read") the headlines up to the next sentence are links;
    a label before a headline ("MORE TENNIS: Ruiz wins") leads to another story unless several
    follow each other, as in a list of facts. A headline over a link has no text of its own.
    """
    found = [None if said else outlet_line(line) for line, said in zip(lines, spoken, strict=True)]
    _mark_below_labels(lines, spoken, found)
    bylines = byline_rows(lines)
    for row in bylines:
        found[row] = found[row] or LineKind.CONTRIBUTOR
    for row in rows_of_writers(lines, bylines):
        found[row] = found[row] or LineKind.WRITER
    text = next((row for row, line in enumerate(lines) if ends_sentence(line)), len(lines))
    for row in range(text + 1, len(lines)):
        if found[row] is None and not spoken[row] and shows_a_scene(lines[row]):
            found[row] = LineKind.CAPTION
    for row in _last_headlines(lines, found, text):
        found[row] = LineKind.LINK
    for row in range(len(lines)):
        if found[row] is None and not spoken[row] and _is_alone(lines, found, row, text):
            found[row] = LineKind.LINK
    return found


def _mark_below_labels(
    lines: Sequence[str], spoken: Sequence[bool], found: list[LineKind | None]
) -> None:
    below = 0
    for row, line in enumerate(lines):
        if spoken[row]:
            below = 0
        elif found[row] is LineKind.LINK:
            below = MOST_LINKED if is_bare_label(line) else below
        elif (
            below
            and found[row] is None
            and (is_headline(line.rstrip("?")) or is_run_together(line))
        ):
            found[row], below = LineKind.LINK, below - 1
        else:
            below = 0


def _last_headlines(
    lines: Sequence[str], found: Sequence[LineKind | None], text: int
) -> Sequence[int]:
    """The headlines that end a page, behind what the outlet prints below its story."""
    row = len(lines)
    while row > text and found[row - 1] is None and _is_whole_headline(lines[row - 1]):
        row -= 1
    if row > text and found[row - 1] in _BELOW:
        return range(row, len(lines))
    row = len(lines)
    while row > text and found[row - 1] is None and is_capital_label(lines[row - 1]):
        row -= 1
    return range(row, len(lines)) if len(lines) - row <= MOST_IN_A_ROW else ()


def _is_whole_headline(line: str) -> bool:
    return is_headline(line) and len(line.split()) >= FEWEST_HEADLINE_WORDS


def _is_alone(lines: Sequence[str], found: Sequence[LineKind | None], row: int, text: int) -> bool:
    """Whether a headline stands among the paragraphs of a story and has no text of its own.

    The first paragraph is the row `text`.
    """
    line = lines[row]
    near = [n for n in (row - 1, row + 1) if 0 <= n < len(lines)]
    if is_capital_label(line):
        # Two links in a row are common; more lines without an end are facts.
        return _stand_together(lines, row, MOST_IN_A_ROW) or _has_link(lines, found, row)
    if row <= text:
        return False
    if is_labelled_headline(line):
        if (
            row + 1 < len(lines)
            and ends_sentence(lines[row + 1])
            and is_about(line, lines[row + 1])
        ):
            return False
        return not any(
            ":" in lines[n][:50] and is_headline(lines[n]) and not found[n] for n in near
        )
    leads = row + 1 < len(lines) and found[row + 1] is LineKind.LINK
    bare = is_headline(line) and len(line.split()) >= FEWEST_HEADLINE_WORDS
    return leads and bare and ":" not in line and not is_headline(lines[row - 1])


def _has_link(lines: Sequence[str], found: Sequence[LineKind | None], row: int) -> bool:
    """Whether one of the lines with a label in capitals, this one among them, is a link."""
    first = last = row
    while first and is_capital_label(lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and is_capital_label(lines[last + 1]):
        last += 1
    return LineKind.LINK in found[first : last + 1]


def _stand_together(lines: Sequence[str], row: int, most: int) -> bool:
    """Whether at most so many lines without the end of a sentence stand together with this one."""
    near = lines[max(0, row - most) : row], lines[row + 1 : row + most + 1]
    before = next((n for n, line in enumerate(reversed(near[0])) if _is_ended(line)), len(near[0]))
    behind = next((n for n, line in enumerate(near[1]) if _is_ended(line)), len(near[1]))
    return before + 1 + behind <= most


def _is_ended(line: str) -> bool:
    return ends_sentence(line) or line.rstrip().endswith("?")
