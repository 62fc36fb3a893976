"""The articles of a library in Milvus: read when they are asked for, and found by their fields."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection
from pathlib import Path

import numpy as np

from index.article_bodies import decode_body
from index.contents import IndexedArticle
from index.directed_questions import NamedArticles, question_runs, title_runs
from index.milvus_layout import Layout, admitted, both, ids_among, one_of, run_weights
from index.milvus_manifest import State
from index.milvus_parts import MilvusParts, changed_meanwhile
from index.milvus_server import MilvusServer
from index.search import SearchFilters
from index.serial_rows import Rows, SerialRows

_KEPT = 2_048  # that were read last, some 25 MB
_IDS_KEPT = 200_000
_TRIES = 3
_READ_AHEAD = 128  # whoever goes through all articles asks so many at a time
_TITLES = 1_000  # that share most runs of words with a question


class MilvusArticles:
    """Those of one generation, by their places in the folder."""

    def __init__(
        self, server: MilvusServer, layout: Layout, folder: Path, state: State, counts: str
    ) -> None:
        """`counts` is the expression that is true for the rows of this generation."""
        self._server = server
        self._layout = layout
        self._folder = folder
        self._state = state
        self._counts = counts
        self._parts = MilvusParts(server, layout.parts)
        self.rows = SerialRows(state.serials, state.sizes)
        self._recent: OrderedDict[int, IndexedArticle] = OrderedDict()
        self._places: OrderedDict[str, int] = OrderedDict()
        self._reading = threading.Lock()

    def at(self, place: int, *, ahead: bool = False) -> IndexedArticle:
        """One article; with `ahead` those behind it are read with it."""
        with self._reading:
            if (found := self._recent.get(place)) is not None:
                self._recent.move_to_end(place)
                return found
        last = min(place + (_READ_AHEAD if ahead else 1), len(self._state.serials))
        for _ in range(_TRIES):  # others may read so much meanwhile that it is gone again
            self.read(range(place, last))
            with self._reading:
                if (found := self._recent.get(place)) is not None:
                    return found
        raise changed_meanwhile(self._server.address)

    def keeps(self, place: int) -> bool:
        """Whether an article is in memory."""
        with self._reading:
            return place in self._recent

    def read(self, places: Collection[int]) -> None:
        """Read articles together, so that `at` has them."""
        with self._reading:
            lacking = [place for place in places if place not in self._recent][:_KEPT]
        if not lacking:
            return
        serials = self._state.serials[lacking].tolist()
        rows = self._server.get(self._layout.articles, serials, ["serial", "body"])
        bodies = {int(row["serial"]): str(row["body"]) for row in rows}
        if len(bodies) < len(lacking):
            raise changed_meanwhile(self._server.address)
        data = self._parts.get(list(bodies.values()))
        for place, serial in zip(lacking, serials, strict=True):
            item = decode_body(self._folder, data[bodies[serial]])
            with self._reading:
                self._recent[place] = item
                if len(self._recent) > _KEPT:
                    self._recent.popitem(last=False)
            self.remember(item.article.id, place)

    def remember(self, article_id: str, place: int) -> None:
        """Where an article is that was met on the way."""
        with self._reading:
            self._places[article_id] = place
            if len(self._places) > _IDS_KEPT:
                self._places.popitem(last=False)

    def place(self, article_id: str) -> int | None:
        """The place of an id."""
        with self._reading:
            if (known := self._places.get(article_id)) is not None:
                return known
        return next(iter(self.places([article_id])), None)

    def places(self, ids: Collection[str]) -> list[int]:
        """The places of ids, in order; what is no id here has none."""
        wanted = ids_among(ids)
        return self._found(one_of("id", wanted)) if wanted else []

    def ids_from(self, prefix: str) -> list[str]:
        if not ids_among([prefix]):
            return []
        where = both(self._counts, f'id like "{prefix}%"')
        rows = self._server.query(self._layout.articles, where, ["serial", "id"])
        found = {int(row["serial"]): str(row["id"]) for row in rows}
        serials = np.array(sorted(found), np.int64)
        return [found[each] for each in serials[self.rows.places(serials) >= 0].tolist()]

    def admission(self, filters: SearchFilters) -> str | None:
        """What is true for rows, of articles and of passages alike, that may be found."""
        origins = [
            number
            for number, origin in enumerate(self._state.origins)
            if filters.admits_outlet(*origin)
        ]
        return admitted(filters, origins)

    def published(self, places: Rows) -> list[str]:
        """When articles were published, as they say it; empty where they do not."""
        serials = self._state.serials[places].tolist()
        rows = self._server.get(self._layout.articles, serials, ["serial", "published"])
        found = {int(row["serial"]): str(row["published"]) for row in rows}
        if not found.keys() >= set(serials):
            raise changed_meanwhile(self._server.address)
        return [found[serial] for serial in serials]

    def named(self, question: str) -> frozenset[str]:
        """The ids of the articles that a question asks by an outlet, an author or a title."""
        found = self._by_name(question)
        runs = question_runs(question)
        if not runs:
            return frozenset(found)
        rows = self._server.search(
            self._layout.articles,
            "titled",
            run_weights(runs),
            most=_TITLES,
            where=self._counts,
            output=["id", "title"],
        )
        titles = [str(row["title"]) for row in rows]
        names = NamedArticles((), (), title_runs(titles), lambda at: titles[at])
        return frozenset([*found, *(str(rows[at]["id"]) for at in names.named(question))])

    def _by_name(self, question: str) -> set[str]:
        kinds = ([origin[0] for origin in self._state.origins], self._state.bylines)
        said = []
        for field, names in zip(("origin", "byline"), kinds, strict=True):
            each = np.arange(len(names), dtype=np.int32)
            found = NamedArticles((names,), (each,), title_runs([]), lambda _: None).named(question)
            if found:
                said.append(one_of(field, sorted(found)))
        if not said:
            return set()
        where = both(self._counts, f"({' or '.join(said)})")
        return {str(row["id"]) for row in self._server.query(self._layout.articles, where, ["id"])}

    def _found(self, where: str) -> list[int]:
        """The places of the rows for which an expression is true, in order."""
        rows = self._server.query(
            self._layout.articles, both(self._counts, where), ["serial", "id"]
        )
        found = {int(row["serial"]): str(row["id"]) for row in rows}
        places = self.rows.places(np.array(list(found), np.int64)).tolist()
        for place, article_id in zip(places, found.values(), strict=True):
            if place >= 0:
                self.remember(article_id, place)
        return sorted(place for place in places if place >= 0)
