"""Whatever the disk refuses, the library before or the library after is there, whole."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from index import LibraryError, SaveError, open_library
from index.opening import embed_rest
from index.partial_vectors import BLOCK
from tests.faults.failing_system import FAILURES, FailingSystem
from tests.hashing_embedder import HashingEmbedder


def fill(folder: Path, articles: int) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(articles):
        (folder / f"{number}.txt").write_text(f"Story {number}\n\nIt has number {number}.")


def open_quietly(folder: Path, home: Path) -> int:
    return len(open_library(folder, home=home, embedder=HashingEmbedder(dimension=8)).articles)


@pytest.mark.parametrize(("call", "how"), FAILURES, ids=str)
def test_a_save_that_fails_anywhere_leaves_a_whole_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, how: int | str
):
    folder, home = tmp_path / "articles", tmp_path / "home"
    fill(folder, 2)
    assert open_quietly(folder, home) == 2
    errors: list[Exception] = []
    for at in range(1, 60):
        (folder / "changing.txt").write_text(f"More {at}\n\nIt is one more, number {at}.")
        with monkeypatch.context() as patch:
            system = FailingSystem(patch)
            system.fail(call, at, how)
            try:
                found = open_quietly(folder, home)
            except (LibraryError, OSError) as error:
                errors.append(error)
            else:
                # An article that cannot be opened is named and skipped until it can.
                assert found == 3 or (call == "open" and found == 2)
        # Without the fault the same folder opens, and nothing was lost or mixed.
        assert open_quietly(folder, home) == 3
        if system.calls < at:
            break
    else:
        pytest.fail("the fault was reached more often than expected")
    assert all(isinstance(error, LibraryError) for error in errors)
    assert errors or how == "short" or call in ("rename", "replace")


def test_a_first_save_that_fails_leaves_nothing_that_looks_like_a_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = tmp_path / "articles"
    fill(folder, 3)
    for at in range(1, 40):
        home = tmp_path / f"home-{at}"
        with monkeypatch.context() as patch:
            system = FailingSystem(patch)
            system.fail("fsync", at, 5)
            with contextlib.suppress(SaveError):
                open_quietly(folder, home)
        assert open_quietly(folder, home) == 3
        if system.calls < at:
            break


@pytest.mark.parametrize(("call", "how"), FAILURES, ids=str)
def test_embedding_that_fails_to_be_saved_leaves_a_library_that_is_searched_by_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, how: int | str
):
    folder = tmp_path / "articles"
    fill(folder, 4 * BLOCK)
    for at in range(1, 40):
        home, embedder = tmp_path / f"home-{at}", HashingEmbedder(dimension=8)
        library = open_library(folder, home=home, embedder=embedder, patience=0.0)
        words = library.embedded
        assert words < 4 * BLOCK
        with monkeypatch.context() as patch:
            system = FailingSystem(patch)
            system.fail(call, at, how)
            with contextlib.suppress(LibraryError):
                embed_rest(library)
        assert library.is_whole  # what is open has it all, saved or not
        saved = open_library(folder, home=home, embedder=embedder, patience=0.0)
        assert saved.embedded in (words, 4 * BLOCK)
        assert saved.verify() == ()
        if system.calls < at:
            assert saved.is_whole
            break
    else:
        pytest.fail("the fault was reached more often than expected")
