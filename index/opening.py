"""Finding, checking, bringing up to date and building the library of a folder."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from index import lexical, near_copies
from index.articles import Article
from index.building import build_contents, build_lexical
from index.contents import (
    ARTICLES,
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
from index.damage import Damage
from index.damage import find_damage as find_damage_at
from index.embedding import Embedder
from index.errors import (
    DamagedLibraryError,
    EmptyFolderError,
    rebuild_command,
)
from index.folder import FileState, FolderReading, read_folder, resolve_folder
from index.lexical import LexicalIndex
from index.library import ArticleLibrary
from index.lock import writer_lock
from index.partial_vectors import PartialVectors
from index.passages import CHUNKER
from index.storage import DamageError, load_generation, save_generation

FORMAT = "byline library 5"
LOCK_WAIT_SECONDS = 60.0
_PARTIAL = "partial"

Progress = Callable[[str, int, int], None]


def open_library(
    folder: Path,
    *,
    home: Path,
    embedder: Embedder,
    rebuild: bool = False,
    progress: Progress | None = None,
    lock_wait_seconds: float = LOCK_WAIT_SECONDS,
) -> ArticleLibrary:
    """The library of `folder` as the folder is now.

    It is found under `home`, or built; articles that were added, changed, deleted or renamed since
    are brought up to date and only new text is embedded. A library of another version of Byline or
    of another embedder is built again; that is a stage of its own. `rebuild` starts from the
    articles alone.
    `progress` gets the name of a stage, and how many of how many are done.

    Raises:
        LibraryError: one of its kinds, with the command that helps.
    """
    folder = resolve_folder(folder)
    place = library_place(folder, home)
    tell = progress or _tell_nobody
    opener = _Opener(folder, place, embedder, tell)
    if not rebuild and (library := opener.current()) is not None:
        return library
    with writer_lock(place, wait_seconds=lock_wait_seconds):
        # Whoever held the lock before may have done the work.
        if not rebuild and (library := opener.current()) is not None:
            return library
        return opener.build(from_nothing=rebuild)


def library_place(folder: Path, home: Path) -> Path:
    """Where the library of a folder is kept: a name to read, and a hash that tells it apart."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", folder.name).strip(".-")[:40] or "articles"
    digest = hashlib.sha256(str(folder).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return home / "libraries" / f"{name}-{digest}"


def find_damage(folder: Path, *, home: Path) -> tuple[Damage, ...]:
    """What does not match in the library of `folder`, without opening it."""
    resolved = resolve_folder(folder)
    return find_damage_at(resolved, library_place(resolved, home))


def saved_embedder(folder: Path, *, home: Path) -> str | None:
    """The name of the embedder that the saved library of `folder` was made with, if it is known."""
    try:
        generation = load_generation(library_place(resolve_folder(folder), home))
    except DamageError:
        return None
    name = generation.description.get("settings", {}).get("embedder") if generation else None
    return name if isinstance(name, str) else None


class _Opener:
    """One opening of one library; keeps what was loaded for the build that may follow."""

    def __init__(self, folder: Path, place: Path, embedder: Embedder, progress: Progress) -> None:
        self._folder = folder
        self._place = place
        self._embedder = embedder
        self._progress = progress
        self._saved: Contents | None = None
        self._reading: FolderReading | None = None
        self._outdated = False
        self._settings = Settings(
            format=FORMAT,
            embedder=embedder.name,
            dimension=embedder.dimension,
            chunker=f"{CHUNKER} {near_copies.SETTINGS}",
            lexical=lexical.SETTINGS,
        )

    def current(self) -> ArticleLibrary | None:
        """The saved library, if there is one and it says what the folder holds now."""
        loaded = self._load()
        if loaded is None:
            return None
        self._saved, words = loaded
        self._reading = self._read_folder()
        now, then = self._reading, self._saved
        if (now.files, now.skipped) != (then.files, then.skipped):
            return None
        return self._library(self._saved, words)

    def build(self, *, from_nothing: bool) -> ArticleLibrary:
        """Build what is missing and save it."""
        if self._outdated and not from_nothing:
            self._progress("rebuilding", 0, 0)
        saved = None if from_nothing else self._saved
        reading = self._reading if saved is not None else None
        if reading is None:
            reading = self._read_folder()
        if not reading.articles:
            raise EmptyFolderError(_describe_empty(self._folder, reading))
        partial = PartialVectors(self._place / _PARTIAL, self._embedder)
        contents = build_contents(
            reading,
            settings=self._settings,
            saved=saved,
            partial=partial,
            progress=self._progress,
        )
        words = build_lexical(contents.articles)
        self._progress("saving", 0, 1)
        self._save(contents, words)
        partial.clear()
        self._progress("saving", 1, 1)
        return self._library(contents, words)

    def _library(self, contents: Contents, words: LexicalIndex) -> ArticleLibrary:
        return ArticleLibrary(
            self._folder, contents, words, place=self._place, embedder=self._embedder
        )

    def _read_folder(self) -> FolderReading:
        known: dict[str, tuple[Article, ...] | str] = {}
        if self._saved is not None:
            articles = {item.article.id: item.article for item in self._saved.articles}
            for state in self._saved.files.values():
                known[state.digest] = (
                    tuple(
                        replace(
                            articles[each], item=item, problems=_problems(state, articles[each])
                        )
                        for item, each in enumerate(state.articles)
                    )
                    or state.reason
                    or "it has no text"
                )
        return read_folder(
            self._folder, known=known, progress=lambda n: self._progress("reading", n, 0)
        )

    def _load(self) -> tuple[Contents, LexicalIndex] | None:
        try:
            generation = load_generation(self._place)
        except DamageError as damage:
            raise DamagedLibraryError(
                f"{damage.path} is damaged: {damage.reason}. "
                f"Build the library again: {rebuild_command(self._folder)}"
            ) from damage
        if generation is None:
            return None
        self._outdated = self._is_outdated(generation.description)
        if self._outdated:
            return None
        try:
            return self._decode(generation.files)
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise DamagedLibraryError(
                f"the library in {self._place} cannot be read: {error}. "
                f"Build it again: {rebuild_command(self._folder)}"
            ) from error

    def _is_outdated(self, description: Mapping[str, Any]) -> bool:
        """Whether another version of Byline, or another model, made the library."""
        try:
            return Settings(**description["settings"]) != self._settings
        except (KeyError, TypeError):
            return True

    def _decode(self, data: Mapping[str, bytes]) -> tuple[Contents, LexicalIndex]:
        articles = decode_articles(self._folder, data[ARTICLES])
        files, skipped = decode_files(data[FILES])
        vectors = decode_vectors(data[VECTORS])
        words = LexicalIndex.from_bytes(data[LEXICAL])
        passages = sum(len(item.passages) for item in articles)
        if vectors.shape != (passages, self._settings.dimension) or len(words) != passages:
            raise ValueError(
                f"{passages} passages, vectors of {vectors.shape} and words of {len(words)}"
            )
        return Contents(self._settings, articles, files, skipped, vectors), words

    def _save(self, contents: Contents, words: LexicalIndex) -> None:
        save_generation(
            self._place,
            {
                "settings": asdict(self._settings),
                "version": contents.version,
                "folder": str(self._folder),
                "articles": len(contents.articles),
                "passages": len(contents.vectors),
            },
            {
                ARTICLES: encode_articles(self._folder, contents.articles),
                FILES: encode_files(contents.files, contents.skipped),
                VECTORS: encode_vectors(contents.vectors),
                LEXICAL: words.to_bytes(),
            },
        )


def _problems(state: FileState, article: Article) -> tuple[str, ...]:
    """Those of the file, which another with the same article may not have; of several, its own."""
    return state.problems if len(state.articles) == 1 else article.problems


def _describe_empty(folder: Path, reading: FolderReading) -> str:
    skipped = [f"{path}: {reason}" for path, reason in reading.skipped]
    named = "; ".join(skipped[:5]) + (f"; and {len(skipped) - 5} more" if len(skipped) > 5 else "")
    return (
        f"there is no readable article in {folder}"
        + (f" (skipped: {named})" if named else "")
        + ". Put .txt, .html, .pdf, .docx or other articles there, or name another folder: "
        "--articles DIR"
    )


def _tell_nobody(stage: str, done: int, total: int) -> None:
    """The progress of a caller who does not ask."""
