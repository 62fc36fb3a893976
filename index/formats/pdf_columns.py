"""The stretches of a page as lines in the order in which they are read: column after column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.formats import pdf_insets
from index.formats.pdf_insets import Spaces
from index.formats.pdf_pages import Stretch

_GUTTER = 0.3  # of the size of the letters: the narrowest space between two columns
_SAME_LINE = 0.35  # of the size: less up or down is the same line
_FEWEST_ROWS = 4  # on each side of a space between columns: words of justified lines leave some too
_WIDE_GUTTER = 2.0  # of the size: so wide a space makes a table of fewer rows
_FEWEST_TABLE_ROWS = 3
_BOX_GUTTER = 0.8  # of the size: between a box and the text that runs around it
_TABLE_WORDS = 4  # in a cell of a table, as a rule, at most
_LONGEST_LABEL = 4  # characters: a code, a number, `Q.`
_CELLS = " | "


class TextLine(NamedTuple):
    """One line of a column."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    column: tuple[float, float]  # its left and right edge
    row_of_table: bool = False
    aside: bool = False  # of a box that text runs around: it is told behind the paragraph


def lines_in_order(stretches: Sequence[Stretch]) -> list[TextLine]:
    """The lines of a page, each column to its end before the next begins."""
    return [*_region([each for each in stretches if each.text])]


def _region(stretches: list[Stretch]) -> Iterator[TextLine]:
    if not stretches:
        return
    rows = _rows(stretches)
    edges = (min(s.left for s in stretches), max(s.right for s in stretches))
    row = 0
    while row < len(rows):
        end, gutters = _columns_from(rows, row, edges)
        if not gutters:
            yield _line(rows[row], edges)
            row += 1
            continue
        block = [stretch for each in rows[row:end] for stretch in each]
        if _has_labels(rows[row:end], gutters):
            yield from map(_labelled, rows[row:end])
        elif _is_table(rows[row:end], gutters):
            for each in rows[row:end]:
                yield _line(each, edges, cells=gutters)
        else:
            around = [s for each in (*rows[:row], *rows[end:]) for s in each]
            yield from _columns(_split(block, gutters), gutters, around)
        row = end


def _columns(
    columns: list[list[Stretch]], gutters: Spaces, around: list[Stretch]
) -> Iterator[TextLine]:
    """The lines of columns; of a box in running text behind those that run around it."""
    inset = pdf_insets.inset(columns, gutters, around)
    if inset is None:
        for column in columns:
            yield from _region(column)
        return
    yield from _region(inset.above)
    yield from _region(inset.running)
    yield from (line._replace(aside=True) for line in _region(inset.box))
    yield from _region(inset.below)


def _has_labels(rows: list[list[Stretch]], gutters: Spaces) -> bool:
    """Whether short names stand beside texts of which some take several lines."""
    first = [_split(row, gutters)[0] for row in rows]
    alone = [len(_split(row, gutters)) == 1 for row in rows]
    named = [cell for cell, is_alone in zip(first, alone, strict=True) if not is_alone]
    return (
        len(gutters) == 1
        and any(alone)
        and all(len(each.text) <= _LONGEST_LABEL for cell in named for each in cell)
        and all(each.left > gutters[0][0] for cell, is_alone in zip(first, alone, strict=True)
                if is_alone for each in cell)
    )  # fmt: skip


def _labelled(row: list[Stretch]) -> TextLine:
    """A line with the name that stands to its left, which is no part of its column."""
    first, *rest = row
    if not rest or len(first.text) > _LONGEST_LABEL:
        return _line(row, (first.left, row[-1].right))
    line = _line(rest, (rest[0].left, rest[-1].right))
    return line._replace(text=f"{first.text}  {line.text}")


def _rows(stretches: list[Stretch]) -> list[list[Stretch]]:
    """Stretches of one height together, from the top; each row from left to right."""
    rows: list[list[Stretch]] = []
    for each in sorted(stretches, key=lambda s: (-(s.bottom + s.top) / 2, s.left)):
        middle = (each.bottom + each.top) / 2
        last = rows[-1][0] if rows else None
        if last is not None and abs((last.bottom + last.top) / 2 - middle) < _SAME_LINE * each.size:
            rows[-1].append(each)
        else:
            rows.append([each])
    return [sorted(row, key=lambda s: s.left) for row in rows]


def _columns_from(
    rows: list[list[Stretch]], first: int, edges: tuple[float, float]
) -> tuple[int, Spaces]:
    """How far rows from `first` on share a space with text on both sides, and those spaces."""
    found: tuple[int, Spaces] = (first, [])
    free: Spaces = [edges]
    used: list[Stretch] = []
    for row in range(first, len(rows)):
        sizes = sorted(each.size for each in rows[row])
        least = _GUTTER * sizes[len(sizes) // 2]
        free = [each for each in _without(free, rows[row]) if each[1] - each[0] >= least]
        if not free:
            break
        used += rows[row]
        size = sizes[len(sizes) // 2]
        gutters = [each for each in free if _parts(used, each, size)]
        if gutters:
            found = (row + 1, gutters)
    return found


def _without(free: Spaces, row: list[Stretch]) -> Spaces:
    left = free
    for stretch in row:
        cut: Spaces = []
        for start, end in left:
            if stretch.right <= start or stretch.left >= end:
                cut.append((start, end))
            else:
                cut += [(start, stretch.left)] if stretch.left > start else []
                cut += [(stretch.right, end)] if stretch.right < end else []
        left = cut
    return left


def _parts(stretches: list[Stretch], space: tuple[float, float], size: float) -> bool:
    """Whether enough text stands on both sides of a space."""
    middle = (space[0] + space[1]) / 2
    left = [each for each in stretches if each.right <= middle]
    right = [each for each in stretches if each.left >= middle]
    before, behind = ({round(each.bottom) for each in side} for side in (left, right))
    fewest = min(len(before), len(behind))
    wide = space[1] - space[0] >= _WIDE_GUTTER * size
    return (
        fewest >= _FEWEST_ROWS
        or (wide and fewest >= _FEWEST_TABLE_ROWS and before == behind)
        or (space[1] - space[0] >= _BOX_GUTTER * size and _are_apart(left, right))
    )


def _are_apart(left: list[Stretch], right: list[Stretch]) -> bool:
    """Whether two texts stand beside each other, each on lines or in letters of its own."""
    if not left or not right:
        return False
    few, many = sorted((left, right), key=len)
    shared = sum(any(_is_one_line(one, other) for other in many) for one in few)
    feet, others = ([each.bottom for each in side] for side in (few, many))
    return (
        max(others) - min(others) > _SAME_LINE * many[0].size
        and shared < len(few)
        and min(max(feet), max(others)) >= max(min(feet), min(others))
    )


def _is_one_line(one: Stretch, other: Stretch) -> bool:
    alike = pdf_insets.are_alike(one.size, other.size)
    return alike and abs(one.bottom - other.bottom) < _SAME_LINE * one.size


def _is_table(rows: list[list[Stretch]], gutters: Spaces) -> bool:
    """Rows of short cells beside each other, and not columns of sentences."""
    full = sum(len(_split(row, gutters)) > 1 for row in rows)
    cells = [cell for row in rows for cell in _split(row, gutters)]
    words = sorted(sum(len(each.text.split()) for each in cell) for cell in cells)
    return full >= 0.7 * len(rows) and words[len(words) // 2] <= _TABLE_WORDS


def _split(stretches: list[Stretch], gutters: Spaces) -> list[list[Stretch]]:
    """The stretches between one gutter and the next, without empty columns."""
    middles = sorted((start + end) / 2 for start, end in gutters)
    columns: list[list[Stretch]] = [[] for _ in range(len(middles) + 1)]
    for each in stretches:
        columns[sum(each.left > middle for middle in middles)].append(each)
    return [column for column in columns if column]


def _line(
    row: list[Stretch], edges: tuple[float, float], *, cells: Spaces | None = None
) -> TextLine:
    largest = max(row, key=lambda each: len(each.text))
    if cells is None:
        text = " ".join(each.text for each in row)
    else:
        text = _CELLS.join(" ".join(s.text for s in cell) for cell in _split(row, cells))
    return TextLine(
        text,
        min(each.left for each in row),
        min(each.bottom for each in row),
        max(each.right for each in row),
        max(each.top for each in row),
        largest.size,
        edges,
        row_of_table=cells is not None,
    )
