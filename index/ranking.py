"""The order of passages for one question. Knows nothing of files or models."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.articles import Passage, Sentence
from index.contents import IndexedArticle
from index.embedding import Vectors
from index.fusion import reciprocal_ranks, top_rows
from index.lexical import LexicalIndex
from index.search import Hit, SearchFilters
from index.vectors import VectorStore

# Candidates of each kind of search; beyond these a passage does not reach the first places.
CANDIDATES = 100


class Ranker:
    """Ranks the passages of one library; holds no state of a question."""

    def __init__(
        self,
        articles: Sequence[IndexedArticle],
        passages: Sequence[Passage],
        store: VectorStore,
        lexical: LexicalIndex,
    ) -> None:
        self._articles = articles
        self._passages = passages
        self._store = store
        self._lexical = lexical
        counts = [len(item.passages) for item in articles]
        self._article_of_row = np.repeat(np.arange(len(articles)), counts)
        self._first_row = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)

    def rank(
        self,
        question: str,
        vector: Vectors,
        *,
        top: int,
        filters: SearchFilters | None,
        today: dt.date | None,
    ) -> list[Hit]:
        """Hits of one question, best first; `vector` is the question's, (d,)."""
        allowed = self._allowed(filters)
        lexical = self._lexical.scores(question)
        if allowed is not None:
            lexical = np.where(allowed, lexical, np.float32(0))
        wanted = max(CANDIDATES, top)
        dense = self._store.search(vector, wanted, allowed=allowed)
        fused = reciprocal_ranks([dense.rows, top_rows(lexical, wanted)])
        rows = sorted(fused, key=lambda row: (-fused[row], row))[:top]
        cosines = self._store.scores(vector, np.array(rows, np.int64))
        return [
            self._hit(row, float(cosine), float(lexical[row]), fused[row])
            for row, cosine in zip(rows, cosines, strict=True)
        ]

    def _allowed(self, filters: SearchFilters | None) -> NDArray[np.bool_] | None:
        if filters is None or filters == SearchFilters():
            return None
        admitted = np.array([filters.admits(item.article) for item in self._articles], dtype=bool)
        return np.asarray(admitted[self._article_of_row], dtype=bool)

    def _hit(self, row: int, dense: float, lexical: float, fused: float) -> Hit:
        number = int(self._article_of_row[row])
        item = self._articles[number]
        first, last = item.passages[row - int(self._first_row[number])]
        passage = self._passages[row]
        return Hit(
            passage=passage,
            sentences=tuple(Sentence(passage, *item.sentences[at]) for at in range(first, last)),
            dense=dense,
            lexical=lexical if lexical > 0 else None,
            fused=fused,
            group=item.group,
        )
