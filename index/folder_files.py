"""The files of a folder, opened without ever leaving it. Knows nothing of articles."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from index.errors import ArticleFolderError
from index.file_looks import NEVER, SETTLED_SECONDS, Look, look_of, settled
from index.formats import most_bytes, why_not_read
from index.saved_pages import parts_folders, with_folder

MAX_FILES = 200_000


class Met(NamedTuple):
    """A file that may be an article: its bytes, or none where it looks as it did."""

    path: str
    data: bytes | None
    look: Look


@dataclass
class Walk:
    """A walk through a folder.

    `believed` begins with what files looked like that need not be read again while they look so.
    """

    folder: Path
    believed: Mapping[str, tuple[Look, object]] = field(default_factory=dict)
    settled_seconds: float = SETTLED_SECONDS
    # What was met, in order; without a reason where the file itself says it.
    met: list[tuple[str, str | None]] = field(default_factory=list)

    def skip(self, relative: str, reason: str) -> None:
        """Note why something is not read."""
        self.met.append((relative, reason))

    def skip_folder(self, error: OSError) -> None:
        """A folder below that may not be listed is named like a file that may not be read."""
        name = os.path.relpath(error.filename or ".", self.folder)
        self.skip(name, f"it cannot be read: {error.strerror}")


def read_files(walk: Walk) -> Iterator[Met]:
    """Each readable candidate, in the same order on every machine.

    Every name is opened relative to an open directory and without following links, so nothing
    that is swapped in meanwhile can lead out of the folder.
    """
    count = 0
    first: int | None = None
    for root, folders, names, directory in _walk_folders(walk):
        parts = parts_folders(names, folders)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in parts.values()
        )
        below = os.path.relpath(root, walk.folder)
        # Of another disk that lies in the folder nobody knows what it tells.
        disk = os.fstat(directory).st_dev
        first = disk if first is None else first
        is_same_disk = disk == first
        for name in [*folders, *sorted(names)]:
            relative = name if below == "." else f"{below}/{name}"
            if name in folders:
                _name_linked_folder(walk, relative, name, directory)
                continue
            if name.startswith("."):
                continue
            count += 1
            if count > MAX_FILES:
                walk.skip(relative, f"only the first {MAX_FILES:,} files of a folder are read")
                return
            # The style sheets beside a page belong to it, and may change without it.
            alone = not parts or name not in parts
            met = _read_file(walk, relative, name, directory, believe=alone and is_same_disk)
            if not alone and met is not None and met.data is not None:
                data = with_folder(met.data, parts[name], directory, _read_regular)
                met = Met(relative, data, NEVER)
            if met is not None:
                yield met


def _walk_folders(walk: Walk) -> Iterator[tuple[str, list[str], list[str], int]]:
    try:
        yield from os.fwalk(walk.folder, onerror=walk.skip_folder)
    except OSError as error:
        raise ArticleFolderError(
            f"{walk.folder} cannot be read: {error.strerror}. Look at it: ls -ld {walk.folder}"
        ) from error


def _name_linked_folder(walk: Walk, relative: str, name: str, directory: int) -> None:
    if stat.S_ISLNK(os.stat(name, dir_fd=directory, follow_symlinks=False).st_mode):
        walk.skip(relative, "links to other folders are not followed")


def _read_file(
    walk: Walk, relative: str, name: str, directory: int, *, believe: bool
) -> Met | None:
    try:
        status = os.stat(name, dir_fd=directory, follow_symlinks=False)
        look = look_of(status)
        if believe and (seen := walk.believed.get(relative)) is not None and seen[0] == look:
            return Met(relative, None, look)
        reason = _why_not(walk.folder, relative, status)
        if reason is None:
            now = time.time_ns()
            data = _read_regular(name, directory, most_bytes(suffix_of(name)))
            return Met(relative, data, settled(look, now, walk.settled_seconds))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
    if reason:
        walk.skip(relative, reason)
    return None


def _why_not(folder: Path, relative: str, status: os.stat_result) -> str | None:
    """Why this file is not read: a sentence; empty for what needs no word; None when it is."""
    if stat.S_ISLNK(status.st_mode):
        return _judge_link(folder, folder / relative)
    if not stat.S_ISREG(status.st_mode):
        return "it is not a regular file"
    suffix = suffix_of(relative)
    if (reason := why_not_read(suffix)) is not None:
        return reason
    if status.st_size > most_bytes(suffix):
        return f"it has {status.st_size:,} bytes, more than {most_bytes(suffix):,}"
    return None


def _judge_link(folder: Path, path: Path) -> str:
    try:
        inside = path.resolve(strict=True).is_relative_to(folder)
    except (OSError, RuntimeError):
        return "it is a link that leads nowhere"
    # What lies inside is read under its own name.
    return "" if inside else "it is a link that leads out of the folder"


def _read_regular(name: str, directory: int, most: int) -> bytes:
    """Read a file that is still a regular one; opening a pipe does not wait."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    descriptor = os.open(name, flags, dir_fd=directory)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise ValueError("it is not a regular file")
        data = os.read(descriptor, min(status.st_size, most) + 1)
        while len(data) <= most and (more := os.read(descriptor, most + 1 - len(data))):
            data += more
    finally:
        os.close(descriptor)
    if len(data) > most:
        raise ValueError(f"it grew beyond {most:,} bytes")
    return data


def suffix_of(name: str) -> str:
    """The ending as `Path` has it, in a tenth of the time: there may be 100,000 files."""
    ending = os.path.splitext(name)[1]  # noqa: PTH122
    return "" if ending == "." else ending.lower()
