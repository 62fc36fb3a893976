"""Reading a folder of very many files on a cluster of Ray.

The bytes of some files go to a worker, which makes a batch of them: their articles, or why there is
none, split and counted. Batches come back in the order of the files and lie on this computer's disk
by the hashes of what they were made of until the library is saved: what is kept when this process
ends is not read again. A worker that dies is started again, and its files are read again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.batches import make_batch
from index.errors import EmbedderError, SaveError
from index.lexical import Stems
from index.opening import READ
from index.ray_cluster import first_answers
from index.storage import make_folder, write_file

if TYPE_CHECKING:
    from index.folder import NewFile
    from index.ray_cluster import RayCluster

_MOST_WORKERS = 32  # of twice as many batches the files are in memory, 4 MB each
_TRIES_AGAIN = 2  # of some files whose worker died over them, until they are read here
_SILENCE_SECONDS = 1800.0  # for one batch; each of its files may take 20 seconds
_SEAL = 32  # bytes
# What articles are read, split and counted with; what these are made of counts too.
READ_WITH = (
    "bm25s", "charset-normalizer", "cssselect", "ftfy", "lxml", "lxml-html-clean",
    "markdown-it-py", "pypdfium2", "pystemmer", "pyyaml", "rapidfuzz", "sentencex", "trafilatura",
)  # fmt: skip
_FETCHES = {"certifi", "urllib3"}  # comes with those, and nothing is fetched
_NAME = re.compile(r"[\w.-]+")

Read = Callable[[Path, "Sequence[NewFile]"], bytes]
Make = Callable[[], Read]


def reader() -> Read:
    """What a worker reads with."""
    return partial(make_batch, stems=Stems())


class _Worker:
    """What runs on the cluster."""

    def __init__(self, make: Make) -> None:
        self._read = make()

    def program(self) -> str:
        return program()

    def read(self, folder: Path, files: Sequence[NewFile]) -> bytes:
        return self._read(folder, files)


@cache
def program() -> str:
    """The hash of all that reads and splits articles: another version may do it otherwise."""
    digest = hashlib.sha256(json.dumps(versions(READ_WITH), sort_keys=True).encode())
    root = Path(__file__).parent
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".tsv"):
            digest.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def versions(packages: Iterable[str]) -> dict[str, str]:
    """Those of the packages that are installed, and of all that they require."""
    found: dict[str, str] = {}
    waiting = list(packages)
    while waiting:
        name = waiting.pop().replace("_", "-")
        if name in found or name in _FETCHES:
            continue
        with contextlib.suppress(metadata.PackageNotFoundError):
            there = metadata.distribution(name)
            found[name] = there.version
            required = (each for each in there.requires or () if "extra ==" not in each)
            waiting.extend(each[0] for each in map(_NAME.match, required) if each)
    return found


class RayReading:
    """Makes batches of a folder's files on a cluster; whoever leaves it ends the workers."""

    def __init__(
        self, cluster: RayCluster, folder: Path, place: Path, *, make: Make = reader
    ) -> None:
        self._cluster = cluster
        self._folder = folder
        self._make = make
        self._kept = KeptBatches(place / READ, folder)
        self._workers: list[Any] = []

    def __enter__(self) -> RayReading:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            self._cluster.ray.kill(worker)
        self._workers.clear()

    def each(
        self, groups: Iterable[Sequence[NewFile]]
    ) -> Iterator[tuple[Sequence[NewFile], bytes]]:
        """Each group of files with its batch, in their order.

        Raises:
            EmbedderError: there is no cluster, it failed, or its Byline is another.
        """
        waiting: deque[tuple[Sequence[NewFile], bytes | None]] = deque()
        for group in groups:
            waiting.append((group, kept := self._kept.load(group)))
            if kept is None:
                with self._cluster.told():
                    self._pool.submit(_send, (self._folder, group))
            if len(waiting) >= 2 * max(1, len(self._workers)):
                yield self._finished(*waiting.popleft())
        while waiting:
            yield self._finished(*waiting.popleft())

    def _finished(
        self, files: Sequence[NewFile], kept: bytes | None
    ) -> tuple[Sequence[NewFile], bytes]:
        if kept is not None:
            return files, kept
        with self._cluster.told():
            try:
                batch: bytes = self._pool.get_next(timeout=_SILENCE_SECONDS)
            except self._cluster.ray.exceptions.RayActorError:
                batch = self._make()(self._folder, files)
        self._kept.keep(files, batch)
        return files, batch

    @cached_property
    def _pool(self) -> Any:  # noqa: ANN401 - Ray has no types
        ray, count = self._cluster.ray, self._cluster.most_workers(_MOST_WORKERS)
        there = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=_TRIES_AGAIN)
        self._workers = [there(_Worker).remote(self._make) for _ in range(count)]
        programs = [worker.program.remote() for worker in self._workers]
        ready = first_answers(ray, self._workers, programs)
        self._workers = [worker for worker, _ in ready]
        if {theirs for _, theirs in ready} != {program()}:
            raise EmbedderError(
                "A worker of the Ray cluster has another Byline, or other libraries that it reads "
                "with, and may read articles otherwise. Install the same versions there."
            )
        return ray.util.ActorPool(self._workers)


def _send(worker: Any, given: tuple[Path, Sequence[NewFile]]) -> Any:  # noqa: ANN401 - likewise
    return worker.read.remote(*given)


@dataclass(frozen=True, slots=True)
class KeptBatches:
    """Batches in files under `place`, by the hash of the program and of the files they are of."""

    place: Path
    folder: Path

    def load(self, files: Sequence[NewFile]) -> bytes | None:
        """The batch of these files, if it is there and whole."""
        try:
            data = self._path(files).read_bytes()
        except OSError:
            return None
        seal, batch = data[:_SEAL], data[_SEAL:]
        return batch if hashlib.sha256(batch).digest() == seal else None

    def keep(self, files: Sequence[NewFile], batch: bytes) -> None:
        """Keep it. That saves time only: without room for it the work goes on."""
        path = self._path(files)
        with contextlib.suppress(OSError, SaveError):
            make_folder(self.place)
            path.unlink(missing_ok=True)  # what was not whole
            write_file(path, hashlib.sha256(batch).digest() + batch)

    def _path(self, files: Sequence[NewFile]) -> Path:
        named = [program(), str(self.folder), *((file.path, file.digest) for file in files)]
        return self.place / hashlib.sha256(json.dumps(named).encode()).hexdigest()
