"""A library as it lies on the disk: written whole, read with every checksum, or refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index import lexical, near_copies
from index.contents import (
    ARTICLES,
    COPIES,
    EMBEDDED,
    FILES,
    LEXICAL,
    VECTORS,
    Contents,
    Settings,
    decode_articles,
    decode_files,
    decode_vectors,
    encode_articles,
    encode_files,
    encode_vectors,
)
from index.embedding import Embedder
from index.errors import DamagedLibraryError, rebuild_command
from index.lexical import LexicalIndex
from index.near_copies import decode_near_copies, encode_near_copies
from index.passages import CHUNKER
from index.storage import DamageError, load_generation, read_description, save_generation

FORMAT = "byline library 5"


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
    """The library of `folder` under `place`, for one version of Byline and one embedder."""

    folder: Path
    place: Path
    settings: Settings

    def load(self) -> tuple[Contents, LexicalIndex] | None:
        """What is saved; None where nothing is, or where it was made with other settings.

        Raises:
            DamagedLibraryError: naming the file, and the command that builds it again.
        """
        try:
            generation = load_generation(self.place)
        except DamageError as damage:
            raise DamagedLibraryError(
                f"{damage.path} is damaged: {damage.reason}. "
                f"Build the library again: {rebuild_command(self.folder)}"
            ) from damage
        if generation is None or not self._is_mine(generation.description):
            return None
        try:
            return self._decode(generation.files)
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

    def save(
        self, contents: Contents, words: LexicalIndex, seconds_each: float | None = None
    ) -> None:
        """Put a new state in the place of the old one, wholly or not at all.

        `seconds_each` is what embedding a passage takes here, where a part of it is left.

        Raises:
            SaveError: with the old one still there.
        """
        vectors, embedded = encode_vectors(contents.vectors, contents.embedded)
        save_generation(
            self.place,
            {
                "settings": asdict(self.settings),
                "version": contents.version,
                "folder": str(self.folder),
                "articles": len(contents.articles),
                "passages": len(contents.vectors),
                "embedded": int(contents.embedded.sum()),
                "seconds_each": seconds_each,
            },
            {
                ARTICLES: encode_articles(self.folder, contents.articles),
                FILES: encode_files(contents.files, contents.skipped),
                VECTORS: vectors,
                EMBEDDED: embedded,
                LEXICAL: words.to_bytes(),
                COPIES: encode_near_copies(contents.copies),
            },
        )

    def _is_mine(self, description: Mapping[str, Any]) -> bool:
        try:
            return Settings(**description["settings"]) == self.settings
        except (KeyError, TypeError):
            return False

    def _decode(self, data: Mapping[str, bytes]) -> tuple[Contents, LexicalIndex]:
        articles = decode_articles(self.folder, data[ARTICLES])
        files, skipped = decode_files(data[FILES])
        vectors, embedded = decode_vectors(data[VECTORS], data[EMBEDDED])
        words = LexicalIndex.from_bytes(data[LEXICAL])
        copies = decode_near_copies([item.group for item in articles], data[COPIES])
        passages = sum(len(item.passages) for item in articles)
        shapes = (vectors.shape, embedded.shape, len(words))
        if shapes != ((passages, self.settings.dimension), (passages,), passages):
            raise ValueError(f"{passages} passages, but vectors, marks and words of {shapes}")
        contents = Contents(self.settings, articles, files, skipped, copies, vectors, embedded)
        return contents, words
