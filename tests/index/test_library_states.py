"""Whatever is done to a folder in whatever order, the library says what the folder holds."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from index import ArticleLibrary, EmptyFolderError, library_place, open_library
from index.opening import embed_rest
from index.partial_vectors import BLOCK
from tests.hashing_embedder import HashingEmbedder

NAMES = st.sampled_from([f"{letter}.txt" for letter in "abcdef"] + ["sub/g.txt", "sub/h.md"])
TOPICS = ["harbour", "election", "flood", "museum", "strike", "treaty", "harvest", "railway"]
# More passages than are embedded before anybody could know how long they take.
PARAGRAPHS = 2 * BLOCK + 20


def short_text(topic: str, number: int) -> str:
    return f"The {topic} in year {number}\n\nThe {topic} was in the news again."


def long_text(topic: str, number: int) -> str:
    told = f"In year {number} nobody had anything to tell of it." + " And so on." * 20
    return f"The {topic}, once more\n\n" + "\n\n".join(
        f"Of day {day} they say: {told}" for day in range(PARAGRAPHS)
    )


TEXTS = st.one_of(
    *[st.builds(short_text, st.sampled_from(TOPICS), st.integers(1, 40))] * 4,
    st.builds(long_text, st.sampled_from(TOPICS), st.just(7)),
)


class FolderAndLibrary(RuleBasedStateMachine):
    """Does things to a folder and to a dictionary, and compares."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.folder = self.root / "articles"
        self.folder.mkdir()
        self.texts: dict[str, str] = {}
        self.ids: dict[str, str] = {}  # every id ever seen, and its words
        self.library: ArticleLibrary | None = None

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    def open(self, *, rebuild: bool = False, patience: float | None = None) -> None:
        try:
            self.library = open_library(
                self.folder,
                home=self.root / "home",
                embedder=HashingEmbedder(dimension=16),
                rebuild=rebuild,
                patience=patience,
            )
        except EmptyFolderError:
            assert not self.texts
            self.library = None
        else:
            self.compare(self.library)
            assert patience is not None or self.library.is_whole

    def compare(self, library: ArticleLibrary) -> None:
        assert {a.text for a in library.articles} == set(self.texts.values())
        paths = {path for a in library.articles for path in (a.path, *a.also_at)}
        assert paths == {self.folder / name for name in self.texts}
        assert len({a.id for a in library.articles}) == len(library.articles)
        for article in library.articles:
            assert self.ids.setdefault(article.id, article.text) == article.text
        assert library.verify() == ()

    @rule(name=NAMES, text=TEXTS)
    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.texts[name] = text

    @precondition(lambda self: self.texts)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.texts)))
        (self.folder / name).unlink()
        del self.texts[name]

    @precondition(lambda self: self.texts)
    @rule(data=st.data(), new=NAMES)
    def rename(self, data: st.DataObject, new: str) -> None:
        old = data.draw(st.sampled_from(sorted(self.texts)))
        (self.folder / new).parent.mkdir(exist_ok=True)
        (self.folder / old).rename(self.folder / new)
        self.texts[new] = self.texts.pop(old)

    @rule()
    def reopen(self) -> None:
        self.open()

    @rule()
    def rebuild(self) -> None:
        self.open(rebuild=True)

    @rule()
    def open_by_words(self) -> None:
        """What is new and would take longer than no time at all is left."""
        self.open(patience=0.0)

    @precondition(lambda self: self.library is not None)
    @rule()
    def embed_what_is_left(self) -> None:
        """Of what is open, whatever the folder holds by now."""
        assert self.library is not None
        embed_rest(self.library)
        assert self.library.is_whole

    @rule()
    def crash_while_saving(self) -> None:
        """What a killed writer leaves: a half generation and a pointer that never counted."""
        place = library_place(self.folder.resolve(), self.root / "home")
        if place.is_dir():
            (place / "generation-0").mkdir(exist_ok=True)
            (place / "generation-0" / "articles-0").write_text("half")
            (place / "current.generation-0").write_text("half")

    @rule(topic=st.sampled_from(TOPICS))
    def search(self, topic: str) -> None:
        """An open library keeps answering from what it was made from, exactly."""
        if self.library is None:
            return
        hits = self.library.search(f"What about the {topic}?", top=50)
        assert len(hits) == len({(h.passage.article.id, h.passage.start) for h in hits})
        for hit in hits:
            article = hit.passage.article
            assert self.ids[article.id] == article.text
            assert article.text[hit.passage.start : hit.passage.end] == hit.passage.text
        lexical = {h.passage.article.id for h in hits if h.lexical}
        # A long article has more passages than are shown.
        holding = {a.id for a in self.library.articles if topic in a.text}
        assert lexical <= holding
        if len(self.library.passages) < 50:
            assert lexical == holding

    @invariant()
    def nothing_is_written_beside_the_articles(self) -> None:
        found = {
            str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file()
        }
        assert found == set(self.texts)


FolderAndLibrary.TestCase.settings = settings(
    max_examples=100,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
test_the_library_follows_the_folder = FolderAndLibrary.TestCase
