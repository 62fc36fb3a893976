"""Of many articles, which are not all read, the same is told as of few, which are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import pytest

from index import Article, open_library
from index.listing import Listing, Numbers
from index.store import Store
from qa.answering.compared_sources import compares_sources
from qa.answering.metadata import metadata_question
from qa.briefing.gaps import gaps_for
from qa.question.article_sources import is_named_nowhere
from qa.question.folder_questions import folder_question
from tests.hashing_embedder import HashingEmbedder
from tests.index.test_stores import write_stories
from ui.page.front_page import newest_first, render_counts, render_shelf
from ui.page.limits_bar import render_limit_form

MORE = {
    "tram.md": "---\ntitle: Tram returns\ndate: 2025-03-12T21:00\nbyline: Ann Lee\n"
    "outlet: Porto Post\n---\nThe tram of Porto returned to the old bridge, O’Neill said.\n",
    "wage.md": "---\ntitle: Nurses vote\ndate: 2025-03-11\nbyline: Ann Lee and Bo Ek\n"
    "place: Porto\n---\nThe nurses of the hospital voted on their wages.\n",
    "undated.txt": "Nobody knows when the old tram came to the town.\n",
}
TODAY = dt.date(2025, 3, 12)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    root = tmp_path_factory.mktemp("many")
    folder = write_stories(root / "articles")
    for name, text in MORE.items():
        (folder / name).write_text(text)
    return open_library(folder, home=root / "home", embedder=HashingEmbedder()).store


@dataclass
class Counted:
    """A shelf that counts what is read of it."""

    store: Store
    read_of: list[int] = field(default_factory=list)

    def __getattr__(self, name: str) -> object:
        return getattr(self.store, name)

    def read(self, numbers: Numbers, at: int) -> Article:
        self.read_of.append(int(numbers[at]))
        return self.store.articles[int(numbers[at])]


@pytest.fixture
def shelf(store) -> Counted:
    return Counted(store)


@pytest.fixture
def many(shelf) -> Listing:
    return Listing(shelf, few=0)


@pytest.fixture
def few(store) -> tuple[Article, ...]:
    return tuple(store.articles)


@pytest.mark.parametrize(
    "question",
    [
        "How many articles do you have?",
        "Which articles do you have?",
        "Which articles are from the Porto Post?",
        "How many articles are by Ann Lee?",
        "What articles are there from Porto?",
        "How many articles are from Reuters?",
        "Which outlets are there?",
        "Which articles mention the tram?",
        "Which articles mention O'Neill?",
        "Which articles mention the old bridge?",
        "Which articles mention a tram or nurses?",
        "Which articles mention the tram and Porto?",
        "How many articles mention a zeppelin?",
        "Who wrote the most articles?",
        "Which outlet published the most articles?",
        "What is the newest article?",
        "What is the oldest article?",
        "What is new since 10 March?",
        "How many articles were published since 10 March?",
        "Summarize the newest article",
        "Summarize the articles from the Porto Post",
    ],
)
def test_a_question_about_the_folder_is_answered_alike(many, few, question):
    asked = folder_question(question, few, TODAY)
    assert asked is not None
    assert folder_question(question, many, TODAY) == asked


@pytest.mark.parametrize(
    ("question", "asked_for", "names"),
    [
        ("Who wrote the article about the nurses?", "byline", ["wage.md"]),
        ("When was Ann Lee's article about the tram published?", "published", ["tram.md"]),
        ("Who wrote the article of 11 March 2025?", "byline", ["10.md", "11.md", "wage.md"]),
        ("Who published the newest article?", "outlet", ["tram.md"]),
        ("When was the oldest article published?", "published", ["00.md"]),
        ("Who wrote the article?", "byline", []),
    ],
)
def test_a_field_is_asked_of_the_same_articles(many, few, question, asked_for, names):
    for articles in (many, few):
        asked = metadata_question(question, articles)
        assert asked is not None
        assert (asked.field, [each.path.name for each in asked.articles]) == (asked_for, names)


def test_a_field_of_an_article_that_is_not_there_is_asked_of_none(many, few):
    for articles in (many, few):
        assert metadata_question("Who wrote the story about the zeppelin?", articles) is None


@pytest.mark.parametrize(
    ("name", "is_unknown"),
    [
        ("Reuters", True),
        ("Nurses", False),
        ("Porto Post", False),
        ("Lee", False),
        ("the police union", False),
    ],
)
def test_whether_a_name_is_known_is_told_alike(many, few, name, is_unknown):
    assert is_named_nowhere(name, many) is is_unknown
    assert is_named_nowhere(name, few) is is_unknown


@pytest.mark.parametrize(("other", "is_known"), [("Example Times", True), ("Corran Herald", False)])
def test_whether_an_outlet_is_known_is_told_alike(many, few, other, is_known):
    question = f"Do the Porto Post and the {other} agree on the tram?"
    assert compares_sources(question, many) is is_known
    assert compares_sources(question, few) is is_known


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("What did O'Neill say?", ()),
        ("What did Angela Merkel say?", ("No article mentions Angela Merkel.",)),
        ("What did the Portos say to Lee?", ()),
    ],
)
def test_what_is_missing_is_told_alike(many, few, question, missing):
    told = (
        *missing,
        "Nothing close to it from Example Times, Porto Post.",
        "Nothing is published after 12 Mar 2025 (1 of 15 have no date).",
    )
    assert gaps_for(question, few[:1], many) == told
    assert gaps_for(question, few[:1], few) == told


def test_only_what_is_shown_or_may_have_the_words_is_read(shelf, many):
    for question, most in (
        ("How many articles do you have?", 0),
        ("Who wrote the most articles?", 0),
        ("Which articles are from the Example Times?", 5),
        ("Which articles mention nurses?", 2),
        ("What is the newest article?", 2),
    ):
        shelf.read_of.clear()
        assert folder_question(question, many, TODAY) is not None
        assert len(set(shelf.read_of)) <= most, question


def test_the_page_reads_only_the_newest(shelf, many, few):
    assert render_counts(many) == render_counts(few)
    assert render_limit_form(many) == render_limit_form(few)
    assert not shelf.read_of
    assert newest_first(many, 3) == newest_first(few, 3)
    assert len(set(shelf.read_of)) <= 4  # two of the day that is reached last
    assert render_shelf(many, ()) == render_shelf(few, ())
