"""Opening and filling the library of a store that is not of this computer."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path

from index.embedding import Embedder
from index.errors import EmptyFolderError, StaleIndexError
from index.library import ArticleLibrary
from index.local_store import LocalStore
from index.milvus_filling import fill
from index.milvus_manifest import Manifest, read_manifest, read_pointer
from index.milvus_server import MilvusServer
from index.milvus_store import MilvusStore
from index.saved_library import settings_for
from index.store_address import KEY, StoreAddress, store_address

Progress = Callable[[str, int, int], None]

_connecting = threading.Lock()
_connected: dict[tuple[StoreAddress, str], MilvusServer] = {}


def open_stored(
    told: str,
    *,
    home: Path,
    embedder: Embedder,
    before: ArticleLibrary | None = None,
) -> ArticleLibrary:
    """The library of a store as it is now; no folder of articles is needed.

    `before`, the library as it was opened last, comes back itself where nothing was filled since.

    Raises:
        LibraryError: it cannot be reached, is empty, or was filled with another model.
    """
    server = _server(told)
    pointer = read_pointer(server)
    if before is not None and pointer is not None and before.pointer == pointer.encoded():
        return before
    store = MilvusStore.open(server)
    if store is None:
        raise _empty(server)
    shown, wanted = server.address.shown, settings_for(embedder)
    if different := store.manifest.settings.differences(wanted):
        raise StaleIndexError(
            f"The store {shown} was filled with {different}. "
            f"Fill it again with this Byline: byline index --rebuild --store {shown}"
        )
    digest = hashlib.sha256(shown.encode()).hexdigest()[:16]
    return ArticleLibrary(
        Path(store.manifest.folder),
        store,
        place=home / "libraries" / f"store-{digest}",
        embedder=embedder,
        pointer=store.pointer.encoded(),
    )


def fill_stored(
    told: str, library: ArticleLibrary, *, rebuild: bool = False, progress: Progress
) -> None:
    """Bring a store to what a library of this computer has.

    Raises:
        LibraryError: it cannot be reached, or is of something else.
    """
    if not isinstance(library.store, LocalStore):
        raise TypeError(f"a library of this computer is needed, not of {library.store!r}")
    fill(library.store, _server(told, create=True), rebuild=rebuild, progress=progress)


def stored_state(told: str) -> bytes:
    """Changes when a store is filled with something else.

    Raises:
        LibraryError: it cannot be reached, or is empty.
    """
    server = _server(told)
    if (pointer := read_pointer(server)) is None:
        raise _empty(server)
    return pointer.encoded()


def stored_promises(told: str) -> Manifest:
    """What a store was filled with.

    Raises:
        LibraryError: it cannot be reached, or is empty.
    """
    server = _server(told)
    if (pointer := read_pointer(server)) is None:
        raise _empty(server)
    return read_manifest(server, pointer)


def _server(told: str, *, create: bool = False) -> MilvusServer:
    """A connection, which lasts as long as the process."""
    address = store_address(told)
    if address is None:
        raise ValueError(f"{told!r} names no store but this computer's files")
    key = (address, os.environ.get(KEY, ""))
    with _connecting:
        if key not in _connected:
            _connected[key] = MilvusServer.connect(address, create=create)
        return _connected[key]


def _empty(server: MilvusServer) -> EmptyFolderError:
    shown = server.address.shown
    return EmptyFolderError(
        f"The store {shown} is empty. Fill it: byline index --articles DIR --store {shown}"
    )
