"""Reading what is new in a folder, in batches that lie on the disk where they are many."""

from __future__ import annotations

import hashlib
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Protocol, Self

from index.batch_processes import BatchProcesses
from index.batches import Batch, decode_batch, make_batch
from index.errors import SaveError
from index.file_looks import Look
from index.folder import FileState, FolderWalk, NewFile, Seen
from index.storage import make_folder

_FILES, _BYTES = 64, 4 << 20  # of one batch
# So many batches are made in less time than it takes to start processes for them.
FEW_BATCHES = 4
_IN_MEMORY = 64 << 20  # bytes of batches
_KEPT = 16  # batches that were asked for last


class BatchMakers(Protocol):
    """Whoever makes the batches of a folder where they are many."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def each(
        self, groups: Iterable[Sequence[NewFile]]
    ) -> Iterator[tuple[Sequence[NewFile], bytes]]:
        """Each group of files with its batch, in their order."""


Elsewhere = Callable[[Path, Path], BatchMakers]  # of a folder, and where its library is kept


class Batches:
    """Batches by their number. Many of them lie in a file without a name, gone with the program."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY, dir=str(place))  # noqa: SIM115
        self._close = weakref.finalize(self, self._file.close)
        self._ends = [0]
        self._digests: list[bytes] = []
        self.batch = lru_cache(maxsize=_KEPT)(self._batch)
        # Where each article is: its batch, and its number there.
        self.where: dict[str, tuple[int, int]] = {}

    def __len__(self) -> int:
        return len(self._digests)

    def close(self) -> None:
        """Give back what they take."""
        self.batch.cache_clear()
        self._close()

    def add(self, data: bytes) -> Batch:
        """Keep a batch; of an article that is in several, the first counts.

        Raises:
            SaveError: there is no room.
        """
        batch = decode_batch(data)
        try:
            make_folder(self._place)
            self._file.seek(self._ends[-1])
            self._file.write(data)
        except OSError as error:
            raise SaveError(
                f"there is no room for the library in {self._place}: {error.strerror or error}. "
                "Make room or choose another place: BYLINE_HOME=DIR"
            ) from error
        for number, each in enumerate(batch.segment.ids):
            self.where.setdefault(each, (len(self), number))
        self._ends.append(self._ends[-1] + len(data))
        self._digests.append(hashlib.sha256(data).digest())
        return batch

    def _batch(self, number: int) -> Batch:
        start, end = self._ends[number], self._ends[number + 1]
        self._file.seek(start)
        data = self._file.read(end - start)
        if hashlib.sha256(data).digest() != self._digests[number]:
            raise SaveError(
                f"what was written in {self._place} could not be read again as it was. "
                "Choose another place: BYLINE_HOME=DIR"
            )
        return decode_batch(data)


@dataclass(frozen=True, slots=True)
class NewArticles:
    """What each file of a folder is, and the articles of those that were not known.

    `files` goes by the path relative to the folder, so that a folder may move.
    """

    files: Mapping[str, FileState]
    skipped: tuple[tuple[str, str], ...]  # path relative to the folder, reason
    looks: Sequence[Look]  # of the files, in their order
    batches: Batches


def read_new_articles(  # noqa: PLR0913 - what a caller may choose
    folder: Path,
    *,
    known: Mapping[str, FileState],
    place: Path,
    progress: Callable[[int], None],
    believed: Mapping[str, Seen] | None = None,
    elsewhere: Elsewhere | None = None,
    few_batches: int = FEW_BATCHES,
) -> NewArticles:
    """Read a folder; a file whose digest is in `known` is not parsed again.

    A file that looks as it did when it was `believed` to be something is not even read, where the
    disk can be trusted with that.

    More than a few batches are made `elsewhere`, or in processes, one a processor, four at most.
    They lie under `place`. `progress` gets the number of files seen so far.

    Raises:
        SaveError: there is no room for them.
        LibraryError: of whoever makes them elsewhere.
    """
    walk = FolderWalk(folder, known, progress, believed=believed)
    batches = Batches(place)

    def keep(files: Sequence[NewFile], data: bytes) -> None:
        for file, state in zip(files, batches.add(data).states, strict=True):
            walk.learn(file.path, state)

    groups = _groups(walk.new_files())
    first = list(islice(groups, few_batches))
    if (further := next(groups, None)) is None:
        for group in first:
            keep(group, make_batch(folder, group))
    else:
        with elsewhere(folder, place) if elsewhere else BatchProcesses(folder) as makers:
            for files, data in makers.each(chain(first, [further], groups)):
                keep(files, data)
    return NewArticles(walk.files, walk.skipped, walk.looks, batches)


def _groups(files: Iterable[NewFile]) -> Iterator[list[NewFile]]:
    """Files that make a batch together."""
    group: list[NewFile] = []
    size = 0
    for file in files:
        group.append(file)
        size += len(file.data)
        if len(group) == _FILES or size >= _BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group
