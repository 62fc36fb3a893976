"""Finding passages by their words (BM25). The only importer of bm25s, scipy and the stemmer."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias

import bm25s
import numpy as np
import Stemmer  # type: ignore[import-not-found]
from bm25s.stopwords import STOPWORDS_EN_PLUS
from numpy.typing import NDArray
from scipy import sparse

# Part of a library's settings: other words would give other scores.
SETTINGS = "bm25s lucene k1=1.2 b=0.6 english/1"

_K1, _B = 1.2, 0.6

Counts: TypeAlias = Any  # a csr_matrix of (rows, words), int32; scipy publishes no types

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


class LexicalIndex:
    """BM25 over passages; a score for every row at once, 0 where no word is shared.

    What is kept is how often each word stands in each passage. A passage that comes or goes changes
    that of no other, though it changes the scores of all; those are made from it when needed.
    """

    def __init__(self, counts: Counts, vocabulary: Mapping[str, int]) -> None:
        self._counts = counts
        self._vocabulary = vocabulary

    @classmethod
    def build(cls, texts: Iterable[str]) -> LexicalIndex:
        """Index texts in the order of their rows."""
        return cls(*_counted(texts, {}))

    def updated(self, kept: NDArray[np.int64], texts: Iterable[str]) -> LexicalIndex:
        """The index whose row i is row `kept[i]` of this one, or the next of `texts` where -1."""
        vocabulary = dict(self._vocabulary)
        fresh, vocabulary = _counted(texts, vocabulary)
        old = self._counts.copy()
        old.resize(len(self), len(vocabulary))
        rows = kept.copy()
        rows[kept < 0] = len(self) + np.arange(int((kept < 0).sum()))
        counts = sparse.vstack([old, fresh], format="csr")[rows]
        # A word that stands nowhere any more is not held.
        used = np.zeros(len(vocabulary), dtype=bool)
        used[counts.indices] = True
        places = (np.cumsum(used) - 1).tolist()
        words = {word: places[at] for word, at in vocabulary.items() if used[at]}
        return LexicalIndex(counts[:, used], words)

    def __len__(self) -> int:
        return int(self._counts.shape[0])

    def scores(self, question: str) -> NDArray[np.float32]:
        """(rows,) float32."""
        words = dict.fromkeys(words_of(question))
        ids = [self._vocabulary[word] for word in words if word in self._vocabulary]
        if not ids:
            return np.zeros(len(self), np.float32)
        return np.asarray(self._retriever.get_scores_from_ids(ids), dtype=np.float32)

    def holds(self, word: str) -> bool:
        """Whether a text has the word in any form; a word that everybody has is held."""
        return all(each in self._vocabulary for each in words_of(word))

    def to_bytes(self) -> bytes:
        """Everything `from_bytes` needs, as one npz archive without pickles."""
        words = sorted(self._vocabulary, key=lambda word: self._vocabulary[word])
        buffer = io.BytesIO()
        np.savez(
            buffer,
            allow_pickle=False,
            rows=np.array([len(self)], np.int64),
            data=self._counts.data,
            indices=self._counts.indices,
            indptr=self._counts.indptr,
            vocabulary=np.frombuffer(json.dumps(words, ensure_ascii=True).encode(), np.uint8),
        )
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> LexicalIndex:
        """Read back what `to_bytes` wrote.

        Raises:
            ValueError: when it is something else.
        """
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            words = json.loads(arrays["vocabulary"].tobytes())
            shape = (int(arrays["rows"][0]), len(words))
            parts = (arrays["data"], arrays["indices"], arrays["indptr"])
            counts = sparse.csr_matrix(parts, shape=shape)
        return cls(counts, {word: at for at, word in enumerate(words)})

    @cached_property
    def _retriever(self) -> Any:  # noqa: ANN401 - bm25s has no types
        """Holds the score of every word in every passage, by words."""
        retriever: Any = bm25s.BM25(method="lucene", k1=_K1, b=_B, backend="numpy")
        by_word = self._counts.tocsc()
        rows, words = self._counts.shape
        lengths = np.asarray(self._counts.sum(axis=1)).ravel()
        held = np.diff(by_word.indptr)
        rarity = np.log(1 + (rows - held + 0.5) / (held + 0.5))
        times = by_word.data.astype(np.float64)
        long = _K1 * (1 - _B + _B * lengths[by_word.indices] / max(lengths.mean(), 1e-9))
        retriever.scores = {
            "data": (np.repeat(rarity, held) * times / (long + times)).astype(np.float32),
            "indices": by_word.indices,
            "indptr": by_word.indptr,
            "num_docs": rows,
        }
        retriever.unique_token_ids_set = range(words)
        retriever.nonoccurrence_array = None
        return retriever


def _counted(texts: Iterable[str], vocabulary: dict[str, int]) -> tuple[Counts, dict[str, int]]:
    """How often each word stands in each text; new words are added to the vocabulary."""
    stems = Stems()
    ids: list[int] = []
    ends = [0]
    for text in texts:
        ids.extend(vocabulary.setdefault(word, len(vocabulary)) for word in words_of(text, stems))
        ends.append(len(ids))
    # A word that stands there twice is two entries of 1, which are added up.
    counts = sparse.csr_matrix(
        (np.ones(len(ids), np.int32), np.array(ids, np.int32), np.array(ends, np.int64)),
        shape=(len(ends) - 1, len(vocabulary)),
    )
    counts.sum_duplicates()
    return counts, vocabulary


def joined(parts: Sequence[str | None]) -> str:
    """The parts that are known, as one text."""
    return "\n".join(part for part in parts if part)
