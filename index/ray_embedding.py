"""Embedding in bulk on a cluster of Ray.

Blocks of texts go to workers of one thread each, and every block that comes back is on this
computer's disk before the next one is sent. A worker that dies is started again, and its block is
done again; what is kept when this process ends is not embedded again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from index.building import EMBEDDING
from index.embedding import Embedder, Vectors, checked_vectors
from index.errors import EmbedderError
from index.opening import PARTIAL, embed_rest
from index.partial_vectors import PartialVectors, text_key
from index.ray_cluster import first_answers
from index.sample_texts import SAMPLE_TEXTS
from index.sentence_transformer import Mode, SentenceTransformerEmbedder

if TYPE_CHECKING:
    from index.building import Progress
    from index.library import ArticleLibrary
    from index.ray_cluster import RayCluster

BLOCK = 256  # texts that a worker gets at once: a second or two
_WINDOW = 4096  # texts that are read ahead, to put those of a length together
_RESTARTS = 20  # of one worker
_TRIES_AGAIN = 3  # of one block, whose worker died over it
_SILENCE_SECONDS = 900.0  # in which no worker finishes a block
_PROBES = SAMPLE_TEXTS[:4]
# The same model in the same arithmetic differs by rounding; another one is far off.
_LEAST_COSINE = 0.98

Make = Callable[[], Embedder]


def embed_on_ray(
    library: ArticleLibrary,
    cluster: RayCluster,
    *,
    make: Make | None = None,
    progress: Progress | None = None,
) -> None:
    """Embed what a library lacks, and save it; nothing where it is whole.

    `make` gives a worker its embedder, which has to give the vectors of the library's own.

    Raises:
        EmbedderError: there is no cluster, or it failed; what was embedded is kept.
        LibraryError: the library cannot be saved.
    """
    waiting = library.waiting()
    if waiting:
        blocks = _Blocks(library, waiting, progress)
        with cluster.told():
            count = cluster.most_workers(-(-len(waiting) // BLOCK))
            there = make or _embedder_named(library.embedder_name)
            ready = Workers.started(cluster.ray, library.embedder, there, count)
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
        there = ray.remote(num_cpus=1, max_restarts=_RESTARTS, max_task_retries=_TRIES_AGAIN)
        workers = [there(_Worker).remote(make) for _ in range(count)]
        probes = [worker.embed.remote(-1, _PROBES) for worker in workers]
        ready = first_answers(ray, workers, probes)
        here = checked_vectors(embedder, _PROBES)
        for _, (_, vectors) in ready:
            _compare(here, vectors, embedder.name)
        return cls(ray.util.ActorPool([worker for worker, _ in ready]))

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
