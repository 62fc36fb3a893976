"""Bringing a Milvus to what a library of this computer has: only what is new is sent.

Rows of the next generation are written beside those that count; then the pointer is, which is one
row. Whoever is killed before that leaves rows behind that nobody sees, and that the next one takes
away. What went stays for a generation, for those who still read the one before.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from index.article_bodies import encode_body
from index.contents import version_of
from index.errors import BusyLibraryError, StaleIndexError
from index.local_store import LocalStore
from index.milvus_layout import (
    ARTICLE_INDEXES,
    PARTS_INDEXES,
    article_fields,
    one_of,
    part_fields,
    passage_fields,
    passage_indexes,
)
from index.milvus_manifest import (
    Manifest,
    Pointer,
    State,
    Writer,
    name_of,
    read_pointer,
    read_writer,
    write_pointer,
    write_writer,
)
from index.milvus_parts import MilvusParts, digest_of
from index.milvus_rows import NewRows
from index.milvus_server import MilvusServer
from index.milvus_store import MilvusStore
from index.packed_arrays import as_bytes, pack
from index.serial_rows import Rows, SerialRows
from index.vocabulary import Vocabulary

Progress = Callable[[str, int, int], None]  # stage, done, total
FILLING = "filling"
_PASSAGES_AT_A_TIME = 1_000
_SERIALS_AT_A_TIME = 1_000
_SETTLED_FROM = 100  # new articles; Milvus makes a segment of what is settled


def fill(
    local: LocalStore,
    server: MilvusServer,
    *,
    rebuild: bool = False,
    progress: Progress = lambda *_: None,
) -> None:
    """Make the library in Milvus the same as one of this computer.

    With `rebuild` nothing is taken over of what is there.

    Raises:
        StaleIndexError: what is there is of another folder, or made with another model.
        BusyLibraryError: somebody else began to fill it meanwhile.
        StoreError: it does not answer; the generation before still counts.
    """
    before = None if rebuild else MilvusStore.open(server)
    if before is not None:
        _check_same(local, before)
    _Filling(local, server, before, progress).run()


class _Filling:
    """One filling; the pointer is its last write."""

    def __init__(
        self,
        local: LocalStore,
        server: MilvusServer,
        before: MilvusStore | None,
        progress: Progress,
    ) -> None:
        self._local = local
        self._server = server
        self._before = before
        self._progress = progress
        self._seen = read_pointer(server) if before is None else before.pointer
        seen = self._seen or Pointer(0, 0, "")
        self._pointer = (
            Pointer(seen.epoch + 1, 1, "")
            if before is None
            else replace(seen, generation=seen.generation + 1)
        )
        self._layout = self._pointer.layout
        self._parts = MilvusParts(server, self._layout.parts)
        self._all: Mapping[int, str] = {}  # the articles whose rows are there, as `_there` has them
        self._sent = 0
        last = read_writer(server)
        self._first = 1 if last is None else last.reserved
        self._writer = Writer(secrets.token_hex(8), self._first + len(local.articles))

    def run(self) -> None:
        """Take over, clean up, write what is new, and let it count."""
        write_writer(self._server, self._writer)
        self._drop_other_collections()
        if self._before is None:
            self._create()
        there = {} if self._before is None else self._there(self._before)
        if self._before is not None:
            self._clean(self._before, there)
        vocabulary = Vocabulary.empty() if self._before is None else self._before.vocabulary
        arrays = vocabulary.updated(self._local.words.holding())
        words = pack(arrays)
        rows = self._new_rows(Vocabulary.numbers_in(arrays))
        serials = self._write_articles(rows, {body: serial for serial, body in there.items()})
        if self._before is not None:
            self._embed_more(self._before, serials)
        self._let_count(rows, serials, words, there)

    def _check_mine(self) -> None:
        if read_writer(self._server) != self._writer:
            raise BusyLibraryError(
                f"Somebody else began to fill the store {self._server.address.shown}. "
                "What was there still counts. Let one at a time fill it."
            )

    def _drop_other_collections(self) -> None:
        """Those of other fillings from nothing, but for the ones that count."""
        counting = () if self._seen is None else self._seen.layout.all
        for name in self._server.collections():
            kind = name.rpartition("_")[2]
            is_ours = name.startswith("byline_") and kind in ("articles", "passages", "parts")
            if is_ours and name not in counting:
                self._server.drop(name)

    def _create(self) -> None:
        local, layout = self._local, self._layout
        dimension, passages = local.settings.dimension, len(local.passages)
        self._server.create(layout.articles, article_fields(), ARTICLE_INDEXES, "serial")
        indexes = passage_indexes(passages)
        self._server.create(layout.passages, passage_fields(dimension), indexes, "key")
        self._server.create(layout.parts, part_fields(), PARTS_INDEXES, "key")

    def _there(self, before: MilvusStore) -> dict[int, str]:
        """The articles of the generation before: their numbers, and the hashes of their bodies."""
        counting = set(before.state.serials.tolist())
        rows = self._server.query(self._layout.articles, "serial >= 0", ["serial", "body"])
        self._all = {int(row["serial"]): str(row["body"]) for row in rows}
        return {serial: body for serial, body in self._all.items() if serial in counting}

    def _clean(self, before: MilvusStore, there: Mapping[int, str]) -> None:
        """Take away what nobody reads any more: what went before last, and what was left behind."""
        gone = sorted(self._all.keys() - there.keys())
        for start in range(0, len(gone), _SERIALS_AT_A_TIME):
            where = one_of("serial", gone[start : start + _SERIALS_AT_A_TIME])
            self._server.delete(self._layout.passages, where)
            self._parts.delete(
                {self._all[serial] for serial in gone[start : start + _SERIALS_AT_A_TIME]}
                - set(there.values())
            )
            self._server.delete(self._layout.articles, where)
        kept = {*before.manifest.parts, before.pointer.manifest}
        self._parts.delete([part for part in before.manifest.before if part not in kept])

    def _new_rows(self, numbers: Mapping[bytes, int]) -> NewRows:
        before = self._before
        return NewRows(
            self._local,
            self._pointer.generation,
            numbers,
            self._local.words.mean_length if before is None else before.manifest.frozen_mean,
            [] if before is None else before.state.origins,
            [] if before is None else before.state.bylines,
        )

    def _write_articles(self, rows: NewRows, there: Mapping[str, int]) -> Rows:
        """Write those that are not there; the numbers of all of them, in order."""
        total = len(self._local.articles)
        serials = np.empty(total, np.int64)
        following = self._first
        pending: list[tuple[int, int, bytes]] = []  # number, place, body
        passages = 0
        for place in range(total):
            item = self._local.indexed(place)
            body = encode_body(self._local.folder, item)
            if (known := there.get(digest_of(body))) is not None:
                serials[place] = known
                continue
            serials[place] = following
            pending.append((following, place, body))
            following += 1
            passages += len(item.passages)
            if passages >= _PASSAGES_AT_A_TIME:
                self._send(rows, pending)
                pending, passages = [], 0
                self._progress(FILLING, place + 1, total)
        self._send(rows, pending)
        if self._sent >= _SETTLED_FROM:
            for collection in (self._layout.articles, self._layout.passages):
                self._server.settle(collection)
        self._progress(FILLING, total, total)
        return serials

    def _send(self, rows: NewRows, pending: list[tuple[int, int, bytes]]) -> None:
        """The articles' rows first: they tell the next one what was left behind."""
        if not pending:
            return
        self._check_mine()
        self._sent += len(pending)
        articles = [rows.article(serial, place, digest_of(body)) for serial, place, body in pending]
        self._server.upsert(self._layout.articles, articles)
        self._parts.put(body for _, _, body in pending)
        for start in range(0, len(pending), 64):
            some = pending[start : start + 64]
            self._server.upsert(
                self._layout.passages,
                [row for serial, place, _ in some for row in rows.passages(serial, place)],
            )

    def _embed_more(self, before: MilvusStore, serials: Rows) -> None:
        """Vectors of articles that were there without."""
        waiting = np.array(sorted(before.waiting()), np.int64)
        if not len(waiting):
            return
        mine = SerialRows(serials, self._sizes())
        keys = SerialRows(before.state.serials, before.state.sizes).keys(waiting)
        there = mine.rows(keys)
        waiting, there = waiting[there >= 0], there[there >= 0]
        known = self._local.known(there)
        before.learn(waiting[known], self._local.vectors(there[known]))

    def _sizes(self) -> Rows:
        local = self._local
        return np.array([len(local.rows_of_all([at])) for at in range(len(local.articles))])

    def _let_count(
        self, rows: NewRows, serials: Rows, words: bytes, there: Mapping[int, str]
    ) -> None:
        local, before = self._local, self._before
        sizes = np.bincount(local.groups, minlength=1)
        copied = np.flatnonzero(sizes[local.groups] > 1)
        state = State(
            serials=serials,
            sizes=self._sizes(),
            copied=copied.astype(np.int64),
            groups=local.groups[copied].astype(np.int64),
            retired=np.array(sorted(there.keys() - set(serials.tolist())), np.int64),
            origins=rows.origins,
            bylines=rows.bylines,
        ).encoded()
        written, columns = _written(local), local.columns.encoded()
        whole = np.ones(len(local.passages), dtype=bool)
        manifest = Manifest(
            settings=local.settings,
            folder=str(local.folder),
            articles=len(local.articles),
            passages=len(local.passages),
            embedded=local.embedded,
            version=version_of(local.settings, local.numbers, whole),
            newest=local.newest,
            mean=local.words.mean_length,
            frozen_mean=rows.frozen_mean,
            skipped=local.skipped(),
            state=digest_of(state),
            words=digest_of(words),
            written=digest_of(written),
            columns=digest_of(columns),
        )
        if before is not None and manifest == replace(before.manifest, before=()):
            return
        if before is not None:
            past = {*before.manifest.parts, before.pointer.manifest} - set(manifest.parts)
            manifest = replace(manifest, before=tuple(sorted(past)))
        self._parts.put([state, words, written, columns, manifest.encoded()])
        self._check_mine()
        write_pointer(self._server, replace(self._pointer, manifest=name_of(manifest)))


def _written(local: LocalStore) -> bytes:
    written = local.written
    forms = sorted(written)
    times = np.array([written[form] for form in forms], np.int32)
    return pack({"written": as_bytes("\n".join(forms)), "written_times": times})


def _check_same(local: LocalStore, before: MilvusStore) -> None:
    """What is there must be of the same folder and made in the same way."""
    shown = before.server.address.shown
    again = f"To put this in its place: byline index --rebuild --store {shown}"
    if different := before.manifest.settings.differences(local.settings):
        raise StaleIndexError(f"The store {shown} was filled with {different}. {again}")
    if before.manifest.folder != str(local.folder):
        raise StaleIndexError(
            f"The store {shown} has the articles of {before.manifest.folder}, not of "
            f"{local.folder}. {again}"
        )
