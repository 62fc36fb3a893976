"""A library that is searched by words until it is embedded."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from index import ArticleLibrary, library_place, open_library
from index.local_store import LocalStore
from index.opening import embed_rest
from index.partial_vectors import BLOCK
from index.saved_library import SavedLibrary, settings_for
from tests.hashing_embedder import HashingEmbedder

MANY = 5 * BLOCK
NO_TIME = 0.0


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Articles of one day after the other, each with a word of its own."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(MANY):
        day = f"2025-{1 + number // 28:02}-{1 + number % 28:02}"
        text = f"---\ntitle: Story {number}\ndate: {day}\n---\nThe harbour took ship s{number}x in."
        (folder / f"{number:04}.md").write_text(text)
    return folder


def stories(folder: Path) -> Path:
    """Short articles, more than one block of them."""
    folder.mkdir()
    for number in range(1200):
        (folder / f"{number}.txt").write_text(f"Story {number}\n\nIt is number {number}.")
    return folder


def open_many(folder: Path, home: Path, embedder: HashingEmbedder, **options) -> ArticleLibrary:
    return open_library(folder, home=home, embedder=embedder, **options)


def test_a_folder_that_takes_long_to_embed_is_searched_by_words_at_once(many, byline_home):
    embedder = HashingEmbedder()
    library = open_many(many, byline_home, embedder, patience=NO_TIME)
    assert 0 < library.embedded <= 3 * BLOCK
    assert not library.is_whole
    oldest = library.search("Which harbour took s0x?", top=3)
    assert oldest[0].passage.article.path.name == "0000.md"
    assert oldest[0].dense is None
    assert oldest[0].lexical is not None
    newest = library.search(f"Which harbour took s{MANY - 1}x?", top=3)
    assert newest[0].dense is not None
    done = embedder.texts
    again = open_many(many, byline_home, embedder, patience=NO_TIME)
    assert (again.embedded, again.version) == (library.embedded, library.version)
    assert embedder.texts == done


def test_what_fits_into_the_time_is_embedded_before_anything_is_asked(many, byline_home):
    assert open_many(many, byline_home, HashingEmbedder(), patience=60.0).is_whole


def test_the_rest_is_embedded_as_soon_as_a_question_has_time_for_it(many, byline_home):
    """As after a chat that was closed shortly before the end."""
    library = open_many(many, byline_home, HashingEmbedder(), patience=NO_TIME)
    assert not library.is_whole
    assert not open_many(many, byline_home, HashingEmbedder(), patience=NO_TIME).is_whole
    assert open_many(many, byline_home, HashingEmbedder(), patience=60.0).is_whole


def test_a_library_of_which_nothing_is_embedded_needs_no_embedder_to_search(folder, byline_home):
    class Late(HashingEmbedder):
        def embed(self, texts):
            raise AssertionError(texts)

    place = open_library(folder, home=byline_home, embedder=HashingEmbedder()).place
    saved = SavedLibrary(folder, place, settings_for(HashingEmbedder())).load()
    assert saved is not None
    store = LocalStore(
        folder,
        saved.settings,
        saved.segments,
        order=saved.order,
        groups=saved.groups,
        judged=saved.judged,
        files=saved.files,
    )
    library = ArticleLibrary(folder, store, place=place, embedder=Late())
    assert library.embedded == 0
    assert library.search("Which bridges were closed?")[0].passage.article.path.name == "flood.txt"


def test_the_rest_is_embedded_newest_first_and_used_as_it_comes(many, byline_home):
    embedder = HashingEmbedder()
    library = open_many(many, byline_home, embedder, patience=NO_TIME)
    versions, counts = [library.version], [library.embedded]

    def look() -> None:
        versions.append(library.version)
        counts.append(library.embedded)
        known = {
            hit.passage.article.path.name
            for hit in library.search("harbour", top=MANY)
            if hit.dense is not None
        }
        assert known == {f"{number:04}.md" for number in range(MANY - library.embedded, MANY)}

    embed_rest(library, pause=look)
    assert counts == sorted(counts)
    assert counts[-1] == MANY
    assert len(set(versions)) == len(set(counts))
    assert embedder.texts < MANY + 10 + len(counts)  # each once, and a question for each look


def test_what_is_embedded_is_saved_now_and_then(many, byline_home):
    embedder = HashingEmbedder()
    library = open_many(many, byline_home, embedder, patience=NO_TIME)
    before, pointers = embedder.texts, {library.pointer}
    in_memory = []

    def look() -> None:
        pointers.add(library.pointer)
        assert isinstance(library.store, LocalStore)
        in_memory.append(len(library.store.learned))

    embed_rest(library, pause=look, saved_every=2 * BLOCK)
    assert len(pointers) > 1  # in between, not only at the end
    assert max(in_memory) <= 2 * BLOCK
    assert library.is_whole
    assert embedder.texts - before <= MANY
    assert open_many(many, byline_home, HashingEmbedder(), patience=NO_TIME).is_whole


def test_a_library_that_was_completed_is_the_one_that_was_embedded_at_once(many, byline_home):
    library = open_many(many, byline_home, HashingEmbedder(), patience=NO_TIME)
    embed_rest(library)
    saved = open_many(many, byline_home, HashingEmbedder(), patience=NO_TIME)
    plain = open_many(many, byline_home / "other", HashingEmbedder())
    assert library.version == saved.version == plain.version
    question = "Which harbour took s17x?"
    assert library.search(question) == saved.search(question) == plain.search(question)
    assert saved.verify() == ()
    assert not (library_place(many.resolve(), byline_home) / "partial").exists()


class StoppedError(Exception):
    pass


def test_embedding_that_is_stopped_again_and_again_does_nothing_twice(tmp_path, byline_home):
    folder = stories(tmp_path / "many")
    embedder = HashingEmbedder(dimension=8)
    open_many(folder, byline_home, embedder, patience=NO_TIME)
    for _ in range(3):
        library = open_many(folder, byline_home, embedder, patience=NO_TIME)
        before = library.embedded

        def stop(library: ArticleLibrary = library, before: int = before) -> None:
            if library.embedded >= before + 2 * BLOCK:
                raise StoppedError

        with pytest.raises(StoppedError):
            embed_rest(library, pause=stop)
    again = open_many(folder, byline_home, embedder, patience=NO_TIME)
    assert again.embedded == library.embedded
    embed_rest(again)
    assert embedder.texts == 1200
    assert open_many(folder, byline_home, HashingEmbedder(dimension=8)).is_whole


def test_a_folder_that_changes_while_the_rest_is_embedded_loses_nothing(many, byline_home):
    embedder = HashingEmbedder()
    library = open_many(many, byline_home, embedder, patience=NO_TIME)
    changed = threading.Event()

    def change() -> None:
        if not changed.is_set():
            changed.set()
            (many / "0003.md").unlink()
            (many / "0005.md").rename(many / "zzzz.md")
            (many / "new.txt").write_text("A new story\n\nThe museum opened its doors.")
            # Neither waits for the other: no lock is held while text is embedded.
            open_many(many, byline_home, HashingEmbedder(), patience=NO_TIME, lock_wait_seconds=0)

    embed_rest(library, pause=change)
    after = open_many(many, byline_home, embedder, patience=NO_TIME)
    assert len(after.articles) == MANY
    assert after.is_whole
    assert embedder.texts <= MANY + 5
    assert after.verify() == ()
    assert after.search("museum doors")[0].passage.article.path.name == "new.txt"


def test_a_changed_article_of_a_library_by_words_is_embedded_at_once(many, byline_home):
    class Slow(HashingEmbedder):
        """Fast enough for one article, too slow for all."""

        def embed(self, texts):
            threading.Event().wait(0.002 * len(texts))
            return super().embed(texts)

    open_many(many, byline_home, Slow(), patience=NO_TIME)
    (many / "0000.md").write_text("The lighthouse\n\nIts keeper s0x retired.")
    library = open_many(many, byline_home, Slow(), patience=0.05)
    (hit, *_) = library.search("lighthouse keeper")
    assert hit.passage.article.path.name == "0000.md"
    assert hit.dense is not None
    assert not library.is_whole


def test_half_a_block_counts_as_none_and_is_taken_away(tmp_path, byline_home):
    folder = stories(tmp_path / "many")
    embedder = HashingEmbedder(dimension=8)
    library = open_many(folder, byline_home, embedder, patience=NO_TIME)

    def stop() -> None:
        if library.embedded > 1100:
            raise StoppedError

    with pytest.raises(StoppedError):
        embed_rest(library, pause=stop)
    blocks = sorted((library.place / "partial").glob("*.npz"))
    assert blocks
    for block in blocks:
        block.write_bytes(block.read_bytes()[:-100])
    again = open_many(folder, byline_home, embedder, patience=NO_TIME)
    assert again.embedded < library.embedded
    embed_rest(again)
    assert again.is_whole
    assert not (library.place / "partial").exists()
