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
from index.listed_lines import (
    BULLET,
    CELLS,
    CLOSES,
    DASHED,
    LABEL_WORDS,
    announced_rows,
    asks,
    choice_rows,
    listed_rows,
    readers_questions,
    table_headers,
)
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

_ALL_QUOTED = re.compile(r"(?:>.*|[“\"][^“”\"]*[”\"]?)\s*\Z", re.DOTALL)
_TELLS = re.compile(r"\b(?:said|says|told|tells|added|wrote|writes|asked|replied)\b")


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
        self.headers = table_headers(lines)
        self.choices = choice_rows(lines)
        self.finished = finished = [ends_sentence(line) or asks(line) for line in lines]
        self.stand = standing_headlines(lines, finished, self.outlet)
        self.names = {
            row
            for row in self.stand
            if names_another(lines, finished, self.outlet, self.stand, row)
        }
        self.listed = listed_rows(lines)
        self.announced = announced_rows(lines)
        self.readers = readers_questions(lines)
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
        if row in self.headers or (CELLS in line and self._is_header(row)):
            return Kind.TABLE_ROW
        if _ALL_QUOTED.match(line):
            titled = len(line.split()) <= HEADING_WORDS and not CLOSES.search(line.rstrip('”"'))
            return Kind.HEADING if titled and line[0] != ">" else Kind.QUOTATION
        if DASHED.match(line) and not self._in_dashed_list(row):
            # "– Jan Roe, on why she left" names the speaker of the words above.
            quoted = row > 0 and _ALL_QUOTED.match(self.lines[row - 1])
            return Kind.QUOTATION if quoted else Kind.PARAGRAPH
        if DASHED.match(line) or BULLET.match(line) or row in self.choices:
            return Kind.LIST_ITEM
        return self._plain_kind(row, floor)

    def _plain_kind(self, row: int, floor: Floor) -> Kind:
        if row in self.listed:
            return Kind.LIST_ITEM
        heads = row in self.stand or _is_heading(self.lines[row], floor)
        return Kind.HEADING if heads else Kind.PARAGRAPH

    def _in_dashed_list(self, row: int) -> bool:
        beside = [n for n in (row - 1, row + 1) if 0 <= n < len(self.lines)]
        return any(DASHED.match(self.lines[n]) for n in beside)

    def _is_header(self, row: int) -> bool:
        return row in self.headers.values()


def _is_heading(line: str, floor: Floor) -> bool:
    words = len(line.split())
    if words > HEADING_WORDS or "\n" in line:
        return False
    shown = line.isupper() or (line.endswith(":") and words <= LABEL_WORDS)
    return floor.is_stamp or not CLOSES.search(line) or (shown and not _TELLS.search(line))


def _without_outlet(lines: Sequence[str], floor: Sequence[Floor]) -> list[Floor]:
    """Nobody has the floor in a link or caption between the paragraphs of a turn."""
    return [
        NOBODY if each.speaks and not each.label and outlet_line(line) in _BETWEEN else each
        for line, each in zip(lines, floor, strict=True)
    ]
