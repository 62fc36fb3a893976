"""Files whose every block carries a checksum, tried before the block is first used.

Such a file is what was given to be written, followed by the hash of each of its blocks; its seal,
the size and the hash of those hashes, stands elsewhere. A large one is mapped into memory: opening
it reads nothing but the hashes, and what is never asked for is never read.

Where a mapped page cannot be fetched, the system ends the process. So a block is read by a call
that can fail before it is first used, and the size of the file is looked at before each use: a disk
that fails, or a file that is cut off, is an error that says so. What remains is a page that was
read, given back by the system for lack of memory, and cannot be fetched again.
"""

from __future__ import annotations

import contextlib
import hashlib
import mmap
import os
import weakref
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
        self,
        path: Path,
        data: memoryview,
        *,
        digests: bytes = b"",
        descriptor: int | None = None,
        remedy: str = "",
    ) -> None:
        """Without `digests` nothing needs to be tried: it was made in this process.

        `descriptor` is that of the file that is mapped, and is closed with this.
        """
        self.path = path
        self._data = data
        self._digests = digests
        self._descriptor = descriptor
        self._remedy = remedy
        self._untried = np.ones(len(self._digests) // _DIGEST, dtype=bool)
        if descriptor is not None:
            weakref.finalize(self, os.close, descriptor)

    @classmethod
    def open(cls, path: Path, seal: Seal, remedy: str = "") -> SealedFile:
        """Open a file that was written as `Sealing` says: a small one is read, a large one mapped.

        Raises:
            DamageError: it is not the file of this seal, or a small one is damaged anywhere.
        """
        size = seal.size - -(-seal.size // (BLOCK + _DIGEST)) * _DIGEST
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError as error:
            raise DamageError(path, "it is missing", remedy) from error
        except OSError as error:
            raise DamageError(path, f"it cannot be read: {error.strerror}", remedy) from error
        with contextlib.ExitStack() as unless_kept:
            unless_kept.callback(os.close, descriptor)
            try:
                there = os.fstat(descriptor).st_size
                digests = _read(descriptor, size, seal.size)
                data = _read(descriptor, 0, size) if size <= SMALL else None
                mapped = mmap.mmap(descriptor, size, prot=mmap.PROT_READ) if data is None else data
            except OSError as error:
                raise DamageError(path, f"it cannot be read: {error.strerror}", remedy) from error
            except ValueError:  # what is to be mapped is not there
                raise DamageError(path, _other_size(there, seal.size), remedy) from None
            if there != seal.size:
                raise DamageError(path, _other_size(there, seal.size), remedy)
            if hashlib.sha256(digests).hexdigest() != seal.digest:
                raise DamageError(path, "its checksum does not match", remedy)
            view = memoryview(mapped)
            if data is not None:
                found = cls(path, view, digests=digests, remedy=remedy)
                found.check(0, size)
                return found
            unless_kept.pop_all()
        return cls(path, view, digests=digests, descriptor=descriptor, remedy=remedy)

    def __len__(self) -> int:
        return len(self._data)

    def part(self, start: int = 0, stop: int | None = None) -> memoryview:
        """The bytes from `start` to `stop`.

        Raises:
            DamageError: they are not those that were written.
        """
        end = len(self) if stop is None else stop
        self.check(start, end)
        self.check_size()
        return self._data[start:end]

    def unchecked(self, start: int, stop: int) -> memoryview:
        """The same for those who have tried what they use of it."""
        return self._data[start:stop]

    def check_size(self) -> None:
        """Whether the file still ends where it ended: what is cut off must not be touched.

        Raises:
            DamageError: it is shorter.
        """
        if self._descriptor is None:
            return
        there, whole = os.fstat(self._descriptor).st_size, len(self._data) + len(self._digests)
        if there < whole:
            raise self.damage(_other_size(there, whole))

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
        """Try every block."""
        self.check(0, len(self))

    def damage(self, reason: str) -> DamageError:
        """What to raise where something else shows that this file is damaged."""
        return DamageError(self.path, reason, self._remedy)

    def _check_blocks(self, blocks: Sequence[int]) -> None:
        for block in blocks:
            digest = hashlib.sha256(self._block(block)).digest()
            if digest != self._digests[block * _DIGEST : (block + 1) * _DIGEST]:
                raise self.damage("its checksum does not match")
            self._untried[block] = False

    def _block(self, block: int) -> bytes | memoryview:
        """A block; of a mapped file by a call that can fail."""
        start, stop = block * BLOCK, min((block + 1) * BLOCK, len(self._data))
        if self._descriptor is None:
            return self._data[start:stop]
        try:
            return _read(self._descriptor, start, stop)
        except OSError as error:
            raise self.damage(f"it cannot be read: {error.strerror}") from error


def _read(descriptor: int, start: int, stop: int) -> bytes:
    """The bytes of a file from `start` to `stop`, fewer where it has no more."""
    found = b""
    while start + len(found) < stop:
        more = os.pread(descriptor, stop - start - len(found), start + len(found))
        if not more:
            break
        found += more
    return found


def _other_size(there: int, due: int) -> str:
    return f"it has {there:,} bytes instead of {due:,}"
