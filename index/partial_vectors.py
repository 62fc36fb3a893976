"""Vectors of a build that is not finished, so that an interrupted one goes on where it was."""

from __future__ import annotations

import contextlib
import hashlib
import io
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from index.embedding import Embedder, Vectors, checked_vectors
from index.storage import make_folder, write_file

# A second or two of work: how often progress is told.
BLOCK = 256
# What an interruption may cost; a smaller build is over before it could be interrupted.
SAVED_AT_ONCE = 4 * BLOCK


class PartialVectors:
    """Embeds texts in blocks, saving each block under `place` until the whole is saved."""

    def __init__(self, place: Path, embedder: Embedder) -> None:
        self._place = place
        self._embedder = embedder
        self._owner = hashlib.sha256(f"{embedder.name} {embedder.dimension}".encode()).hexdigest()[
            :12
        ]

    @property
    def dimension(self) -> int:
        return self._embedder.dimension

    def embed(self, texts: Sequence[str], progress: Callable[[int, int], None]) -> Vectors:
        """(n, d) float32 in the order of the texts; the same text is embedded once.

        Texts go in order of length, so that a batch is padded little.
        """
        keys = [_key(text) for text in texts]
        saving = len(texts) >= SAVED_AT_ONCE
        found = self._load() if saving else {}
        waiting = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        total = len(set(keys))
        done = total - len(waiting)
        unsaved: list[str] = []
        try:
            for block in _blocks_by_length(waiting):
                vectors = checked_vectors(self._embedder, [waiting[key] for key in block])
                found.update(zip(block, vectors, strict=True))
                unsaved.extend(block)
                done += len(block)
                if saving and len(unsaved) >= SAVED_AT_ONCE:
                    self._save(unsaved, found)
                    unsaved = []
                progress(done, total)
        finally:
            if saving and unsaved:
                self._save(unsaved, found)
        if not keys:
            return np.empty((0, self.dimension), np.float32)
        return np.stack([found[key] for key in keys])

    def clear(self) -> None:
        """Forget what is saved; the library has it now."""
        shutil.rmtree(self._place, ignore_errors=True)

    def _save(self, keys: Sequence[str], found: dict[str, Vectors]) -> None:
        buffer = io.BytesIO()
        np.savez(
            buffer,
            allow_pickle=False,
            keys=np.array([bytes.fromhex(key) for key in keys], dtype="S32"),
            vectors=np.stack([found[key] for key in keys]),
        )
        data = buffer.getvalue()
        seal = hashlib.sha256(data).hexdigest()
        # A saving of time only: without room for it the build goes on.
        with contextlib.suppress(OSError):
            make_folder(self._place)
            pending = self._place / f"{secrets.token_hex(8)}.tmp"
            write_file(pending, data)
            pending.replace(self._place / f"{self._owner}-{seal}.npz")

    def _load(self) -> dict[str, Vectors]:
        found: dict[str, Vectors] = {}
        for path in sorted(self._place.glob(f"{self._owner}-*.npz")):
            data = path.read_bytes()
            if path.stem != f"{self._owner}-{hashlib.sha256(data).hexdigest()}":
                continue
            with np.load(io.BytesIO(data), allow_pickle=False) as block:
                names = [key.hex() for key in _rows_of_bytes(block["keys"])]
                found.update(zip(names, block["vectors"], strict=True))
        return found


def _blocks_by_length(texts: Mapping[str, str]) -> Iterator[list[str]]:
    """The keys of the texts in blocks, the longest texts first."""
    order = sorted(texts, key=lambda key: (-len(texts[key]), key))
    for start in range(0, len(order), BLOCK):
        yield order[start : start + BLOCK]


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _rows_of_bytes(keys: np.ndarray) -> list[bytes]:
    # numpy drops trailing zero bytes of an S32, so the raw memory is read.
    raw = keys.tobytes()
    return [raw[start : start + 32] for start in range(0, len(raw), 32)]
