"""Which embedder a folder is opened with when nobody names one."""

from __future__ import annotations

from pathlib import Path

from index.errors import LibraryError
from index.fastest_mode import fastest_embedder
from index.opening import saved_embedder
from index.sentence_transformer import (
    MODEL_NAME,
    Mode,
    SentenceTransformerEmbedder,
)


def default_embedder(folder: Path, *, home: Path) -> SentenceTransformerEmbedder:
    """all-MiniLM-L6-v2 in the mode the folder's library was made in, else in the fastest here."""
    saved = saved_name(folder, home=home)
    if saved is None:
        return fastest_embedder(home)
    return SentenceTransformerEmbedder(Mode(saved.rpartition(" ")[2]))


def saved_name(folder: Path, *, home: Path) -> str | None:
    """The name of all-MiniLM-L6-v2 in the mode the folder's library was made in, if it was."""
    try:
        saved = saved_embedder(folder, home=home) or ""
    except LibraryError:
        return None
    name, _, mode = saved.rpartition(" ")
    return saved if name == MODEL_NAME and mode in {each.value for each in Mode} else None
