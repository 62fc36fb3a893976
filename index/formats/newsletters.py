"""A newsletter cut into its items: headlines over words that lead to a story somewhere else.

Knows nothing of the message around it. Headings of one essay lead nowhere, so that it stays one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from lxml.html import HtmlElement

from index.formats.html_blocks import Block
from index.formats.reading import Line
from index.formats.wrapped_lines import RULER
from index.headings import MAX_TITLE_WORDS

LINKED = 0.6  # of the letters of a line that leads somewhere else
_FEWEST_OF_ITEM = 20  # words of an item below its headline
_SHARE_LED = 0.6  # of the items that lead to a story, at least
_LARGER = 1.2  # times the usual size of the letters: a headline
_USUAL = 16.0  # pixels of letters whose size nothing tells
_BOLD = re.compile(r"(?:^|;)\s*font(?:-weight)?\s*:[^;]*\b(?:bold(?:er)?|[6-9]00)\b", re.IGNORECASE)
_SIZE = re.compile(r"(?:^|;)\s*font(?:-size)?\s*:[^;]*?\b([0-9]{1,3}(?:\.[0-9]+)?)(px|pt)\b", re.I)
_POINT = 4 / 3  # pixels
_BELOW = re.compile(
    r"\bunsubscribe\b|manage (?:your )?(?:subscription|preferences)|update your (?:e-?mail )?"
    r"preferences|you(?:'|’)?(?: a)?re receiving this|was sent to|"
    r"view (?:it |this (?:e-?mail )?)?in (?:your )?browser",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+")
_ENDS_A_SENTENCE = re.compile(r"[.;:,][\"'”’)\]]*\Z")
_MARKED = re.compile(r"(?:[*#=_]{1,4} ?\S.*|\S.* ?[*=_]{1,4})\Z")
_MARKS = re.compile(r"\A[*#=_]{1,4} ?(?=\S)|(?<=\S) ?[*#=_]{1,4}\Z")


class Cut(NamedTuple):
    """The items, each beginning with its headline, and what stands around them."""

    items: list[list[Line]]
    around: list[Line]


def cut_blocks(blocks: Sequence[Block], lines: Sequence[Line]) -> Cut | None:
    """A newsletter as a page, whose headlines are headings, or bold or large lines.

    None where it is one article. `lines` are those of the blocks, one for each.
    """
    below = _first_below([block.text for block in blocks])
    words = [len(block.text.split()) for block in blocks]
    leads = [leads_away(block) for block in blocks]
    for rows in _heads_of_blocks(blocks[:below]):
        spans = _spans(rows, below, words)
        if cut := _cut(spans, sum(any(leads[row:end]) for row, end in spans), lines):
            return cut
    return None


def _heads_of_blocks(blocks: Sequence[Block]) -> Iterator[list[int]]:
    yield [row for row, block in enumerate(blocks) if block.kind == "heading"]
    sizes = [_size(block.element) for block in blocks]
    usual = median([size for size, block in zip(sizes, blocks, strict=True)
                    for _ in block.text.split()] or [_USUAL])  # fmt: skip
    yield [
        row
        for row, block in enumerate(blocks)
        if block.kind == "block" and _may_be_headline(block.text)
        and (_is_bold(block) or sizes[row] >= _LARGER * usual)
    ]  # fmt: skip


def leads_away(block: Block) -> bool:
    """Whether a line is mostly a link."""
    return block.linked > LINKED * len(block.text)


def _is_bold(block: Block) -> bool:
    """Whether all of a line is bold: it lies in one element that is."""
    whole = "".join(block.text.split())
    for element in (block.element, *block.element.iterancestors()):
        if element.tag in ("b", "strong", "th") or _BOLD.search(element.get("style", "")):
            return _begins_with(element, whole)
    return False


def _begins_with(element: HtmlElement, whole: str) -> bool:
    """Whether the words of an element, without spaces, begin so."""
    begun = ""
    for text in element.itertext():
        begun += "".join(text.split())
        if len(begun) >= len(whole):
            break
    return begun.startswith(whole)


def _size(element: HtmlElement) -> float:
    """The size of letters that is told nearest to them, in pixels."""
    for each in (element, *element.iterancestors()):
        if found := _SIZE.search(each.get("style", "")):
            return float(found[1]) * (_POINT if found[2].lower() == "pt" else 1)
    return _USUAL


def cut_lines(lines: Sequence[Line]) -> Cut | None:
    """A newsletter in plain text, whose items each have an address.

    Their headlines stand over a ruler, below one, in capitals or between stars.
    """
    texts = [" ".join(line.text.split()) for line in lines]
    below = _first_below(texts)
    words = [len(text.split()) for text in texts]
    plain = [line._replace(text=_MARKS.sub("", text)) if _may_be_headline(text) else line
             for line, text in zip(lines, texts, strict=True)]  # fmt: skip
    for rows in _heads_of_lines(texts[:below]):
        spans = _spans(rows, below, words)
        led = sum(any(map(_ADDRESS.search, texts[row:end])) for row, end in spans)
        if cut := _cut(spans, led, plain):
            return Cut([_without_rulers(item) for item in cut.items], _without_rulers(cut.around))
    return None


def _heads_of_lines(texts: Sequence[str]) -> Iterator[list[int]]:
    rulers = [row for row, text in enumerate(texts) if RULER.match(text)]
    over = [row - 1 for row in rulers if row and _may_be_headline(texts[row - 1])]
    below = [row + 1 for row in (-1, *rulers) if row + 1 < len(texts)]
    below = [row for row in below if _may_be_headline(texts[row])]
    # What stands over a ruler may also be the end of the item before it.
    yield over if len(over) > len(below) else below
    yield [
        row
        for row, text in enumerate(texts)
        if _may_be_headline(text) and (text.isupper() or _MARKED.match(text))
    ]


def _may_be_headline(text: str) -> bool:
    """Whether a line is short and no sentence, no address and no ruler."""
    return (
        0 < len(text.split()) <= MAX_TITLE_WORDS
        and any(map(str.isalpha, text))
        and not _ENDS_A_SENTENCE.search(text)
        and not _ADDRESS.match(text.strip("[]()<> "))
    )


def _without_rulers(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if not RULER.match(line.text.strip())]


def _spans(rows: Sequence[int], below: int, words: Sequence[int]) -> list[tuple[int, int]]:
    """From each headline to the next, where enough stands between them."""
    return [
        (row, end)
        for row, end in pairwise([*rows, below])
        if sum(words[row + 1 : end]) >= _FEWEST_OF_ITEM
    ]


def _cut(spans: Sequence[tuple[int, int]], led: int, lines: Sequence[Line]) -> Cut | None:
    if len(spans) < 2 or led < _SHARE_LED * len(spans):
        return None
    taken = {row for start, end in spans for row in range(start, end)}
    return Cut(
        [[*lines[start:end]] for start, end in spans],
        [line for row, line in enumerate(lines) if row not in taken],
    )


def _first_below(texts: Sequence[str]) -> int:
    """Where the list begins to talk about itself, in the last third."""
    start = 2 * len(texts) // 3
    return next((row for row in range(start, len(texts)) if _BELOW.search(texts[row])), len(texts))
