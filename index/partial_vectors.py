"""Embedding passages a few at a time, and keeping what is done until a library has it.

What was embedded before an interruption is there afterwards. Nothing here takes a lock: several
processes may add blocks, each block is one sealed file, and half a block counts as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
from collections import defaultdict
from collections.abc import Container, Generator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder, Vectors, checked_vectors
from index.errors import SaveError
from index.storage import make_folder, write_file

# Less than a second of work on most processors: whoever asks a question waits no longer for them.
BLOCK = 64
# What an interruption may cost; a smaller build is over before it could be interrupted.
SAVED_AT_ONCE = 1024

Rows = NDArray[np.int64]


class PartialVectors:
    """Vectors of texts by the hash of the text, in files under `place`."""

    def __init__(self, place: Path, embedder: Embedder) -> None:
        self.embedder = embedder
        self._place = place
        self._seen: set[Path] = set()
        self._owner = hashlib.sha256(f"{embedder.name} {embedder.dimension}".encode()).hexdigest()[
            :12
        ]

    def load(self, wanted: Container[str] | None = None) -> dict[str, Vectors]:
        """Everything that is kept and whole, or only what is wanted of it."""
        found: dict[str, Vectors] = {}
        for path in sorted(self._place.glob(f"{self._owner}-*.npz")):
            with contextlib.suppress(OSError):  # another process may have done with it
                data = path.read_bytes()
                self._seen.add(path)
                if path.stem == f"{self._owner}-{hashlib.sha256(data).hexdigest()}":
                    block = _decode(data)
                    if wanted is not None:  # copied, so that the rest of the block can go
                        block = {key: v.copy() for key, v in block.items() if key in wanted}
                    found.update(block)
        return found

    def keep(self, found: Mapping[str, Vectors]) -> None:
        """Add a block. It saves time only: without room for it the work goes on."""
        if not found:
            return
        data = _encode(found)
        path = self._place / f"{self._owner}-{hashlib.sha256(data).hexdigest()}.npz"
        with contextlib.suppress(OSError, SaveError):
            make_folder(self._place)
            self._seen.add(path)
            write_file(path, data)

    def clear(self, *, everything: bool) -> None:
        """Forget the blocks that were loaded or kept here, or all: the library has them now."""
        for path in self._place.glob("*") if everything else self._seen:
            with contextlib.suppress(OSError):
                path.unlink()
        self._seen.clear()
        with contextlib.suppress(OSError):  # others may have added some meanwhile
            self._place.rmdir()


def embed_in_blocks(
    rows: Sequence[int], texts: Sequence[str], partial: PartialVectors
) -> Generator[tuple[Rows, Vectors]]:
    """The vectors of the texts, which belong to `rows`, a block at a time.

    What is kept comes first. Then the texts come in their order, but for neighbours of the same
    length standing together, so that a batch is padded little. The same text is embedded once.
    Stopping in between loses nothing that was done; who goes on to the end has it all.
    """
    waiting: dict[str, str] = {}
    places: dict[str, list[int]] = defaultdict(list)
    for row, text in zip(rows, texts, strict=True):
        key = text_key(text)
        waiting[key] = text
        places[key].append(row)
    kept = partial.load(waiting)
    if kept:
        yield _block(kept, places)
    keys = [key for key in waiting if key not in kept]
    unsaved: dict[str, Vectors] = {}
    try:
        for start in range(0, len(keys), SAVED_AT_ONCE):
            partial.keep(unsaved)
            unsaved = {}
            window = sorted(keys[start : start + SAVED_AT_ONCE], key=lambda key: -len(waiting[key]))
            for first in range(0, len(window), BLOCK):
                block = window[first : first + BLOCK]
                vectors = checked_vectors(partial.embedder, [waiting[key] for key in block])
                found = dict(zip(block, vectors, strict=True))
                unsaved.update(found)
                yield _block(found, places)
    except BaseException:  # the caller stops here, or the embedder fails
        partial.keep(unsaved)
        raise


def text_key(text: str) -> str:
    """The hash that stands for a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _block(found: Mapping[str, Vectors], places: Mapping[str, list[int]]) -> tuple[Rows, Vectors]:
    rows = np.array([row for key in found for row in places[key]], np.int64)
    return rows, np.stack([vector for key, vector in found.items() for _ in places[key]])


def _encode(found: Mapping[str, Vectors]) -> bytes:
    keys = np.frombuffer(b"".join(bytes.fromhex(key) for key in found), np.uint8).reshape(-1, 32)
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, keys=keys, vectors=np.stack(list(found.values())))
    return buffer.getvalue()


def _decode(data: bytes) -> dict[str, Vectors]:
    with np.load(io.BytesIO(data), allow_pickle=False) as block:
        names = [key.tobytes().hex() for key in block["keys"]]
        return dict(zip(names, block["vectors"], strict=True))
