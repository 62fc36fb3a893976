"""The library of a folder: found, brought up to date, searched."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from index import (
    ArticleLibrary,
    EmptyFolderError,
    SearchFilters,
    UnknownArticleError,
    open_library,
)


def first(library: ArticleLibrary, question: str) -> str:
    return library.search(question)[0].passage.article.path.name


def test_a_question_finds_the_article_that_answers(reopen):
    library = reopen()
    assert first(library, "Who offered to host the talks?") == "host.txt"
    assert first(library, "Which bridges were closed?") == "flood.txt"
    assert first(library, "Did parliament pass the budget?") == "vote.md"


def test_hits_are_best_first_finite_and_exact(reopen):
    hits = reopen().search("Who offered to host the talks?", top=50)
    assert len(hits) == 3
    assert [hit.fused for hit in hits] == sorted((hit.fused for hit in hits), reverse=True)
    for hit in hits:
        assert np.isfinite([hit.fused, hit.dense or 0, hit.lexical or 0]).all()
        assert hit.passage.text == hit.passage.article.text[hit.passage.start : hit.passage.end]
        assert hit.sentences[0].start == hit.passage.start
        assert hit.sentences[-1].end == hit.passage.end
        assert all(sentence.passage is hit.passage for sentence in hit.sentences)
    assert len({hit.group for hit in hits}) == 3


def test_the_sentences_of_an_article_are_those_of_its_passages(reopen):
    library = reopen()
    for article in library.articles:
        sentences = library.sentences(article)
        assert " ".join(s.text for s in sentences).split() == article.text.split()
        assert {s.passage for s in sentences} == {
            p for p in library.passages if p.article is article
        }


def test_the_second_opening_embeds_nothing_and_is_the_same(reopen, embedder):
    before = reopen()
    embedded = embedder.texts
    after = reopen()
    assert embedder.texts == embedded
    assert after.version == before.version
    assert list(after.articles) == list(before.articles)
    assert list(after.passages) == list(before.passages)
    question = "Who offered to host the talks?"
    assert after.search(question) == before.search(question)


def test_nothing_is_written_into_the_article_folder(reopen, folder):
    reopen()
    assert sorted(path.name for path in folder.iterdir()) == ["flood.txt", "host.txt", "vote.md"]


def test_only_what_changed_is_embedded(reopen, folder, embedder):
    version = reopen().version
    embedded = embedder.texts
    (folder / "new.txt").write_text("A new story\n\nThe museum opened its doors.")
    (folder / "flood.txt").rename(folder / "river.txt")
    (folder / "vote.md").unlink()
    library = reopen()
    assert embedder.texts == embedded + 1
    assert {a.path.name for a in library.articles} == {"host.txt", "river.txt", "new.txt"}
    assert first(library, "museum doors") == "new.txt"
    assert first(library, "Which bridges were closed?") == "river.txt"
    assert all(hit.passage.article.path.name != "vote.md" for hit in library.search("budget votes"))
    assert library.version != version


def test_an_edited_article_is_read_again_whatever_its_clock_says(reopen, folder):
    before = (folder / "flood.txt").stat()
    old = reopen().search("bridges closed")[0].passage.article
    (folder / "flood.txt").write_text((folder / "flood.txt").read_text().replace("Two", "Six"))
    os.utime(folder / "flood.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    new = reopen().search("bridges closed")[0].passage.article
    assert "Six bridges" in new.text
    assert new.id != old.id


def test_a_renamed_article_keeps_its_id_and_an_id_is_never_given_to_other_words(reopen, folder):
    before = {a.path.name: a.id for a in reopen().articles}
    (folder / "flood.txt").rename(folder / "tmp")
    (folder / "host.txt").rename(folder / "flood.txt")
    (folder / "tmp").rename(folder / "host.txt")
    after = {a.path.name: a.id for a in reopen().articles}
    assert after == {
        "host.txt": before["flood.txt"],
        "flood.txt": before["host.txt"],
        "vote.md": before["vote.md"],
    }


def test_what_was_repaired_is_saved_with_the_file_that_it_was_repaired_in(folder: Path, reopen):
    text = "Glass prices rise\n\nJosé Muñoz said that it doesn’t matter to the council."
    (folder / "a glass.txt").write_bytes(text.encode().replace("’".encode(), b"\x92"))
    (folder / "b glass.txt").write_bytes(text.encode())

    def problems() -> tuple[str, ...]:
        library = reopen()
        return next(a.problems for a in library.articles if a.title == "Glass prices rise")

    assert problems() == problems() == ("1 byte not in UTF-8 was read as Windows-1252.",)
    (folder / "a glass.txt").unlink()
    assert problems() == ()


def test_a_copy_that_outlives_its_original_is_the_same_article(reopen, folder):
    (folder / "zz.txt").write_text((folder / "host.txt").read_text())
    before = reopen().article(reopen().search("host talks")[0].passage.article.id)
    assert [path.name for path in (before.path, *before.also_at)] == ["host.txt", "zz.txt"]
    (folder / "host.txt").unlink()
    after = reopen().article(before.id)
    assert (after.path.name, after.also_at) == ("zz.txt", ())


def test_a_skipped_file_is_named_with_its_reason(reopen, folder):
    (folder / "bad.txt").write_bytes(bytes(range(256)))
    for _ in range(2):
        (problem,) = reopen().problems
        assert problem.path == folder / "bad.txt"
        assert "neither UTF-8" in problem.reason


def test_an_article_is_found_by_its_id_or_the_beginning_of_it(reopen):
    library = reopen()
    article = library.articles[0]
    assert library.article(article.id) is article
    assert library.article(article.id[:9].upper()) is article
    for unknown in ("", "zzz", article.id + "0"):
        with pytest.raises(UnknownArticleError, match="byline articles"):
            library.article(unknown)


def test_an_ambiguous_id_is_refused(reopen, folder):
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"Story number {number}\n\nIt has words.")
    library = reopen()
    beginnings = [article.id[0] for article in library.articles]
    twice = next(b for b in beginnings if beginnings.count(b) > 1)
    with pytest.raises(UnknownArticleError, match="articles have an id that begins"):
        library.article(twice)


def test_an_article_of_another_library_has_no_sentences_here(reopen, seeds, byline_home, embedder):
    other = open_library(seeds, home=byline_home, embedder=embedder)
    with pytest.raises(UnknownArticleError):
        reopen().sentences(other.articles[0])


def test_filters_exclude_and_do_so_before_the_best_are_taken(reopen):
    library = reopen()
    hits = library.search("talks bridges budget", filters=SearchFilters(outlet="example times"))
    assert [hit.passage.article.path.name for hit in hits] == ["vote.md"]
    assert library.search("talks", filters=SearchFilters(outlet="Nobody")) == []


def test_newest_is_the_latest_known_day(reopen):
    assert reopen().newest == "2025-09-03"


@pytest.mark.parametrize("question", ["", "  \n"])
def test_an_empty_question_finds_nothing(reopen, question):
    assert reopen().search(question) == []


def test_fewer_than_one_hit_is_a_mistake(reopen):
    with pytest.raises(ValueError, match="at least 1"):
        reopen().search("talks", top=0)


@pytest.mark.parametrize("content", [None, b"", bytes(range(256))])
def test_a_folder_without_an_article_is_refused_in_a_sentence(
    tmp_path, byline_home, embedder, content
):
    empty = tmp_path / "empty"
    empty.mkdir()
    if content is not None:
        (empty / "a.txt").write_bytes(content)
    with pytest.raises(EmptyFolderError, match=r"no readable article.*--articles DIR"):
        open_library(empty, home=byline_home, embedder=embedder)


def test_a_folder_that_became_empty_keeps_its_saved_library(reopen, folder, byline_home):
    reopen()
    texts = {path: path.read_text() for path in folder.iterdir()}
    for path in texts:
        path.unlink()
    with pytest.raises(EmptyFolderError):
        reopen()
    for path, text in texts.items():
        path.write_text(text)
    assert len(reopen().articles) == 3


def test_what_is_told_of_one_article_of_a_file_is_not_told_of_the_others(folder: Path, reopen):
    lines = ['{"title": "Mill fire hurts many", "text": "It burned on Monday."}', "{",
             '{"title": "A mill opens again", "text": "It opened in May."}']  # fmt: skip
    (folder / "many.jsonl").write_text("\n".join(lines))
    reopen()
    (folder / "new.txt").write_text("A new story\n\nThe museum opened its doors.")
    told = {a.title: a.problems for a in reopen().articles if a.path.name == "many.jsonl"}
    assert told == {
        "Mill fire hurts many": ("Lines that are no JSON objects: 2.",),
        "A mill opens again": (),
    }
