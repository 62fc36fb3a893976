"""The Store of a Milvus: what any number of processes on any computer read of one library.

Of a library a process holds what `State` has, some tens of bytes an article, and the vocabulary;
texts, fields, words and vectors are asked for. Texts and fields are in Milvus too, and not in a
database beside it: an article and its passages then come and go together with one pointer, and
there is one thing to run, to protect and to back up.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import threading
from collections import Counter, OrderedDict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from index.articles import Article, Passage, Sentence
from index.columns import Columns
from index.contents import Mask
from index.embedding import Vectors
from index.lazy_sequence import LazySequence
from index.lexical import words_of, written_ways
from index.listing import CLOSEST, Listing, Numbers
from index.milvus_articles import MilvusArticles
from index.milvus_layout import both, ids_among, one_of
from index.milvus_manifest import (
    Manifest,
    Pointer,
    State,
    read_manifest,
    read_pointer,
    unpacked,
)
from index.milvus_parts import MilvusParts, MissingPartError, changed_meanwhile
from index.milvus_search import MilvusSearch, Weighing
from index.milvus_server import MilvusServer
from index.milvus_vectors import MilvusVectors
from index.passages import embedded_text, passage_context
from index.search import SearchFilters
from index.serial_rows import Rows
from index.spelling import Spelling
from index.store import Candidates, Store, StoredPassage
from index.vocabulary import Vocabulary

_MET = 20_000  # passages whose article is known from a search
_READ_AHEAD = 128  # articles
_LOOKED_UP = 10_000  # passages with a word; Milvus gives at most 16,384


class MilvusStore:
    """One generation of a library; the next one is another object."""

    def __init__(self, server: MilvusServer, pointer: Pointer, manifest: Manifest) -> None:
        self.server = server
        self.pointer = pointer
        self.manifest = manifest
        self._parts = MilvusParts(server, pointer.layout.parts)
        parts = self._parts.get([manifest.state, manifest.words])
        self.state = State.decoded(parts[manifest.state])
        self.vocabulary = Vocabulary(unpacked(parts[manifest.words]))
        retired = self.state.retired.tolist()
        self.counts = both(
            f"born <= {pointer.generation}",
            f"serial not in {json.dumps(retired)}" if retired else "",
        )
        self._articles = MilvusArticles(
            server, pointer.layout, Path(manifest.folder), self.state, self.counts
        )
        self._rows = self._articles.rows
        self._copied = dict(
            zip(self.state.copied.tolist(), self.state.groups.tolist(), strict=True)
        )
        weighing = Weighing(self.vocabulary, manifest.passages, manifest.mean, manifest.frozen_mean)
        self._search = MilvusSearch(server, pointer.layout.passages, self._rows, weighing)
        self._met: OrderedDict[int, tuple[str, int]] = OrderedDict()  # row: id and day
        self._meeting = threading.Lock()
        self._vectors = MilvusVectors(
            self._search,
            manifest.settings.dimension,
            counts=self.counts,
            is_whole=manifest.embedded == manifest.passages,
        )
        self._spelling = Spelling(self._written)
        self.articles = Listing(self)
        self.passages: Sequence[Passage] = LazySequence(
            manifest.passages, lambda row: self.passage(row).passage
        )

    @classmethod
    def open(cls, server: MilvusServer) -> MilvusStore | None:
        """The generation that counts now; None where nothing was ever filled."""
        while (pointer := read_pointer(server)) is not None:
            try:
                return cls(server, pointer, read_manifest(server, pointer))
            except MissingPartError:
                # Two generations came while this one was read.
                if read_pointer(server) == pointer:
                    raise
        return None

    @property
    def embedder(self) -> str:
        return self.manifest.settings.embedder

    @property
    def embedded(self) -> int:
        return len(self._rows) - len(self._vectors.unknown)

    @property
    def version(self) -> str:
        unknown = self._vectors.unknown
        if not len(unknown):
            return self.manifest.version
        said = self.manifest.version.encode() + unknown.tobytes()
        return hashlib.sha256(said).hexdigest()[:12]

    @property
    def newest(self) -> str | None:
        return self.manifest.newest

    def ids_from(self, prefix: str) -> Sequence[str]:
        return self._articles.ids_from(prefix)

    def article(self, article_id: str) -> Article | None:
        place = self._articles.place(article_id)
        return None if place is None else self._articles.at(place).article

    def sentences(self, article_id: str) -> tuple[Sentence, ...]:
        item = self._articles.at(self._place(article_id))
        return tuple(
            Sentence(passage, *item.sentences[at])
            for passage, (first, last) in zip(item.all_passages(), item.passages, strict=True)
            for at in range(first, last)
        )

    def group(self, article_id: str) -> int:
        return self._group(self._place(article_id))

    def beyond(self, other: Store) -> Sequence[Article]:
        if not isinstance(other, MilvusStore) or other.pointer.epoch != self.pointer.epoch:
            return self.articles
        lacking = np.isin(self.state.serials, other.state.serials, invert=True)
        return Listing(self, np.flatnonzero(lacking))

    def admitted(self, filters: SearchFilters) -> Listing:
        return self.articles.only(filters)

    @property
    def count(self) -> int:
        return self.manifest.articles

    @cached_property
    def columns(self) -> Columns:
        """What is known of each article, asked for once.

        Raises:
            StoreError: Milvus does not answer.
            DamagedLibraryError: it was filled again meanwhile, or is not what was written.
        """
        name = self.manifest.columns
        return Columns.decoded(unpacked(self._parts.get([name])[name]))

    def read(self, numbers: Sequence[int] | Numbers, at: int) -> Article:
        """One article; who goes through some asks for those behind it soon.

        Raises:
            StoreError: Milvus does not answer.
            DamagedLibraryError: it was filled again meanwhile, or is not what was written.
        """
        place = int(numbers[at])
        if not self._articles.keeps(place):
            self._articles.read([int(each) for each in numbers[at : at + _READ_AHEAD]])
        return self._articles.at(place).article

    def numbers_of(self, ids: Collection[str]) -> Numbers:
        return np.array(self._articles.places(ids), np.int64)

    def holding(self, text: str) -> tuple[Numbers, bool]:
        """By the rarest words; what has these need not have those that are everywhere.

        Of a word in too many passages only the articles of those that fit it best are given.

        Raises:
            StoreError: Milvus does not answer.
        """
        found = np.arange(self.count)
        words = sorted(map(self._known_ways, dict.fromkeys(words_of(text))), key=_times)
        for ways in words:
            if _times(ways) > _LOOKED_UP and len(found) < self.count:
                break
            rows, are_all = self._search.having(ways, _LOOKED_UP, self.counts)
            found = np.intersect1d(found, self._rows.articles_of(rows))
            if not are_all:
                return found, False
        return found, True

    def closest(self, question: str) -> Numbers:
        """By the words of the question.

        Raises:
            StoreError: Milvus does not answer.
            DamagedLibraryError: it was filled again meanwhile, or is not what was written.
        """
        found = self.candidates(question, None, most=CLOSEST, named=self.named(question))
        return np.unique(self._rows.articles_of(found.rows))

    def written_words(self) -> Collection[str]:
        return self._spelling.folded

    def _known_ways(self, word: str) -> Mapping[int, int]:
        """The numbers of a word, as any passage writes it, and how many do."""
        known = (self.vocabulary.find(each) for each in written_ways(word))
        return dict(each for each in known if each is not None and each[1])

    def candidates(
        self,
        question: str,
        vector: Vectors | None,
        *,
        most: int,
        filters: SearchFilters | None = None,
        named: Collection[str] = (),
    ) -> Candidates:
        admission = self._articles.admission(filters) if filters is not None else ""
        if admission is None:
            nothing = np.empty(0, np.float32)
            return Candidates(np.empty(0, np.int64), nothing, nothing)
        where = both(self.counts, admission)
        known = both(where, "known == true" if len(self._vectors.unknown) else "")
        of_named, waiting = self._of_named(named, filters, vector, most)
        found, rows = self._search.candidates(
            question,
            vector,
            most,
            where=where,
            known=known,
            named=both(known, one_of("id", ids_among(named))) if of_named else None,
            waiting=waiting,
        )
        for row, each in zip(found.rows.tolist(), rows, strict=True):
            self._meet(row, str(each["id"]), int(each["day"]))
        return found

    def passage(self, row: int) -> StoredPassage:
        place = int(self._rows.articles_of(np.array([row]))[0])
        item = self._articles.at(place)
        at = row - self._rows.first(place)
        passage = item.passage(at)
        return StoredPassage(
            passage,
            tuple(Sentence(passage, *item.sentences[each]) for each in range(*item.passages[at])),
            self._group(place),
        )

    def copied(self, rows: Rows) -> Sequence[int | None]:
        return [self._copied.get(place) for place in self._rows.articles_of(rows).tolist()]

    def days(self, rows: Rows) -> Sequence[dt.date | None]:
        days = [day for _, day in self._known_of(rows)]
        return [dt.date.fromordinal(day) if day else None for day in days]

    def ids(self, rows: Rows) -> Sequence[str]:
        return [article_id for article_id, _ in self._known_of(rows)]

    def named(self, question: str) -> frozenset[str]:
        return self._articles.named(question)

    def holds(self, word: str) -> bool:
        found = [self.vocabulary.find(each) for each in words_of(word)]
        return all(each is not None and each[1] > 0 for each in found)

    def nearest_word(self, word: str) -> str | None:
        return self._spelling.nearest(word)

    def skipped(self) -> tuple[tuple[str, str], ...]:
        return self.manifest.skipped

    def probes(self, most: int) -> Rows:
        return self._vectors.probes(most)

    def waiting(self) -> Sequence[int]:
        unknown = self._vectors.unknown
        if not len(unknown):
            return []
        places = np.unique(self._rows.articles_of(unknown))
        published = dict(zip(places.tolist(), self._articles.published(places), strict=True))
        order = sorted(places.tolist(), key=published.__getitem__, reverse=True)
        rows = self._rows.of_all(order)
        return [int(row) for row in rows[np.isin(rows, unknown)]]

    def embedded_texts(self, rows: Sequence[int]) -> list[str]:
        places = self._rows.articles_of(np.array(rows, np.int64)).tolist()
        contexts: dict[int, str] = {}
        texts = []
        for row, place in zip(rows, places, strict=True):
            item = self._articles.at(place, ahead=True)
            if place not in contexts:
                contexts[place] = passage_context(item.article)
            passage = item.passage(row - self._rows.first(place))
            texts.append(embedded_text(passage, contexts[place]))
        return texts

    def vectors(self, rows: Rows) -> Vectors:
        return self._vectors.rows(rows)

    def known(self, rows: Rows) -> Mask:
        return self._vectors.known(rows)

    def learn(self, rows: Rows, vectors: Vectors) -> None:
        self._vectors.learn(rows, vectors)

    def _of_named(
        self,
        named: Collection[str],
        filters: SearchFilters | None,
        vector: Vectors | None,
        most: int,
    ) -> tuple[bool, Rows]:
        """Whether those named are searched by meaning, and their rows that are candidates anyway.

        What is not embedded yet is taken from the beginning of the articles.
        """
        nothing = np.empty(0, np.int64)
        if not ids_among(named):
            return False, nothing
        if vector is not None and not len(self._vectors.unknown):
            return True, nothing
        places = self._articles.places(named)
        if filters is not None:
            mine = self.articles.only(filters)
            places = sorted(set(places) & set(mine.numbers.tolist()))
        rows = self._rows.of_all(places)
        if vector is None:
            return False, rows[:most]
        return True, rows[np.isin(rows, self._vectors.unknown)][:most]

    def _known_of(self, rows: Rows) -> list[tuple[str, int]]:
        """The id and the day of each row's article."""
        with self._meeting:
            found = {row: self._met[row] for row in rows.tolist() if row in self._met}
        lacking = [row for row in rows.tolist() if row not in found]
        if lacking:
            keys = self._rows.keys(np.array(lacking, np.int64))
            passages = self.pointer.layout.passages
            for each in self.server.get(passages, keys.tolist(), ["key", "id", "day"]):
                row = int(self._rows.rows(np.array([each["key"]]))[0])
                found[row] = (str(each["id"]), int(each["day"]))
                self._meet(row, *found[row])
        if not found.keys() >= set(rows.tolist()):
            raise changed_meanwhile(self.server.address)
        return [found[row] for row in rows.tolist()]

    def _meet(self, row: int, article_id: str, day: int) -> None:
        with self._meeting:
            self._met[row] = (article_id, day)
            if len(self._met) > _MET:
                self._met.popitem(last=False)
        self._articles.remember(article_id, int(self._rows.articles_of(np.array([row]))[0]))

    def _place(self, article_id: str) -> int:
        place = self._articles.place(article_id)
        if place is None:
            raise KeyError(article_id)
        return place

    def _group(self, place: int) -> int:
        return int(self._copied.get(place, place))

    def _written(self) -> Counter[str]:
        arrays = unpacked(self._parts.get([self.manifest.written])[self.manifest.written])
        forms = arrays["written"].tobytes().decode("utf-8", "surrogatepass").split("\n")
        return Counter(dict(zip(forms, arrays["written_times"].tolist(), strict=False)))


def _times(ways: Mapping[int, int]) -> int:
    """How many passages have a word in any of its ways; at most, where some have several."""
    return sum(ways.values())
