"""The vectors of a library in Milvus: which passages have one, and those that are learned."""

from __future__ import annotations

import threading

import numpy as np

from index.contents import Mask
from index.embedding import Vectors
from index.milvus_layout import both
from index.milvus_search import MilvusSearch, seal_of
from index.serial_rows import Rows

_AT_A_TIME = 1_000
_FIELDS = ("key", "serial", "id", "born", "day", "origin", "length", "words")


class MilvusVectors:
    """Those of one generation; several threads may ask, and one may learn meanwhile."""

    def __init__(
        self, search: MilvusSearch, dimension: int, *, counts: str, is_whole: bool
    ) -> None:
        """`counts` is true for the rows of the generation, all of which had vectors if whole."""
        self._search = search
        self._rows = search.rows
        self._dimension = dimension
        self._learning = threading.Lock()
        self._unknown = np.empty(0, np.int64) if is_whole else self._without(counts)

    @property
    def unknown(self) -> Rows:
        """The passages that have none, in order."""
        return self._unknown

    def known(self, rows: Rows) -> Mask:
        return ~np.isin(rows, self._unknown)

    def rows(self, rows: Rows) -> Vectors:
        """The vectors of passages, zeros where one has none."""
        self._check(rows)
        if not len(rows):
            return np.empty((0, self._dimension), np.float32)
        return self._search.vectors(self._rows.keys(rows))

    def probes(self, most: int) -> Rows:
        """A few that are known, from the first to the last."""
        count = len(self._rows) - len(self._unknown)
        if not count:
            return np.empty(0, np.int64)
        at = np.unique(np.linspace(0, count - 1, most).astype(np.int64))
        if not len(self._unknown):
            return at
        return np.setdiff1d(np.arange(len(self._rows)), self._unknown)[at]

    def learn(self, rows: Rows, vectors: Vectors) -> None:
        """Write them into Milvus, where everybody finds them."""
        if vectors.shape != (len(rows), self._dimension) or not np.isfinite(vectors).all():
            raise ValueError(f"{len(rows)} finite rows are needed, not {vectors.shape}")
        self._check(rows)
        with self._learning:
            fresh = self.known(rows)
            rows, vectors = rows[~fresh], vectors[~fresh]
            for start in range(0, len(rows), _AT_A_TIME):
                some = slice(start, start + _AT_A_TIME)
                self._write(rows[some], vectors[some])
                self._unknown = np.setdiff1d(self._unknown, rows[some])

    def _write(self, rows: Rows, vectors: Vectors) -> None:
        keys = self._rows.keys(rows).tolist()
        server, passages = self._search.server, self._search.passages
        there = {int(row["key"]): row for row in server.get(passages, keys, _FIELDS)}
        server.upsert(
            passages,
            [
                {
                    **{name: there[key][name] for name in _FIELDS},
                    "known": True,
                    "seal": seal_of(vector),
                    "dense": vector.astype(np.float32),
                }
                for key, vector in zip(keys, vectors, strict=True)
            ],
        )

    def _without(self, counts: str) -> Rows:
        """The rows that have none, whatever was so when they were written."""
        found = self._search.server.query(
            self._search.passages, both(counts, "known == false"), ["key"]
        )
        rows = self._rows.rows(np.array([row["key"] for row in found], np.int64))
        return np.sort(rows[rows >= 0])

    def _check(self, rows: Rows) -> None:
        if len(rows) and (rows.min() < 0 or rows.max() >= len(self._rows)):
            raise ValueError(f"rows {rows.min()} to {rows.max()} of {len(self._rows)}")
