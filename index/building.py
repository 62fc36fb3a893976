"""Making the contents of a library from articles, reusing what is already embedded."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.articles import Article, Passage
from index.contents import Contents, IndexedArticle, Mask, Settings
from index.embedding import Vectors
from index.folder import FolderReading
from index.lexical import LexicalIndex, joined
from index.near_copies import find_near_copies
from index.partial_vectors import PartialVectors, embed_in_blocks
from index.passages import embedded_text, pack_passages, passage_context
from index.sentences import split_sentences

Progress = Callable[[str, int, int], None]  # stage, done, total
EMBEDDING = "embedding"


def build_contents(
    reading: FolderReading,
    *,
    settings: Settings,
    saved: Contents | None,
    progress: Progress,
) -> Contents:
    """Split the articles that `saved` does not have; everything else is taken over.

    Nothing is embedded: new passages have no vector yet.
    """
    known = {item.article.id: item for item in saved.articles} if saved else {}
    texts = [article.text for article in reading.articles]
    copies = (
        find_near_copies(texts)
        if saved is None
        else saved.copies.updated(
            _numbers_in(saved, [article.id for article in reading.articles]), texts
        )
    )
    articles = tuple(
        _index_article(article, known.get(article.id), group)
        for article, group in zip(_counted(reading.articles, progress), copies.groups, strict=True)
    )
    count = sum(len(item.passages) for item in articles)
    empty = Contents(
        settings, articles, reading.files, reading.skipped, copies,
        np.zeros((count, settings.dimension), np.float32), np.zeros(count, dtype=bool),
    )  # fmt: skip
    if saved is None:
        return empty
    return with_vectors_of(empty, saved.articles, saved.vectors, saved.embedded)


def with_vectors_of(
    contents: Contents, others: Sequence[IndexedArticle], theirs: Vectors, known: Mask
) -> Contents:
    """The same articles, with the vectors that others have of them and `contents` has not."""
    starts = dict(zip((item.article.id for item in others), first_rows(others), strict=True))
    rows, gained = first_rows(contents.articles), np.full(len(contents.vectors), -1, np.int64)
    for item, row in zip(contents.articles, rows, strict=True):
        if (start := starts.get(item.article.id)) is not None:
            size = len(item.passages)
            gained[row : row + size] = np.arange(start, start + size)
    gained[contents.embedded] = -1
    there = np.flatnonzero(gained >= 0)
    there = there[known[gained[there]]]
    vectors, embedded = contents.vectors.copy(), contents.embedded.copy()
    vectors[there], embedded[there] = theirs[gained[there]], True
    return replace(contents, vectors=vectors, embedded=embedded)


def embed_within(
    contents: Contents,
    partial: PartialVectors,
    *,
    fresh: Collection[str],
    patience: float,
    progress: Progress,
) -> tuple[Contents, float | None]:
    """Embed what has no vector where `patience`, in seconds, is enough for it.

    Where that is too short for all, the `fresh` articles are embedded, by their ids; where it is
    too short for them as well, nothing is, but for the few blocks that showed it. The seconds that
    a passage takes come back, where they were found out.
    """
    rows = waiting_rows(contents.articles, contents.embedded, fresh)
    if not len(rows):
        return contents, None
    vectors, embedded = contents.vectors.copy(), contents.embedded.copy()
    pace = _Pace(patience, len(rows), int(np.isin(rows, _rows_of(contents, fresh)).sum()))
    texts = texts_of(contents.articles, rows)
    with contextlib.closing(embed_in_blocks(rows, texts, partial)) as blocks:
        for some, found in blocks:
            vectors[some], embedded[some] = found, True
            progress(EMBEDDING, int(embedded.sum()), len(embedded))
            if not pace.goes_on(len(some)):
                break
    return replace(contents, vectors=vectors, embedded=embedded), pace.seconds_each


@dataclass(slots=True)
class _Pace:
    """Whether what is left can be done in time, by how long the blocks took so far.

    The first block does not count: it may have waited for the model to be loaded.
    """

    patience: float
    left: int
    fresh: int
    counted: int = 0
    began: float | None = None
    seconds_each: float | None = None

    def goes_on(self, done: int) -> bool:
        self.left -= done
        self.fresh = max(0, self.fresh - done)
        now = time.monotonic()
        if self.began is None:
            self.began = now
            return True
        self.counted += done
        spent = now - self.began
        self.seconds_each = spent / self.counted
        if spent + self.left * self.seconds_each <= self.patience:
            return True
        return self.fresh > 0 and spent + self.fresh * self.seconds_each <= self.patience


def build_lexical(articles: Iterable[IndexedArticle]) -> LexicalIndex:
    """Index the words of every passage, with its article's title and outlet among them."""
    return LexicalIndex.build(_lexical_texts(articles))


def update_lexical(words: LexicalIndex, saved: Contents, contents: Contents) -> LexicalIndex:
    """The words of `contents`, where `words` are those of `saved`."""
    numbers = _numbers_in(saved, [item.article.id for item in contents.articles])
    starts = first_rows(saved.articles)
    kept = [
        -1 if number < 0 else starts[number] + at
        for item, number in zip(contents.articles, numbers.tolist(), strict=True)
        for at in range(len(item.passages))
    ]
    fresh = (item for item, number in zip(contents.articles, numbers, strict=True) if number < 0)
    return words.updated(np.array(kept, np.int64), _lexical_texts(fresh))


def _lexical_texts(articles: Iterable[IndexedArticle]) -> Iterator[str]:
    for item in articles:
        for passage in passages_of(item):
            yield joined([item.article.title, item.article.outlet, passage.text])


def _numbers_in(saved: Contents, ids: Iterable[str]) -> NDArray[np.int64]:
    """Which article of `saved` each id is, -1 where it is none."""
    numbers = {item.article.id: number for number, item in enumerate(saved.articles)}
    return np.array([numbers.get(each, -1) for each in ids], np.int64)


def passages_of(item: IndexedArticle) -> list[Passage]:
    """The passages of an article, in order."""
    return [
        Passage(item.article, item.sentences[first].start, item.sentences[last - 1].end)
        for first, last in item.passages
    ]


def first_rows(articles: Sequence[IndexedArticle]) -> list[int]:
    """The row of the first passage of each article."""
    return _starts(articles)[:-1]


def waiting_rows(
    articles: Sequence[IndexedArticle], embedded: Mask, first: Collection[str] = ()
) -> list[int]:
    """The rows that are not embedded: those of some articles, then the newest articles'."""
    starts = _starts(articles)

    def late(number: int) -> tuple[bool, str]:
        article = articles[number].article
        return article.id in first, article.published or ""

    order = sorted(range(len(articles)), key=late, reverse=True)
    rows = (row for number in order for row in range(starts[number], starts[number + 1]))
    return [row for row in rows if not embedded[row]]


def texts_of(articles: Sequence[IndexedArticle], rows: Sequence[int]) -> list[str]:
    """What is embedded for the passages of these rows, in their order."""
    starts = np.array(_starts(articles))
    contexts: dict[int, str] = {}
    texts = []
    for row in rows:
        number = int(np.searchsorted(starts, row, side="right")) - 1
        item = articles[number]
        if number not in contexts:
            contexts[number] = passage_context(item.article)
        first, last = item.passages[row - int(starts[number])]
        passage = Passage(item.article, item.sentences[first].start, item.sentences[last - 1].end)
        texts.append(embedded_text(passage, contexts[number]))
    return texts


def _starts(articles: Sequence[IndexedArticle]) -> list[int]:
    starts: list[int] = np.cumsum([0, *(len(item.passages) for item in articles)]).tolist()
    return starts


def _rows_of(contents: Contents, ids: Collection[str]) -> list[int]:
    starts = _starts(contents.articles)
    return [
        row
        for number, item in enumerate(contents.articles)
        if item.article.id in ids
        for row in range(starts[number], starts[number + 1])
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
