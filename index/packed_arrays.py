"""Several arrays in one sealed file, each read when it is asked for. Knows not what they mean."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.sealed_files import SealedFile

_HEAD = 8  # bytes of the length of the contents, which come next
_ALIGNED = 64
_TYPES = frozenset({"|u1", "|b1", "<u2", "<i4", "<i8", "<u8", "<f4", "|S24"})

Array = NDArray[Any]


def packed(arrays: Mapping[str, Array]) -> list[bytes | memoryview]:
    """The arrays one after the other, behind a table of contents, in pieces that are no copies."""
    parts: list[bytes | memoryview] = []
    contents: dict[str, tuple[int, str, list[int]]] = {}
    place = 0
    for name, array in arrays.items():
        data = np.ascontiguousarray(array).reshape(-1).view(np.uint8).data
        contents[name] = (place, array.dtype.str, list(array.shape))
        parts += [data, bytes(-len(data) % _ALIGNED)]
        place += len(data) + len(parts[-1])
    table = json.dumps(contents).encode()
    table += b" " * (-(_HEAD + len(table)) % _ALIGNED)
    return [len(table).to_bytes(_HEAD, "little"), table, *parts]


def pack(arrays: Mapping[str, Array]) -> bytes:
    """The same in one piece."""
    return b"".join(packed(arrays))


class _Placed(NamedTuple):
    """Where an array begins in its file, what its numbers are, and the bytes of one row."""

    start: int
    kind: np.dtype[Any]
    shape: tuple[int, ...]
    row: int


class PackedArrays:
    """What `pack` made, in a file or in memory."""

    def __init__(self, file: SealedFile) -> None:
        """Read the table of contents.

        Raises:
            ValueError: it is something else.
        """
        self.file = file
        start = _HEAD + int.from_bytes(file.part(0, _HEAD), "little")
        self._contents: dict[str, _Placed] = {}
        contents = json.loads(file.part(_HEAD, start).tobytes())
        for name, (place, code, shape) in contents.items():
            if code not in _TYPES:
                raise ValueError(f"{file.path} holds an array of {code}")
            kind = np.dtype(code)
            row = kind.itemsize * math.prod(shape[1:])
            self._contents[name] = _Placed(start + place, kind, tuple(shape), row)

    @classmethod
    def of(cls, arrays: Mapping[str, Array]) -> PackedArrays:
        """The same in memory."""
        return cls(SealedFile(Path(), memoryview(pack(arrays))))

    def data(self) -> memoryview:
        """What `pack` made."""
        return self.file.part()

    def get(self, name: str) -> Array | None:
        """The same as with brackets; None where there is no array of this name."""
        return self[name] if name in self._contents else None

    def length(self, name: str) -> int:
        """The number of rows of an array."""
        return self._contents[name].shape[0]

    def __getitem__(self, name: str) -> Array:
        """A whole array; it cannot be written to."""
        return self.rows(name, 0, self.length(name))

    def copy(self, name: str) -> Array:
        """A whole array in memory, for those who keep it whatever becomes of the file."""
        return self[name].copy()

    def rows(self, name: str, start: int, stop: int) -> Array:
        """Some rows of an array that follow one another."""
        at = self._contents[name]
        part = self.file.part(at.start + start * at.row, at.start + stop * at.row)
        found = np.frombuffer(part, at.kind)
        return found if len(at.shape) == 1 else found.reshape(stop - start, *at.shape[1:])

    def take(self, name: str, rows: NDArray[Any]) -> Array:
        """A copy of any rows of an array, in their order."""
        at = self._contents[name]
        self.file.check_each(at.start + rows.astype(np.int64) * at.row, at.row)
        self.file.check_size()
        data = self.file.unchecked(at.start, at.start + at.shape[0] * at.row)
        found: Array = np.frombuffer(data, at.kind).reshape(at.shape)[rows]
        return found

    def part(self, name: str, start: int, stop: int) -> bytes:
        """Some of an array of bytes."""
        at = self._contents[name].start
        return self.file.part(at + start, at + stop).tobytes()

    def text(self, name: str, start: int, stop: int) -> str:
        """The same as text."""
        return self.part(name, start, stop).decode("utf-8", "surrogatepass")


def as_bytes(text: str) -> Array:
    """A text as an array to be packed."""
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)


def ends_of(sizes: list[int] | Array) -> NDArray[np.int64]:
    """Where each of some stretches begins, and at last where they end."""
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
