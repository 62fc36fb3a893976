"""Pages and newsletters with several articles, cut into them. Knows nothing of their fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from index.formats.html_blocks import Block, blocks_of
from index.formats.reading import Line
from index.headings import MAX_TITLE_WORDS

_FEWEST_WORDS = 60  # of an article on a page of several; a teaser has fewer
_PARAGRAPH = 12  # words
_MOST_OUTSIDE = 0.2  # of the words inside the articles of a page
_FEWEST_OF_ITEM = 20  # words of an item of a newsletter below its headline
_LINKED = 0.6  # of the letters of a line that leads somewhere else
_SHARE_LED = 0.6  # of the items that lead to a story, at least: headings of one essay lead nowhere
_COMMENT = re.compile(r"(?:^|[\s_-])(?:comments?|repl(?:y|ies)|review)(?:$|[\s_-])", re.IGNORECASE)
_BELOW = re.compile(
    r"\bunsubscribe\b|manage (?:your )?(?:subscription|preferences)|update your (?:e-?mail )?"
    r"preferences|you(?:'|’)?(?: a)?re receiving this|was sent to|"
    r"view (?:it |this (?:e-?mail )?)?in (?:your )?browser",
    re.IGNORECASE,
)
_RULER = re.compile(r"(?:[-=*_~#•·] ?){3,}\Z")
_ADDRESS = re.compile(r"https?://\S+")


class Cut(NamedTuple):
    """The items, each beginning with its headline, and what stands around them."""

    items: list[list[Line]]
    around: list[Line]


def articles_of(root: HtmlElement, shown: Sequence[Block]) -> list[HtmlElement]:
    """The elements of a page that each are an article with its own headline; none where it is one.

    What lies inside another article, as the entries of a live blog do, belongs to that. `shown` are
    the lines of the page: where they tell much outside of these elements, that is the article.
    """
    found = [
        element
        for element in root.iter("article")
        if not any(each.tag == "article" for each in element.iterancestors())
        and not _COMMENT.search(f"{element.get('class', '')} {element.get('id', '')}")
        and _tells(element)
    ]
    inside = {each for element in found for each in element.iter()}
    outside = sum(_sentences(block) for block in shown if block.element not in inside)
    told = sum(_sentences(block) for block in shown) - outside
    return found if len(found) > 1 and outside <= _MOST_OUTSIDE * told else []


def _sentences(block: Block) -> int:
    """The words of a line that is long enough to tell something."""
    words = len(block.text.split())
    return words if words >= _PARAGRAPH and not _leads(block) else 0


def _tells(element: HtmlElement) -> bool:
    blocks = [*blocks_of(element)]
    words = sum(
        len(each.text.split())
        for each in blocks
        if each.kind != "heading" and each.linked <= _LINKED * len(each.text)
    )
    return words >= _FEWEST_WORDS and any(each.kind == "heading" for each in blocks)


def cut_blocks(blocks: Sequence[Block], lines: Sequence[Line]) -> Cut | None:
    """A newsletter whose headlines stand over items that lead to stories; None where it is one.

    `lines` are those of the blocks, one for each.
    """
    rows = [row for row, block in enumerate(blocks) if block.kind == "heading"]
    below = _first_below([block.text for block in blocks])
    ends = [*rows[1:], below]
    spans = [(row, end) for row, end in zip(rows, ends, strict=True) if _is_item(blocks[row:end])]
    led = sum(any(map(_leads, blocks[row:end])) for row, end in spans)
    return _cut(spans, led, lines)


def _is_item(blocks: Sequence[Block]) -> bool:
    return sum(len(block.text.split()) for block in blocks[1:]) >= _FEWEST_OF_ITEM


def _leads(block: Block) -> bool:
    return block.linked > _LINKED * len(block.text)


def cut_lines(lines: Sequence[Line]) -> Cut | None:
    """A newsletter in plain text, whose items stand between rulers, each with an address."""
    below = _first_below([line.text for line in lines])
    rulers = [row for row, line in enumerate(lines[:below]) if _RULER.match(line.text.strip())]
    spans = []
    for before, end in zip([-1, *rulers], [*rulers, below], strict=True):
        start = before + 1
        told = lines[start:end]
        words = sum(len(line.text.split()) for line in told[1:])
        if told and words >= _FEWEST_OF_ITEM and len(told[0].text.split()) <= MAX_TITLE_WORDS:
            spans.append((start, end))
    led = sum(any(_ADDRESS.search(line.text) for line in lines[row:end]) for row, end in spans)
    cut = _cut(spans, led, lines)
    if cut is None:
        return None
    return cut._replace(around=[line for line in cut.around if not _RULER.match(line.text.strip())])


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
