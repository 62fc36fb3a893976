"""A change costs what it changes, and leaves what building from nothing gives."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import numpy as np
import pytest

from index import ArticleLibrary, SearchFilters, open_library
from index.local_store import LocalStore
from index.saved_library import LISTS, SavedLibrary, settings_for
from index.segment import Segment
from tests.hashing_embedder import HashingEmbedder

WORDS = tuple("harbour election flood museum strike treaty harvest railway bridge court".split())  # noqa: SIM905 - easier read as a text


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    return folder


def write(folder: Path, number: int, chance: random.Random) -> None:
    told = " ".join(chance.choice(WORDS) for _ in range(chance.randint(20, 300)))
    outlet = chance.choice(("Post", "Herald", "Wire"))
    (folder / f"{number}.md").write_text(
        f"---\ntitle: The {chance.choice(WORDS)} and the {chance.choice(WORDS)} of {number}\n"
        f"outlet: {outlet}\ndate: 2025-0{1 + number % 9}-11\n---\n{told}. It was word{number}x."
    )


def opened(folder: Path, home: Path, **options) -> ArticleLibrary:
    return open_library(folder, home=home, embedder=HashingEmbedder(dimension=16), **options)


def segments_of(library: ArticleLibrary) -> tuple[Segment, ...]:
    assert isinstance(library.store, LocalStore)
    return library.store.segments


QUESTIONS = (
    "What does the Herald report on the flood?",
    "What of the harbour and the museum in March?",
    "Who wrote “The treaty and the court of 7”?",
    "word5x",
)
FILTERS = (
    None,
    SearchFilters(outlet="wire"),
    SearchFilters(since=dt.date(2025, 3, 1), until=dt.date(2025, 5, 30)),
)


def told(library: ArticleLibrary) -> list[object]:
    """Everything that a library says, as far as it does not depend on how it came about."""
    hits = [
        [(hit.passage, hit.sentences, hit.fused, hit.group, hit.copies) for hit in found]
        for question in QUESTIONS
        for filters in FILTERS
        for found in [library.search(question, top=20, filters=filters)]
    ]
    return [
        library.version,
        library.newest,
        list(library.articles),
        [library.sentences(article) for article in library.articles],
        [library.group(article) for article in library.articles],
        [list(library.admitted(filters)) for filters in FILTERS if filters],
        [library.nearest_word(word) for word in ("harbuor", "elecsion", "word5y")],
        [library.holds(word) for word in ("harbours", "word5x", "word31x")],
        hits,
    ]


@pytest.mark.parametrize("seed", range(3))
def test_a_library_that_was_changed_often_is_the_one_built_from_nothing(
    articles, byline_home, seed
):
    chance = random.Random(seed)
    for number in range(12):
        write(articles, number, chance)
    library: ArticleLibrary | None = None
    for _ in range(25):
        number = chance.randrange(40)
        path = articles / f"{number}.md"
        match chance.choice("wwdrc"):
            case "w":
                write(articles, number, chance)
            case "d":
                path.unlink(missing_ok=True)
            case "r" if path.exists():
                path.rename(articles / f"renamed-{number}.md")
            case "c" if path.exists():  # a copy is no second article
                (articles / f"copy-{number}.md").write_bytes(path.read_bytes())
        before = library if chance.random() < 0.5 else None
        library = opened(articles, byline_home, before=before)
    assert library is not None
    built = opened(articles, byline_home / "other")
    assert told(library) == told(built)
    assert len(segments_of(library)) <= 6
    assert library.verify() == ()


def test_an_article_that_comes_has_only_itself_written(articles, byline_home):
    chance = random.Random(4)
    for number in range(60):
        write(articles, number, chance)
    library = opened(articles, byline_home)
    paths = list(library.place.glob("generation-*/*-0"))
    before = [path.stat() for path in paths]
    write(articles, 99, chance)
    (articles / "3.md").unlink()
    library = opened(articles, byline_home)
    assert len(library.articles) == 60
    assert [path.stat() for path in paths] == before
    later = set(library.place.glob("generation-*/*")) - set(paths)
    assert sum(path.stat().st_size for path in later) < sum(each.st_size for each in before) / 4


def test_what_is_gone_takes_no_room_for_long(articles, byline_home):
    chance = random.Random(5)
    for number in range(40):
        write(articles, number, chance)
    opened(articles, byline_home)
    for number in range(30):
        (articles / f"{number}.md").unlink()
    library = opened(articles, byline_home)
    assert [len(segment.ids) for segment in segments_of(library)] == [10]
    assert told(library) == told(opened(articles, byline_home / "other"))


def test_lists_are_made_for_a_large_library_and_again_when_its_vectors_change(
    articles, byline_home
):
    chance = random.Random(6)
    for number in range(300):
        write(articles, number, chance)
    library = opened(articles, byline_home)
    few = SavedLibrary(library.folder, library.place, settings_for(library.embedder))
    many = SavedLibrary(
        library.folder, library.place, settings_for(library.embedder), lists_from=200
    )
    assert not list(library.place.glob(f"generation-*/{LISTS}-*"))
    store = few.load()
    assert store is not None
    with many.draft() as draft:
        many.save(store, draft)
    (path,) = library.place.glob(f"generation-*/{LISTS}-*")
    listed = many.load()
    assert listed is not None
    vectors = store.vectors(np.arange(20))
    for vector in vectors:
        found = listed.candidates("", vector, most=5)
        assert found.rows[np.argmax(found.dense)] == store.candidates("", vector, most=1).rows[0]
    with many.draft() as draft:
        many.save(listed, draft)
    assert path.exists()
    late = many.load()
    assert late is not None
    path.rename(path.with_name("elsewhere"))  # as if another process had saved since
    same = [late.candidates("", vector, most=5).rows.tolist() for vector in vectors]
    assert same == [store.candidates("", vector, most=5).rows.tolist() for vector in vectors]
    path.with_name("elsewhere").rename(path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert [damage.path for damage in library.verify()] == [path]
