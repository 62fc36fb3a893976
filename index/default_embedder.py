"""Which embedder a folder is opened with when nobody names one."""

from __future__ import annotations

from pathlib import Path

from index.errors import LibraryError
from index.fastest_mode import fastest_mode
from index.opening import saved_embedder
from index.sentence_transformer import (
    MODEL_NAME,
    Mode,
    SentenceTransformerEmbedder,
)


def default_embedder(folder: Path, *, home: Path) -> SentenceTransformerEmbedder:
    """all-MiniLM-L6-v2 in the mode the folder's library was made in, else in the fastest here."""
    try:
        saved = saved_embedder(folder, home=home) or ""
    except LibraryError:
        saved = ""
    return embedder_named(saved) or SentenceTransformerEmbedder(fastest_mode(home))


def embedder_named(saved: str) -> SentenceTransformerEmbedder | None:
    """The one that a library names; None where it is not of this version."""
    name, _, mode = saved.rpartition(" ")
    if name == MODEL_NAME and mode in {each.value for each in Mode}:
        return SentenceTransformerEmbedder(Mode(mode))
    return None
