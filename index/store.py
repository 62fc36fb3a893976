"""What keeps a library: texts, fields, words, vectors, filters, near-copies. Knows no models.

Everything that searches, answers or shows goes through this one Protocol, so that what keeps a
library may be files of this computer or a server. Articles go by their ids and passages by numbers.
What is asked of all articles, their list tells from a few numbers of each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.articles import Article, Passage, Sentence
from index.embedding import Vectors
from index.listing import Listing
from index.search import SearchFilters

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages that may be shown for a question, by their numbers, in order, and their scores.

    `dense` is NaN where a passage is not embedded yet, `lexical` 0 where it shares no word.
    """

    rows: Rows
    dense: Scores
    lexical: Scores


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its sentences, and the number that its article shares with its near-copies."""

    passage: Passage
    sentences: tuple[Sentence, ...]
    group: int


class Store(Protocol):
    """The articles of one folder in one state; several threads may ask at once."""

    @property
    def embedder(self) -> str:
        """The name of what made the vectors."""

    @property
    def articles(self) -> Listing:
        """In the order of the folder; each is read when it is asked for."""

    @property
    def passages(self) -> Sequence[Passage]:
        """By their numbers, those of an article behind one another."""

    @property
    def embedded(self) -> int:
        """How many passages have a vector."""

    @property
    def version(self) -> str:
        """Changes with the articles, and with what of them is embedded."""

    @property
    def newest(self) -> str | None:
        """The latest `published` of the articles that is a day."""

    def ids_from(self, prefix: str) -> Sequence[str]:
        """The ids that begin so."""

    def article(self, article_id: str) -> Article | None:
        """The article of an id."""

    def sentences(self, article_id: str) -> tuple[Sentence, ...]:
        """The sentences of an article, in order."""

    def group(self, article_id: str) -> int:
        """The number that an article shares with its near-copies."""

    def beyond(self, other: Store) -> Sequence[Article]:
        """The articles that another state of this folder does not have as they are here."""

    def admitted(self, filters: SearchFilters) -> Listing:
        """The articles that may be found."""

    def candidates(
        self,
        question: str,
        vector: Vectors | None,
        *,
        most: int,
        filters: SearchFilters | None = None,
        named: Collection[str] = (),
    ) -> Candidates:
        """The `most` passages closest by words, as many by meaning, and as many of those `named`.

        Without a vector of shape (d,) only words are compared; `named` are ids of articles.
        """

    def passage(self, row: int) -> StoredPassage:
        """One passage."""

    def copied(self, rows: Rows) -> Sequence[int | None]:
        """The group of each passage's article; None where that has no near-copy."""

    def days(self, rows: Rows) -> Sequence[dt.date | None]:
        """The day of each passage's article."""

    def ids(self, rows: Rows) -> Sequence[str]:
        """The id of each passage's article."""

    def named(self, question: str) -> frozenset[str]:
        """The articles that a question asks by an outlet, an author or a title."""

    def holds(self, word: str) -> bool:
        """Whether an article holds the word in any of its forms."""

    def nearest_word(self, word: str) -> str | None:
        """The word of the articles that a misspelt one stands for; None where none is near."""

    def skipped(self) -> tuple[tuple[str, str], ...]:
        """The files of the folder that hold no article, by their paths in it, and why."""

    def probes(self, most: int) -> Rows:
        """A few passages that have a vector, from the first to the last."""

    def waiting(self) -> Sequence[int]:
        """The passages that have no vector, those of the newest articles first."""

    def embedded_texts(self, rows: Sequence[int]) -> list[str]:
        """What is embedded for passages."""

    def vectors(self, rows: Rows) -> Vectors:
        """The vectors of passages, (n, d); zeros where one has none."""

    def known(self, rows: Rows) -> NDArray[np.bool_]:
        """Which passages have a vector."""

    def learn(self, rows: Rows, vectors: Vectors) -> None:
        """Give passages that have none their vectors, while others may be searching."""
