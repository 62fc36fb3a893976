"""Finding passages by their words (BM25). The only importer of bm25s and of the stemmer."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

import bm25s
import numpy as np
import Stemmer  # type: ignore[import-not-found]
from bm25s.stopwords import STOPWORDS_EN_PLUS
from numpy.typing import NDArray

# Part of a library's settings: other words would give other scores.
SETTINGS = "bm25s lucene k1=1.2 b=0.6 english/1"

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\W_]")
_POSSESSIVE = re.compile(r"['’]s?\Z")
# Asked about as often as they are padding.
_KEPT = frozenset({"us", "who", "not", "no", "against", "first", "two", "three", "five"})
_STOPWORDS = frozenset(STOPWORDS_EN_PLUS) - _KEPT
_ABBREVIATION = re.compile(r"\b(?:[A-Za-z]\.){2,}")


def words_of(text: str, stemmer: Stemmer.Stemmer | None = None) -> list[str]:
    """Stems of the words that matter, in order; `U.S.` is one word, `Putin’s` is Putin."""
    plain = _ABBREVIATION.sub(lambda found: found[0].replace(".", ""), text)
    words = [_POSSESSIVE.sub("", word.lower()) for word in _WORD.findall(plain)]
    kept = [word for word in words if word and word not in _STOPWORDS]
    return list((stemmer or Stemmer.Stemmer("english")).stemWords(kept))


class LexicalIndex:
    """BM25 over passages; a score for every row at once, 0 where no word is shared."""

    def __init__(self, retriever: bm25s.BM25, rows: int) -> None:
        self._retriever: Any = retriever
        self._rows = rows

    @classmethod
    def build(cls, texts: Iterable[str]) -> LexicalIndex:
        """Index texts in the order of their rows."""
        stemmer = Stemmer.Stemmer("english")
        vocabulary: dict[str, int] = {}
        ids = [
            [vocabulary.setdefault(word, len(vocabulary)) for word in words_of(text, stemmer)]
            for text in texts
        ]
        retriever = _retriever()
        if vocabulary:
            retriever.index((ids, vocabulary), show_progress=False)
        return cls(retriever, len(ids))

    def __len__(self) -> int:
        return self._rows

    def scores(self, question: str) -> NDArray[np.float32]:
        """(rows,) float32."""
        vocabulary: dict[str, int] = getattr(self._retriever, "vocab_dict", None) or {}
        ids = [vocabulary[word] for word in dict.fromkeys(words_of(question)) if word in vocabulary]
        if not ids:
            return np.zeros(self._rows, np.float32)
        return np.asarray(self._retriever.get_scores_from_ids(ids), dtype=np.float32)

    def holds(self, word: str) -> bool:
        """Whether a text has the word in any form; a word that everybody has is held."""
        vocabulary: dict[str, int] = getattr(self._retriever, "vocab_dict", None) or {}
        return all(each in vocabulary for each in words_of(word))

    def to_bytes(self) -> bytes:
        """Everything `from_bytes` needs, as one npz archive without pickles."""
        scores = getattr(self._retriever, "scores", None)
        arrays: dict[str, NDArray[Any]] = {"rows": np.array([self._rows], np.int64)}
        if scores is not None:
            words = json.dumps(self._retriever.vocab_dict, ensure_ascii=True).encode()
            arrays |= {name: np.asarray(scores[name]) for name in ("data", "indices", "indptr")}
            arrays["vocabulary"] = np.frombuffer(words, np.uint8)
        buffer = io.BytesIO()
        np.savez(buffer, allow_pickle=False, **arrays)
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> LexicalIndex:
        """Read back what `to_bytes` wrote.

        Raises:
            ValueError: when it is something else.
        """
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            rows = int(arrays["rows"][0])
            retriever: Any = _retriever()
            if "vocabulary" in arrays:
                vocabulary = json.loads(arrays["vocabulary"].tobytes())
                retriever.scores = {
                    "data": arrays["data"],
                    "indices": arrays["indices"],
                    "indptr": arrays["indptr"],
                    "num_docs": rows,
                }
                retriever.vocab_dict = vocabulary
                retriever.unique_token_ids_set = set(vocabulary.values())
                retriever.nonoccurrence_array = None
        return cls(retriever, rows)


def _retriever() -> bm25s.BM25:
    return bm25s.BM25(method="lucene", k1=1.2, b=0.6, backend="numpy")


def joined(parts: Sequence[str | None]) -> str:
    """The parts that are known, as one text."""
    return "\n".join(part for part in parts if part)
