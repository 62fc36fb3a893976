"""A small folder of articles, and its library opened with an embedder that needs no model."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import ArticleLibrary, open_library
from tests.hashing_embedder import HashingEmbedder

STORIES = {
    "host.txt": "Nations offer to host talks\n\n"
    "Austria and Turkey offered to host the peace talks.",
    "flood.txt": "Flood in the valley\n\nThe river rose on Monday. Two bridges were closed.",
    "vote.md": "---\ntitle: A close vote\noutlet: Example Times\ndate: 2025-09-03\n---\n"
    "Parliament voted on the budget. It passed by three votes.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "my articles"
    place.mkdir()
    for name, text in STORIES.items():
        (place / name).write_text(text)
    return place


@pytest.fixture
def embedder() -> HashingEmbedder:
    return HashingEmbedder()


@pytest.fixture
def reopen(folder: Path, byline_home: Path, embedder: HashingEmbedder):
    def reopen(**options) -> ArticleLibrary:
        options.setdefault("embedder", embedder)
        return open_library(folder, home=byline_home, **options)

    return reopen
