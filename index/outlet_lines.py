"""Lines that an outlet prints around its story: links, captions, corrections, notes about itself.

Each line by itself and with its neighbours. Knows nothing of what a story tells.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from index.outlet_links import (
    ends_sentence,
    is_bare_label,
    is_capital_label,
    is_glued_link,
    is_headline,
    is_labelled_headline,
    is_link,
)
from index.outlet_notes import is_caption, is_contributor, is_correction, is_note

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_LINE = 700  # characters; what is longer tells something itself
MOST_LINKED = 12  # lines under "Most read"
FEWEST_HEADLINE_WORDS = 6
MOST_BYLINE_WORDS = 7
MOST_IN_A_ROW = 2
_ADDRESS = re.compile(r"\S+@\S+\.\w+\Z")
_PERSON = re.compile(r"(?:By )?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3}(?:,? and [A-Z][\w.’ '-]+)?\Z")
_OUTLET = re.compile(
    r"(?:[\w-]+(?:\.[\w-]+)*\.(?:com|org|net)|By:? [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3}|"
    r"(?i:special (?:for|to)|staff (?:and|reports?|writers?)|(?:[\w ]+ )?wire reports?)\b.*|"
    r".*\| ?\w+\.(?:com|org|net)|.* and staff|.* via [A-Z]{2,6}|"
    r"(?:The )?(?:Associated Press|Reuters|Bloomberg|USA TODAY.*))\Z"
)
# Words with which names of outlets end, and other lines too: only under a person's name.
_OUTLET_BELOW = re.compile(
    r"(?:[A-Z][\w.&’'-]* ){0,5}(?:Register|Journal|Times|Post|Tribune|Herald|News|Gazette|Star|"
    r"Press|Republic|TODAY|Today|Democrat|Enquirer|Record|Observer|Globe|Chronicle|Courier|"
    r"Sentinel|Network|Service|Dispatch|AFP)\Z"
)


class LineKind(StrEnum):
    """What such a line is."""

    CAPTION = "caption"
    LINK = "link"
    CORRECTION = "correction"
    NOTE = "note"
    CONTRIBUTOR = "contributor"


@lru_cache(maxsize=4096)
def outlet_line(line: str) -> LineKind | None:
    """What a line or a sentence is by itself; None where it belongs to the story."""
    line = line.strip()
    if len(line) > LONGEST_LINE:
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
    for row in _byline_rows(lines):
        found[row] = found[row] or LineKind.CONTRIBUTOR
    text = next((row for row, line in enumerate(lines) if ends_sentence(line)), len(lines))
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
        elif below and found[row] is None and is_headline(line.rstrip("?")):
            found[row], below = LineKind.LINK, below - 1
        else:
            below = 0


def _byline_rows(lines: Sequence[str]) -> list[int]:
    """The lines above the text that name the outlet, and the person right before."""
    rows: list[int] = []
    for row, line in enumerate(lines):
        if ends_sentence(line):
            break
        named = row > 0 and _PERSON.match(lines[row - 1]) is not None
        if len(line.split()) > MOST_BYLINE_WORDS:
            continue
        below = named and (_OUTLET_BELOW.match(line) or _ADDRESS.match(line))
        if _OUTLET.match(line) or _is_both(line) or below:
            rows += [row - 1, row] if named else [row]
    return rows if len(rows) < len(lines) else []


def _is_both(line: str) -> bool:
    """`Ana Ruiz, Kelm Post`."""
    person, _, outlet = line.partition(", ")
    return bool(_PERSON.match(person) and _OUTLET_BELOW.match(outlet))


def _is_alone(lines: Sequence[str], found: Sequence[LineKind | None], row: int, text: int) -> bool:
    """Whether a headline stands among the paragraphs of a story and has no text of its own.

    The first paragraph is the row `text`.
    """
    line = lines[row]
    near = [n for n in (row - 1, row + 1) if 0 <= n < len(lines)]
    if is_capital_label(line):
        # Two links in a row are common, and so are three facts.
        return (
            sum(is_capital_label(each) for each in lines[max(0, row - 2) : row + 3])
            <= MOST_IN_A_ROW
        )
    if row <= text:
        return False
    if is_labelled_headline(line):
        return not any(
            ":" in lines[n][:50] and is_headline(lines[n]) and not found[n] for n in near
        )
    leads = row + 1 < len(lines) and found[row + 1] is LineKind.LINK
    bare = is_headline(line) and len(line.split()) >= FEWEST_HEADLINE_WORDS
    return leads and bare and ":" not in line and not is_headline(lines[row - 1])
