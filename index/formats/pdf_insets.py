"""A box in the running text of a page: a pull quote, a box of facts. Knows nothing of lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise
from statistics import median
from typing import NamedTuple

from index.formats.pdf_pages import Stretch

_SIZES = 1.12  # letters that are so much larger or smaller belong to another text
_CELL_WORDS = 4  # of a table, as a rule, at most
_NARROW = 0.75  # of the text beside it: a box in letters of the same size is narrower
_APART = 1.6  # of the size: a line that stands so far from the next is of another text

Spaces = list[tuple[float, float]]


class Inset(NamedTuple):
    """A box, the text that runs around it, and lines of that text which end above or below it."""

    running: list[Stretch]
    box: list[Stretch]
    above: list[Stretch]
    below: list[Stretch]


def inset(
    columns: Sequence[list[Stretch]], gutters: Spaces, around: Sequence[Stretch]
) -> Inset | None:
    """The box among columns, where lines above or below run on over it and what is beside it."""
    for row, (start, end) in enumerate(sorted(gutters), start=1):
        over = [each.size for each in around if each.left < start and each.right > end]
        halves = [[*chain(*columns[:row])], [*chain(*columns[row:])]]
        if not over or not all(halves):
            continue
        found = _box(halves, median(over), cells=len(columns) > 2)
        if found is not None:
            running, box = halves[1 - found], _downwards(halves[found])
            above, box = _cut(box, running)
            below, box = _cut(box[::-1], running)
            return Inset(running, box, above, below) if box else None
    return None


def _box(halves: Sequence[list[Stretch]], size: float, *, cells: bool) -> int | None:
    """The half in letters of another size than the text's, else the much narrower one.

    `cells`: it would have several columns itself, so that it is a table or none.
    """
    foreign = [not are_alike(_size(half), size) for half in halves]
    if foreign[0] != foreign[1]:
        return foreign.index(True)
    widths = [max(s.right for s in half) - min(s.left for s in half) for half in halves]
    narrow = widths.index(min(widths))
    much = widths[narrow] < _NARROW * widths[1 - narrow]
    short = median(len(each.text.split()) for each in halves[narrow]) <= _CELL_WORDS
    return narrow if much and (short or not cells) and not any(foreign) else None


def _downwards(stretches: Sequence[Stretch]) -> list[Stretch]:
    return sorted(stretches, key=lambda each: -each.bottom)


def _cut(box: list[Stretch], running: list[Stretch]) -> tuple[list[Stretch], list[Stretch]]:
    """The first stretches of a box that are lines of the text around it, and the others.

    They end short beside nothing, and stand apart from the box or are in the letters of the text.
    """
    size, steps = _size(running), [abs(b.bottom - a.bottom) for a, b in pairwise(box)]
    cut = 0
    for row, (each, step) in enumerate(zip(box, steps, strict=False), start=1):
        if not are_alike(each.size, size) or any(_beside(each, other) for other in running):
            break
        if step > _APART * size or not are_alike(_size(box[row:]), size):
            cut = row
    return box[:cut], box[cut:]


def _beside(one: Stretch, other: Stretch) -> bool:
    return min(one.top, other.top) - max(one.bottom, other.bottom) > 0.5 * one.size


def _size(stretches: Sequence[Stretch]) -> float:
    return median(each.size for each in stretches)


def are_alike(one: float, other: float) -> bool:
    """Whether two sizes of letters may be of one text."""
    return max(one, other) <= _SIZES * min(one, other)
