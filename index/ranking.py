"""The order of passages for one question. Knows nothing of files or models."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import numpy as np

from index.articles import Passage
from index.embedding import Vectors
from index.fusion import averaged
from index.near_copies import LEAST_CONTAINED, Runs, containment, runs_of
from index.reference_days import Days, days_meant
from index.search import Hit, SearchFilters
from index.store import Candidates, Rows, Scores, Store

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


class Ranker:
    """Ranks the passages of one library; holds no state of a question."""

    def __init__(self, store: Store) -> None:
        self._store = store

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
        named = self._store.named(question)
        found = self._store.candidates(
            question, vector, most=max(CANDIDATES, top), filters=filters, named=named
        )
        asked = days_meant(question, today) if today is not None else None
        days = self._store.days(found.rows)
        fused = averaged(found.dense, found.lexical) + self._bonus(found.rows, named, days, asked)
        order = np.lexsort((found.rows, -fused)).tolist()
        return self._first_of_each_story(
            (self._hit(found, at, float(fused[at]), days[at], asked) for at in order), top
        )

    def _bonus(
        self,
        rows: Rows,
        named: Collection[str],
        days: Sequence[dt.date | None],
        asked: Days | None,
    ) -> Scores:
        bonus = np.zeros(len(rows), np.float32)
        if named:
            bonus[[each in named for each in self._store.ids(rows)]] += NAMED_BONUS
        for at, day in enumerate(days if asked is not None else ()):
            if asked is not None and day is not None:
                away = asked.distance(day) * (0.5 if day == asked.last + _NEXT_DAY else 1)
                bonus[at] += DAY_BONUS * 0.5 ** (away / _HALVING_DAYS)
        return bonus

    def _hit(
        self, found: Candidates, at: int, fused: float, day: dt.date | None, asked: Days | None
    ) -> tuple[Hit, bool]:
        """A hit, and whether its article has near-copies."""
        stored = self._store.passage(int(found.rows[at]))
        lexical, dense = float(found.lexical[at]), float(found.dense[at])
        hit = Hit(
            passage=stored.passage,
            sentences=stored.sentences,
            dense=None if math.isnan(dense) else dense,
            lexical=lexical if lexical > 0 else None,
            fused=(1 + fused) / 2,
            group=stored.group,
            days_before=None if asked is None or day is None else max(0, (asked.first - day).days),
        )
        return hit, stored.is_copied

    @staticmethod
    def _first_of_each_story(hits: Iterable[tuple[Hit, bool]], top: int) -> list[Hit]:
        """The first `top` hits, where a passage that a better one says already is its copy."""
        shown: list[Hit] = []
        runs: list[Runs | None] = []
        copies: dict[int, list[Passage]] = {}
        for hit, is_copied in hits:
            mine = runs_of(hit.passage.text) if is_copied else None
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
            and other.passage.article.id != hit.passage.article.id
            and containment(mine, theirs) >= LEAST_CONTAINED
        ):
            return at
    return None
