"""A library as it lies on the disk: written whole or not at all, and only what is new of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index import lexical, near_copies
from index.contents import Settings
from index.embedding import Embedder
from index.errors import DamagedLibraryError, rebuild_command
from index.local_store import LocalStore
from index.packed_arrays import PackedArrays, packed
from index.passages import CHUNKER
from index.sealed_files import DamageError, SealedFile
from index.segment import ARTICLES, WORDS, Segment
from index.storage import (
    Draft,
    Generation,
    Kept,
    Piece,
    load_generation,
    read_description,
)
from index.vector_files import LISTS_FROM, VectorFile, encode_lists

FORMAT = "byline library 6"

# Each but the first stands for a file of every segment, whose name follows, like its own two.
STATE, VECTORS, LISTS = "library", "vectors", "lists"


def settings_for(embedder: Embedder) -> Settings:
    """What a library must have been made with for this version of Byline to use it."""
    return Settings(
        format=FORMAT,
        embedder=embedder.name,
        dimension=embedder.dimension,
        chunker=f"{CHUNKER} {near_copies.SETTINGS}",
        lexical=lexical.SETTINGS,
    )


@dataclass(frozen=True, slots=True)
class SavedLibrary:
    """The library of `folder` under `place`, for one version of Byline and one embedder.

    Where it has `lists_from` passages, not all vectors are compared any more.
    """

    folder: Path
    place: Path
    settings: Settings
    lists_from: int = LISTS_FROM

    def load(self) -> LocalStore | None:
        """What is saved; None where nothing is, or where it was made with other settings.

        Raises:
            DamagedLibraryError: naming the file, and the command that builds it again.
        """
        remedy = f"Build the library again: {rebuild_command(self.folder)}"
        generation = load_generation(self.place, remedy)
        if generation is None or not self._is_mine(generation.description):
            return None
        try:
            return self._opened(generation)
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise DamagedLibraryError(
                f"the library in {self.place} cannot be read: {error}. "
                f"Build it again: {rebuild_command(self.folder)}"
            ) from error

    def is_outdated(self) -> bool:
        """Whether another version of Byline, or another model, made what is saved."""
        try:
            description = read_description(self.place)
        except DamageError:
            return False
        return description is not None and not self._is_mine(description)

    def seconds_each(self) -> float | None:
        """What embedding a passage took when a part was left; None where nobody knows."""
        try:
            description = read_description(self.place) or {}
            return float(description["seconds_each"])
        except (DamageError, KeyError, TypeError, ValueError):
            return None

    def draft(self) -> Draft:
        """Where the next state is written, which counts when it is saved."""
        return Draft(self.place)

    def save(self, store: LocalStore, draft: Draft, seconds_each: float | None = None) -> None:
        """Put a new state in the place of the old one, wholly or not at all.

        What lies on the disk already, or in the draft, is not written again. `seconds_each` is what
        embedding a passage takes here, where a part of it is left.

        Raises:
            SaveError: with the old one still there.
        """
        files, again = dict(store.kept), self._embedded_again(store)
        kept = {
            f"{kind}-{segment.name}": files[f"{kind}-{segment.name}"]
            for segment in store.segments
            for kind in (ARTICLES, WORDS, *(() if segment.name in again else (VECTORS, LISTS)))
            if f"{kind}-{segment.name}" in files
        }
        for name, pieces in self._files(store, kept.copy()):
            kept[name] = draft.write(name, pieces)
        draft.publish(
            {
                "settings": asdict(self.settings),
                "version": store.version,
                "folder": str(self.folder),
                "articles": len(store.articles),
                "passages": len(store.passages),
                "embedded": store.embedded,
                "segments": [segment.name for segment in store.segments],
                "seconds_each": seconds_each,
            },
            kept,
        )

    @staticmethod
    def _embedded_again(store: LocalStore) -> set[str]:
        """The segments that have vectors which are not on the disk."""
        is_learned = np.zeros(len(store.passages), dtype=bool)
        is_learned[store.learned] = True
        return {
            segment.name
            for segment, rows in zip(store.segments, store.rows_of, strict=True)
            if segment.name not in store.vector_files or is_learned[rows[rows >= 0]].any()
        }

    def _files(
        self, store: LocalStore, kept: Mapping[str, Kept]
    ) -> Iterator[tuple[str, Iterable[Piece]]]:
        """What is not on the disk yet, a file at a time."""
        yield STATE, _encode_state(store)
        is_large = len(store.passages) >= self.lists_from
        for segment, rows in zip(store.segments, store.rows_of, strict=True):
            if f"{ARTICLES}-{segment.name}" not in kept:
                yield f"{ARTICLES}-{segment.name}", [segment.arrays.data()]
                yield f"{WORDS}-{segment.name}", [segment.word_arrays.data()]
            known = rows >= 0
            known[known] = store.known(rows[known].astype(np.int64))
            vectors = None
            if f"{VECTORS}-{segment.name}" not in kept:
                vectors = store.vectors(rows[known].astype(np.int64))
                yield f"{VECTORS}-{segment.name}", packed({"known": known, "vectors": vectors})
            # While a part of it is embedded, it is compared one by one: lists of it all come later.
            is_whole = known.sum() == (rows >= 0).sum()
            if is_large and is_whole and f"{LISTS}-{segment.name}" not in kept:
                if vectors is None:
                    vectors = store.vector_files[segment.name].arrays["vectors"]
                if (lists := encode_lists(vectors, self.lists_from)) is not None:
                    yield f"{LISTS}-{segment.name}", [lists]

    def _is_mine(self, description: Mapping[str, Any]) -> bool:
        try:
            return Settings(**description["settings"]) == self.settings
        except (KeyError, TypeError):
            return False

    def _opened(self, generation: Generation) -> LocalStore:
        files = generation.files
        names = [str(name) for name in generation.description["segments"]]
        segments = [
            Segment(name, _packed(files, ARTICLES, name), _packed(files, WORDS, name))
            for name in names
        ]
        vectors = {
            name: VectorFile(_packed(files, VECTORS, name), files.get(f"{LISTS}-{name}"))
            for name in names
        }
        state = PackedArrays(files[STATE])
        return LocalStore(
            self.folder,
            self.settings,
            segments,
            order=state.copy("order"),
            groups=state.copy("groups"),
            judged=state.copy("judged"),
            files=state["files"].tobytes(),
            looks=state.get("looks"),
            vectors=vectors,
            kept=generation.kept,
        )


def _encode_state(store: LocalStore) -> list[Piece]:
    return packed(
        {
            "order": store.order,
            "groups": store.groups,
            "judged": store.judged,
            "files": np.frombuffer(store.files, np.uint8),
            **({} if store.looks is None else {"looks": store.looks}),
        }
    )


def _packed(files: Mapping[str, SealedFile], kind: str, name: str) -> PackedArrays:
    return PackedArrays(files[f"{kind}-{name}"])
