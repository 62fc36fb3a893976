"""The numbered sources of one answer: one span has one number, in order of first use."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.statement import Citation

if TYPE_CHECKING:
    from index import Article

BULLET = re.compile(r"\A(?:[-*•‣–—]|[0-9]{1,2}[.)])\s+")


class SourceList:
    """Hands out source numbers from 1."""

    def __init__(self) -> None:
        self._citations: dict[tuple[str, int, int, str | None], Citation] = {}

    def cite(
        self, article: Article, start: int, end: int, answer: tuple[int, int] | None = None
    ) -> Citation:
        """The citation of a span, without the white space and the bullet around its words.

        `answer` is the short answer inside it; what lies outside the span is none.
        """
        start, end = words_of_span(article.text, start, end)
        if answer is not None and not start <= answer[0] < answer[1] <= end:
            answer = None
        quote = article.text[start:end]
        return self._numbered(Citation(0, article, start, end, quote, answer=answer))

    def cite_field(self, article: Article, field: str, value: str) -> Citation:
        """The citation of a field: its words in the text where they stand there."""
        start = article.text.find(value)
        if start >= 0:
            return self.cite(article, start, start + len(value))
        return self._numbered(Citation(0, article, 0, 0, value, field))

    def _numbered(self, citation: Citation) -> Citation:
        key = (citation.article.id, citation.start, citation.end, citation.field)
        known = self._citations.get(key)
        if known is None:
            known = replace(citation, number=len(self._citations) + 1)
        elif known.answer is None:
            known = replace(known, answer=citation.answer)
        self._citations[key] = known
        return known

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
