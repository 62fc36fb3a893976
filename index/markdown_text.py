"""Markdown to the text that a reader of the rendered page would see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from index.clean_text import clean_text
from index.entities import read_entities
from index.note_marks import plain_markdown, without_callout

if TYPE_CHECKING:
    from markdown_it.token import Token

_FIRST_HEADING = re.compile(r"\s*#[ \t]+(\S[^\n]*?)[ \t]*#*[ \t]*\r?(?:\n|\Z)")
_STRUCK_TAGS = frozenset({"s", "strike", "del"})
_MAY_STRIKE = re.compile(r"~~|<(?:s|strike|del)\b", re.IGNORECASE)
_HIDING_TAG = re.compile(
    r"<(?P<tag>[a-z][a-z0-9]*)\b[^>]*(?:\bhidden\b|display\s*:\s*none|visibility\s*:\s*hidden)",
    re.IGNORECASE,
)
_UNSEEN_TAGS = frozenset({"script", "style", "template", "title", "head", "noscript"})
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 20})
    return parser.enable(["table", "strikethrough"])


def markdown_to_text(source: str) -> str:
    """Headings, paragraphs, list items and table rows as separate lines; no markup, no HTML.

    Pictures with their descriptions and what is struck through are left out, links keep their
    text.
    """
    blocks = _join_list_items(_blocks(_parser().parse(plain_markdown(source))))
    return "".join(blocks).strip("\n") + "\n"


def first_heading(source: str) -> str | None:
    """The text of the heading that a document begins with."""
    found = _FIRST_HEADING.match(source[:2000])
    if found is None:
        return None
    shown, _ = read_entities(markdown_to_text(found[1]))
    line = " ".join(clean_text(shown).text.split())
    return line or None


def _blocks(tokens: Iterable[Token]) -> Iterator[tuple[str, str]]:
    """Pairs of the kind of block (`item`, `row`, `block`) and its text."""
    lists = _Lists()
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield "row", " | ".join(cells or [])
            cells = None
        elif token.type == "inline" and cells is not None:
            cells.append(_inline_text(token))
        elif token.type == "inline":
            yield from lists.block(_inline_text(token))
        elif token.type in ("fence", "code_block"):
            yield from lists.block(token.content.strip("\n"))
        else:
            lists.follow(token)


@dataclass
class _Lists:
    """The open lists, outermost first, each with its next number, and the marker that is due."""

    numbers: list[int | None] = field(default_factory=list)
    marker: str = ""

    def follow(self, token: Token) -> None:
        if token.type == "bullet_list_open":
            self.numbers.append(None)
        elif token.type == "ordered_list_open":
            start = token.attrGet("start")
            self.numbers.append(1 if start is None else int(start))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.numbers.pop()
        elif token.type == "list_item_open":
            number = self.numbers[-1]
            self.marker = "- " if number is None else f"{number}. "
            self.numbers[-1] = None if number is None else number + 1

    def block(self, text: str) -> Iterator[tuple[str, str]]:
        """The block of `text`; the first of an item has the item's marker."""
        if text.strip():
            yield ("item" if self.marker else "block"), self.marker + text
            self.marker = ""


def _join_list_items(blocks: Iterable[tuple[str, str]]) -> Iterator[str]:
    before = ""
    for kind, text in blocks:
        if before:
            yield "\n" if kind == before != "block" else "\n\n"
        yield text
        before = kind


def _inline_text(token: Token) -> str:
    shown = "".join(text for text, struck in _parts(token) if not struck)
    return without_callout(shown.strip())


def struck_words(source: str) -> int:
    """How many words a reader sees struck through, which are left out of the text."""
    if not _MAY_STRIKE.search(source):
        return 0
    tokens = _parser().parse(plain_markdown(source))
    parts = [part for token in tokens if token.type == "inline" for part in _parts(token)]
    return sum(len(text.split()) for text, struck in parts if struck)


def _parts(token: Token) -> Iterator[tuple[str, bool]]:
    """The pieces of a line that a reader sees, and whether they are struck through."""
    hidden: list[str] = []
    for child in token.children or []:
        if child.type == "html_inline":
            if _follow_tag(child.content, hidden):
                yield "\n", False
        elif child.type == "s_open":
            hidden.append("s")
        elif child.type == "s_close" and "s" in hidden:
            del hidden[hidden.index("s") :]
        elif not hidden or _STRUCK_TAGS.issuperset(hidden):
            yield _visible(child), bool(hidden)


def _follow_tag(tag: str, hidden: list[str]) -> bool:
    """Keep a stack of the open elements that a browser would not show; whether a line ends."""
    found = _TAG.match(tag)
    if found is None:
        return False
    closing, name = bool(found[1]), found[2].lower()
    if closing and name in hidden:
        del hidden[hidden.index(name) :]
    elif not closing and (name in _UNSEEN_TAGS | _STRUCK_TAGS or _HIDING_TAG.match(tag)):
        hidden.append(name)
    return name == "br" and not hidden


def _visible(child: Token) -> str:
    if child.type in ("text", "code_inline"):
        return child.content
    if child.type == "softbreak":
        return " "
    return "\n" if child.type == "hardbreak" else ""
