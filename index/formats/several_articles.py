"""Pages with several articles, cut into them. Knows nothing of their fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from lxml.html import HtmlElement

from index.formats.html_blocks import Block, blocks_of
from index.formats.newsletters import leads_away

_FEWEST_WORDS = 60  # of an article on a page of several; a teaser has fewer
_PARAGRAPH = 12  # words
_MOST_OUTSIDE = 0.2  # of the words inside the articles of a page
_BYLINE = re.compile(r"(?:By|BY|Written by|Story by) [A-Z]")
_LONGEST_BYLINE = 14  # words
_BELOW_HEADING = 4  # lines below a headline, among which its byline stands
_COMMENT = re.compile(r"(?:^|[\s_-])(?:comments?|repl(?:y|ies)|review)(?:$|[\s_-])", re.IGNORECASE)


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
    return words if words >= _PARAGRAPH and not leads_away(block) else 0


def _tells(element: HtmlElement) -> bool:
    blocks = [*blocks_of(element)]
    words = sum(
        len(each.text.split()) for each in blocks if each.kind != "heading" and not leads_away(each)
    )
    return words >= _FEWEST_WORDS and any(each.kind == "heading" for each in blocks)


def headed_parts(blocks: Sequence[Block]) -> list[Sequence[Block]]:
    """The lines of each article where a page has several headlines with a byline under each.

    None where it is one. What stands above the first headline belongs to none of them.
    """
    heads = [
        row
        for row, block in enumerate(blocks)
        if block.kind == "heading" and any(map(_is_byline, _below(blocks, row)))
    ]
    parts = [blocks[row:end] for row, end in pairwise([*heads, len(blocks)])]
    found = [part for part in parts if sum(map(_sentences, part)) >= _FEWEST_WORDS]
    above = sum(map(_sentences, blocks[: heads[0]])) if heads else 0
    told = sum(map(_sentences, blocks)) - above
    return parts if len(found) > 1 and above <= _MOST_OUTSIDE * told else []


def _below(blocks: Sequence[Block], row: int) -> Sequence[Block]:
    """The lines under a headline as far as the next one."""
    lines = blocks[row + 1 : row + 1 + _BELOW_HEADING]
    end = next((n for n, line in enumerate(lines) if line.kind == "heading"), len(lines))
    return lines[:end]


def _is_byline(block: Block) -> bool:
    return bool(_BYLINE.match(block.text)) and len(block.text.split()) <= _LONGEST_BYLINE
