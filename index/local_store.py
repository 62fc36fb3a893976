"""The Store of this computer: segments on its disk, and which of their articles count.

Of a library only what is asked for is in memory: some numbers for each passage, and the articles
that were read last.
"""

from __future__ import annotations

import datetime as dt
import threading
import weakref
from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.article_columns import ArticleColumns
from index.articles import Article, Passage, Sentence
from index.columns import Columns
from index.contents import IndexedArticle, Mask, Settings, decode_skipped, version_of
from index.embedding import Vectors
from index.fusion import top_rows
from index.lazy_sequence import LazySequence
from index.lexical import LexicalIndex, words_of, written_ways
from index.listing import CLOSEST, Listing, Numbers
from index.local_vectors import LocalVectors
from index.near_copies import NearCopies
from index.packed_arrays import Array
from index.passages import embedded_text, passage_context
from index.row_layout import RowLayout, Rows
from index.search import SearchFilters
from index.segment import Segment, written_in
from index.spelling import Spelling
from index.storage import Kept
from index.store import Candidates, Store, StoredPassage
from index.vector_files import VectorFile

_ARTICLES_KEPT = 8_192  # that were read last, some 100 MB


class LocalStore:
    """Articles of some segments in the order of their folder, with what is known of them."""

    def __init__(  # noqa: PLR0913 - what a library is made of
        self,
        folder: Path,
        settings: Settings,
        segments: Sequence[Segment],
        *,
        order: NDArray[np.int32],
        groups: NDArray[np.int32],
        judged: Array,
        files: bytes,
        looks: NDArray[np.int64] | None = None,
        vectors: Mapping[str, VectorFile] | None = None,
        kept: Mapping[str, Kept] | None = None,
    ) -> None:
        """`order` has a row for each article: its segment, and its number there.

        `looks` has one for each file, where it is known what they look like. `vectors` go by the
        segment's name, `kept` are the files on the disk.
        """
        self.folder = folder
        self.settings = settings
        self.segments = tuple(segments)
        self.order, self.groups, self.judged, self.files = order, groups, judged, files
        self.looks = looks
        self.vector_files, self.kept = dict(vectors or {}), dict(kept or {})
        self._columns = ArticleColumns(self.segments, order)
        self._layout = RowLayout(self.segments, order)
        self.rows_of = self._layout.segments
        parts = [
            self.vector_files[segment.name].part(here)
            for segment, here in zip(self.segments, self.rows_of, strict=True)
            if segment.name in self.vector_files
        ]
        self._vectors = LocalVectors(len(self._layout), settings.dimension, parts)
        words = [(s.postings, here) for s, here in zip(self.segments, self.rows_of, strict=True)]
        self._words = LexicalIndex(words, len(self._layout))
        self._group_sizes = np.bincount(groups, minlength=1)
        self._spelling = Spelling(self._written)
        self._alive: weakref.WeakValueDictionary[int, Article] = weakref.WeakValueDictionary()
        self._recent: OrderedDict[int, IndexedArticle] = OrderedDict()
        self._reading = threading.Lock()
        self._versions: dict[int, str] = {}
        self.articles = Listing(self)
        self.passages: Sequence[Passage] = LazySequence(
            len(self._layout), lambda row: self.passage(row).passage
        )

    @property
    def embedder(self) -> str:
        return self.settings.embedder

    @property
    def words(self) -> LexicalIndex:
        """The words of the passages."""
        return self._words

    @property
    def written(self) -> Counter[str]:
        """How often each word stands in the articles as it is written."""
        return self._written()

    @property
    def embedded(self) -> int:
        return int(self._vectors.known.sum())

    @property
    def version(self) -> str:
        known = self._vectors.known
        count = int(known.sum())
        if count not in self._versions:  # what is embedded once stays so
            self._versions = {count: version_of(self.settings, self.numbers, known)}
        return self._versions[count]

    @cached_property
    def newest(self) -> str | None:
        (*latest,) = self.articles.newest(1)
        return latest[0].published if latest else None

    @property
    def count(self) -> int:
        return len(self.order)

    @cached_property
    def columns(self) -> Columns:
        return self._columns.known(self.groups)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each article, by its id."""
        return {
            self.segments[segment].ids[number]: at
            for at, (segment, number) in enumerate(self.order.tolist())
        }

    @cached_property
    def copies(self) -> NearCopies:
        """Which articles are near-copies, and what it takes to say so when some change."""
        return NearCopies(
            tuple(self.groups.tolist()), self._columns.column("signatures"), self.judged
        )

    def indexed(self, number: int) -> IndexedArticle:
        """An article with its sentences and passages; the same one as long as anybody has it."""
        with self._reading:
            if (found := self._recent.get(number)) is not None:
                self._recent.move_to_end(number)
                return found
        segment, at = self.order[number].tolist()
        found = self.segments[segment].indexed(self.folder, at)
        with self._reading:
            article = self._alive.setdefault(number, found.article)
            found = IndexedArticle(article, found.sentences, found.passages)
            self._recent[number] = found
            if len(self._recent) > _ARTICLES_KEPT:
                self._recent.popitem(last=False)
        return found

    def ids_from(self, prefix: str) -> Sequence[str]:
        return [each for each in self.numbers if each.startswith(prefix)]

    def article(self, article_id: str) -> Article | None:
        number = self.numbers.get(article_id)
        return None if number is None else self.indexed(number).article

    def sentences(self, article_id: str) -> tuple[Sentence, ...]:
        item = self.indexed(self.numbers[article_id])
        return tuple(
            Sentence(passage, *item.sentences[at])
            for passage, (first, last) in zip(item.all_passages(), item.passages, strict=True)
            for at in range(first, last)
        )

    def group(self, article_id: str) -> int:
        return int(self.groups[self.numbers[article_id]])

    def beyond(self, other: Store) -> Sequence[Article]:
        if not isinstance(other, LocalStore):
            return self.articles
        lacking = [at for each, at in self.numbers.items() if each not in other.numbers]
        return LazySequence(len(lacking), lambda at: self.articles[lacking[at]])

    def admitted(self, filters: SearchFilters) -> Listing:
        return self.articles.only(filters)

    def read(self, numbers: Sequence[int] | Numbers, at: int) -> Article:
        return self.indexed(int(numbers[at])).article

    def numbers_of(self, ids: Collection[str]) -> Numbers:
        found = sorted(self.numbers[each] for each in ids if each in self.numbers)
        return np.array(found, np.int64)

    def holding(self, text: str) -> tuple[Numbers, bool]:
        found = np.arange(self.count)
        for word in dict.fromkeys(words_of(text)):
            rows = np.concatenate([self._words.rows(each) for each in written_ways(word)])
            found = np.intersect1d(found, self._layout.articles[rows])
        return found, True

    def closest(self, question: str) -> Numbers:
        found = self.candidates(question, None, most=CLOSEST, named=self.named(question))
        return np.unique(self._layout.articles[found.rows])

    def written_words(self) -> Collection[str]:
        return self._spelling.folded

    def candidates(
        self,
        question: str,
        vector: Vectors | None,
        *,
        most: int,
        filters: SearchFilters | None = None,
        named: Collection[str] = (),
    ) -> Candidates:
        allowed = None
        if filters is not None and filters != SearchFilters():
            allowed = self._admitted(filters)[self._layout.articles]
        lexical = self._words.scores(question)
        if allowed is not None:
            lexical[~allowed] = 0
        closest = [top_rows(lexical, most)]
        if vector is not None:
            closest.append(self._vectors.search(vector, most, allowed=allowed).rows)
        if named:
            mine = np.zeros(len(self.order), dtype=bool)
            mine[[self.numbers[each] for each in named]] = True
            rows = mine[self._layout.articles]
            closest.append(
                self._of_named(vector, rows if allowed is None else rows & allowed, most)
            )
        rows = np.unique(np.concatenate(closest))
        dense = np.full(len(rows), np.nan, np.float32)
        if vector is not None:
            dense = self._vectors.scores(vector, rows)
        return Candidates(rows, dense, lexical[rows])

    def _of_named(self, vector: Vectors | None, mine: Mask, most: int) -> Rows:
        """Passages of the articles that a question names, whatever words they share with it.

        What is not embedded yet is taken from the beginning of the articles.
        """
        if vector is None:
            return np.flatnonzero(mine)[:most]
        waiting = np.flatnonzero(mine & ~self._vectors.known)[:most]
        return np.concatenate([self._vectors.search(vector, most, allowed=mine).rows, waiting])

    def passage(self, row: int) -> StoredPassage:
        number = int(self._layout.articles[row])
        item = self.indexed(number)
        at = row - self._layout.first(number)
        passage = item.passage(at)
        return StoredPassage(
            passage,
            tuple(Sentence(passage, *item.sentences[each]) for each in range(*item.passages[at])),
            int(self.groups[number]),
        )

    def copied(self, rows: Rows) -> Sequence[int | None]:
        groups = self.groups[self._layout.articles[rows]]
        sizes = self._group_sizes[groups].tolist()
        return [
            group if size > 1 else None for group, size in zip(groups.tolist(), sizes, strict=True)
        ]

    def days(self, rows: Rows) -> Sequence[dt.date | None]:
        found = self._columns.days[self._layout.articles[rows]].tolist()
        return [dt.date.fromordinal(day) if day else None for day in found]

    def ids(self, rows: Rows) -> Sequence[str]:
        places = self.order[self._layout.articles[rows]].tolist()
        return [self.segments[segment].ids[number] for segment, number in places]

    def named(self, question: str) -> frozenset[str]:
        return self._columns.named(question)

    def holds(self, word: str) -> bool:
        return self._words.holds(word)

    def nearest_word(self, word: str) -> str | None:
        return self._spelling.nearest(word)

    def waiting(self) -> list[int]:
        return self.waiting_of(())

    def waiting_of(self, first: Collection[str]) -> list[int]:
        """The same, but for some articles, whose passages come first."""
        unknown = ~self._vectors.known
        numbers = np.unique(self._layout.articles[unknown])
        late = np.zeros(len(self.order), dtype=bool)
        late[[number for each in first if (number := self.numbers.get(each)) is not None]] = True
        order = numbers[np.lexsort((-self._columns.days[numbers], ~late[numbers]))]
        rows = self._layout.of_all(order.tolist())
        waiting: list[int] = rows[unknown[rows]].tolist()
        return waiting

    def embedded_texts(self, rows: Sequence[int]) -> list[str]:
        contexts: dict[int, str] = {}
        texts = []
        for row in rows:
            number = int(self._layout.articles[row])
            item = self.indexed(number)
            if number not in contexts:
                contexts[number] = passage_context(item.article)
            passage = item.passage(row - self._layout.first(number))
            texts.append(embedded_text(passage, contexts[number]))
        return texts

    def vectors(self, rows: Rows) -> Vectors:
        return self._vectors.rows(rows)

    def known(self, rows: Rows) -> Mask:
        return self._vectors.known[rows]

    def learn(self, rows: Rows, vectors: Vectors) -> None:
        self._vectors.learn(rows, vectors)

    @property
    def learned(self) -> Rows:
        """The passages whose vectors are in memory alone."""
        return self._vectors.learned

    def probes(self, most: int) -> Rows:
        known = np.flatnonzero(self._vectors.known)
        if not len(known):
            return known
        return known[np.unique(np.linspace(0, len(known) - 1, most).astype(np.int64))]

    def skipped(self) -> tuple[tuple[str, str], ...]:
        return decode_skipped(self.files)

    def learn_from(self, other: LocalStore) -> None:
        """Take over the vectors that another state of the same folder has of its articles."""
        unknown = ~self._vectors.known
        lacking = np.unique(self._layout.articles[unknown]).tolist()
        places = self.order[lacking].tolist()
        found = [other.numbers.get(self.segments[segment].ids[at], -1) for segment, at in places]
        mine = self._layout.of_all(
            at for at, there in zip(lacking, found, strict=True) if there >= 0
        )
        theirs = other.rows_of_all(there for there in found if there >= 0)
        ready = other.known(theirs) & unknown[mine]
        self.learn(mine[ready], other.vectors(theirs[ready]))

    def rows_of_all(self, numbers: Iterable[int]) -> Rows:
        """The passages of some articles, by their numbers."""
        return self._layout.of_all(numbers)

    def _admitted(self, filters: SearchFilters) -> Mask:
        allowed = self.columns.admitted(filters)
        if filters.within:
            within = np.zeros(self.count, dtype=bool)
            within[self.numbers_of(filters.within)] = True
            allowed &= within
        return allowed

    def _written(self) -> Counter[str]:
        """How often each word stands in the articles as it is written."""
        found: Counter[str] = Counter()
        for at, segment in enumerate(self.segments):
            found.update(segment.written())
            gone = set(range(len(segment.ids))) - set(
                self.order[self.order[:, 0] == at, 1].tolist()
            )
            found.subtract(written_in(segment.indexed(self.folder, number) for number in gone))
        return +found
