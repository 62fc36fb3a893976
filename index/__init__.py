"""Articles to a searchable library. Knows nothing of answers or models of language.

Importing it loads no model and no engine: those come with the first library that is opened.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from index.articles import Article, Passage, Problem, Sentence
from index.embedding import Embedder
from index.errors import (
    ArticleFolderError,
    BusyLibraryError,
    DamagedLibraryError,
    EmbedderError,
    EmptyFolderError,
    LibraryError,
    SaveError,
    StaleIndexError,
    UnknownArticleError,
)
from index.search import Hit, SearchFilters

if TYPE_CHECKING:
    from index.damage import Damage, DamageKind
    from index.embedder_choice import default_embedder
    from index.library import ArticleLibrary
    from index.opening import find_damage, library_place, open_library
    from index.sentence_transformer import SentenceTransformerEmbedder

__all__ = [
    "Article",
    "ArticleFolderError",
    "ArticleLibrary",
    "BusyLibraryError",
    "Damage",
    "DamageKind",
    "DamagedLibraryError",
    "Embedder",
    "EmbedderError",
    "EmptyFolderError",
    "Hit",
    "LibraryError",
    "Passage",
    "Problem",
    "SaveError",
    "SearchFilters",
    "Sentence",
    "SentenceTransformerEmbedder",
    "StaleIndexError",
    "UnknownArticleError",
    "default_embedder",
    "find_damage",
    "library_place",
    "open_library",
]

_LATER = {
    "ArticleLibrary": "index.library",
    "Damage": "index.damage",
    "DamageKind": "index.damage",
    "SentenceTransformerEmbedder": "index.sentence_transformer",
    "default_embedder": "index.embedder_choice",
    "find_damage": "index.opening",
    "library_place": "index.opening",
    "open_library": "index.opening",
}


def __getattr__(name: str) -> object:
    """Load what brings an engine with it when it is first asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_LATER[name]), name)
    globals()[name] = value
    return value
