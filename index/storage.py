"""Files that are wholly written or not at all: generations, and a pointer to the one that counts.

A generation is a folder of files that never change. The pointer `current` names one, with the
checksum of each of its files, and is replaced in one step after everything it names is on the
disk. Whoever is interrupted at any moment leaves the generation before or the one after.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import SaveError

POINTER = "current"
_GENERATION = "generation-"
_READ_ATTEMPTS = 5


class DamageError(ValueError):
    """What was read is not what was written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete state: what its pointer says of it, and the bytes of its files."""

    description: Mapping[str, Any]
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class _Pointer:
    generation: str
    description: dict[str, Any]
    seals: dict[str, tuple[int, str]]  # name -> size, sha256


def save_generation(
    folder: Path, description: Mapping[str, Any], files: Mapping[str, bytes]
) -> None:
    """Write a new generation and make it the current one, then remove the others.

    Raises:
        SaveError: with the old generation still in place.
    """
    name = f"{_GENERATION}{secrets.token_hex(8)}"
    seals = {file: (len(data), hashlib.sha256(data).hexdigest()) for file, data in files.items()}
    pointer = _encode_pointer(_Pointer(name, dict(description), seals))
    place = folder / name
    pending = folder / f"{POINTER}.{name}"
    try:
        make_folder(folder)
        place.mkdir()
        for file, data in files.items():
            write_file(place / file, data)
        sync_folder(place)
        write_file(pending, pointer)
        sync_folder(folder)
        pending.replace(folder / POINTER)
    except OSError as error:
        with contextlib.suppress(OSError):
            pending.unlink(missing_ok=True)
        shutil.rmtree(place, ignore_errors=True)
        raise SaveError(
            f"the library could not be saved in {folder}: {error.strerror or error}. "
            "What was saved before is untouched; make room or choose another place: "
            "BYLINE_HOME=DIR"
        ) from error
    # From here on the new generation counts, even if the disk refuses to confirm it.
    with contextlib.suppress(OSError):
        sync_folder(folder)
        _remove_others(folder, name)


def load_generation(folder: Path) -> Generation | None:
    """The current generation with every checksum tried, or None where nothing was ever saved.

    Raises:
        DamageError: for the first file that is not what was written.
    """
    for _ in range(_READ_ATTEMPTS):
        pointer = _read_pointer(folder)
        if pointer is None:
            return None
        try:
            files = {
                file: _read_sealed(folder / pointer.generation / file, seal)
                for file, seal in pointer.seals.items()
            }
        except DamageError:
            # A writer may have put a newer generation in place while this one was being read.
            latest = _read_pointer(folder)
            if latest is None or latest.generation == pointer.generation:
                raise
        else:
            return Generation(pointer.description, files)
    raise DamageError(folder / POINTER, f"it changed {_READ_ATTEMPTS} times while it was read")


def read_pointer(folder: Path) -> bytes | None:
    """The pointer as it is, which no two generations share; None where none can be read."""
    try:
        return (folder / POINTER).read_bytes()
    except OSError:
        return None


def read_description(folder: Path) -> Mapping[str, Any] | None:
    """What the pointer says of the current generation, whose files are not looked at.

    Raises:
        DamageError: when the pointer is not what was written.
    """
    pointer = _read_pointer(folder)
    return None if pointer is None else pointer.description


def find_damaged_files(folder: Path) -> Iterator[DamageError]:
    """Every file of the current generation that is not what was written."""
    try:
        pointer = _read_pointer(folder)
    except DamageError as damage:
        yield damage
        return
    if pointer is None:
        return
    for file, seal in pointer.seals.items():
        try:
            _read_sealed(folder / pointer.generation / file, seal)
        except DamageError as damage:
            yield damage


def write_file(path: Path, data: bytes) -> None:
    """Create a file that is on the disk when this returns; never one that exists already."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
    try:
        view = memoryview(data)
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


def _encode_pointer(pointer: _Pointer) -> bytes:
    body = json.dumps(
        {
            "generation": pointer.generation,
            "description": pointer.description,
            "files": pointer.seals,
        },
        indent=1,
        sort_keys=True,
    ).encode()
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def _read_pointer(folder: Path) -> _Pointer | None:
    path = folder / POINTER
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DamageError(path, f"it cannot be read: {error.strerror}") from error
    seal, _, body = data.partition(b"\n")
    if seal != hashlib.sha256(body).hexdigest().encode():
        raise DamageError(path, "its checksum does not match")
    try:
        fields = json.loads(body)
        seals = {name: (int(size), str(digest)) for name, (size, digest) in fields["files"].items()}
        generation = Path(fields["generation"]).name
        return _Pointer(generation, fields["description"], seals)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamageError(path, "it was not written by Byline") from error


def _read_sealed(path: Path, seal: tuple[int, str]) -> bytes:
    size, digest = seal
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise DamageError(path, "it is missing") from error
    except OSError as error:
        raise DamageError(path, f"it cannot be read: {error.strerror}") from error
    if len(data) != size:
        raise DamageError(path, f"it has {len(data):,} bytes instead of {size:,}")
    if hashlib.sha256(data).hexdigest() != digest:
        raise DamageError(path, "its checksum does not match")
    return data


def _remove_others(folder: Path, current: str) -> None:
    """Remove what no pointer names: older generations and what a crash left behind."""
    for entry in folder.iterdir():
        if entry.name.startswith(f"{POINTER}."):
            entry.unlink(missing_ok=True)
        elif entry.name.startswith(_GENERATION) and entry.name != current:
            shutil.rmtree(entry, ignore_errors=True)
