"""Files whose every block carries a checksum, tried before the block is first used.

Such a file is what was given to be written, followed by the hash of each of its blocks; its seal,
the size and the hash of those hashes, stands elsewhere. It is mapped into memory: opening it reads
nothing but the hashes, and what is never asked for is never read.
"""

from __future__ import annotations

import hashlib
import mmap
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.errors import DamagedLibraryError

BLOCK = 1 << 16  # bytes
# Up to this size a file is tried whole when it is opened.
SMALL = 1 << 20
_DIGEST = hashlib.sha256().digest_size


class DamageError(DamagedLibraryError):
    """What was read is not what was written; `remedy` is the sentence that says what helps."""

    def __init__(self, path: Path, reason: str, remedy: str = "") -> None:
        super().__init__(f"{path} is damaged: {reason}. {remedy}".rstrip())
        self.path = path
        self.reason = reason


class Seal(NamedTuple):
    """What a file must be: its size in bytes, and the hash of the hashes of its blocks."""

    size: int
    digest: str


class Sealing:
    """Seals data that comes in pieces."""

    def __init__(self) -> None:
        self._block = hashlib.sha256()
        self._room = BLOCK
        self._digests: list[bytes] = []
        self._size = 0

    def add(self, piece: bytes | memoryview) -> None:
        """The next piece of the data."""
        left = memoryview(piece)
        self._size += len(left)
        while left:
            taken = left[: self._room]
            self._block.update(taken)
            self._room -= len(taken)
            if not self._room:
                self._digests.append(self._block.digest())
                self._block, self._room = hashlib.sha256(), BLOCK
            left = left[len(taken) :]

    def end(self) -> tuple[bytes, Seal]:
        """What is written behind the data, and the seal of the whole."""
        if self._room < BLOCK:
            self._digests.append(self._block.digest())
        digests = b"".join(self._digests)
        return digests, Seal(self._size + len(digests), hashlib.sha256(digests).hexdigest())


class SealedFile:
    """What was given to be written, a block at a time as it is asked for."""

    def __init__(
        self, path: Path, data: memoryview, digests: bytes | None = None, remedy: str = ""
    ) -> None:
        """Without `digests` nothing needs to be tried: it was made in this process."""
        self.path = path
        self._data = data
        self._digests = digests or b""
        self._remedy = remedy
        self._untried = np.ones(len(self._digests) // _DIGEST, dtype=bool)

    @classmethod
    def open(cls, path: Path, seal: Seal, remedy: str = "") -> SealedFile:
        """Map a file that was written as `Sealing` says.

        Raises:
            DamageError: it is not the file of this seal, or a small one is damaged anywhere.
        """
        try:
            data = _mapped(path)
        except FileNotFoundError as error:
            raise DamageError(path, "it is missing", remedy) from error
        except OSError as error:
            raise DamageError(path, f"it cannot be read: {error.strerror}", remedy) from error
        if len(data) != seal.size:
            reason = f"it has {len(data):,} bytes instead of {seal.size:,}"
            raise DamageError(path, reason, remedy)
        blocks = -(-len(data) // (BLOCK + _DIGEST))
        size = len(data) - blocks * _DIGEST
        digests = bytes(data[size:])
        if hashlib.sha256(digests).hexdigest() != seal.digest:
            raise DamageError(path, "its checksum does not match", remedy)
        found = cls(path, data[:size], digests, remedy)
        if size <= SMALL:
            found.check(0, size)
        return found

    def __len__(self) -> int:
        return len(self._data)

    def part(self, start: int = 0, stop: int | None = None) -> memoryview:
        """The bytes from `start` to `stop`.

        Raises:
            DamageError: they are not those that were written.
        """
        end = len(self) if stop is None else stop
        self.check(start, end)
        return self._data[start:end]

    def unchecked(self, start: int, stop: int) -> memoryview:
        """The same for those who have tried what they use of it."""
        return self._data[start:stop]

    def check(self, start: int, stop: int) -> None:
        """Try the blocks that hold these bytes, where that was not done before."""
        first, last = start // BLOCK, -(-stop // BLOCK)
        if start < stop and self._untried[first:last].any():
            self._check_blocks((first + np.flatnonzero(self._untried[first:last])).tolist())

    def check_each(self, starts: NDArray[np.int64], size: int) -> None:
        """The same for many stretches of one size, up to that of a block."""
        if len(starts) and self._untried.any():
            blocks = np.unique(np.concatenate([starts // BLOCK, (starts + size - 1) // BLOCK]))
            self._check_blocks(blocks[self._untried[blocks]].tolist())

    def check_all(self) -> None:
        """Try every block, and give the memory back that this took."""
        self.check(0, len(self))
        if isinstance(mapped := self._data.obj, mmap.mmap):
            mapped.madvise(mmap.MADV_DONTNEED)

    def damage(self, reason: str) -> DamageError:
        """What to raise where something else shows that this file is damaged."""
        return DamageError(self.path, reason, self._remedy)

    def _check_blocks(self, blocks: Sequence[int]) -> None:
        for block in blocks:
            digest = hashlib.sha256(self._data[block * BLOCK : (block + 1) * BLOCK]).digest()
            if digest != self._digests[block * _DIGEST : (block + 1) * _DIGEST]:
                raise self.damage("its checksum does not match")
            self._untried[block] = False


def _mapped(path: Path) -> memoryview:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        if not size:  # which no system maps
            return memoryview(b"")
        return memoryview(mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ))
