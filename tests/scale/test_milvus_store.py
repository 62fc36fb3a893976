"""What only a store in Milvus does: one process fills it, others read it, and it may be down."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index import (
    DamagedLibraryError,
    EmptyFolderError,
    LibraryError,
    StaleIndexError,
    open_library,
)
from index.errors import BusyLibraryError, StoreError
from index.listing import Listing
from index.local_store import LocalStore
from index.opening import embed_rest
from index.store import Store
from index.store_address import store_address
from qa.question.folder_questions import folder_question
from tests.hashing_embedder import HashingEmbedder
from tests.index.test_stores import story, write_stories
from tests.milvus import IS_INSTALLED, free_port, milvus, milvus_server

__all__ = ["milvus"]
if not IS_INSTALLED:
    pytest.skip("make test-scale installs Milvus", allow_module_level=True)

from index.milvus_filling import fill
from index.milvus_library import fill_stored, open_stored
from index.milvus_server import CALL_SECONDS, MilvusServer, Row
from index.milvus_store import MilvusStore

pytestmark = [pytest.mark.allow_hosts(["127.0.0.1"]), pytest.mark.timeout(120)]

QUESTIONS = (
    "harbour strike",
    "What became of the bridge of ward 7?",
    "the minister of ward 3",
    "zeppelin",
)


@pytest.fixture
def address(milvus: str) -> str:
    return f"{milvus}/t{uuid.uuid4().hex[:12]}"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return write_stories(tmp_path / "articles")


def local_of(folder: Path, home: Path, embedder: HashingEmbedder | None = None) -> LocalStore:
    store = open_library(folder, home=home, embedder=embedder or HashingEmbedder()).store
    assert isinstance(store, LocalStore)
    return store


def connected(address: str, *, call_seconds: float = CALL_SECONDS) -> MilvusServer:
    found = store_address(address)
    assert found is not None
    return MilvusServer.connect(found, create=True, call_seconds=call_seconds)


def opened(server: MilvusServer) -> MilvusStore:
    found = MilvusStore.open(server)
    assert found is not None
    return found


def told(store: Store) -> list[object]:
    """Everything that a question could learn of a store."""
    embedder = HashingEmbedder()
    vectors = embedder.embed(QUESTIONS)
    rows = np.arange(len(store.passages))
    found = [
        store.candidates(question, vector, most=7, named=store.named(question))
        for question, vector in zip(QUESTIONS, vectors, strict=True)
    ]
    return [
        list(store.articles),
        list(store.passages),
        [store.passage(row) for row in rows.tolist()],
        list(store.copied(rows)),
        [(each.rows.tolist(), each.dense.tobytes(), each.lexical.tobytes()) for each in found],
        store.version,
        store.newest,
    ]


def change(folder: Path, number: int) -> None:
    (folder / f"{number:02}.md").unlink()
    (folder / f"new-{number}.md").write_text(story(12 + number))
    (folder / f"copy-{number}.md").write_text(story(5).replace("ward 5", f"ward {number}"))


def test_it_gives_the_very_numbers_of_the_files_of_this_computer(articles, byline_home, address):
    server = connected(address)
    for number in range(4):
        local = local_of(articles, byline_home)
        fill(local, server)
        stored = opened(server)
        first, second = told(local), told(stored)
        if number == 0:
            assert first == second
        else:  # the weights of words are of the mean length of before, the scores of today
            assert [first[at] for at in (0, 1, 2, 3, 5, 6)] == [
                second[at] for at in (0, 1, 2, 3, 5, 6)
            ]
            assert first[4] == second[4]
        change(articles, number)


class _KilledError(BaseException):
    """Ends whoever writes; nothing that it might still do is done."""


class _Mortal(MilvusServer):
    """A server whose writer is gone after so many writes."""

    def __init__(self, server: MilvusServer, lives: int) -> None:
        super().__init__(server.address, server._client)
        self.lives = lives

    def upsert(self, collection: str, rows: Sequence[Row]) -> None:
        self._live()
        super().upsert(collection, rows)

    def delete(self, collection: str, where: str) -> None:
        self._live()
        super().delete(collection, where)

    def _live(self) -> None:
        self.lives -= 1
        if self.lives < 0:
            raise _KilledError


def test_a_writer_that_is_gone_after_any_write_leaves_the_state_of_before(
    articles, byline_home, address
):
    server = connected(address)
    fill(local_of(articles, byline_home), server)
    change(articles, 1)
    fill(local_of(articles, byline_home), server)  # so that something is to be taken away
    before = told(opened(server))
    change(articles, 2)
    local = local_of(articles, byline_home)
    after = told(local)
    lives, ended = 0, False
    while not ended:
        try:
            fill(local, _Mortal(server, lives))
            ended = True
        except _KilledError:
            assert told(opened(server)) == before
        lives += 1
    assert lives > 8
    assert told(opened(server)) == after
    kept = server.query("byline_1_articles", "serial >= 0", ["serial"])
    retired = opened(server).state.retired
    assert len(list(kept)) == len(opened(server).articles) + len(retired)


WRITER = """
import os, signal, sys
from pathlib import Path
from index import open_library
from index.milvus_filling import fill
from index.milvus_server import MilvusServer
from index.store_address import store_address
from tests.hashing_embedder import HashingEmbedder
folder, home, address, writes = sys.argv[1:]
class Server(MilvusServer):
    left = int(writes)
    def upsert(self, collection, rows):
        Server.left -= 1
        if Server.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        super().upsert(collection, rows)
local = open_library(Path(folder), home=Path(home), embedder=HashingEmbedder()).store
fill(local, Server.connect(store_address(address), create=True))
"""


def test_a_writer_that_is_killed_is_made_up_for_by_the_next(articles, byline_home, address):
    server = connected(address)
    fill(local_of(articles, byline_home), server)
    before = told(opened(server))
    change(articles, 3)
    given = [str(articles), str(byline_home), address, "3"]
    ended = subprocess.run([sys.executable, "-c", WRITER, *given], check=False, timeout=100)
    assert ended.returncode == -signal.SIGKILL
    assert told(opened(server)) == before
    local = local_of(articles, byline_home)
    fill(local, server)
    assert told(opened(server)) == told(local)


def test_who_is_overtaken_says_so_and_the_other_one_counts(articles, byline_home, address):
    server = connected(address)
    local = local_of(articles, byline_home)

    class Overtaken(MilvusServer):
        writes = 0

        def upsert(self, collection: str, rows: Sequence[Row]) -> None:
            super().upsert(collection, rows)
            self.writes += 1
            if self.writes == 2:
                fill(local, server)

    with pytest.raises(BusyLibraryError, match="Somebody else"):
        fill(local, Overtaken(server.address, server._client))
    assert told(opened(server)) == told(local)


def test_nothing_is_sent_again_that_is_there(articles, byline_home, address):
    server = connected(address)
    fill(local_of(articles, byline_home), server)
    first = opened(server)
    fill(local_of(articles, byline_home), server)
    assert opened(server).pointer == first.pointer
    (articles / "new.md").write_text(story(14))
    fill(local_of(articles, byline_home), server)
    second = opened(server)
    serials = set(first.state.serials.tolist())
    assert len(set(second.state.serials.tolist()) - serials) == 1
    assert [article.path.name for article in second.beyond(first)] == ["new.md"]
    assert not first.beyond(second)


def test_of_a_word_in_too_many_passages_some_are_given_and_that_is_said(
    articles, byline_home, address, monkeypatch
):
    fill(local_of(articles, byline_home), connected(address))
    stored = opened(connected(address))
    assert len(stored.holding("case")[0]) == 12
    assert stored.holding("case")[1]
    monkeypatch.setattr("index.milvus_store._LOOKED_UP", 3)
    found, are_all = stored.holding("case")
    assert 0 < len(found) <= 3
    assert not are_all
    told_of = folder_question("How many articles mention the case?", Listing(stored, few=0), None)
    assert told_of is not None
    assert told_of.notice == (
        f"At least {len(found)} article{'s mention' if len(found) > 1 else ' mentions'} "
        f"“the case”. Only {len(found)} of the articles that may have them were read."
    )


def test_a_process_without_the_folder_reads_what_another_one_filled(
    articles, byline_home, address, tmp_path
):
    embedder = HashingEmbedder()
    library = open_library(articles, home=byline_home, embedder=embedder)
    fill_stored(address, library, progress=lambda *_: None)
    articles.rename(tmp_path / "elsewhere")
    stored = open_stored(address, home=tmp_path / "other", embedder=embedder)
    expected = [hit.passage.text for hit in library.search("case 7 harbour")]
    assert [hit.passage.text for hit in stored.search("case 7 harbour")] == expected
    assert open_stored(address, home=tmp_path / "other", embedder=embedder, before=stored) is stored


def test_vectors_that_came_later_are_sent_alone(articles, byline_home, address):
    from tests.index.test_stores import Keeper

    keeper = Keeper(articles, byline_home, address)
    waiting = keeper.without_vectors()
    assert waiting.embedded == 0
    local = local_of(articles, byline_home)
    fill(local, connected(address))
    stored = opened(connected(address))
    assert told(stored) == told(local)
    assert stored.state.serials.tolist() == sorted(stored.state.serials.tolist())
    assert stored.state.serials[0] == 1  # the rows of before


def test_what_a_store_lacks_is_embedded_by_whoever_has_it_open(articles, byline_home, address):
    from tests.index.test_stores import Keeper

    embedder = HashingEmbedder()
    Keeper(articles, byline_home, address).without_vectors()
    library = open_stored(address, home=byline_home, embedder=embedder)
    assert not library.is_whole
    embed_rest(library)
    assert library.is_whole
    again = open_stored(address, home=byline_home, embedder=embedder)
    assert again.is_whole
    assert again.version == library.version == local_of(articles, byline_home).version


def test_a_library_of_another_model_or_folder_is_refused_with_what_helps(
    articles, byline_home, address, tmp_path
):
    fill(local_of(articles, byline_home), connected(address))
    other = HashingEmbedder("other")
    with pytest.raises(StaleIndexError, match=r"'hashing' instead of 'other'.*--rebuild --store"):
        open_stored(address, home=byline_home, embedder=other)
    elsewhere = write_stories(tmp_path / "elsewhere")
    with pytest.raises(StaleIndexError, match=r"has the articles of .*--rebuild --store"):
        fill(local_of(elsewhere, byline_home), connected(address))
    with pytest.raises(StaleIndexError, match="instead of"):
        fill(local_of(articles, byline_home, HashingEmbedder(dimension=8)), connected(address))
    small = local_of(elsewhere, byline_home, HashingEmbedder(dimension=8))
    fill(small, connected(address), rebuild=True)
    stored = opened(connected(address))
    assert stored.vectors(np.array([0])).shape == (1, 8)
    assert [article.path.parent for article in stored.articles] == [elsewhere] * 12


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ("http://127.0.0.1:1", "cannot be opened.*Start Milvus"),
        ("milvus", "is no address.*http://"),
        ("http://user:secret@127.0.0.1:19530", "holds a password.*BYLINE_STORE_KEY"),
        ("/nowhere/x.db", "There is no store /nowhere/x.db.*byline index --store"),
    ],
)
def test_a_store_that_cannot_be_opened_is_named_on_one_line(told, what, byline_home):
    with pytest.raises(LibraryError, match=what) as raised:
        open_stored(told, home=byline_home, embedder=HashingEmbedder())
    assert "\n" not in str(raised.value)
    assert "secret" not in str(raised.value)


def test_a_database_that_is_not_there_and_one_that_is_empty_are_named(milvus, byline_home, address):
    with pytest.raises(StoreError, match=r"no database 'nowhere'.*byline index"):
        open_stored(f"{milvus}/nowhere", home=byline_home, embedder=HashingEmbedder())
    connected(address)
    with pytest.raises(EmptyFolderError, match=r"is empty.*byline index"):
        open_stored(address, home=byline_home, embedder=HashingEmbedder())


def test_a_server_that_goes_is_named_and_answers_again_when_it_is_back(
    articles, byline_home, tmp_path
):
    port = free_port()
    data = tmp_path / "own.db"
    with milvus_server(data, port):
        server = connected(f"http://127.0.0.1:{port}")
        local = local_of(articles, byline_home)
        fill(local, server)
        store = opened(server)
        expected = told(store)
    with pytest.raises(StoreError, match=r"does not answer.*byline doctor"):
        store.named("What about the harbour bridge?")
    with milvus_server(data, port):
        assert told(opened(server)) == expected


def test_a_server_that_takes_too_long_is_named_and_asked_again_later(
    articles, byline_home, tmp_path
):
    port = free_port()
    with milvus_server(tmp_path / "own.db", port) as process:
        fill(local_of(articles, byline_home), connected(f"http://127.0.0.1:{port}"))
        hasty = connected(f"http://127.0.0.1:{port}", call_seconds=10)
        store = opened(hasty)
        expected = told(store)
        process.send_signal(signal.SIGSTOP)
        try:
            (vector,) = HashingEmbedder().embed(QUESTIONS[:1])
            with pytest.raises(StoreError, match=r"does not answer: .*byline doctor"):
                store.candidates(QUESTIONS[0], vector, most=5)
        finally:
            process.send_signal(signal.SIGCONT)
        assert told(opened(hasty)) == expected


def test_a_file_that_another_process_has_open_is_read_through_its_server(tmp_path, byline_home):
    data = tmp_path / "own.db"
    with (
        milvus_server(data, free_port()),
        pytest.raises(StoreError, match=r"One process at a time.*milvus-lite server --host"),
    ):
        open_stored(str(data), home=byline_home, embedder=HashingEmbedder())


def test_an_embedded_milvus_keeps_a_library_in_a_file(articles, byline_home, tmp_path):
    told_file = str(tmp_path / "library.db")
    embedder = HashingEmbedder()
    library = open_library(articles, home=byline_home, embedder=embedder)
    fill_stored(told_file, library, progress=lambda *_: None)
    stored = open_stored(told_file, home=byline_home, embedder=embedder)
    assert told(stored.store) == told(library.store)


def test_a_vector_or_a_part_that_was_altered_is_not_used(articles, byline_home, address):
    server = connected(address)
    fill(local_of(articles, byline_home), server)
    store = opened(server)
    fields = ["key", "serial", "id", "born", "day", "origin", "length", "known", "seal", "words"]
    (row,) = server.get("byline_1_passages", [int(store._rows.keys(np.array([0]))[0])], fields)
    server.upsert("byline_1_passages", [{**row, "dense": np.full(48, 0.1, np.float32)}])
    with pytest.raises(DamagedLibraryError, match=r"vector of passage .*--rebuild"):
        store.vectors(np.array([0]))
    (part,) = server.get("byline_1_parts", [f"{store.manifest.state}.0"], ["key", "count"])
    server.upsert("byline_1_parts", [{**part, "data": "eJwDAAAAAAE=", "at": [0.0, 0.0]}])
    with pytest.raises(DamagedLibraryError, match=r"is not what was written.*--rebuild"):
        opened(server)


IMPORTS = """
import os
before = dict(os.environ)
{what}
print(sorted(name for name in os.environ if os.environ[name] != before.get(name)))
"""


@pytest.mark.parametrize(
    ("what", "changed"),
    [
        ("import pymilvus", "['BYLINE_STORE_KEY', 'MILVUS_URI']"),
        (
            "from index.milvus_server import _pymilvus\n"
            "from index.store_address import store_address\n"
            "_pymilvus(store_address('x.db'))",
            "[]",
        ),
    ],
)
def test_a_file_of_settings_in_the_working_folder_changes_nothing(tmp_path, what, changed):
    (tmp_path / ".env").write_text("MILVUS_URI=http://elsewhere\nBYLINE_STORE_KEY=theirs\n")
    root = str(Path(__file__).resolve().parents[2])
    found = subprocess.run(
        [sys.executable, "-c", IMPORTS.format(what=what)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == changed


def test_without_pymilvus_the_command_that_installs_it_is_named(monkeypatch, byline_home):
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    with pytest.raises(StoreError, match=r"pip install 'byline\[milvus\]'"):
        open_stored("http://127.0.0.1:1", home=byline_home, embedder=HashingEmbedder())
