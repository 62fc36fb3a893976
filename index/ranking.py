"""The order of passages for one question. Knows nothing of files or models."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.articles import Passage, Sentence
from index.contents import IndexedArticle
from index.dates import day_of
from index.directed_questions import Directory
from index.embedding import Vectors
from index.fusion import Rows, Scores, averaged, top_rows
from index.lexical import LexicalIndex
from index.near_copies import LEAST_CONTAINED, Runs, containment, runs_of
from index.reference_days import Days, days_meant
from index.search import Hit, SearchFilters
from index.vectors import VectorStore

# Candidates of each kind of search; beyond these a passage does not reach the first places.
CANDIDATES = 100
# What an article gains that is of the days a question names, out of 1 for the best match of words
# and meaning; it halves with every three days away.
DAY_BONUS = 0.15
_HALVING_DAYS = 3.0
# A story is often told the day after it happened, which is half as far as the day before.
_NEXT_DAY = dt.timedelta(days=1)
# More than any match can outweigh: who names an article or an outlet wants to hear that one.
NAMED_BONUS = 2.0


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Rows that may be shown, with their scores; `fused` orders them.

    `dense` is NaN where a row is not embedded yet.
    """

    rows: Rows
    dense: Scores
    lexical: Scores
    fused: Scores


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
        self._directory = Directory([item.article for item in articles])
        self._days = [day_of(item.article.published) for item in articles]
        self._group_sizes = Counter(item.group for item in articles)
        counts = [len(item.passages) for item in articles]
        self._article_of_row = np.repeat(np.arange(len(articles)), counts)
        self._first_row = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)

    def rank(
        self,
        question: str,
        vector: Vectors | None,
        *,
        top: int,
        filters: SearchFilters | None,
        today: dt.date | None,
    ) -> list[Hit]:
        """Hits of one question, best first; `vector` is the question's, (d,).

        Without one only words are compared.
        """
        named = self._directory.named(question)
        found = self._candidates(
            question, vector, self._allowed(filters), named, max(CANDIDATES, top)
        )
        days = days_meant(question, today) if today is not None else None
        fused = found.fused + self._bonus(found.rows, named, days)
        order = np.lexsort((found.rows, -fused))
        hits = (self._hit(found, at, (1 + float(fused[at])) / 2, days) for at in order.tolist())
        return self._first_of_each_story(hits, top)

    def _candidates(
        self,
        question: str,
        vector: Vectors | None,
        allowed: NDArray[np.bool_] | None,
        named: set[int],
        wanted: int,
    ) -> _Candidates:
        lexical = self._lexical.scores(question)
        if allowed is not None:
            lexical = np.where(allowed, lexical, np.float32(0))
        closest = [top_rows(lexical, wanted)]
        if named:
            mine = self._rows_of(named)
            mine = mine if allowed is None else mine & allowed
            closest.append(self._of_named(vector, mine, wanted))
        if vector is not None:
            closest.append(self._store.search(vector, wanted, allowed=allowed).rows)
        rows = np.unique(np.concatenate(closest))
        dense = np.full(len(rows), np.nan, np.float32)
        if vector is not None:
            dense = self._store.scores(vector, rows)
        words = lexical[rows]
        return _Candidates(rows, dense, words, averaged(dense, words))

    def _of_named(
        self, vector: Vectors | None, mine: NDArray[np.bool_], wanted: int
    ) -> NDArray[np.int64]:
        """Passages of the articles that a question names, whatever words they share with it.

        What is not embedded yet is taken from the beginning of the articles.
        """
        known = np.zeros(len(mine), dtype=bool) if vector is None else self._store.known
        waiting = np.flatnonzero(mine & ~known)[:wanted]
        if vector is None:
            return waiting
        return np.concatenate([self._store.search(vector, wanted, allowed=mine).rows, waiting])

    def _allowed(self, filters: SearchFilters | None) -> NDArray[np.bool_] | None:
        if filters is None or filters == SearchFilters():
            return None
        return self._rows_of(
            number for number, item in enumerate(self._articles) if filters.admits(item.article)
        )

    def _rows_of(self, numbers: Iterable[int]) -> NDArray[np.bool_]:
        chosen = np.zeros(len(self._articles), dtype=bool)
        chosen[list(numbers)] = True
        return np.asarray(chosen[self._article_of_row], dtype=bool)

    def _bonus(self, rows: Rows, named: set[int], days: Days | None) -> Scores:
        bonus = np.zeros(len(rows), np.float32)
        for at, number in enumerate(self._article_of_row[rows].tolist()):
            if number in named:
                bonus[at] += NAMED_BONUS
            day = self._days[number]
            if days is not None and day is not None:
                away = days.distance(day) * (0.5 if day == days.last + _NEXT_DAY else 1)
                bonus[at] += DAY_BONUS * 0.5 ** (away / _HALVING_DAYS)
        return bonus

    def _hit(self, found: _Candidates, at: int, fused: float, days: Days | None) -> Hit:
        row = int(found.rows[at])
        number = int(self._article_of_row[row])
        item = self._articles[number]
        first, last = item.passages[row - int(self._first_row[number])]
        passage = self._passages[row]
        lexical, dense = float(found.lexical[at]), float(found.dense[at])
        day = self._days[number]
        return Hit(
            passage=passage,
            sentences=tuple(Sentence(passage, *item.sentences[n]) for n in range(first, last)),
            dense=None if math.isnan(dense) else dense,
            lexical=lexical if lexical > 0 else None,
            fused=fused,
            group=item.group,
            days_before=None if days is None or day is None else max(0, (days.first - day).days),
        )

    def _first_of_each_story(self, hits: Iterable[Hit], top: int) -> list[Hit]:
        """The first `top` hits, where a passage that a better one says already is its copy."""
        shown: list[Hit] = []
        runs: list[Runs | None] = []
        copies: dict[int, list[Passage]] = {}
        for hit in hits:
            mine = runs_of(hit.passage.text) if self._group_sizes[hit.group] > 1 else None
            same = _same_words(hit, mine, shown, runs)
            if same is not None:
                copies.setdefault(same, []).append(hit.passage)
            elif len(shown) < top:
                shown.append(hit)
                runs.append(mine)
        return [
            replace(hit, copies=tuple(copies[at])) if at in copies else hit
            for at, hit in enumerate(shown)
        ]


def _same_words(
    hit: Hit, mine: Runs | None, shown: Sequence[Hit], runs: Sequence[Runs | None]
) -> int | None:
    """Which shown hit, of another article of the same group, says what `hit` says."""
    if mine is None:
        return None
    for at, (other, theirs) in enumerate(zip(shown, runs, strict=True)):
        if (
            theirs is not None
            and other.group == hit.group
            and other.passage.article is not hit.passage.article
            and containment(mine, theirs) >= LEAST_CONTAINED
        ):
            return at
    return None
