"""The order of passages for one question. Knows nothing of files or models."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Sequence
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
        groups = self._store.copied(found.rows)
        shown = _Shown(top)
        for at in order:
            if shown.may_hold(groups[at]):
                hit = self._hit(found, at, float(fused[at]), days[at], asked)
                shown.add(hit, is_copied=groups[at] is not None)
        return shown.with_copies()

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
    ) -> Hit:
        stored = self._store.passage(int(found.rows[at]))
        lexical, dense = float(found.lexical[at]), float(found.dense[at])
        return Hit(
            passage=stored.passage,
            sentences=stored.sentences,
            dense=None if math.isnan(dense) else dense,
            lexical=lexical if lexical > 0 else None,
            fused=(1 + fused) / 2,
            group=stored.group,
            days_before=None if asked is None or day is None else max(0, (asked.first - day).days),
        )


class _Shown:
    """The first hits, best first, where a passage that a better one says already is its copy."""

    def __init__(self, top: int) -> None:
        self._top = top
        self._hits: list[Hit] = []
        self._groups: set[int] = set()
        self._copies: dict[int, list[Passage]] = {}
        self._runs: dict[tuple[str, int], Runs] = {}

    def may_hold(self, group: int | None) -> bool:
        """Whether a hit of this group of near-copies, None for no group, would change anything."""
        return len(self._hits) < self._top or group in self._groups

    def add(self, hit: Hit, *, is_copied: bool) -> None:
        """Take the next hit, the best of those that are left."""
        same = self._same_words(hit) if is_copied else None
        if same is not None:
            self._copies.setdefault(same, []).append(hit.passage)
        elif len(self._hits) < self._top:
            self._hits.append(hit)
            self._groups.add(hit.group)

    def with_copies(self) -> list[Hit]:
        """All of them."""
        return [
            replace(hit, copies=tuple(self._copies[at])) if at in self._copies else hit
            for at, hit in enumerate(self._hits)
        ]

    def _same_words(self, hit: Hit) -> int | None:
        """Which hit, of another article of the same group, says what `hit` says."""
        for at, other in enumerate(self._hits):
            if (
                other.group == hit.group
                and other.passage.article.id != hit.passage.article.id
                and containment(self._runs_of(hit), self._runs_of(other)) >= LEAST_CONTAINED
            ):
                return at
        return None

    def _runs_of(self, hit: Hit) -> Runs:
        place = (hit.passage.article.id, hit.passage.start)
        if place not in self._runs:
            self._runs[place] = runs_of(hit.passage.text)
        return self._runs[place]
