"""Making a library from a folder, taking over what is known of it already."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.contents import Settings, encode_files
from index.draft_segments import DraftSegments
from index.embedding import Vectors
from index.file_looks import encode_looks
from index.folder import FileState
from index.fresh_articles import FreshArticles
from index.local_store import LocalStore
from index.new_articles import NewArticles
from index.partial_vectors import PartialVectors, embed_in_blocks
from index.storage import Draft
from index.store import Rows, Store

Progress = Callable[[str, int, int], None]  # stage, done, total
EMBEDDING = "embedding"
_TEXTS = 10_000  # in memory while they are embedded


def build_store(  # noqa: PLR0913 - what a library is made of
    reading: NewArticles,
    *,
    folder: Path,
    settings: Settings,
    saved: LocalStore | None,
    files: Mapping[str, FileState],
    draft: Draft,
    progress: Progress,
) -> LocalStore:
    """Put together what was read and what `saved` has.

    `files` are those that `saved` was made of. What is new is written to `draft`, a segment at a
    time, so that no more than one is in memory. Nothing is embedded: what is new has no vector yet.
    """
    fresh = FreshArticles(folder, reading, saved, files)
    copies = fresh.near_copies()
    progress("words", 0, 0)
    segments = DraftSegments(folder, saved, fresh.unchanged, draft)
    places, sizes = fresh.places()
    segments.add(places, sizes, fresh.parts)
    store = LocalStore(
        folder,
        settings,
        segments.used(),
        order=segments.order,
        groups=np.array(copies.groups, np.int32),
        judged=copies.judged.astype(np.int64),
        files=encode_files(reading.files, reading.skipped),
        looks=encode_looks(reading.looks),
        vectors=saved.vector_files if saved else None,
        kept={**(saved.kept if saved else {}), **segments.kept},
    )
    if saved is not None:
        store.learn_from(saved)
    return store


def embed_within(
    store: LocalStore,
    partial: PartialVectors,
    *,
    fresh: Collection[str],
    patience: float,
    progress: Progress,
) -> float | None:
    """Embed what has no vector where `patience`, in seconds, is enough for it.

    Where that is too short for all, the `fresh` articles are embedded, by their ids; where it is
    too short for them as well, nothing is, but for the few blocks that showed it. The seconds that
    a passage takes come back, where they were found out.
    """
    rows = store.waiting_of(fresh)
    if not rows:
        return None
    pace = _Pace(
        patience,
        len(rows),
        int(np.isin(rows, store.rows_of_all(store.numbers[each] for each in fresh)).sum()),
    )
    with contextlib.closing(embedded_blocks(store, rows, partial)) as blocks:
        for some, found in blocks:
            store.learn(some, found)
            progress(EMBEDDING, store.embedded, len(store.passages))
            if not pace.goes_on(len(some)):
                break
    return pace.seconds_each


def embedded_blocks(
    store: Store, rows: Sequence[int], partial: PartialVectors
) -> Generator[tuple[Rows, Vectors]]:
    """As `embed_in_blocks`, with few texts in memory."""
    for start in range(0, len(rows), _TEXTS):
        some = rows[start : start + _TEXTS]
        yield from embed_in_blocks(some, store.embedded_texts(some), partial)


@dataclass(slots=True)
class _Pace:
    """Whether what is left can be done in time, by how long the blocks took so far.

    The first block does not count: it may have waited for the model to be loaded.
    """

    patience: float
    left: int
    fresh: int
    counted: int = 0
    began: float | None = None
    seconds_each: float | None = None

    def goes_on(self, done: int) -> bool:
        self.left -= done
        self.fresh = max(0, self.fresh - done)
        now = time.monotonic()
        if self.began is None:
            self.began = now
            return True
        self.counted += done
        spent = now - self.began
        self.seconds_each = spent / self.counted
        if spent + self.left * self.seconds_each <= self.patience:
            return True
        return self.fresh > 0 and spent + self.fresh * self.seconds_each <= self.patience
