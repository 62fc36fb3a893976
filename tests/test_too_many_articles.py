"""Where there are too many articles to read or to tell of, that is said."""

from __future__ import annotations

import datetime as dt

import pytest

from index import Article, open_library
from index.listing import Listing, Numbers
from index.sentences import split_sentences
from index.store import Store
from qa.answering.answerer import Answerer
from qa.checks.claims import ClaimChecker
from qa.checks.verdict import CitedChecker
from qa.question.article_sources import is_named_nowhere
from qa.question.folder_questions import folder_question
from qa.writing.prose_drafter import ProseDrafter
from tests.fakes import ContainingSelector, FixedLibrary, ScriptedModel, article
from tests.hashing_embedder import HashingEmbedder
from tests.index.test_stores import write_stories

TODAY = dt.date(2025, 3, 12)
ALIKE = "The council of Corran opened a bridge over the river Senn in the spring."
OTHERS = (
    "A baker in the harbour sold nine hundred loaves on one morning.",
    "Nurses of the hospital voted for a strike of three days.",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    root = tmp_path_factory.mktemp("too-many")
    folder = write_stories(root / "articles")
    return open_library(folder, home=root / "home", embedder=HashingEmbedder()).store


class CutOff:
    """A shelf that gives only a few of those with a word, and not the newest."""

    def __init__(self, store: Store, given: int) -> None:
        self._store = store
        self._given = given

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def holding(self, _text: str) -> tuple[Numbers, bool]:
        return Listing(self._store).numbers[: self._given], False  # type: ignore[arg-type]


def notice(question: str, articles: Listing) -> str | None:
    found = folder_question(question, articles, TODAY)
    assert found is not None
    return found.notice


@pytest.fixture
def three_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("folder_mentions", "article_sources"):
        monkeypatch.setattr(f"qa.question.{module}.MOST_READ", 3)


@pytest.mark.usefixtures("three_are_read")
def test_of_too_many_with_a_word_the_newest_are_read_and_that_is_said(store):
    many = Listing(store, few=0)
    assert notice("How many articles mention the case?", many) == (
        "At least 3 articles mention “the case”. "
        "Only the newest 3 of the articles that may have them were read."
    )
    assert notice("How many articles mention the case 11?", many) == (
        "1 article mentions “the case 11”."
    )
    assert notice("How many articles mention the case 11 or the case?", many) == (
        "At least 3 articles mention “the case 11” or “the case”. "
        "Only 3 of the articles that may have them were read."
    )
    assert notice("How many articles mention case the?", many) == (
        "Only the newest 3 of the articles that may have them were read. "
        "None of them has the words “case the”."
    )


def test_what_a_store_gives_is_not_called_the_newest(store):
    cut = Listing(CutOff(store, 2), few=0)  # type: ignore[arg-type]
    assert notice("How many articles mention the case?", cut) == (
        "At least 2 articles mention “the case”. "
        "Only 2 of the articles that may have them were read."
    )


def test_a_name_is_not_called_unknown_where_not_all_that_may_have_it_are_read(store):
    assert is_named_nowhere("Reuters", Listing(store, few=0))
    assert not is_named_nowhere("Reuters", Listing(CutOff(store, 2), few=0))  # type: ignore[arg-type]


def test_of_an_outlet_with_too_many_the_newest_are_told(store, monkeypatch):
    monkeypatch.setattr("qa.question.folder_questions.MOST_TOLD", 2)
    found = folder_question("Summarize the articles from the Example Times", store.articles, TODAY)
    assert found is not None
    assert [each.path.name for each in found.articles] == ["10.md", "07.md"]
    assert found.beyond == 2


def test_those_beyond_are_counted_where_all_that_may_be_told_were(monkeypatch):
    monkeypatch.setattr("qa.question.folder_questions.MOST_TOLD", 2)
    assert told(*OTHERS, ALIKE)[2:] == ["And 1 more article."]
    assert told(*OTHERS)[2:] == []


def told(*texts: str) -> list[str]:
    """What is answered of one outlet's articles, the last one the oldest."""
    stories: list[Article] = [
        article(text, name=f"{at}.txt", outlet="Northwire", published=f"2025-03-{9 - at:02}")
        for at, text in enumerate(texts)
    ]
    drafter = ProseDrafter(ScriptedModel(), split_sentences)
    answerer = Answerer(
        FixedLibrary(*stories),  # type: ignore[arg-type]
        ContainingSelector("none"),
        drafter,
        CitedChecker(ClaimChecker(None)),
    )
    answer = answerer.ask("Summarize the articles from Northwire")
    return [each.text for each in answer.statements]
