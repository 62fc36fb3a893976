"""Several arrays in one sealed file, each read when it is asked for. Knows not what they mean."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.sealed_files import SealedFile

_HEAD = 8  # bytes of the length of the contents, which come next
_ALIGNED = 64
_TYPES = frozenset({"|u1", "|b1", "<u2", "<i4", "<i8", "<u8", "<f4", "|S24"})

Array = NDArray[Any]


def pack(arrays: Mapping[str, Array]) -> bytes:
    """The arrays one after the other, behind a table of contents."""
    parts: list[bytes] = []
    contents: dict[str, tuple[int, str, list[int]]] = {}
    place = 0
    for name, array in arrays.items():
        data = np.ascontiguousarray(array).tobytes()
        contents[name] = (place, array.dtype.str, list(array.shape))
        parts += [data, bytes(-len(data) % _ALIGNED)]
        place += len(data) + len(parts[-1])
    table = json.dumps(contents).encode()
    table += b" " * (-(_HEAD + len(table)) % _ALIGNED)
    return b"".join([len(table).to_bytes(_HEAD, "little"), table, *parts])


class PackedArrays:
    """What `pack` made, in a file or in memory."""

    def __init__(self, file: SealedFile) -> None:
        """Read the table of contents.

        Raises:
            ValueError: it is something else.
        """
        self.file = file
        length = int.from_bytes(file.part(0, _HEAD), "little")
        self._start = _HEAD + length
        self._contents: dict[str, tuple[int, np.dtype[Any], tuple[int, ...]]] = {}
        for name, (place, kind, shape) in json.loads(
            file.part(_HEAD, self._start).tobytes()
        ).items():
            if kind not in _TYPES:
                raise ValueError(f"{file.path} holds an array of {kind}")
            self._contents[name] = (self._start + place, np.dtype(kind), tuple(shape))

    @classmethod
    def of(cls, arrays: Mapping[str, Array]) -> PackedArrays:
        """The same in memory."""
        return cls(SealedFile(Path(), memoryview(pack(arrays))))

    def data(self) -> bytes:
        """What `pack` made."""
        return self.file.part().tobytes()

    def length(self, name: str) -> int:
        """The number of rows of an array."""
        return self._contents[name][2][0]

    def __getitem__(self, name: str) -> Array:
        """A whole array; it cannot be written to."""
        return self.rows(name, 0, self.length(name))

    def rows(self, name: str, start: int, stop: int) -> Array:
        """Some rows of an array that follow one another."""
        place, kind, shape = self._contents[name]
        size = self._row_size(name)
        part = self.file.part(place + start * size, place + stop * size)
        return np.frombuffer(part, kind).reshape(stop - start, *shape[1:])

    def take(self, name: str, rows: NDArray[np.int64]) -> Array:
        """A copy of any rows of an array, in their order."""
        place, kind, shape = self._contents[name]
        size = self._row_size(name)
        self.file.check_each(place + rows.astype(np.int64) * size, size)
        whole = np.frombuffer(self.file.unchecked(place, place + shape[0] * size), kind).reshape(
            shape
        )
        return whole[rows]

    def text(self, name: str, start: int, stop: int) -> str:
        """Some bytes as text."""
        return self.rows(name, start, stop).tobytes().decode("utf-8", "surrogatepass")

    def _row_size(self, name: str) -> int:
        _, kind, shape = self._contents[name]
        return kind.itemsize * int(np.prod(shape[1:]))


def as_bytes(text: str) -> Array:
    """A text as an array to be packed."""
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)


def ends_of(sizes: list[int] | Array) -> NDArray[np.int64]:
    """Where each of some stretches begins, and at last where they end."""
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
