"""What is told of all articles of a library without reading them, by either store."""

from __future__ import annotations

import datetime as dt

import pytest

from index import Article, SearchFilters
from index.columns import Field
from index.listing import Listing, listing_of
from index.store import Store
from tests.index.test_stores import KINDS, OUTLETS, Keeper, keeper, story
from tests.milvus import milvus

__all__ = ["milvus"]
pytestmark = [pytest.mark.allow_hosts(["127.0.0.1"]), pytest.mark.timeout(120)]

MORE = {
    "morning.md": "---\ntitle: Dawn\ndate: 2025-03-12T05:00\nbyline: Ann Lee\n---\n"
    "O’Neill slept.\n",
    "evening.md": "---\ntitle: Dusk\ndate: 2025-03-12T21:00\nbyline: Ann Lee and Bo Ek\n"
    "place: Porto\n---\nThe tram stood still, and O'Neill walked.\n",
    "undated.txt": "Nobody knows when the tram came to the old town of the river.\n",
    "copy.md": story(3).replace("ward 3", "ward three") + "\nThe editor added a line.\n",
}


@pytest.fixture(params=KINDS, scope="module")
def still(request, tmp_path_factory: pytest.TempPathFactory) -> Keeper:
    kept = keeper(request, tmp_path_factory.mktemp("still"))
    for name, text in MORE.items():
        (kept.folder / name).write_text(text)
    return kept


@pytest.fixture(scope="module")
def store(still: Keeper) -> Store:
    return still.store()


@pytest.fixture
def many(store) -> Listing:
    """As if reading each of them took too long."""
    return Listing(store, few=0)


@pytest.fixture
def plain(store) -> Listing:
    """The same articles, of which each is looked at."""
    return listing_of(tuple(store.articles))


def names(articles) -> list[str]:
    return [article.path.name for article in articles]


def test_the_newest_are_those_that_sorting_all_would_give(store, plain):
    dated = sorted(store.articles, key=lambda article: article.published or "", reverse=True)
    assert names(dated)[:3] == ["evening.md", "morning.md", "11.md"]
    for most in (1, 2, 3, 7, 15, 100):
        assert store.articles.newest(most) == dated[:most]
        assert plain.newest(most) == dated[:most]
    assert names(dated)[-1] == "undated.txt"
    assert store.articles.oldest() == store.articles[0]
    assert store.articles.only(SearchFilters(outlet="nobody")).newest(3) == []


def test_what_articles_share_is_counted_as_reading_all_would_count_it(store, plain):
    for field in Field:
        assert list(store.articles.tally(field).items()) == list(plain.tally(field).items())
    assert store.articles.tally(Field.OUTLET)[OUTLETS[0]] == 5
    assert dict(store.articles.tally(Field.BYLINE)) == {"Ann Lee and Bo Ek": 1, "Ann Lee": 1}
    assert dict(store.articles.tally(Field.PLACE)) == {"Porto": 1}
    assert (store.articles.undated, plain.undated) == (1, 1)
    assert store.articles.first_day == plain.first_day == dt.date(2025, 3, 1)
    assert store.articles.last_day == plain.last_day == dt.date(2025, 3, 12)


def test_a_list_is_narrowed_as_reading_all_would_narrow_it(store, plain):
    def same(narrow) -> list[str]:
        found = names(narrow(store.articles))
        assert found == names(narrow(plain))
        return found

    assert same(lambda a: a.having(Field.BYLINE, {"Ann Lee"})) == ["morning.md"]
    assert same(lambda a: a.having(Field.PLACE, {"Porto"})) == ["evening.md"]
    assert len(same(lambda a: a.having(Field.OUTLET, {"Example Times"}))) == 4
    assert same(lambda a: a.on(lambda day: day > dt.date(2025, 3, 10))) == [
        "10.md", "11.md", "evening.md", "morning.md",
    ]  # fmt: skip
    recent = same(lambda a: a.only(SearchFilters(outlet="Example Times")).recent(2))
    assert recent == ["07.md", "10.md"]
    either = same(
        lambda a: a.having(Field.PLACE, {"Porto"}).either(a.having(Field.BYLINE, {"Ann Lee"}))
    )
    assert either == ["evening.md", "morning.md"]
    times = frozenset({"Example Times", "Corran Gazette"})
    assert len(same(lambda a: a.only(SearchFilters(outlets=times)))) == 9
    assert same(lambda a: a.where(lambda article: "tram" in article.text)) == [
        "evening.md", "undated.txt",
    ]  # fmt: skip
    first = store.articles[0].id
    assert same(lambda a: a.only(SearchFilters(within=frozenset({first, "f" * 24})))) == ["00.md"]


def test_near_copies_are_found_by_the_number_they_share(store):
    group = store.group(store.articles[3].id)
    assert names(store.articles.in_groups({group})) == ["03.md", "copy.md"]


@pytest.mark.parametrize(
    "words", ["tram", "harbour strike", "O'Neill", "the tram of the river", "zeppelin", "of the"]
)
def test_no_article_with_the_words_is_left_out(store, many, words):
    holding, are_all = many.holding(words)
    wanted = [word.strip(".,") for word in words.replace("’", "'").lower().split()]

    def has(article: Article) -> bool:
        said = f"{article.title} {article.text}".replace("’", "'").lower()
        return all(word in said for word in wanted)

    assert are_all
    assert {a.id for a in store.articles if has(a)} <= {a.id for a in holding}
    assert words != "zeppelin" or not holding
    assert words != "tram" or len(holding) == 2


def test_what_a_question_describes_is_among_the_closest(many):
    assert "evening.md" in names(many.closest("Who wrote of the tram that stood still?"))
    assert len(many.closest("harbour")) < len(many)


def test_outlets_are_searched_together(store, still):
    outlets = frozenset({"The Corran Gazette"})
    vector = still.embedder.embed(["harbour"])[0]
    filters = SearchFilters(outlets=outlets)
    found = store.candidates("harbour", vector, most=100, filters=filters)
    expected = {a.id for a in store.articles if a.outlet == "The Corran Gazette"}
    assert set(store.ids(found.rows)) == expected
    assert {a.id for a in store.articles if filters.admits(a)} == expected


def test_an_article_is_found_by_its_id(store, plain):
    wanted: Article = store.articles[4]
    assert store.articles.with_id(wanted.id) == plain.with_id(wanted.id) == wanted
    assert store.articles.with_id("f" * 24) is None
    assert plain.with_id("f" * 24) is None
