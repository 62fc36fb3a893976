"""Candidates for a question from Milvus, scored again here as a library of this computer scores.

Milvus is asked for more than is wanted, its scores are dropped, and those that are kept come of the
stored vectors and word counts in the same arithmetic: so both stores give the same numbers.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index import bm25
from index.embedding import Vectors
from index.errors import DamagedLibraryError
from index.fusion import top_rows
from index.lexical import words_of
from index.milvus_layout import graph_settings, word_weights
from index.milvus_server import MilvusServer, Row
from index.serial_rows import Rows, SerialRows
from index.store import Candidates, Scores
from index.vocabulary import Vocabulary

# Of both searches, so many times as many rows as are wanted: what Milvus rounds or weighs by an
# older mean changes the order by a few places.
_MORE = 2
_FIELDS = ("key", "id", "day", "length", "words")


def seal_of(vector: Vectors) -> int:
    """The checksum of a passage's vector."""
    return zlib.crc32(np.ascontiguousarray(vector, np.float32).tobytes())


@dataclass(frozen=True, slots=True)
class Weighing:
    """How words weigh: by how many passages hold them, and how long passages are.

    `frozen_mean` is the length that the stored weights are of, `mean` that of today.
    """

    vocabulary: Vocabulary
    passages: int
    mean: float
    frozen_mean: float

    def query(self, question: str) -> dict[int, np.float32]:
        """The words of a question that any passage holds, in order: number and rarity."""
        found = {}
        for word in dict.fromkeys(words_of(question)):
            known = self.vocabulary.find(word)
            if known is not None and known[1]:
                found[known[0]] = bm25.rarity(self.passages, known[1])
        return found

    def scores(self, query: Mapping[int, np.float32], rows: Sequence[Row]) -> Scores:
        """BM25 of some passages, by their stored weights."""
        scores = np.zeros(len(rows), np.float32)
        lengths = np.array([row["length"] for row in rows], np.int32)
        for number, rare in query.items():
            weights = np.array([row["words"].get(number, 0.0) for row in rows], np.float32)
            at = np.flatnonzero(weights)
            counts = bm25.counts_of(weights[at], lengths[at], self.frozen_mean)
            scores[at] += bm25.term_scores(rare, counts, lengths[at], self.mean)
        return scores


@dataclass(frozen=True)
class MilvusSearch:
    """Searches of the passages of one generation."""

    server: MilvusServer
    passages: str
    rows: SerialRows
    weighing: Weighing

    def candidates(  # noqa: PLR0913 - what a search is made of
        self,
        question: str,
        vector: Vectors | None,
        most: int,
        *,
        where: str,
        known: str,
        named: str | None,
        waiting: Rows,
    ) -> tuple[Candidates, Sequence[Row]]:
        """What `Store.candidates` gives, and the rows it comes from.

        `where` is true for the passages that may be found, `known` for those of them that have a
        vector, and `named` for those of them that the question names. `waiting` are rows that are
        candidates in any case.
        """
        query = self.weighing.query(question)
        keys = self._by_words(query, _MORE * most, where)
        mine: set[int] = set()
        if vector is not None:
            keys |= self._by_meaning(vector, _MORE * most, known)
            mine = self._by_meaning(vector, _MORE * most, named) if named is not None else mine
        found = self._read(keys | mine | set(self.rows.keys(waiting).tolist()), vector is not None)
        at = np.array([row["row"] for row in found], np.int64)
        lexical = self.weighing.scores(query, found)
        near = _Near.of(found, vector, self._vectors(found)) if vector is not None else None
        closest = [top_rows(lexical, most), np.flatnonzero(np.isin(at, waiting))]
        if near is not None:
            of_named = np.array([row["key"] in mine for row in found], dtype=bool)
            closest += [near.best(most), near.best(most, of_named)]
        kept = np.unique(np.concatenate(closest)).astype(np.int64)
        dense = np.full(len(kept), np.nan, np.float32) if near is None else near.scores(kept)
        return Candidates(at[kept], dense, lexical[kept]), [found[each] for each in kept.tolist()]

    def having(self, word: Mapping[int, int], most: int, where: str) -> tuple[Rows, bool]:
        """The passages that have a word; False where there are more than those.

        `word` says under which numbers it stands, and in how many passages.
        """
        keys = self._by_words(dict.fromkeys(word, np.float32(1)), most, where)
        rows = self.rows.rows(np.array(sorted(keys), np.int64))
        return rows[rows >= 0], sum(word.values()) <= most

    def vectors(self, keys: Rows) -> Vectors:
        """The vectors of passages, zeros where one has none."""
        rows = self.server.get(self.passages, keys.tolist(), ["key", "known", "seal", "dense"])
        there = {int(row["key"]): row for row in rows}
        if len(there) < len(set(keys.tolist())):
            raise DamagedLibraryError(
                f"The store {self.server.address.shown} lacks passages, or has changed meanwhile. "
                "Ask again."
            )
        return self._vectors([there[key] for key in keys.tolist()])

    def _by_words(self, query: Mapping[int, np.float32], most: int, where: str) -> set[int]:
        if not query:
            return set()
        weights = word_weights(query, query.values())
        found = self.server.search(
            self.passages, "words", weights, most=most, where=where, output=["key"]
        )
        return {int(row["key"]) for row in found}

    def _by_meaning(self, vector: Vectors, most: int, where: str) -> set[int]:
        found = self.server.search(
            self.passages,
            "dense",
            vector.astype(np.float32).tolist(),
            most=most,
            where=where,
            output=["key"],
            settings=graph_settings(most),
        )
        return {int(row["key"]) for row in found}

    def _read(self, keys: set[int], with_vectors: bool) -> list[dict[str, object]]:  # noqa: FBT001
        """Passages by the order of their rows; those of other generations are left out."""
        fields = [*_FIELDS, *(("known", "seal", "dense") if with_vectors else ())]
        found = self.server.get(self.passages, sorted(keys), fields)
        rows = self.rows.rows(np.array([row["key"] for row in found], np.int64)).tolist()
        known = [{**each, "row": at} for each, at in zip(found, rows, strict=True) if at >= 0]
        return sorted(known, key=lambda each: each["row"])

    def _vectors(self, rows: Sequence[Row]) -> Vectors:
        if not rows:
            return np.empty((0, 0), np.float32)
        vectors = np.array([row["dense"] for row in rows], np.float32)
        for row, vector in zip(rows, vectors, strict=True):
            if row["known"] and seal_of(vector) != row["seal"]:
                shown = self.server.address.shown
                raise DamagedLibraryError(
                    f"The store {shown} is damaged: the vector of passage {row['key']} is not what "
                    f"was written. Fill it again: byline index --rebuild --store {shown}"
                )
        vectors[[not row["known"] for row in rows]] = 0
        return vectors


@dataclass(frozen=True, slots=True)
class _Near:
    """How close some passages are to a question; those without a vector are not."""

    vectors: Vectors
    known: NDArray[np.bool_]
    query: Vectors

    @classmethod
    def of(cls, rows: Sequence[Row], query: Vectors, vectors: Vectors) -> _Near:
        known = np.array([bool(row["known"]) for row in rows], dtype=bool)
        return cls(vectors, known, np.ascontiguousarray(query, np.float32))

    def best(self, most: int, among: NDArray[np.bool_] | None = None) -> Rows:
        """The places of the closest ones, of equally close ones the first."""
        places = np.flatnonzero(self.known if among is None else self.known & among)
        scores = self.vectors[places] @ self.query if len(places) else np.empty(0, np.float32)
        return places[np.lexsort((places, -scores))[:most]]

    def scores(self, places: Rows) -> Scores:
        """NaN where one has no vector."""
        found = np.full(len(places), np.nan, np.float32)
        there = self.known[places]
        if there.any():
            found[there] = self.vectors[places[there]] @ self.query
        return found
