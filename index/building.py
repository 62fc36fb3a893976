"""Making the contents of a library from articles, reusing what is already embedded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from index.articles import Article, Passage
from index.contents import Contents, IndexedArticle, Settings
from index.embedding import Vectors
from index.folder import FolderReading
from index.lexical import LexicalIndex, joined
from index.near_copies import group_near_copies
from index.partial_vectors import PartialVectors
from index.passages import embedded_text, pack_passages
from index.sentences import split_sentences

Progress = Callable[[str, int, int], None]  # stage, done, total


def build_contents(
    reading: FolderReading,
    *,
    settings: Settings,
    saved: Contents | None,
    partial: PartialVectors,
    progress: Progress,
) -> Contents:
    """Split and embed the articles that `saved` does not have; everything else is taken over."""
    known = {item.article.id: item for item in saved.articles} if saved else {}
    groups = group_near_copies([article.text for article in reading.articles])
    articles = tuple(
        _index_article(article, known.get(article.id), group)
        for article, group in zip(_counted(reading.articles, progress), groups, strict=True)
    )
    vectors = _vectors(articles, saved, partial, progress)
    return Contents(settings, articles, reading.files, reading.skipped, vectors)


def build_lexical(articles: Sequence[IndexedArticle]) -> LexicalIndex:
    """Index the words of every passage, with its article's title and outlet among them."""
    return LexicalIndex.build(
        joined([item.article.title, item.article.outlet, passage.text])
        for item in articles
        for passage in passages_of(item)
    )


def passages_of(item: IndexedArticle) -> list[Passage]:
    """The passages of an article, in order."""
    return [
        Passage(item.article, item.sentences[first].start, item.sentences[last - 1].end)
        for first, last in item.passages
    ]


def _counted(articles: Sequence[Article], progress: Progress) -> Iterable[Article]:
    for number, article in enumerate(articles, start=1):
        yield article
        if number % 50 == 0 or number == len(articles):
            progress("splitting", number, len(articles))


def _index_article(article: Article, known: IndexedArticle | None, group: int) -> IndexedArticle:
    if known is not None:
        return IndexedArticle(article, known.sentences, known.passages, group)
    sentences = split_sentences(article.text)
    passages = pack_passages(article.text, sentences)
    return IndexedArticle(article, tuple(sentences), tuple(passages), group)


def _vectors(
    articles: Sequence[IndexedArticle],
    saved: Contents | None,
    partial: PartialVectors,
    progress: Progress,
) -> Vectors:
    """One row a passage, in order: from the saved library where it has the article."""
    kept = _saved_rows(saved)
    texts: list[str] = []
    for item in articles:
        if item.article.id not in kept:
            texts.extend(embedded_text(passage) for passage in passages_of(item))
    fresh = partial.embed(texts, lambda done, total: progress("embedding", done, total))
    parts: list[Vectors] = [np.empty((0, partial.dimension), np.float32)]
    used = 0
    for item in articles:
        old = kept.get(item.article.id)
        if old is None:
            old = fresh[used : used + len(item.passages)]
            used += len(item.passages)
        parts.append(old)
    return np.ascontiguousarray(np.concatenate(parts))


def _saved_rows(saved: Contents | None) -> dict[str, Vectors]:
    rows: dict[str, Vectors] = {}
    start = 0
    if saved is None:
        return rows
    for item in saved.articles:
        rows[item.article.id] = saved.vectors[start : start + len(item.passages)]
        start += len(item.passages)
    return rows
