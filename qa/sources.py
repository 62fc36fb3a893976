"""The numbered sources of one answer: one span has one number, in order of first use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answer import Citation

if TYPE_CHECKING:
    from index import Article

BULLET = re.compile(r"\A(?:[-*•‣–—]|[0-9]{1,2}[.)])\s+")


class SourceList:
    """Hands out source numbers from 1."""

    def __init__(self) -> None:
        self._citations: dict[tuple[str, str, int, int], Citation] = {}

    def cite(self, article: Article, start: int, end: int) -> Citation:
        """The citation of a span, without the white space and the bullet around its words."""
        start, end = words_of_span(article.text, start, end)
        key = (article.id, str(article.path), start, end)
        if key not in self._citations:
            number = len(self._citations) + 1
            self._citations[key] = Citation(number, article, start, end, article.text[start:end])
        return self._citations[key]

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._citations.values())


def words_of_span(text: str, start: int, end: int) -> tuple[int, int]:
    """`start` and `end` moved inward over white space and a leading bullet."""
    span = text[start:end]
    start += len(span) - len(span.lstrip())
    end -= len(span) - len(span.rstrip())
    bullet = BULLET.match(text[start:end])
    return (start + bullet.end() if bullet else start), end
