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
    return embedder_named(saved or "") or fastest_embedder(home)


def saved_name(folder: Path, *, home: Path) -> str | None:
    """The name of all-MiniLM-L6-v2 in the mode the folder's library was made in, if it was."""
    try:
        saved = saved_embedder(folder, home=home) or ""
    except LibraryError:
        return None
    return saved if embedder_named(saved) is not None else None


def embedder_named(saved: str) -> SentenceTransformerEmbedder | None:
    """The one that a library names; None where it is not of this version."""
    name, _, mode = saved.rpartition(" ")
    if name == MODEL_NAME and mode in {each.value for each in Mode}:
        return SentenceTransformerEmbedder(Mode(mode))
    return None
