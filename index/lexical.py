"""Finding passages by their words: BM25 over postings that stay on the disk until they are needed.

The only importer of the stemmer and of bm25s, whose stop words these are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
import Stemmer  # type: ignore[import-not-found]
from bm25s.stopwords import STOPWORDS_EN_PLUS
from numpy.typing import NDArray

from index import bm25
from index.packed_arrays import PackedArrays, ends_of
from index.postings import Postings, WordCounts

# Part of a library's settings: other words would give other scores.
SETTINGS = f"bm25 lucene k1={bm25.K1} b={bm25.B} english/1"

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\W_]")
_POSSESSIVE = re.compile(r"['’]s?\Z")
# Asked about as often as they are padding.
_KEPT = frozenset({"us", "who", "not", "no", "against", "first", "two", "three", "five"})
_STOPWORDS = frozenset(STOPWORDS_EN_PLUS) - _KEPT
_STEMS_KEPT = 1_000_000  # forms of words, some 100 MB
_ABBREVIATION = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_MAYBE_ABBREVIATION = re.compile(r"\.[A-Za-z]\.")  # stands in every one, and is found sooner


class Stems(dict[str, str]):
    """The stem of a word as it is written; "" where the word does not matter. Of one thread."""

    def __init__(self) -> None:
        self._stem = Stemmer.Stemmer("english").stemWord

    def __missing__(self, written: str) -> str:
        word = _POSSESSIVE.sub("", written.lower())
        stem = "" if word in _STOPWORDS else str(self._stem(word))
        if len(self) < _STEMS_KEPT:
            self[written] = stem
        return stem


def words_of(text: str, stems: Stems | None = None) -> list[str]:
    """Stems of the words that matter, in order; `U.S.` is one word, `Putin’s` is Putin.

    Whoever has many texts gives the same `stems` for all.
    """
    plain = text
    if _MAYBE_ABBREVIATION.search(text):
        plain = _ABBREVIATION.sub(lambda found: found[0].replace(".", ""), text)
    known = Stems() if stems is None else stems
    return list(filter(None, map(known.__getitem__, _WORD.findall(plain))))


def count_words(texts: Iterable[str], stems: Stems | None = None) -> WordCounts:
    """How often each word stands in each text."""
    known = Stems() if stems is None else stems
    return WordCounts.of(words_of(text, known) for text in texts)


class LexicalIndex:
    """BM25 over passages; a score for every row at once, 0 where no word is shared.

    Postings say how often each word stands in each passage. A passage that comes or goes changes
    that of no other, though it changes the scores of all; those are made when a question is asked.
    """

    def __init__(self, parts: Sequence[tuple[Postings, NDArray[np.int32]]], rows: int) -> None:
        """`parts` hold postings and the row here of each of their passages, -1 where it is gone."""
        self._parts = parts
        self._rows = rows
        self._lengths: NDArray[np.int32] | None = None

    @classmethod
    def build(cls, texts: Iterable[str]) -> LexicalIndex:
        """Index texts in the order of their rows."""
        postings = Postings(PackedArrays.of(count_words(texts).arrays()))
        return cls([(postings, np.arange(postings.rows, dtype=np.int32))], postings.rows)

    def __len__(self) -> int:
        return self._rows

    def scores(self, question: str) -> NDArray[np.float32]:
        """(rows,) float32."""
        scores = np.zeros(self._rows, np.float32)
        if not self._rows:
            return scores
        lengths, mean = self._row_lengths(), self.mean_length
        for word in dict.fromkeys(words_of(question)):
            rows, counts = self._found(word)
            rare = bm25.rarity(self._rows, len(rows))
            scores[rows] += bm25.term_scores(rare, counts, lengths[rows], mean)
        return scores

    def rows(self, word: str) -> NDArray[np.int32]:
        """The rows that have a word, by its stem."""
        return self._found(word)[0]

    def holds(self, word: str) -> bool:
        """Whether a text has the word in any form; a word that everybody has is held."""
        return all(len(self._found(each)[0]) for each in words_of(word))

    @property
    def mean_length(self) -> float:
        """How many words a row has."""
        return max(float(self._row_lengths().mean()), 1e-9) if self._rows else 1e-9

    def holding(self) -> dict[bytes, int]:
        """How many rows hold each word."""
        found: dict[bytes, int] = {}
        for postings, there in self._parts:
            stays = ends_of((there[postings.all_rows] >= 0).astype(np.int64))
            rows = np.diff(stays[postings.starts]).tolist()
            for word, more in zip(postings.words(), rows, strict=True):
                if more:
                    found[word] = found.get(word, 0) + more
        return found

    def _found(self, word: str) -> tuple[NDArray[np.int32], NDArray[np.uint16]]:
        """The rows that have a word, and how often."""
        found = [(there[rows], counts) for postings, there in self._parts
                 for rows, counts in [postings.find(word)]]  # fmt: skip
        rows = np.concatenate([np.empty(0, np.int32), *(rows for rows, _ in found)])
        counts = np.concatenate([np.empty(0, np.uint16), *(counts for _, counts in found)])
        return rows[rows >= 0], counts[rows >= 0]

    def _row_lengths(self) -> NDArray[np.int32]:
        """How many words each row has."""
        if self._lengths is None:
            lengths = np.zeros(self._rows, np.int32)
            for postings, there in self._parts:
                lengths[there[there >= 0]] = postings.lengths[there >= 0]
            self._lengths = lengths
        return self._lengths


def written_ways(word: str) -> Sequence[str]:
    """A stem with each of the two apostrophes, which texts write as they like."""
    return tuple({word, word.replace("'", "’"), word.replace("’", "'")})


def joined(parts: Sequence[str | None]) -> str:
    """The parts that are known, as one text."""
    return "\n".join(part for part in parts if part)
