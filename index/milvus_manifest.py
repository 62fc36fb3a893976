"""What a library in Milvus promises: its settings, its size, and the hashes of what belongs to it.

It is written before the row that points to it, which is one row and so there or not.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.contents import Settings
from index.errors import DamagedLibraryError
from index.milvus_layout import NOWHERE, PARTS_INDEXES, POINTER, Layout, part_fields
from index.milvus_parts import MilvusParts, digest_of
from index.milvus_server import MilvusServer
from index.packed_arrays import Array, PackedArrays, pack
from index.sealed_files import SealedFile

_KEY, _WRITER = "pointer", "writer"

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which collections, which generation of their rows, and the hash of its manifest."""

    epoch: int
    generation: int
    manifest: str

    @property
    def layout(self) -> Layout:
        return Layout(self.epoch)

    def encoded(self) -> bytes:
        return json.dumps(asdict(self)).encode()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The library of `folder` in one generation.

    `frozen_mean` is the number of words of a passage when the first was written: the weights of
    words are of it. `mean` is that of today.
    `state`, `words`, `written`, `columns` are hashes of parts; `before` are those that only the
    generation before needs.
    """

    settings: Settings
    folder: str
    articles: int
    passages: int
    embedded: int
    version: str
    newest: str | None
    mean: float
    frozen_mean: float
    skipped: tuple[tuple[str, str], ...]
    state: str
    words: str
    written: str
    columns: str
    before: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        return self.state, self.words, self.written, self.columns

    def encoded(self) -> bytes:
        return json.dumps(asdict(self), sort_keys=True).encode()

    @classmethod
    def decoded(cls, data: bytes) -> Manifest:
        fields = json.loads(data)
        fields["settings"] = Settings(**fields["settings"])
        fields["skipped"] = tuple((path, reason) for path, reason in fields["skipped"])
        fields["before"] = tuple(fields["before"])
        return cls(**fields)


@dataclass(frozen=True, slots=True)
class State:
    """What every article has, in the order of the folder, and the rows that do not count any more.

    `serials` are the articles' numbers in the store, `sizes` how many passages each has.
    `copied` are the places of those with near-copies, and `groups` the number they share.
    `retired` are numbers whose rows are there for whoever still reads the generation before.
    """

    serials: Numbers
    sizes: Numbers
    copied: Numbers
    groups: Numbers
    retired: Numbers
    origins: Sequence[tuple[str | None, str | None, str]]
    bylines: Sequence[str]

    def encoded(self) -> bytes:
        names = json.dumps([list(self.origins), list(self.bylines)]).encode()
        numbers = (self.serials, self.sizes, self.copied, self.groups, self.retired)
        arrays: dict[str, Array] = dict(zip(_NUMBERS, numbers, strict=True))
        return pack({**arrays, "names": np.frombuffer(names, np.uint8)})

    @classmethod
    def decoded(cls, data: bytes) -> State:
        arrays = unpacked(data)
        origins, bylines = json.loads(arrays["names"].tobytes())
        return cls(
            **{name: arrays[name] for name in _NUMBERS},
            origins=[(outlet, shown, host) for outlet, shown, host in origins],
            bylines=bylines,
        )


_NUMBERS = ("serials", "sizes", "copied", "groups", "retired")


def unpacked(data: bytes) -> PackedArrays:
    """What `pack` made."""
    return PackedArrays(SealedFile(Path(), memoryview(data)))


@dataclass(frozen=True, slots=True)
class Writer:
    """Who fills a store, by a number of chance, and the first number that no article may have yet.

    Whoever comes later takes the place of whoever was here; numbers that were given once are not
    given again, so that rows of somebody who was late are nobody's.
    """

    token: str
    reserved: int


def read_pointer(server: MilvusServer) -> Pointer | None:
    """What counts now; None where nothing was ever filled."""
    told = _read(server, _KEY)
    return None if told is None else Pointer(**told)


def write_pointer(server: MilvusServer, pointer: Pointer) -> None:
    """Let another generation count, from now on and for everybody."""
    _write(server, _KEY, pointer.encoded())


def read_writer(server: MilvusServer) -> Writer | None:
    """Who filled the store last, or does now."""
    told = _read(server, _WRITER)
    return None if told is None else Writer(**told)


def write_writer(server: MilvusServer, writer: Writer) -> None:
    """Be the one who fills the store."""
    if not server.holds(POINTER):
        server.create(POINTER, part_fields(), PARTS_INDEXES, "key")
    _write(server, _WRITER, json.dumps(asdict(writer)).encode())


def _read(server: MilvusServer, key: str) -> dict[str, Any] | None:
    rows = server.get(POINTER, [key], ["data"]) if server.holds(POINTER) else []
    found: dict[str, Any] | None = json.loads(rows[0]["data"]) if rows else None
    return found


def _write(server: MilvusServer, key: str, data: bytes) -> None:
    server.upsert(POINTER, [{"key": key, "count": 1, "data": data.decode(), **NOWHERE}])


def read_manifest(server: MilvusServer, pointer: Pointer) -> Manifest:
    """What a generation promises.

    Raises:
        DamagedLibraryError: it is not what was written.
    """
    data = MilvusParts(server, pointer.layout.parts).get([pointer.manifest])[pointer.manifest]
    try:
        return Manifest.decoded(data)
    except (ValueError, KeyError, TypeError) as error:
        shown = server.address.shown
        raise DamagedLibraryError(
            f"The store {shown} cannot be read by this version of Byline: {error}. "
            f"Fill it again: byline index --rebuild --store {shown}"
        ) from error


def name_of(manifest: Manifest) -> str:
    """The hash by which a pointer names it."""
    return digest_of(manifest.encoded())
