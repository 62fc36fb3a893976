"""Files that are wholly written or not at all: generations, and a pointer to the one that counts.

A generation is what one save wrote: a folder of files that never change. The pointer `current`
names files of one generation or of several with the seal of each, and is replaced in one step after
everything it names is on the disk. Whoever is interrupted at any moment leaves what counted before
or what counts after.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import SaveError
from index.sealed_files import DamageError, Seal, SealedFile, Sealing

POINTER = "current"
_GENERATION = "generation-"
_READ_ATTEMPTS = 5
_PIECE = 1 << 16  # bytes; less is written together with what comes next

Piece = bytes | memoryview


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that counts: where it lies under the library, and its seal."""

    path: str
    seal: Seal


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete state: what its pointer says of it, and its files by their names."""

    description: Mapping[str, Any]
    files: Mapping[str, SealedFile]
    kept: Mapping[str, Kept]


class Draft:
    """A generation that is being written: nothing of it counts until all of it does.

    Whoever leaves it without `publish`, or fails, leaves what counted before.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._name = f"{_GENERATION}{secrets.token_hex(8)}"
        self._place = folder / self._name
        self._pending = folder / f"{POINTER}.{self._name}"
        self._is_open = True

    def __enter__(self) -> Draft:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_open:
            with contextlib.suppress(OSError):
                self._pending.unlink(missing_ok=True)
            shutil.rmtree(self._place, ignore_errors=True)

    def write(self, name: str, pieces: Iterable[Piece]) -> Kept:
        """Write a file.

        Raises:
            SaveError: it cannot be written.
        """
        with self._saving():
            if not self._place.exists():
                make_folder(self._folder)
                self._place.mkdir()
            seal = _write_sealed(self._place / name, pieces)
        return Kept(f"{self._name}/{name}", seal)

    def file(self, kept: Kept) -> SealedFile:
        """A file that was written, read from the disk.

        Raises:
            DamageError: it is not what was written.
        """
        return SealedFile.open(self._folder / kept.path, kept.seal)

    def publish(self, description: Mapping[str, Any], counting: Mapping[str, Kept]) -> None:
        """Make files, of this generation or of others, the ones that count; remove the rest.

        Raises:
            SaveError: with what counted before still in place.
        """
        with self._saving():
            make_folder(self._folder)
            if self._place.exists():
                sync_folder(self._place)
            write_file(self._pending, _encode_pointer(description, counting))
            sync_folder(self._folder)
            self._pending.replace(self._folder / POINTER)
        # From here on the new files count, even if the disk refuses to confirm it.
        self._is_open = False
        with contextlib.suppress(OSError):
            sync_folder(self._folder)
            _remove_others(self._folder, {each.path for each in counting.values()})

    @contextlib.contextmanager
    def _saving(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise SaveError(
                f"the library could not be saved in {self._folder}: {error.strerror or error}. "
                "What was saved before is untouched; make room or choose another place: "
                "BYLINE_HOME=DIR"
            ) from error


def load_generation(folder: Path, remedy: str = "") -> Generation | None:
    """The files that count, small ones with every checksum tried; None where none was ever saved.

    `remedy` is the sentence that says what helps against damage, now or when a file is read.

    Raises:
        DamageError: for the first file that is not what was written.
    """
    for _ in range(_READ_ATTEMPTS):
        data = _pointer_bytes(folder, remedy)
        if data is None:
            return None
        description, kept = _decode_pointer(folder / POINTER, data, remedy)
        try:
            files = {
                name: SealedFile.open(folder / each.path, each.seal, remedy)
                for name, each in kept.items()
            }
        except DamageError:
            # A writer may have put a newer generation in place while this one was being read.
            if _pointer_bytes(folder, remedy) in (None, data):
                raise
        else:
            return Generation(description, files, kept)
    reason = f"it changed {_READ_ATTEMPTS} times while it was read"
    raise DamageError(folder / POINTER, reason, remedy)


def read_pointer(folder: Path) -> bytes | None:
    """The pointer as it is, which no two generations share; None where none can be read."""
    try:
        return (folder / POINTER).read_bytes()
    except OSError:
        return None


def is_saved(folder: Path) -> bool:
    """Whether anything was ever saved there, even if it cannot be read any more."""
    try:
        os.lstat(folder / POINTER)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def read_description(folder: Path) -> Mapping[str, Any] | None:
    """What the pointer says of what counts; no file is looked at.

    Raises:
        DamageError: when the pointer is not what was written.
    """
    data = _pointer_bytes(folder)
    return None if data is None else _decode_pointer(folder / POINTER, data)[0]


def find_damaged_files(folder: Path) -> Iterator[DamageError]:
    """Every file that counts and is not what was written; all of them are read."""
    try:
        data = _pointer_bytes(folder)
        kept = {} if data is None else _decode_pointer(folder / POINTER, data)[1]
    except DamageError as damage:
        yield damage
        return
    for each in kept.values():
        try:
            SealedFile.open(folder / each.path, each.seal).check_all()
        except DamageError as damage:
            yield damage


def write_file(path: Path, data: bytes) -> None:
    """Create a file that is on the disk when this returns; never one that exists already."""
    _write_pieces(path, [data])


def _write_sealed(path: Path, pieces: Iterable[Piece]) -> Seal:
    sealing = Sealing()
    seals: list[Seal] = []

    def with_digests() -> Iterator[Piece]:
        for piece in pieces:
            sealing.add(piece)
            yield piece
        digests, seal = sealing.end()
        seals.append(seal)
        yield digests

    _write_pieces(path, _gathered(with_digests()))
    return seals[0]


def _gathered(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same bytes with small pieces put together."""
    small: list[Piece] = []
    for piece in pieces:
        if len(piece) < _PIECE:
            small.append(piece)
        if small and (len(piece) >= _PIECE or sum(map(len, small)) >= _PIECE):
            yield b"".join(small)
            small = []
        if len(piece) >= _PIECE:
            yield piece
    if small:
        yield b"".join(small)


def _write_pieces(path: Path, pieces: Iterable[Piece]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
    try:
        for piece in pieces:
            view = memoryview(piece)
            while view:
                written = os.write(descriptor, view)  # may write less than it was given
                view = view[written:]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Have the disk remember the names in a folder, not only the files behind them."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, each remembered by the disk."""
    missing = []
    place = folder
    while not place.is_dir():
        missing.append(place)
        place = place.parent
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        sync_folder(each.parent)


def _encode_pointer(description: Mapping[str, Any], kept: Mapping[str, Kept]) -> bytes:
    body = json.dumps(
        {
            "description": description,
            "files": {name: (each.path, *each.seal) for name, each in kept.items()},
        },
        indent=1,
        sort_keys=True,
    ).encode()
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def _pointer_bytes(folder: Path, remedy: str = "") -> bytes | None:
    path = folder / POINTER
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DamageError(path, f"it cannot be read: {error.strerror}", remedy) from error


def _decode_pointer(
    path: Path, data: bytes, remedy: str = ""
) -> tuple[dict[str, Any], dict[str, Kept]]:
    seal, _, body = data.partition(b"\n")
    if seal != hashlib.sha256(body).hexdigest().encode():
        raise DamageError(path, "its checksum does not match", remedy)
    try:
        fields = json.loads(body)
        description: dict[str, Any] = fields["description"]
        # An older format names its files otherwise; nobody reads them any more.
        named = {name: each for name, each in fields["files"].items() if len(each) == 3}
        kept = {}
        for name, (place, size, digest) in named.items():
            generation, file = Path(place).parts
            kept[name] = Kept(f"{generation}/{file}", Seal(int(size), str(digest)))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamageError(path, "it was not written by Byline", remedy) from error
    return description, kept


def _remove_others(folder: Path, counting: set[str]) -> None:
    """Remove what no pointer names: older files and what a crash left behind."""
    holding = {Path(each).parts[0] for each in counting}
    for entry in folder.iterdir():
        if entry.name.startswith(f"{POINTER}."):
            entry.unlink(missing_ok=True)
        elif entry.name.startswith(_GENERATION) and entry.name not in holding:
            shutil.rmtree(entry, ignore_errors=True)
        elif entry.name in holding:
            for file in entry.iterdir():
                if f"{entry.name}/{file.name}" not in counting:
                    file.unlink(missing_ok=True)
