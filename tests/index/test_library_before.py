"""A library that was open before is not read again where nothing else was saved since."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import ArticleLibrary, DamagedLibraryError, open_library
from index.opening import embed_rest
from index.partial_vectors import BLOCK
from tests.hashing_embedder import HashingEmbedder


@pytest.fixture
def embedder() -> HashingEmbedder:
    return HashingEmbedder(dimension=8)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(3):
        write(folder, str(number))
    return folder


def write(folder: Path, name: str) -> None:
    (folder / f"{name}.txt").write_text(f"Story {name}\n\nThe harbour has number {name}.")


def damage(library: ArticleLibrary) -> None:
    """Whoever reads it from the disk sees this."""
    path = max(library.place.glob("generation-*/articles-*"), key=lambda p: p.stat().st_size)
    path.write_bytes(path.read_bytes()[:-1] + b"x")


def test_an_unchanged_folder_gives_the_very_same_library(articles, byline_home, embedder):
    library = open_library(articles, home=byline_home, embedder=embedder)
    damage(library)  # only the folder is read again
    again = open_library(articles, home=byline_home, embedder=embedder, before=library)
    assert again is library
    with pytest.raises(DamagedLibraryError):
        open_library(articles, home=byline_home, embedder=embedder)


def test_what_was_damaged_since_is_named_as_soon_as_anything_changes(
    articles, byline_home, embedder
):
    library = open_library(articles, home=byline_home, embedder=embedder)
    for number in range(9):  # so many that what is there is not written again with what comes
        write(articles, f"more-{number}")
    library = open_library(articles, home=byline_home, embedder=embedder, before=library)
    damage(library)
    write(articles, "new")
    with pytest.raises(DamagedLibraryError, match="articles-"):
        open_library(articles, home=byline_home, embedder=embedder, before=library)
    later = open_library(articles, home=byline_home, embedder=embedder, rebuild=True)
    assert len(later.articles) == 13
    assert later.verify() == ()


def test_only_what_is_new_is_embedded(articles, byline_home, embedder):
    library = open_library(articles, home=byline_home, embedder=embedder)
    write(articles, "new")
    embedder.texts = 0
    later = open_library(articles, home=byline_home, embedder=embedder, before=library)
    assert embedder.texts == 1
    assert {a.path.stem for a in later.articles} == {"0", "1", "2", "new"}
    assert len(library.articles) == 3
    fresh = open_library(articles, home=byline_home, embedder=embedder)
    assert fresh.verify() == ()
    assert fresh.version == later.version
    hits = [
        [(hit.passage, hit.fused) for hit in each.search("Which number has the harbour?")]
        for each in (later, fresh)
    ]
    assert hits[0] == hits[1]


def test_what_another_process_saved_since_is_read(articles, byline_home, embedder):
    library = open_library(articles, home=byline_home, embedder=embedder)
    write(articles, "new")
    other = HashingEmbedder(dimension=8)
    open_library(articles, home=byline_home, embedder=other)
    embedder.texts = 0
    later = open_library(articles, home=byline_home, embedder=embedder, before=library)
    assert len(later.articles) == 4
    assert embedder.texts == 0


def test_what_was_embedded_meanwhile_is_not_embedded_again(articles, byline_home, embedder):
    for number in range(4 * BLOCK):
        write(articles, f"more-{number}")
    library = open_library(articles, home=byline_home, embedder=embedder, patience=0.0)
    assert not library.is_whole
    embed_rest(library)
    write(articles, "new")
    embedder.texts = 0
    later = open_library(articles, home=byline_home, embedder=embedder, before=library)
    assert later.is_whole
    assert embedder.texts == 1
    assert open_library(articles, home=byline_home, embedder=embedder).verify() == ()


def test_a_rebuild_starts_from_the_articles_alone(articles, byline_home, embedder):
    library = open_library(articles, home=byline_home, embedder=embedder)
    embedder.texts = 0
    later = open_library(
        articles, home=byline_home, embedder=embedder, rebuild=True, before=library
    )
    assert later is not library
    assert embedder.texts == 3
