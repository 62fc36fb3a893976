"""Cited articles, found again by the key of a source and shown with the words marked."""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import TYPE_CHECKING

from index.listing import listing_of
from qa.markup import tag
from ui.page.article_view import render_article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from index import Article
    from qa.statement import Citation

_KEY = re.compile(
    r"(?P<id>[^:]{1,200}):(?P<start>[0-9]{1,9}):(?P<end>[0-9]{1,9})(?::(?P<field>\w{1,40}))?"
)
_REMEMBERED = 500  # articles
_GONE = "This article is no longer in the folder."


class Sources:
    """Looks an article up among those cited on some page, then among those that are loaded.

    A cited article is kept as it was when it was cited, so that an answer on a page opens the words
    it was checked against even after the file has changed.
    """

    def __init__(self, loaded: Callable[[], Sequence[Article]]) -> None:
        self._loaded = loaded
        self._cited: OrderedDict[str, Article] = OrderedDict()

    def remember(self, citations: Iterable[Citation]) -> None:
        """Keep the articles of these citations, the last few hundred of them."""
        for citation in citations:
            self._cited[citation.article.id] = citation.article
            self._cited.move_to_end(citation.article.id)
        while len(self._cited) > _REMEMBERED:
            self._cited.popitem(last=False)

    def render(self, key: object) -> str:
        """The article of a source as HTML; a sentence instead when there is none."""
        match = _KEY.fullmatch(key) if isinstance(key, str) else None
        article = None if match is None else self.find(match["id"])
        if match is None or article is None:
            return tag("p", _GONE, class_="aside")
        return render_article(article, int(match["start"]), int(match["end"]), field=match["field"])

    def find(self, article_id: str) -> Article | None:
        """The article with this id, as it was when it was cited."""
        cited = self._cited.get(article_id)
        if cited is not None:
            return cited
        return listing_of(self._loaded()).with_id(article_id)
