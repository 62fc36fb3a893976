"""Days and names in a question change the order; copies take one place."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from index import ArticleLibrary, SearchFilters, open_library
from tests.hashing_embedder import HashingEmbedder

BODY = "The council met about the harbour. It decided that the harbour stays open until spring."
WIRE = (
    "The foreign ministers of six countries left Lisbon without an agreement on fishing rights "
    "and blamed one another. We were ready to sign at midnight, said the minister who led the "
    "smallest delegation. A further round is planned for the middle of October, officials said."
)


@pytest.fixture
def library(tmp_path: Path, byline_home: Path):
    folder = tmp_path / "articles"
    folder.mkdir()

    def make(files: dict[str, str]) -> ArticleLibrary:
        for name, text in files.items():
            (folder / name).write_text(text)
        return open_library(folder, home=byline_home, embedder=HashingEmbedder())

    return make


def dated(day: str, text: str = BODY, outlet: str = "Post") -> str:
    return f"---\ntitle: The harbour\noutlet: {outlet}\ndate: {day}\n---\n{text}"


@pytest.fixture
def harbour(library) -> ArticleLibrary:
    days = ("2025-07-01", "2025-08-20", "2025-09-01", "2025-09-02", "2025-09-03")
    found: ArticleLibrary = library({f"{day}.md": dated(day) for day in days})
    return found


def order(library: ArticleLibrary, question: str, **options) -> list[str]:
    hits = library.search(question, **options)
    return [hit.passage.article.path.stem for hit in hits]


def all_days(library: ArticleLibrary, question: str, **options) -> list[str]:
    """Every article in order, copies behind the one they copy."""
    return [
        passage.article.path.stem
        for hit in library.search(question, **options)
        for passage in (hit.passage, *hit.copies)
    ]


def test_a_day_in_the_question_brings_its_articles_forward_and_excludes_none(harbour):
    assert order(harbour, "What was decided about the harbour yesterday?")[0] == "2025-09-02"
    assert order(harbour, "What was decided about the harbour on Monday?")[0] == "2025-09-01"
    assert order(harbour, "What was decided about the harbour in July?")[0] == "2025-07-01"
    assert len(all_days(harbour, "What was decided about the harbour yesterday?")) == 5


def test_days_are_counted_from_the_newest_article_or_from_the_day_given(harbour):
    question = "What was decided about the harbour today?"
    assert order(harbour, question)[0] == "2025-09-03"
    assert order(harbour, question, as_of=dt.date(2025, 8, 20))[0] == "2025-08-20"


def test_filters_exclude_where_words_only_reorder(harbour):
    filters = SearchFilters(since=dt.date(2025, 9, 2))
    question = "What was decided about the harbour in July?"
    assert sorted(all_days(harbour, question, filters=filters)) == ["2025-09-02", "2025-09-03"]
    until = SearchFilters(until=dt.date(2025, 7, 31))
    assert all_days(harbour, "harbour today", filters=until) == ["2025-07-01"]


def test_a_named_outlet_comes_first_although_another_fits_better(library):
    found = library(
        {
            "a.md": dated("2025-09-01", outlet="Alpha Post"),
            "b.md": dated("2025-09-02", "The valley was flooded.", outlet="Beta Herald"),
        }
    )
    assert order(found, "What was decided about the harbour?")[0] == "a"
    question = "What does Beta Herald report on what was decided about the harbour?"
    assert order(found, question) == ["b", "a"]


def test_a_wire_story_takes_one_place_and_its_copies_are_listed(library):
    files = {
        f"{number}.md": f"---\noutlet: Outlet {number}\n---\n{WIRE} Outlet {number} adds this."
        for number in range(8)
    }
    files["own.txt"] = "Lisbon talks fail\n\nNo agreement on fishing rights was found in Lisbon."
    found = library(files)
    hits = found.search("Was there an agreement on fishing rights?", top=5)
    assert len(hits) == 2
    assert len({hit.group for hit in hits}) == 2
    wire = next(hit for hit in hits if hit.copies)
    assert len(wire.copies) == 7
    assert len({p.article.id for p in (wire.passage, *wire.copies)}) == 8
    assert len({found.group(p.article) for p in (wire.passage, *wire.copies)}) == 1


def test_different_parts_of_copies_are_not_taken_for_each_other(library):
    other = (
        "Shares of lenders fell after the central bank raised its main rate to the highest level "
        "since the crisis, and said that rising prices had left it with no other choice at all. "
    ) * 2
    files = {f"{n}.txt": f"Story {n}\n\n{WIRE * 2}\n\n{other}" for n in range(3)}
    hits = library(files).search("fishing rights and the main rate", top=10)
    texts = [hit.passage.text for hit in hits]
    assert any("fishing rights" in text for text in texts)
    assert any("main rate" in text for text in texts)


def test_scores_are_finite_and_in_order_for_one_article(library):
    (hit,) = library({"a.txt": "Only one story here."}).search("what story?")
    assert hit.fused == hit.fused  # not NaN
    assert hit.copies == ()


def test_a_hit_tells_how_long_before_the_days_asked_for_it_appeared(library):
    told = {
        "2025-08-20": "The council decided to dredge the harbour before the winter storms.",
        "2025-09-01": "Fishermen want the harbour wall decided on, their union wrote.",
        "2025-09-02": "Nothing about a second harbour crane was decided by the owners.",
        "2025-09-03": "Ferries keep their harbour berths, as judges in Porto decided.",
    }
    found = library({f"{day}.md": dated(day, text) for day, text in told.items()})

    def before(question: str) -> list[int | None]:
        hits = {hit.passage.article.path.stem: hit for hit in found.search(question, top=9)}
        return [hits[day].days_before for day in told]

    assert before("What was decided about the harbour?") == [None] * 4
    assert before("What was decided about the harbour yesterday?") == [13, 1, 0, 0]
    # What looks back to those days is not too early.
    assert before("What was decided about the harbour in 1998?") == [0] * 4
