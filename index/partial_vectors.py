"""Vectors of a build that is not finished, so that an interrupted one goes on where it was."""

from __future__ import annotations

import contextlib
import hashlib
import io
import secrets
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from index.embedding import Embedder, Vectors, checked_vectors
from index.storage import make_folder, write_file

# About four seconds of work: what an interruption may cost, and how often progress is told.
BLOCK = 256
# A small build is over before it could be interrupted.
LEAST_SAVED = 4 * BLOCK
_SAVE_SECONDS = 15.0


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
        saving = len(texts) >= LEAST_SAVED
        found = self._load() if saving else {}
        waiting = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        order = sorted(waiting, key=lambda key: (-len(waiting[key]), key))
        total = len(waiting) + len({key for key in keys if key in found})
        unsaved: list[str] = []
        saved_at = time.monotonic()
        for start in range(0, len(order), BLOCK):
            block = order[start : start + BLOCK]
            vectors = checked_vectors(self._embedder, [waiting[key] for key in block])
            found.update(zip(block, vectors, strict=True))
            unsaved.extend(block)
            if saving and time.monotonic() - saved_at > _SAVE_SECONDS:
                self._save(unsaved, found)
                unsaved, saved_at = [], time.monotonic()
            progress(total - len(order) + start + len(block), total)
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


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _rows_of_bytes(keys: np.ndarray) -> list[bytes]:
    # numpy drops trailing zero bytes of an S32, so the raw memory is read.
    raw = keys.tobytes()
    return [raw[start : start + 32] for start in range(0, len(raw), 32)]
