"""Finding, checking, bringing up to date and building the library of a folder."""

from __future__ import annotations

import contextlib
import hashlib
import math
import re
import shutil
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from index.building import (
    EMBEDDING,
    Progress,
    build_store,
    embed_within,
    embedded_blocks,
)
from index.contents import decode_files
from index.damage import Damage
from index.damage import find_damage as find_damage_at
from index.embedding import Embedder
from index.errors import EmptyFolderError
from index.file_looks import decode_looks
from index.folder import FileState, Seen, resolve_folder
from index.garbage import garbage_left
from index.library import ArticleLibrary
from index.local_store import LocalStore
from index.lock import writer_lock
from index.new_articles import Elsewhere, NewArticles, read_new_articles
from index.partial_vectors import PartialVectors
from index.saved_library import SavedLibrary, settings_for
from index.sealed_files import DamageError
from index.storage import is_saved, read_description, read_pointer

LOCK_WAIT_SECONDS = 60.0
# Embedding that takes no longer is waited for: the samples, a dozen articles, a changed file.
PATIENCE_SECONDS = 20.0
# Beside a library: what was read, and embedded, and is not in it yet.
READ, PARTIAL = "read", "partial"
# Vectors that are in memory before they are saved, some 75 MB.
SAVED_EVERY = 50_000


def open_library(  # noqa: PLR0913 - what a caller may choose
    folder: Path,
    *,
    home: Path,
    embedder: Embedder | Callable[[], Embedder],
    rebuild: bool = False,
    patience: float | None = None,
    before: ArticleLibrary | None = None,
    every_file: bool = False,
    elsewhere: Elsewhere | None = None,
    progress: Progress | None = None,
    lock_wait_seconds: float = LOCK_WAIT_SECONDS,
) -> ArticleLibrary:
    """The library of `folder` as the folder is now.

    It is found under `home`, or built; articles that were added, changed, deleted or renamed since
    are brought up to date and only new text is embedded. A library of another version of Byline or
    of another embedder is built again; that is a stage of its own. `rebuild` starts from the
    articles alone. With `patience`, in seconds, a library that would take longer to embed comes
    back as soon as it can be searched by words: see `embed_rest`. `before` is the library as it was
    opened last: where nothing else was saved since, it is not read again, and it comes back itself
    where the folder is as it was. A file that looks as it did when it was read (`file_looks`) is
    read again with `every_file` alone. A function that gives the embedder is called when that is
    needed: where there is no library, the folder is read first. Where many files are new, they
    are read `elsewhere`, if that is given.
    `progress` gets the name of a stage, and how many of how many are done.

    Raises:
        LibraryError: one of its kinds, with the command that helps.
    """
    folder = resolve_folder(folder)
    place = library_place(folder, home)
    tell = progress or _tell_nobody
    opener = _Opener(folder, place, embedder, tell, before, elsewhere, every_file=every_file)
    library = None if rebuild else opener.current()
    if library is None:
        with writer_lock(place, wait_seconds=lock_wait_seconds):
            # Whoever held the lock before may have done the work.
            library = opener.current() if opener.is_behind and not rebuild else None
            library = library or opener.build(
                from_nothing=rebuild, patience=PATIENCE_SECONDS if patience is None else patience
            )
    if patience is None or opener.seconds_left(library) <= patience:
        embed_rest(library, progress=tell, lock_wait_seconds=lock_wait_seconds)
    return library


def embed_rest(
    library: ArticleLibrary,
    *,
    progress: Progress | None = None,
    pause: Callable[[], None] | None = None,
    saved_every: int = SAVED_EVERY,
    lock_wait_seconds: float = LOCK_WAIT_SECONDS,
) -> None:
    """Embed what a library lacks, newest articles first, and save it; nothing where it is whole.

    The library uses each vector as it comes. Between two blocks, less than a second each on most
    processors, `pause` is called, which may wait or raise; what was done until then is kept. No
    lock is held but for the saving, which comes after every `saved_every` passages.

    Raises:
        LibraryError: the embedder or the disk fails, or the saved library is damaged.
    """
    waiting = library.waiting()
    tell = progress or _tell_nobody
    partial = PartialVectors(library.place / PARTIAL, library.embedder)
    for start in range(0, len(waiting), saved_every):
        some = waiting[start : start + saved_every]
        tell(EMBEDDING, library.embedded, len(library.passages))
        with contextlib.closing(embedded_blocks(library.store, some, partial)) as blocks:
            for rows, vectors in blocks:
                library.learn(rows, vectors)
                tell(EMBEDDING, library.embedded, len(library.passages))
                if pause is not None:
                    pause()
        if isinstance(library.store, LocalStore):
            tell("saving", 0, 1)
            _save_learned(library, partial, lock_wait_seconds)
            tell("saving", 1, 1)
    if not isinstance(library.store, LocalStore):
        partial.clear(everything=True)  # such a store has kept them


def _save_learned(
    library: ArticleLibrary, partial: PartialVectors, lock_wait_seconds: float
) -> None:
    """Save the vectors that are in memory alone, and read them from the disk from now on."""
    saved = SavedLibrary(library.folder, library.place, settings_for(library.embedder))
    with writer_lock(library.place, wait_seconds=lock_wait_seconds):
        # The folder may have changed meanwhile, and another process may have saved that.
        is_latest = library.pointer is not None and library.pointer == read_pointer(library.place)
        mine = _local(library)
        store = mine if is_latest else saved.load()
        if store is not None:
            if not is_latest:
                store.learn_from(mine)
            if is_latest or len(store.learned):
                with saved.draft() as draft:
                    saved.save(store, draft)
            if is_latest:
                library.use(saved.load() or store, read_pointer(library.place))
            partial.clear(everything=store.embedded == len(store.passages))


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
        description = read_description(library_place(resolve_folder(folder), home))
    except DamageError:
        return None
    name = description.get("settings", {}).get("embedder") if description else None
    return name if isinstance(name, str) else None


class _Opener:
    """One opening of one library; keeps what was loaded for the build that may follow."""

    def __init__(  # noqa: PLR0913 - as above
        self,
        folder: Path,
        place: Path,
        embedder: Embedder | Callable[[], Embedder],
        progress: Progress,
        before: ArticleLibrary | None,
        elsewhere: Elsewhere | None,
        *,
        every_file: bool,
    ) -> None:
        self._folder = folder
        self._place = place
        self._embedder_of = embedder
        self._progress = progress
        self._before = before
        self._elsewhere = elsewhere
        self._every_file = every_file
        self._loaded: LocalStore | None = None
        self._pointer: bytes | None = None
        self._files: Mapping[str, FileState] = {}  # of what was loaded
        self._seen: Mapping[str, Seen] = {}
        self._reading: NewArticles | None = None

    @cached_property
    def _embedder(self) -> Embedder:
        return self._embedder_of() if callable(self._embedder_of) else self._embedder_of

    @cached_property
    def _saved(self) -> SavedLibrary:
        return SavedLibrary(self._folder, self._place, settings_for(self._embedder))

    @cached_property
    def _partial(self) -> PartialVectors:
        return PartialVectors(self._place / PARTIAL, self._embedder)

    def current(self) -> ArticleLibrary | None:
        """The saved library, if there is one and it says what the folder holds now."""
        self._pointer = read_pointer(self._place)
        if self._pointer is None and not is_saved(self._place):
            return None
        before = self._before if self._is_before() else None
        with garbage_left():
            self._loaded = self._saved.load() if before is None else _local(before)
            if self._loaded is None:
                return None
            self._files, skipped = decode_files(self._loaded.files)
            if not self._every_file and self._loaded.looks is not None:
                looks = decode_looks(self._loaded.looks)
                seen = map(Seen, looks, self._files.values())
                self._seen = dict(zip(self._files, seen, strict=True))
        self._reading = self._read_folder(self._files)
        if (self._reading.files, self._reading.skipped) != (self._files, skipped):
            return None
        library = before or self._library(self._loaded)
        if kept := self._partial.load():
            library.learn_texts(kept)
        return library

    def _is_before(self) -> bool:
        """Whether what lies on the disk is what the library of before was made from."""
        before = self._before
        return (
            before is not None
            and before.place == self._place
            and before.embedder is self._embedder
            and before.pointer is not None
            and before.pointer == self._pointer
        )

    def seconds_left(self, library: ArticleLibrary) -> float:
        """How long embedding the rest takes, by how long a part of it took."""
        each = self._saved.seconds_each()
        return math.inf if each is None else each * (len(library.passages) - library.embedded)

    @property
    def is_behind(self) -> bool:
        """Whether another process has saved something since this looked."""
        return read_pointer(self._place) != self._pointer

    def build(self, *, from_nothing: bool, patience: float) -> ArticleLibrary:
        """Build what is missing and save it.

        What takes longer to embed than `patience` is left, so that nobody waits for the lock:
        until it is embedded, the library is searched by words.
        """
        # Without a pointer nothing is saved, and nobody needs the embedder yet.
        if not from_nothing and self._pointer is not None and self._saved.is_outdated():
            self._progress("rebuilding", 0, 0)
        saved = None if from_nothing else self._loaded
        reading = self._reading if saved is not None else None
        if reading is None:
            reading = self._read_folder({})
        if not any(state.articles for state in reading.files.values()):
            raise EmptyFolderError(_describe_empty(self._folder, reading))
        with contextlib.closing(reading.batches), self._saved.draft() as draft:
            with garbage_left():
                store = build_store(
                    reading,
                    folder=self._folder,
                    settings=self._saved.settings,
                    saved=saved,
                    files=self._files if saved else {},
                    draft=draft,
                    progress=self._progress,
                )
            known = saved.numbers if saved else {}
            seconds_each = embed_within(
                store,
                self._partial,
                fresh={each for each in store.numbers if each not in known},
                patience=patience,
                progress=self._progress,
            )
            self._progress("saving", 0, 1)
            self._saved.save(store, draft, seconds_each)
        shutil.rmtree(self._place / READ, ignore_errors=True)
        self._partial.clear(everything=store.embedded == len(store.passages))
        self._progress("saving", 1, 1)
        self._pointer = read_pointer(self._place)
        # What is on the disk need not be in memory.
        return self._library(self._saved.load() or store)

    def _library(self, store: LocalStore) -> ArticleLibrary:
        return ArticleLibrary(
            self._folder, store, place=self._place, embedder=self._embedder, pointer=self._pointer
        )

    def _read_folder(self, files: Mapping[str, FileState]) -> NewArticles:
        """Whatever the folder holds now; what `files` were is not read again."""
        return read_new_articles(
            self._folder,
            known={state.digest: state for state in files.values()},
            place=self._place,
            believed=self._seen if files else {},
            elsewhere=self._elsewhere,
            progress=lambda n: self._progress("reading", n, 0),
        )


def _local(library: ArticleLibrary) -> LocalStore:
    """What keeps a library that was opened here."""
    if not isinstance(library.store, LocalStore):
        raise TypeError(f"a library of this computer is needed, not of {library.store!r}")
    return library.store


def _describe_empty(folder: Path, reading: NewArticles) -> str:
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
