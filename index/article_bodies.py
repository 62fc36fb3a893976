"""An article with its sentences and passages as bytes. Knows not where they are kept."""

from __future__ import annotations

import json
from pathlib import Path

from index.articles import Article
from index.contents import IndexedArticle
from index.errors import DamagedLibraryError
from index.folder import article_id
from index.sentences import Span

_FIELDS = ("id", "title", "outlet", "byline", "published", "place", "url", "text", "item")


def encode_body(folder: Path, item: IndexedArticle) -> bytes:
    """Everything that is known of an article; the same article gives the same bytes."""
    article = item.article
    return json.dumps(
        {
            **{name: getattr(article, name) for name in _FIELDS},
            "paths": [str(path.relative_to(folder)) for path in (article.path, *article.also_at)],
            "removed": article.removed_characters,
            "problems": article.problems,
            "pages": article.pages,
            "sentences": item.sentences,
            "passages": item.passages,
        },
        sort_keys=True,
    ).encode()


def decode_body(folder: Path, data: bytes) -> IndexedArticle:
    """Read back what `encode_body` wrote.

    Raises:
        DamagedLibraryError: the article has not the words that its id stands for.
    """
    fields = json.loads(data)
    first, *others = (folder / path for path in fields["paths"])
    article = Article(
        **{name: fields[name] for name in _FIELDS},
        path=first,
        also_at=tuple(others),
        removed_characters=fields["removed"],
        problems=tuple(fields["problems"]),
        pages=tuple((at, page) for at, page in fields["pages"]),
    )
    if article_id(article) != article.id:
        raise DamagedLibraryError(
            f"article {article.id} has other words than it had. "
            "Fill the store again: byline index --rebuild"
        )
    return IndexedArticle(
        article,
        tuple(Span(start, end) for start, end in fields["sentences"]),
        tuple((first, last) for first, last in fields["passages"]),
    )
