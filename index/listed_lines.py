"""Lists, tables, choices and questions among the lines of a text: what is so by its neighbours.

Looks at lines; knows nothing of speakers and of what an outlet prints.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.outlet_headlines import HEADING_WORDS
from index.outlet_links import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

LABEL_WORDS = 6  # of a heading that ends in a colon
FEWEST_LISTED = 3  # lines of a list without marks
FEWEST_INTRODUCED = 2  # the same, below the colon of a whole sentence
_ROW_MARKS = (" - ", " – ", ": ", " (", ", “", ', "')  # of an entry and what it is
FEWEST_ANSWERED = 3  # questions of a text that answers them
LONGEST_ASKED = 30  # words of what a reader tells and asks
MANY_LISTED = 4  # the same, where no line introduces them
_ASKS = re.compile(r"[?？][!?\"”’')\]*_]*\s*\Z")
CLOSES = re.compile(r"[.!?…:;,][\"”’')\]*_]*\s*\Z")
BULLET = re.compile(
    r"(?:[-*•‣▪·◾◼■∎●○►▶✓✔–—]|[0-9]{1,3}[.)]|\([0-9a-z]{1,3}\)|[a-z]\)) +|[•‣▪◾◼■∎●►▶](?=\w)"
)
DASHED = re.compile(r"[-–—‒]{1,3} ?(?=\w)")
_CHOICE = re.compile(r"\(?(?P<letter>[A-Fa-f])[.)] ")
# Behind the words of a question stands who asks it: "“Is it true?” she asked."
_MARKED = re.compile(r"[“\"][^“”\"]*[”\"]|‘[^‘’]*’")
# "I was ill in May. Should I wait?"
_STATED_FIRST = re.compile(
    r"(?:I|I['’]\w+|My|We|We['’]\w+) [^.?!“”\"]{3,120}\. [^.!“”\"]*\b(?:I|my|we|our)\b"
)
CELLS = " | "
_LEAST_OUTSIDE = 2  # words around a quoted question that tell of the asking


def asks(sentence: str) -> bool:
    """Whether a sentence is a question; one in quotation marks tells who asked it, if it does."""
    if not _ASKS.search(sentence):
        return False
    outside = _MARKED.sub("", sentence)
    if outside == sentence or _ASKS.search(outside):
        return True
    return len(outside.split()) < _LEAST_OUTSIDE


def listed_rows(lines: Sequence[str]) -> set[int]:
    """The rows of several lines that have no end, under a line that introduces them.

    Many of them that are written alike are a list without that too: "F - Ana Ruiz".
    """
    found: set[int] = set()
    introduced, run = 0, []  # how many lines must follow a colon to be a list
    text = next((row for row, line in enumerate(lines) if ends_sentence(line)), len(lines))
    for row, line in enumerate([*lines, "."]):
        if _is_open(line):
            run.append(row)
            continue
        if introduced and len(run) >= introduced:
            found.update(run)
        elif len(run) >= MANY_LISTED and run[0] > text:
            found.update(row for row in run if _is_row(lines, row, run))
        introduced, run = _fewest_below(line), []
    return found


def _fewest_below(line: str) -> int:
    """How many lines below this one make a list: fewer where a sentence introduces them."""
    if not line.rstrip().endswith(":"):
        return 0
    return FEWEST_LISTED if len(line.split()) <= LABEL_WORDS else FEWEST_INTRODUCED


def announced_rows(lines: Sequence[str]) -> set[int]:
    """The rows of several items in a row, each with its mark, under a line that announces them."""
    found: set[int] = set()
    run: list[int] = []
    announces = False
    for row, line in enumerate([*lines, ""]):
        if announces and (DASHED.match(line) or BULLET.match(line)):
            run.append(row)
            continue
        if len(run) >= FEWEST_LISTED:
            found.update(run)
        announces, run = line.rstrip().endswith(":"), []
    return found


def readers_questions(lines: Sequence[str]) -> set[int]:
    """The rows of what a reader tells before asking, in a text that answers several questions."""
    alone = [line for line in lines if asks(line) and not _STATED_FIRST.match(line)]
    if len(alone) < FEWEST_ANSWERED:
        return set()
    return {
        row
        for row, line in enumerate(lines)
        if len(line.split()) <= LONGEST_ASKED and asks(line) and _STATED_FIRST.match(line)
    }


def _is_row(lines: Sequence[str], row: int, run: Sequence[int]) -> bool:
    """Whether a line has the mark inside that one of those beside it has."""
    near = [lines[n] for n in (row - 1, row + 1) if n in run]
    return any(mark in lines[row] and any(mark in other for other in near) for mark in _ROW_MARKS)


def _is_open(line: str) -> bool:
    return len(line.split()) <= HEADING_WORDS and not CLOSES.search(line)


def choice_rows(lines: Sequence[str]) -> set[int]:
    """The rows of the answers to choose from, as in a quiz: `A.`, `B.` below a question."""
    found: set[int] = set()
    for row in range(1, len(lines)):
        mark = _CHOICE.match(lines[row])
        if mark is None:
            continue
        opens = mark["letter"] in "Aa" and asks(lines[row - 1])
        followed = row + 1 < len(lines) and _CHOICE.match(lines[row + 1]) is not None
        if row - 1 in found or (opens and followed):
            found.add(row)
    return found


def table_headers(lines: Sequence[str]) -> dict[int, int]:
    """For the rows of tables the number of their first row."""
    found: dict[int, int] = {}
    for row in range(1, len(lines)):
        cells = lines[row].count(CELLS)
        if cells and cells == lines[row - 1].count(CELLS):
            found[row] = found.get(row - 1, row - 1)
    return found
