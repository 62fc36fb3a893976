"""GGUF files of a few bytes: sound ones, and ones that lie about themselves."""

from __future__ import annotations

import struct
from pathlib import Path


def text(value: str) -> bytes:
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def entry(key: str, kind: int, value: bytes) -> bytes:
    return text(key) + struct.pack("<I", kind) + value


def string(key: str, value: str) -> bytes:
    return entry(key, 8, text(value))


def number(key: str, value: int) -> bytes:
    return entry(key, 4, struct.pack("<I", value))


def words(key: str, *values: str) -> bytes:
    return entry(key, 9, struct.pack("<IQ", 8, len(values)) + b"".join(map(text, values)))


def tensor(name: str, *dimensions: int, form: int = 0, offset: int = 0) -> bytes:
    sizes = struct.pack(f"<I{len(dimensions)}Q", len(dimensions), *dimensions)
    return text(name) + sizes + struct.pack("<IQ", form, offset)


def gguf(
    *entries: bytes, tensors: tuple[bytes, ...] = (), weights: int = 0, version: int = 3
) -> bytes:
    head = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(entries))
    body = head + b"".join(entries) + b"".join(tensors)
    return body + bytes(-len(body) % 32) + bytes(weights)


SOUND = gguf(
    string("general.architecture", "llama"),
    string("general.name", "Tiny"),
    string("general.license", "mit"),
    number("llama.context_length", 512),
    number("general.file_type", 7),
    words("tokenizer.ggml.tokens", "a", "b", "c"),
    tensors=(tensor("blk.0", 8, 4), tensor("blk.1", 32, form=8, offset=128)),
    weights=128 + 34,
)


def sound_model(folder: Path, name: str = "tiny.gguf") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(SOUND)
    return folder / name
