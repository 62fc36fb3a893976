"""The folder of articles that a person has added in the browser: files go in and come out.

The only folder of articles that Byline writes into; it lies beside its other files.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from index.formats import UnreadableError, most_bytes, read_bytes, why_not_read
from ui.files.file_names import clean_name

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_FILES = 5_000


class OwnArticlesError(ValueError):
    """Why a file is not taken or not removed; the message may be shown to a person."""


class OwnArticles:
    """Adds, lists and removes the files of one folder, by name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def names(self) -> tuple[str, ...]:
        """The files that are there, in alphabetical order."""
        try:
            found = [e.name for e in os.scandir(self.folder) if e.is_file(follow_symlinks=False)]
        except FileNotFoundError:
            return ()
        return tuple(sorted(name for name in found if not name.startswith(".")))

    def add(self, name: str, data: bytes) -> str:
        """Add a file under its name, made safe, and return that.

        A file that is there already is not written again; another one with its name gets a number.

        Raises:
            OwnArticlesError: it is no article, too large, or one too many.
        """
        clean = clean_name(name)
        suffix = Path(clean).suffix
        if (reason := why_not_read(suffix)) is not None:
            raise OwnArticlesError(f"{reason[0].upper()}{reason[1:]}.")
        if len(data) > (most := most_bytes(suffix)):
            raise OwnArticlesError(
                f"It has {len(data) / 2**20:.1f} MB; a {suffix} file has up to {most >> 20} MB."
            )
        try:
            read_bytes(data, suffix)
        except UnreadableError as error:
            raise OwnArticlesError(f"It cannot be read: {error}.") from error
        if len(self.names) >= MOST_FILES:
            raise OwnArticlesError(f"The folder holds {MOST_FILES:,} files, which is the most.")
        try:
            return self._write(clean, data)
        except OSError as error:
            raise OwnArticlesError(f"It cannot be saved: {error.strerror}.") from error

    def remove(self, name: str) -> None:
        """Remove a file of the folder.

        Raises:
            OwnArticlesError: there is no such file, or it may not be removed.
        """
        if name not in self.names:
            raise OwnArticlesError("This file is not among your own articles any more.")
        try:
            (self.folder / name).unlink()
        except OSError as error:
            raise OwnArticlesError(f"{name} cannot be removed: {error.strerror}.") from error

    def _write(self, name: str, data: bytes) -> str:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        begun = self.folder / f".{name}.{os.getpid()}"
        begun.write_bytes(data)
        try:
            for each in _numbered(name):
                path = self.folder / each
                if path.is_file() and path.read_bytes() == data:
                    return each
                with contextlib.suppress(FileExistsError):
                    os.link(begun, path)  # unlike a rename, replaces nothing
                    return each
        finally:
            begun.unlink()
        raise AssertionError("unreachable")


def _numbered(name: str) -> Iterator[str]:
    yield name
    path = Path(name)
    for number in range(2, MOST_FILES + 3):
        yield f"{path.stem} ({number}){path.suffix}"
