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
from index.sealed_files import DamageError, Seal, SealedFile, sealed

POINTER = "current"
_GENERATION = "generation-"
_READ_ATTEMPTS = 5


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


def save_generation(
    folder: Path,
    description: Mapping[str, Any],
    files: Iterable[tuple[str, bytes]],
    kept: Mapping[str, Kept] | None = None,
) -> None:
    """Write files and make them, with those `kept` from before, the ones that count.

    What counted before and does not now is removed.

    Raises:
        SaveError: with what counted before still in place.
    """
    name = f"{_GENERATION}{secrets.token_hex(8)}"
    place = folder / name
    pending = folder / f"{POINTER}.{name}"
    counting = dict(kept or {})
    try:
        make_folder(folder)
        place.mkdir()
        for file, plain in files:
            data, seal = sealed(plain)
            write_file(place / file, data)
            counting[file] = Kept(f"{name}/{file}", seal)
        sync_folder(place)
        write_file(pending, _encode_pointer(description, counting))
        sync_folder(folder)
        pending.replace(folder / POINTER)
    except BaseException as error:
        with contextlib.suppress(OSError):
            pending.unlink(missing_ok=True)
        shutil.rmtree(place, ignore_errors=True)
        if not isinstance(error, OSError):
            raise  # whoever made the files failed
        raise SaveError(
            f"the library could not be saved in {folder}: {error.strerror or error}. "
            "What was saved before is untouched; make room or choose another place: "
            "BYLINE_HOME=DIR"
        ) from error
    # From here on the new files count, even if the disk refuses to confirm it.
    with contextlib.suppress(OSError):
        sync_folder(folder)
        _remove_others(folder, {each.path for each in counting.values()})


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
