"""An article as a sequence of blocks: what each stretch of its text is, who speaks, what it does.

A function of the text alone. Whoever reads a sentence as evidence asks its block first: a question
asserts nothing, a link to another story is no part of this one, a turn of a transcript is told by
whoever has the floor.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from index.claims_named import is_rating, rows_of_claims
from index.outlet_headlines import (
    HEADING_WORDS,
    heads_what_stands_below,
    names_another,
    standing_headlines,
)
from index.outlet_lines import LineKind, outlet_line, outlet_lines
from index.outlet_links import ends_sentence
from index.packed_heading import packed_heading_end
from index.sentences import Span, split_paragraphs, split_sentences
from index.turns import NOBODY, Floor, read_floor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LABEL_WORDS = 6  # of a heading that ends in a colon
FEWEST_LISTED = 3  # lines of a list without marks
FEWEST_INTRODUCED = 2  # the same, below the colon of a whole sentence
_ROW_MARKS = (" - ", " – ", ": ", " (", ", “", ', "')  # of an entry and what it is
FEWEST_ANSWERED = 3  # questions of a text that answers them
LONGEST_ASKED = 30  # words of what a reader tells and asks
MANY_LISTED = 4  # the same, where no line introduces them
_ASKS = re.compile(r"[?？][!?\"”’')\]*_]*\s*\Z")
_CLOSES = re.compile(r"[.!?…:;,][\"”’')\]*_]*\s*\Z")
_BULLET = re.compile(
    r"(?:[-*•‣▪·◾◼■∎●○►▶✓✔–—]|[0-9]{1,3}[.)]|\([0-9a-z]{1,3}\)|[a-z]\)) +|[•‣▪◾◼■∎●►▶](?=\w)"
)
_DASHED = re.compile(r"[-–—‒]{1,3} ?(?=\w)")
_CHOICE = re.compile(r"\(?(?P<letter>[A-Fa-f])[.)] ")
_ALL_QUOTED = re.compile(r"(?:>.*|[“\"][^“”\"]*[”\"]?)\s*\Z", re.DOTALL)
# Behind the words of a question stands who asks it: "“Is it true?” she asked."
_MARKED = re.compile(r"[“\"][^“”\"]*[”\"]|‘[^‘’]*’")
_TELLS = re.compile(r"\b(?:said|says|told|tells|added|wrote|writes|asked|replied)\b")
# "I was ill in May. Should I wait?"
_STATED_FIRST = re.compile(
    r"(?:I|I['’]\w+|My|We|We['’]\w+) [^.?!“”\"]{3,120}\. [^.!“”\"]*\b(?:I|my|we|our)\b"
)
_CELLS = " | "
_LEAST_OUTSIDE = 2  # words around a quoted question that tell of the asking


class Kind(StrEnum):
    """What a stretch of an article is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    QUESTION = "question"
    TURN = "turn"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    CAPTION = "caption"
    LINK = "link"  # or promotion
    CORRECTION = "correction"
    NOTE = "note"  # of the outlet, about itself
    CONTRIBUTOR = "contributor"


class Act(StrEnum):
    """What a block does: only what it tells may support anything."""

    TELLS = "tells"
    ASKS = "asks"
    POINTS = "points"  # to another story, to a picture, to the outlet, to what stands below it


_OF_LINES = {
    LineKind.CAPTION: Kind.CAPTION,
    LineKind.LINK: Kind.LINK,
    LineKind.NOTE: Kind.NOTE,
    LineKind.CONTRIBUTOR: Kind.CONTRIBUTOR,
    LineKind.WRITER: Kind.CONTRIBUTOR,
    LineKind.CORRECTION: Kind.CORRECTION,
}


# What is put right, and the life of whoever wrote it.
_TOLD = frozenset({LineKind.CORRECTION, LineKind.WRITER})
# What may stand between the paragraphs of a turn.
_BETWEEN = frozenset({LineKind.LINK, LineKind.CAPTION, LineKind.CONTRIBUTOR})


@dataclass(frozen=True, slots=True)
class Block:
    """Code points `start` to `end` of a text, and what they are.

    `speaker` is whoever has the floor in a transcript or an interview, as a name that can stand in
    a sentence. The first `label` characters name the speaker or the time and are not said.
    `header` is the first row of a table row's table.
    """

    kind: Kind
    act: Act
    start: int
    end: int
    speaker: str | None = None
    time: str | None = None
    label: int = 0
    header: Span | None = None


@lru_cache(maxsize=512)
def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a text in order, disjoint, each of whole sentences of one paragraph.

    A question inside a paragraph is a block of its own.
    """
    return tuple(_merged(_Reading(text).sentences()))


def block_at(text: str, place: int) -> Block | None:
    """The block of a text in which a place lies; None before the first."""
    blocks = blocks_of(text)
    row = bisect_right(blocks, place, key=lambda block: block.start) - 1
    return blocks[row] if row >= 0 else None


def _merged(found: Iterator[tuple[int, Block]]) -> Iterator[Block]:
    """Sentences of one paragraph that are alike as one block."""
    last: Block | None = None
    of = -1
    for paragraph, block in found:
        if last is not None and of == paragraph and _alike(last, block):
            last = replace(last, end=block.end)
            continue
        if last is not None:
            yield last
        last, of = block, paragraph
    if last is not None:
        yield last


def _alike(one: Block, other: Block) -> bool:
    # What does not tell is told apart sentence by sentence no further than its kind.
    return (one.kind, one.act, one.speaker) == (other.kind, other.act, other.speaker)


class _Reading:
    """One reading of a text: its paragraphs, who has the floor in each, which rows are a table."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.paragraphs = list(split_paragraphs(text))
        lines = [text[start:end] for start, end in self.paragraphs]
        self.lines = lines
        self.floor = _without_outlet(lines, read_floor(lines))
        self.outlet = outlet_lines(lines, [floor is not NOBODY for floor in self.floor])
        self.headers = _headers(lines)
        self.choices = _choices(lines)
        self.finished = finished = [ends_sentence(line) or asks(line) for line in lines]
        self.stand = standing_headlines(lines, finished, self.outlet)
        self.names = {
            row
            for row in self.stand
            if names_another(lines, finished, self.outlet, self.stand, row)
        }
        self.listed = _listed(lines)
        self.announced = _announced(lines)
        self.readers = _readers_questions(lines)
        self.claims = rows_of_claims(lines)
        self.head = packed_heading_end(text)

    def sentences(self) -> Iterator[tuple[int, Block]]:
        """The number of the paragraph and a block for each sentence."""
        starts = [paragraph.start for paragraph in self.paragraphs]
        block: Block | None = None
        for span in split_sentences(self.text):
            row = max(0, bisect_right(starts, span.start) - 1)
            if block is not None and self._is_rest(row, span):
                block = replace(block, start=span.start, end=span.end, label=0)
            else:
                block = self._block(row, span)
            yield row, block

    def _is_rest(self, row: int, span: Span) -> bool:
        """Whether nothing but a mark is left of a paragraph: it belongs to what stands before."""
        rest = self.text[span.start : span.end]
        return span.start > self.paragraphs[row].start and not any(map(str.isalnum, rest))

    def _block(self, row: int, span: Span) -> Block:
        words = self.text[span.start : span.end]
        if span.start < self.head:
            return Block(Kind.HEADING, Act.TELLS, *span)
        of_line = self._outlet_line(row, words)
        # "- Oster" below "These towns agreed:" is no name under an article.
        if of_line is LineKind.CONTRIBUTOR and row in self.announced:
            of_line = None
        if of_line is not None:
            return Block(_OF_LINES[of_line], Act.TELLS if of_line in _TOLD else Act.POINTS, *span)
        floor = self.floor[row]
        opens = span.start == self.paragraphs[row].start
        label = min(floor.label, span.end - span.start) if opens else 0
        told = self._kind(row, floor)
        another = told is Kind.HEADING and (
            row in self.names
            or heads_what_stands_below(
                self.lines, finished=self.finished, outlet=self.outlet, row=row
            )
        )
        of_claim = span.start - self.paragraphs[row].start < self.claims.get(row, 0)
        of_claim = of_claim or (bool(self.claims) and is_rating(words))
        act = Act.POINTS if another or of_claim else Act.TELLS
        block = Block(told, act, *span, floor.speaker, floor.time, label)
        if row in self.headers:
            block = replace(block, header=self.paragraphs[self.headers[row]])
        said = words[label:]
        if floor.asks or asks(said) or row in self.choices or row in self.readers:
            kept = block.kind is Kind.HEADING or row in self.choices
            block = replace(block, kind=block.kind if kept else Kind.QUESTION, act=Act.ASKS)
        return block

    def _outlet_line(self, row: int, words: str) -> LineKind | None:
        return self.outlet[row] or (None if self.floor[row].speaks else outlet_line(words))

    def _kind(self, row: int, floor: Floor) -> Kind:
        line = self.lines[row]
        if floor.speaks:
            return Kind.TURN
        if row in self.headers or (_CELLS in line and self._is_header(row)):
            return Kind.TABLE_ROW
        if _ALL_QUOTED.match(line):
            titled = len(line.split()) <= HEADING_WORDS and not _CLOSES.search(line.rstrip('”"'))
            return Kind.HEADING if titled and line[0] != ">" else Kind.QUOTATION
        if _DASHED.match(line) and not self._in_dashed_list(row):
            # "– Jan Roe, on why she left" names the speaker of the words above.
            quoted = row > 0 and _ALL_QUOTED.match(self.lines[row - 1])
            return Kind.QUOTATION if quoted else Kind.PARAGRAPH
        if _DASHED.match(line) or _BULLET.match(line) or row in self.choices:
            return Kind.LIST_ITEM
        return self._plain_kind(row, floor)

    def _plain_kind(self, row: int, floor: Floor) -> Kind:
        if row in self.listed:
            return Kind.LIST_ITEM
        heads = row in self.stand or _is_heading(self.lines[row], floor)
        return Kind.HEADING if heads else Kind.PARAGRAPH

    def _in_dashed_list(self, row: int) -> bool:
        beside = [n for n in (row - 1, row + 1) if 0 <= n < len(self.lines)]
        return any(_DASHED.match(self.lines[n]) for n in beside)

    def _is_header(self, row: int) -> bool:
        return row in self.headers.values()


def asks(sentence: str) -> bool:
    """Whether a sentence is a question; one in quotation marks tells who asked it, if it does."""
    if not _ASKS.search(sentence):
        return False
    outside = _MARKED.sub("", sentence)
    if outside == sentence or _ASKS.search(outside):
        return True
    return len(outside.split()) < _LEAST_OUTSIDE


def _is_heading(line: str, floor: Floor) -> bool:
    words = len(line.split())
    if words > HEADING_WORDS or "\n" in line:
        return False
    shown = line.isupper() or (line.endswith(":") and words <= LABEL_WORDS)
    return floor.is_stamp or not _CLOSES.search(line) or (shown and not _TELLS.search(line))


def _listed(lines: Sequence[str]) -> set[int]:
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


def _announced(lines: Sequence[str]) -> set[int]:
    """The rows of several items in a row, each with its mark, under a line that announces them."""
    found: set[int] = set()
    run: list[int] = []
    announces = False
    for row, line in enumerate([*lines, ""]):
        if announces and (_DASHED.match(line) or _BULLET.match(line)):
            run.append(row)
            continue
        if len(run) >= FEWEST_LISTED:
            found.update(run)
        announces, run = line.rstrip().endswith(":"), []
    return found


def _readers_questions(lines: Sequence[str]) -> set[int]:
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
    return len(line.split()) <= HEADING_WORDS and not _CLOSES.search(line)


def _without_outlet(lines: Sequence[str], floor: Sequence[Floor]) -> list[Floor]:
    """Nobody has the floor in a link or caption between the paragraphs of a turn."""
    return [
        NOBODY if each.speaks and not each.label and outlet_line(line) in _BETWEEN else each
        for line, each in zip(lines, floor, strict=True)
    ]


def _choices(lines: Sequence[str]) -> set[int]:
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


def _headers(lines: Sequence[str]) -> dict[int, int]:
    """For the rows of tables the number of their first row."""
    found: dict[int, int] = {}
    for row in range(1, len(lines)):
        cells = lines[row].count(_CELLS)
        if cells and cells == lines[row - 1].count(_CELLS):
            found[row] = found.get(row - 1, row - 1)
    return found
