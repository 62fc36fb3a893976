"""The tables of an article: their rows under a header, and a row as it tells by itself.

Knows no question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from index.blocks import Kind, blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.blocks import Block

CELLS = " | "  # between the cells of a row, as the formats are read
FEWEST_ROWS = 2  # under a header
_DIGIT = re.compile(r"[0-9]")
_NUMBERS = re.compile(r"[0-9][0-9.,  ]*")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line of a table; the first is what the line is about."""

    cells: tuple[str, ...]
    start: int  # code points of the article's text
    end: int

    @property
    def label(self) -> str:
        return self.cells[0]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it, all with as many cells."""

    header: Row
    rows: tuple[Row, ...]

    def told(self, row: Row) -> str:
        """`Corran: Registered 41,200; Turnout 67.0%`."""
        told = "; ".join(
            f"{name} {cell}".strip()
            for name, cell in zip(self.header.cells[1:], row.cells[1:], strict=True)
            if cell
        )
        return f"{row.label}: {told}" if row.label else told


@lru_cache(maxsize=128)
def tables_of(text: str) -> tuple[Table, ...]:
    """The tables of a text whose first row surely is a header, in order.

    It is one where below it a column has numbers written alike and the header has none: of "Area |
    12 km²" above "People | 900" nobody can tell.
    """
    found = []
    for rows in _runs(blocks_of(text)):
        header, *below = [_row(text, block) for block in rows]
        if len(below) >= FEWEST_ROWS and _heads(header, below):
            found.append(Table(header, tuple(below)))
    return tuple(found)


def row_told(text: str, block: Block | None) -> str | None:
    """What a row tells with its header; "" of the header itself, None of what is no such row."""
    if block is None or block.kind is not Kind.TABLE_ROW:
        return None
    for table in tables_of(text):
        if table.header.start == block.start:
            return ""
        for row in table.rows:
            if row.start == block.start:
                return table.told(row)
    return None


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The rows of each table, its first row first."""
    run: list[Block] = []
    for block in blocks:
        if block.kind is not Kind.TABLE_ROW or block.header is None:
            if len(run) > 1:
                yield run
            run = [block] if block.kind is Kind.TABLE_ROW else []
        else:
            run.append(block)
    if len(run) > 1:
        yield run


def _row(text: str, block: Block) -> Row:
    line = text[block.start : block.end]
    return Row(tuple(cell.strip() for cell in line.split(CELLS)), block.start, block.end)


def _heads(header: Row, rows: Sequence[Row]) -> bool:
    columns = range(1, len(header.cells))
    if any(len(row.cells) != len(header.cells) for row in rows):
        return False
    return bool(columns) and any(_is_counted(header, rows, column) for column in columns)


def _is_counted(header: Row, rows: Sequence[Row], column: int) -> bool:
    """Whether a column has numbers alone, all with the same signs, and no number for its name."""
    cells = [row.cells[column] for row in rows]
    alike = {" ".join(_NUMBERS.sub("0", cell).split()) for cell in cells}
    return not _DIGIT.search(header.cells[column]) and len(alike) == 1 and "0" in alike.pop()
