"""A whole article as a reader's page, with the cited words marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from qa.english.readable import plural, readable_date
from qa.markup import escape, tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index import Article

_LINE = re.compile(r"[^\n]+")
_HEADING_WORDS = 12
_HEADING_CHARACTERS = 90
_BULLET = re.compile(r"[-*•]\s+")


def render_article(article: Article, start: int, end: int, *, field: str | None = None) -> str:
    """The article with the code points `start` to `end` of its text marked.

    With `field` the source is that fact about the article, which stands above the text.
    """
    body = "".join(_paragraphs(article.text, start, end))
    # The text scrolls by itself, so the keyboard has to reach it.
    text = tag("div", body, class_="article-text", tabindex="0", role="region", aria_label="Text")
    page = None if field or not end else article.page_at(start)
    return _heading(article, field, page) + text


def _heading(article: Article, field: str | None, page: int | None) -> str:
    facts = (
        ("outlet", article.outlet if field == "outlet" else article.shown_outlet),
        ("byline", article.byline),
        ("published", readable_date(article.published)),
        ("place", article.place),
        ("page", None if page is None else f"page {page}"),
    )
    line = "".join(
        tag("span", _marked(escape(fact), marked=name == field), class_=f"fact-{name}")
        for name, fact in facts
        if fact
    )
    title = article.title or article.path.name
    return tag(
        "header",
        tag("p", line, class_="article-facts")
        + tag("h2", _marked(escape(title), marked=field == "title"), class_="article-title")
        + _original(article.url)
        + _taken_out(article.removed_characters)
        + "".join(tag("p", escape(problem), class_="aside") for problem in article.problems),
        class_="article-heading",
    )


def _taken_out(characters: int) -> str:
    if not characters:
        return ""
    return tag(
        "p", f"{plural(characters, 'invisible character')} taken out of the file.", class_="aside"
    )


def _marked(markup: str, *, marked: bool) -> str:
    return tag("mark", markup, class_="cited") if marked else markup


def _original(url: str | None) -> str:
    """A link to where the article was published: web addresses only, the host in plain sight."""
    if url is None:
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host:
        return ""
    link = tag(
        "a",
        f"Published at {escape(host)}",
        href=url,
        target="_blank",
        rel="noopener noreferrer nofollow",
    )
    return tag("p", link, class_="article-link")


def _paragraphs(text: str, start: int, end: int) -> Iterable[str]:
    """One block a line of text. A mark that spans lines is closed and opened again."""
    for line in _LINE.finditer(text):
        if not line[0].strip():
            continue
        yield tag("p", _with_mark(text, line.span(), (start, end)), class_=_looks_like(line[0]))


def _looks_like(line: str) -> str | None:
    """How a line is set: an entry of a list, a heading inside the article, or running text."""
    if _BULLET.match(line):
        return "item"
    words = line.split()
    is_short = len(words) <= _HEADING_WORDS and len(line) <= _HEADING_CHARACTERS
    return "subhead" if is_short and words[-1][-1].isalnum() else None


def _with_mark(text: str, line: tuple[int, int], mark: tuple[int, int]) -> str:
    begin, stop = max(line[0], mark[0]), min(line[1], mark[1])
    if begin >= stop:
        return escape(text[line[0] : line[1]])
    return (
        escape(text[line[0] : begin])
        + tag("mark", escape(text[begin:stop]), class_="cited")
        + escape(text[stop : line[1]])
    )
