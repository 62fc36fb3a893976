"""Bytes in Milvus by their hash, in pieces that a row can hold.

What has a hash for its name need not be written twice, and cannot be read altered.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Collection, Iterable, Mapping

from index.errors import DamagedLibraryError
from index.milvus_layout import NOWHERE, one_of
from index.milvus_server import MilvusServer
from index.store_address import StoreAddress

_PIECE = 45_000  # bytes, which are 60,000 letters
_BATCH = 4 << 20  # bytes that are sent at a time


class MissingPartError(DamagedLibraryError):
    """What is asked for is not there any more, or never was."""


def changed_meanwhile(address: StoreAddress) -> MissingPartError:
    """What to say where something is gone that was there a moment ago."""
    return MissingPartError(f"The store {address.shown} has changed meanwhile. Ask again.")


def digest_of(data: bytes) -> str:
    """The name of some bytes."""
    return hashlib.sha256(data).hexdigest()


class MilvusParts:
    """The parts of one library."""

    def __init__(self, server: MilvusServer, collection: str) -> None:
        self._server = server
        self._collection = collection

    def put(self, parts: Iterable[bytes]) -> None:
        """Write some."""
        rows: list[dict[str, object]] = []
        size = 0
        for data in parts:
            packed = base64.b64encode(zlib.compress(data, 6)).decode("ascii")
            step = _PIECE * 4 // 3
            pieces = [packed[start : start + step] for start in range(0, len(packed), step)]
            name = digest_of(data)
            rows += [
                {"key": f"{name}.{at}", "count": len(pieces), "data": piece, **NOWHERE}
                for at, piece in enumerate(pieces)
            ]
            size += len(packed)
            if size > _BATCH:
                self._server.upsert(self._collection, rows)
                rows, size = [], 0
        self._server.upsert(self._collection, rows)

    def get(self, names: Collection[str]) -> dict[str, bytes]:
        """Some, by their hashes.

        Raises:
            MissingPartError: one is not there.
            DamagedLibraryError: one is not what was written.
        """
        wanted = list(dict.fromkeys(names))
        pieces = self._pieces([f"{name}.0" for name in wanted])
        more = [
            f"{name}.{at}"
            for name in wanted
            if f"{name}.0" in pieces
            for at in range(1, pieces[f"{name}.0"][0])
        ]
        pieces |= self._pieces(more)
        return {name: self._joined(name, pieces) for name in wanted}

    def delete(self, names: Collection[str]) -> None:
        """Take some away, by their hashes."""
        wanted = list(names)
        found = self._server.get(
            self._collection, [f"{name}.0" for name in wanted], ["key", "count"]
        )
        keys = [f"{row['key'][:-2]}.{at}" for row in found for at in range(int(row["count"]))]
        for start in range(0, len(keys), 1_000):
            some = keys[start : start + 1_000]
            self._server.delete(self._collection, one_of("key", some))

    def _pieces(self, keys: list[str]) -> dict[str, tuple[int, str]]:
        rows = self._server.get(self._collection, keys, ["key", "count", "data"])
        return {str(row["key"]): (int(row["count"]), str(row["data"])) for row in rows}

    def _joined(self, name: str, pieces: Mapping[str, tuple[int, str]]) -> bytes:
        shown = self._server.address.shown
        try:
            count = pieces[f"{name}.0"][0]
            packed = "".join(pieces[f"{name}.{at}"][1] for at in range(count))
        except KeyError as error:
            raise MissingPartError(
                f"The store {shown} has changed meanwhile, or lacks a part ({name[:12]}). Ask "
                f"again; if that does not help: byline index --rebuild --store {shown}"
            ) from error
        try:
            data = zlib.decompress(base64.b64decode(packed, validate=True))
        except (ValueError, zlib.error):
            data = b""
        if digest_of(data) != name:
            raise DamagedLibraryError(
                f"The store {shown} is damaged: part {name[:12]} is not what was written. "
                f"Fill it again: byline index --rebuild --store {shown}"
            )
        return data
