"""Embedding in bulk on a cluster of Ray, whose only importer this is.

Blocks of texts go to workers of one thread each, and every block that comes back is on this
computer's disk before the next one is sent. A worker that dies is started again, and its block is
done again; what is kept when this process ends is not embedded again. Objects travel as pickles: a
cluster can run whatever it likes here, so it has to be one that is trusted.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import secrets
import socket
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.building import EMBEDDING
from index.embedding import Embedder, Vectors, checked_vectors
from index.errors import EmbedderError, LibraryError
from index.opening import PARTIAL, embed_rest
from index.partial_vectors import PartialVectors, text_key
from index.sample_texts import SAMPLE_TEXTS
from index.sentence_transformer import Mode, SentenceTransformerEmbedder

if TYPE_CHECKING:
    from index.building import Progress
    from index.library import ArticleLibrary

LOCAL = "local"  # in place of an address: a cluster of this computer, for as long as this takes
BLOCK = 256  # texts that a worker gets at once: a second or two
_WINDOW = 4096  # texts that are read ahead, to put those of a length together
_RESTARTS = 20  # of one worker
_TRIES_AGAIN = 3  # of one block, whose worker died over it
_START_SECONDS = 300.0  # for a worker to load the model
_SILENCE_SECONDS = 900.0  # in which no worker finishes a block
_STORE_BYTES = 200_000_000  # of a local cluster's memory for what travels
_AUTH = ("RAY_AUTH_MODE", "RAY_AUTH_TOKEN")
_KNOCK_SECONDS = 10.0
_NO_CLUSTER = "There is no Ray cluster at {}: {}. Name another, or local."
# Where a local cluster has its sockets, whose names may have 107 characters in all.
_SHORT, _NAME = "/tmp", "byline-ray-"  # noqa: S108 - a folder of a name of its own in it
# On a busy computer the cluster's own processes may wait for a processor for long: they are alive.
PATIENT = {"health_check_timeout_ms": 60_000, "health_check_failure_threshold": 10}
_PROBES = SAMPLE_TEXTS[:4]
# The same model in the same arithmetic differs by rounding; another one is far off.
_LEAST_COSINE = 0.98

Make = Callable[[], Embedder]


def require_ray() -> None:
    """Say what to install before anything else is done.

    Raises:
        EmbedderError: Ray is not installed.
    """
    if importlib.util.find_spec("ray") is None:
        raise EmbedderError("Ray is not installed. Install it: pip install 'byline[ray]'")


def embed_on_ray(
    library: ArticleLibrary,
    address: str,
    *,
    make: Make | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> None:
    """Embed what a library lacks, and save it; nothing where it is whole.

    `make` gives a worker its embedder, which has to give the vectors of the library's own. Without
    `workers` there is one for every processor of the cluster.

    Raises:
        EmbedderError: there is no cluster, or it failed; what was embedded is kept.
        LibraryError: the library cannot be saved.
    """
    require_ray()
    waiting = library.waiting()
    if waiting:
        blocks = _Blocks(library, waiting, progress)
        with cluster(address, workers) as ray, _told(ray, address):
            count = _most_workers(ray, workers, len(waiting))
            there = make or _embedder_named(library.embedder_name)
            ready = Workers.started(ray, library.embedder, there, count)
            for keys, vectors in ready.embedded(blocks.cut()):
                blocks.keep(keys, vectors)
    embed_rest(library, progress=progress)


def _embedder_named(name: str) -> Make:
    return partial(SentenceTransformerEmbedder, Mode(name.rpartition(" ")[2]))


class _Worker:
    """What runs on the cluster."""

    def __init__(self, make: Make) -> None:
        self._embedder = make()

    def embed(self, number: int, texts: Sequence[str]) -> tuple[int, Vectors]:
        """The vectors of the block with this number."""
        return number, checked_vectors(self._embedder, texts)


class Workers:
    """The workers of a cluster that embed as a library does."""

    def __init__(self, pool: Any) -> None:  # noqa: ANN401 - Ray has no types
        self._pool = pool

    @classmethod
    def started(cls, ray: Any, embedder: Embedder, make: Make, count: int) -> Workers:  # noqa: ANN401 - likewise
        """So many of them as are ready in time, of `count`.

        Raises:
            EmbedderError: none is, or one gives other vectors than `embedder`.
        """
        from ray.util import ActorPool

        there = ray.remote(num_cpus=1, max_restarts=_RESTARTS, max_task_retries=_TRIES_AGAIN)
        workers = [there(_Worker).remote(make) for _ in range(count)]
        probes = {worker.embed.remote(-1, _PROBES): worker for worker in workers}
        ready, late = ray.wait(list(probes), num_returns=count, timeout=_START_SECONDS)
        for each in late:
            ray.kill(probes[each])
        if not ready:
            raise EmbedderError(
                f"No processor of the Ray cluster was free within {_START_SECONDS:.0f} seconds."
            )
        here = checked_vectors(embedder, _PROBES)
        for _, vectors in ray.get(ready):
            _compare(here, vectors, embedder.name)
        return cls(ActorPool([probes[each] for each in ready]))

    def embedded(self, blocks: Iterable[dict[str, str]]) -> Iterator[tuple[list[str], Vectors]]:
        """Blocks with their vectors as they are finished, by the keys of their texts.

        No more are under way than there are workers.
        """
        under_way: dict[int, list[str]] = {}

        def finished() -> tuple[list[str], Vectors]:
            number, vectors = self._pool.get_next_unordered(timeout=_SILENCE_SECONDS)
            return under_way.pop(number), vectors

        for number, block in enumerate(blocks):
            if not self._pool.has_free():
                yield finished()
            under_way[number] = list(block)
            texts = list(block.values())
            self._pool.submit(lambda worker, given: worker.embed.remote(*given), (number, texts))
        while self._pool.has_next():
            yield finished()


def _compare(here: Vectors, there: Vectors, name: str) -> None:
    nearness = float((here * there).sum(axis=1).min())
    if nearness < _LEAST_COSINE:
        raise EmbedderError(
            f"A worker of the Ray cluster does not embed as {name} does here (cosine "
            f"{nearness:.2f} instead of 1). Install the same version of Byline there."
        )


@dataclass
class _Blocks:
    """What is to be embedded, and what of it has been."""

    library: ArticleLibrary
    waiting: Sequence[int]
    progress: Progress | None
    done: int = 0  # passages
    _under_way: dict[str, int] = field(default_factory=dict)  # hash: how many passages have it

    def __post_init__(self) -> None:
        self._kept = PartialVectors(self.library.place / PARTIAL, self.library.embedder)
        self._known = set(self._kept.load())

    def cut(self) -> Iterator[dict[str, str]]:
        """Texts by their hashes, each once, those of about the same length together."""
        for start in range(0, len(self.waiting), _WINDOW):
            rows = self.waiting[start : start + _WINDOW]
            window: dict[str, str] = {}
            for text in self.library.embedded_texts(rows):
                key = text_key(text)
                if key in self._known:
                    self.done += 1
                else:
                    window[key] = text
                    self._under_way[key] = self._under_way.get(key, 0) + 1
            self._known.update(window)
            self._tell()
            keys = sorted(window, key=lambda key: -len(window[key]))
            for first in range(0, len(keys), BLOCK):
                yield {key: window[key] for key in keys[first : first + BLOCK]}

    def keep(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Put a block on the disk."""
        self._kept.keep(dict(zip(keys, vectors, strict=True)))
        self.done += sum(self._under_way.pop(key) for key in keys)
        self._tell()

    def _tell(self) -> None:
        if self.progress is not None:
            done = self.library.embedded + self.done
            self.progress(EMBEDDING, done, len(self.library.passages))


@contextlib.contextmanager
def cluster(address: str, workers: int | None) -> Iterator[Any]:
    """Ray, connected to the cluster at the address, or to one of this computer."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    with contextlib.ExitStack() as stack:
        given: dict[str, Any] = {"address": address}
        if address == LOCAL:
            # Some of its ports are open to other computers: only who has this is answered there.
            stack.callback(_put_back, {each: os.environ.get(each) for each in _AUTH})
            os.environ.update(zip(_AUTH, ("token", secrets.token_hex(32)), strict=True))
            scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix=_NAME, dir=_SHORT))
            given = {
                "address": LOCAL,
                "num_cpus": workers or os.cpu_count() or 1,
                "object_store_memory": _STORE_BYTES,
                "include_dashboard": False,
                "_temp_dir": str(Path(scratch).resolve()),
                "_system_config": PATIENT,
            }
        else:
            _knock(address)
        import ray

        try:
            ray.init(**given, log_to_driver=False, logging_level="ERROR")
        except (ConnectionError, RuntimeError, ValueError, OSError) as error:
            raise EmbedderError(_NO_CLUSTER.format(address, _line(error))) from error
        stack.callback(ray.shutdown)
        yield ray


def _put_back(before: Mapping[str, str | None]) -> None:
    """The environment as it was."""
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _knock(address: str) -> None:
    """Find out whether anything listens there at all, over which Ray takes minutes."""
    host, _, port = address.rpartition("//")[2].rpartition(":")
    if not host or not port.isdecimal():
        raise EmbedderError(_NO_CLUSTER.format(address, "an address is such as 10.0.0.5:6379"))
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_KNOCK_SECONDS).close()
    except (OSError, OverflowError) as error:
        raise EmbedderError(_NO_CLUSTER.format(address, _line(error))) from error


@contextlib.contextmanager
def _told(ray: Any, address: str) -> Iterator[None]:  # noqa: ANN401 - likewise
    """Whatever fails there, in a sentence."""
    try:
        yield
    except LibraryError as error:
        cause = getattr(error, "cause", None)  # an error of a worker comes with its stack
        if cause is None:
            raise
        raise EmbedderError(str(cause)) from error
    except (ray.exceptions.RayError, TimeoutError) as error:
        said = _line(getattr(error, "cause", None) or error)
        raise EmbedderError(
            f"The Ray cluster at {address} failed: {said}. "
            "What was embedded is kept; the same command goes on from there."
        ) from error


def _most_workers(ray: Any, workers: int | None, texts: int) -> int:  # noqa: ANN401 - likewise
    there = workers or int(ray.cluster_resources().get("CPU", 1))
    return max(1, min(there, -(-texts // BLOCK)))


def _line(error: BaseException) -> str:
    """The last line of what an error says, which in Ray's has the cause."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines or [type(error).__name__])[-1][:300].rstrip(".")
