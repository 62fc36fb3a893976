"""What every store does alike: the files of this computer, and Milvus."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from index import ArticleLibrary, SearchFilters, open_library
from index.building import build_store
from index.new_articles import read_new_articles
from index.saved_library import SavedLibrary, settings_for
from index.store import Candidates, Store
from index.store_address import store_address
from tests.hashing_embedder import HashingEmbedder
from tests.milvus import milvus, needs_milvus

__all__ = ["milvus"]
pytestmark = [pytest.mark.allow_hosts(["127.0.0.1"]), pytest.mark.timeout(120)]

WORDS = [
    "harbour",
    "bridge",
    "council",
    "river",
    "budget",
    "minister",
    "vote",
    "strike",
    "flood",
    "teacher",
    "hospital",
    "road",
    "tax",
    "market",
    "school",
    "police",
    "court",
    "fire",
    "water",
    "election",
]
OUTLETS = ("The Corran Gazette", "Example Times", None)


def story(number: int) -> str:
    """An invented article: the same number has the same words, others share some of them."""
    chance = random.Random(number)
    outlet = OUTLETS[number % 3]
    head = [f"title: The {chance.choice(WORDS)} of ward {number}", f"date: 2025-03-{1 + number:02}"]
    head += [f"outlet: {outlet}"] if outlet else []
    lines = [
        " ".join(["The", *(chance.choice(WORDS) for _ in range(30)), f"case {number}."])
        for _ in range(8)
    ]
    return "\n".join(["---", *head, "---"]) + "\n" + "\n\n".join(lines)


def write_stories(folder: Path) -> Path:
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.md").write_text(story(number))
    return folder


@dataclass
class Keeper:
    """Brings a store up to date with a folder and opens it, as another process would."""

    folder: Path
    home: Path
    address: str | None = None  # of a Milvus
    embedder: HashingEmbedder = field(default_factory=HashingEmbedder)
    kept: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def store(self) -> Store:
        library = open_library(self.folder, home=self.home, embedder=self.embedder)
        if self.address is None:
            return library.store
        from index.milvus_library import fill_stored

        fill_stored(self.address, library, progress=lambda *_: None)
        return self.again()

    def without_vectors(self) -> Store:
        saved = SavedLibrary(self.folder, self.home / "bare", settings_for(self.embedder))
        reading = read_new_articles(
            self.folder, known={}, place=saved.place, progress=lambda _: None
        )
        local = build_store(
            reading,
            folder=self.folder,
            settings=saved.settings,
            saved=None,
            files={},
            draft=self.kept.enter_context(saved.draft()),
            progress=lambda *_: None,
        )
        if self.address is None:
            return local
        from index.milvus_filling import fill
        from index.milvus_server import MilvusServer

        address = store_address(self.address)
        assert address is not None
        fill(local, MilvusServer.connect(address, create=True))
        return self.again()

    def again(self) -> Store:
        from index.milvus_library import open_stored

        assert self.address is not None
        return open_stored(self.address, home=self.home, embedder=self.embedder).store

    def library(self) -> ArticleLibrary:
        return ArticleLibrary(self.folder, self.store(), place=self.home, embedder=self.embedder)

    def found(self, question: str) -> Candidates:
        vector = self.embedder.embed([question])[0]
        return self.store().candidates(question, vector, most=10)


KINDS = ["local", pytest.param("milvus", marks=needs_milvus)]


def keeper(request: pytest.FixtureRequest, root: Path) -> Keeper:
    folder = write_stories(root / "articles")
    if request.param == "local":
        return Keeper(folder, root / "home")
    address = f"{request.getfixturevalue('milvus')}/t{uuid.uuid4().hex[:12]}"
    return Keeper(folder, root / "home", address)


@pytest.fixture(params=KINDS)
def kept(request, tmp_path: Path) -> Keeper:
    return keeper(request, tmp_path)


@pytest.fixture(params=KINDS, scope="module")
def still(request, tmp_path_factory: pytest.TempPathFactory) -> Keeper:
    """One for the tests that change nothing."""
    return keeper(request, tmp_path_factory.mktemp("still"))


@pytest.fixture(scope="module")
def store(still: Keeper) -> Store:
    return still.store()


def names(store: Store) -> list[str]:
    return [article.path.name for article in store.articles]


def test_every_article_is_there_as_the_folder_has_it(store):
    assert names(store) == [f"{number:02}.md" for number in range(12)]
    first = store.articles[0]
    assert (first.published, first.outlet) == ("2025-03-01", "The Corran Gazette")
    assert first.text == story(0).partition("---\n")[2].partition("---\n")[2]
    assert store.article(first.id) == first
    assert store.article("f" * 24) is None
    assert list(store.ids_from(first.id[:10])) == [first.id]
    assert list(store.ids_from("no id")) == []
    assert store.newest == "2025-03-12"


def test_the_passages_of_an_article_stand_behind_one_another_and_hold_its_sentences(store):
    rows = np.arange(len(store.passages))
    assert len(rows) > 12
    order = [names(store).index(passage.article.path.name) for passage in store.passages]
    assert order == sorted(order)
    assert list(store.ids(rows)) == [passage.article.id for passage in store.passages]
    assert [day.day for day in store.days(rows) if day] == [1 + at for at in order]
    for article in store.articles:
        sentences = store.sentences(article.id)
        mine = [row for row in rows.tolist() if store.passages[row].article.id == article.id]
        assert sentences == tuple(s for row in mine for s in store.passage(row).sentences)


def test_what_is_added_changed_renamed_and_deleted_is_so_in_the_next_state(kept):
    before = kept.store()
    unchanged = before.articles[5].id
    (kept.folder / "12.md").write_text(story(12))
    (kept.folder / "03.md").write_text(story(13))
    (kept.folder / "07.md").rename(kept.folder / "20.md")
    (kept.folder / "09.md").unlink()
    store = kept.store()
    expected = [f"{n:02}.md" for n in (0, 1, 2, 3, 4, 5, 6, 8, 10, 11, 12, 20)]
    assert names(store) == expected
    assert store.articles[3].published == "2025-03-14"
    assert store.article(unchanged) == before.articles[5]
    gone = before.articles[9].id
    assert store.article(gone) is None
    assert gone not in store.ids(kept.found("case 9").rows)
    renamed = store.articles[-1]
    assert renamed.id == before.articles[7].id
    (row, *_) = kept.found("What became of case 7?").rows.tolist()
    assert 0 <= row < len(store.passages)
    assert renamed.id in store.ids(kept.found("the case 7").rows)


def test_words_and_meaning_are_those_of_the_passages(store, still):
    question = "harbour strike"
    vector = still.embedder.embed([question])[0]
    everything = np.arange(len(store.passages))
    found = store.candidates(question, vector, most=len(store.passages))
    assert np.array_equal(found.rows, everything)
    dense = store.vectors(everything) @ vector
    assert np.allclose(found.dense, dense, atol=1e-6)
    for row, lexical in zip(found.rows.tolist(), found.lexical.tolist(), strict=True):
        passage = store.passages[row]
        text = f"{passage.article.title} {passage.text}".lower()
        assert (lexical > 0) == any(word in text for word in ("harbour", "strike"))
    few = store.candidates(question, vector, most=2)
    best = set(np.argsort(-dense)[:2]) | set(np.argsort(-found.lexical)[:2])
    assert set(few.rows.tolist()) == best


def test_without_a_vector_only_words_count(store):
    found = store.candidates("harbour", None, most=5)
    assert len(found.rows) == 5
    assert np.isnan(found.dense).all()
    assert (found.lexical > 0).all()
    assert not len(store.candidates("zeppelin", None, most=5).rows)


@pytest.mark.parametrize(
    "filters",
    [
        SearchFilters(since=dt.date(2025, 3, 4)),
        SearchFilters(until=dt.date(2025, 3, 2)),
        SearchFilters(since=dt.date(2025, 3, 3), until=dt.date(2025, 3, 5)),
        SearchFilters(outlet="example times"),
        SearchFilters(outlet="Corran Gazette", since=dt.date(2025, 3, 5)),
        SearchFilters(outlet="nobody's"),
        SearchFilters(within=frozenset({'" or 1 == 1'})),
    ],
)
def test_filters_let_only_what_they_admit_be_found(store, still, filters):
    admitted = {article.id for article in store.articles if filters.admits(article)}
    assert {article.id for article in store.admitted(filters)} == admitted
    vector = still.embedder.embed(["harbour"])[0]
    found = store.candidates("harbour", vector, most=100, filters=filters)
    assert set(store.ids(found.rows)) == admitted


def test_only_some_articles_may_be_found(store):
    wanted = frozenset({store.articles[2].id, store.articles[8].id})
    found = store.candidates("harbour", None, most=50, filters=SearchFilters(within=wanted))
    assert set(store.ids(found.rows)) <= wanted
    assert {a.id for a in store.admitted(SearchFilters(within=wanted))} == wanted


def test_articles_are_asked_for_by_outlet_and_by_title(store, still):
    title = store.articles[4].title
    assert store.articles[4].id in store.named(f"What does “{title}” say of it?")
    times = {article.id for article in store.articles if article.outlet == "Example Times"}
    assert store.named("What did the Example Times report?") == times
    assert store.named("What about the harbour?") == frozenset()
    vector = still.embedder.embed(["zeppelin"])[0]
    found = store.candidates("zeppelin", vector, most=1, named=times)
    assert set(store.ids(found.rows)) & times
    words = store.candidates("zeppelin", None, most=3, named=times)
    assert set(store.ids(words.rows)) <= times
    assert len(words.rows) == 3


def test_near_copies_share_a_group_and_others_have_their_own(kept):
    text = story(3) + "\nThe editor added a line."
    (kept.folder / "wire.md").write_text(text.replace("ward 3", "ward three"))
    store = kept.store()
    copies = [a for a in store.articles if a.path.name in ("03.md", "wire.md")]
    groups = [store.group(article.id) for article in store.articles]
    assert store.group(copies[0].id) == store.group(copies[1].id)
    assert len(set(groups)) == len(groups) - 1
    rows = np.arange(len(store.passages))
    ids = {copy.id for copy in copies}
    shared = [group is not None for group in store.copied(rows)]
    assert shared == [article_id in ids for article_id in store.ids(rows)]
    hits = kept.library().search("ward case 3", top=20)
    assert any(hit.copies for hit in hits)


def test_the_version_changes_with_the_articles_and_comes_back_with_them(kept):
    first = kept.store().version
    extra = kept.folder / "extra.md"
    extra.write_text(story(14))
    second = kept.store().version
    assert second != first
    extra.unlink()
    assert kept.store().version == first
    assert kept.store().version == first


def test_a_store_that_is_open_stays_what_it_is_when_the_next_state_is_written(kept):
    before = kept.store()
    told = names(before)
    (kept.folder / "01.md").unlink()
    (kept.folder / "21.md").write_text(story(15))
    after = kept.store()
    vector = kept.embedder.embed(["case"])[0]
    was = before.candidates("case", vector, most=500)
    assert names(before) == told
    assert np.array_equal(was.rows, np.arange(len(before.passages)))
    assert "01.md" in {before.passages[row].article.path.name for row in was.rows.tolist()}
    now = after.candidates("case", vector, most=500)
    assert np.array_equal(now.rows, np.arange(len(after.passages)))


def test_words_are_held_in_every_form_and_misspelt_ones_have_a_neighbour(store):
    assert store.holds("harbours")
    assert not store.holds("zeppelin")
    assert store.nearest_word("harbuor") == "harbour"
    assert store.nearest_word("zeppelin") is None


def test_what_is_not_embedded_is_found_by_words_until_its_vectors_are_learned(kept):
    store = kept.without_vectors()
    vector = kept.embedder.embed(["case"])[0]
    waiting = list(store.waiting())
    assert sorted(waiting) == list(range(len(store.passages)))
    assert store.passages[waiting[0]].article.path.name == "11.md"  # the newest
    assert store.embedded == 0
    assert not len(store.probes(3))
    assert np.isnan(store.candidates("case", vector, most=5).dense).all()
    version = store.version
    some = np.array(waiting[:3], np.int64)
    store.learn(some, kept.embedder.embed(store.embedded_texts(some.tolist())))
    assert (store.embedded, store.known(some).all()) == (3, True)
    assert store.version != version
    found = store.candidates("case", vector, most=100)
    assert set(found.rows[~np.isnan(found.dense)].tolist()) == set(some.tolist())
    rest = np.array(store.waiting(), np.int64)
    store.learn(rest, kept.embedder.embed(store.embedded_texts(rest.tolist())))
    assert list(store.waiting()) == []
    found = store.candidates("case", vector, most=100)
    assert np.allclose(found.dense, store.vectors(found.rows) @ vector, atol=1e-6)


def test_files_that_hold_no_article_are_named(kept):
    (kept.folder / "empty.txt").write_text("")
    assert [path for path, _ in kept.store().skipped()] == ["empty.txt"]


def test_rows_that_no_passage_has_are_refused(store):
    with pytest.raises(ValueError, match="rows"):
        store.vectors(np.array([len(store.passages)]))


def test_probes_are_spread_over_what_is_embedded(store, still):
    probes = store.probes(3)
    assert probes.tolist() == [0, (len(store.passages) - 1) // 2, len(store.passages) - 1]
    texts = store.embedded_texts(probes.tolist())
    assert np.allclose(store.vectors(probes), still.embedder.embed(texts), atol=1e-6)
