"""Questions about articles and their writers, from files on a disk to the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index import open_library
from index.sentences import split_sentences
from qa.answer import Status
from qa.answering.answerer import Answerer
from qa.checks.claims import ClaimChecker
from qa.checks.verdict import CitedChecker
from qa.statement import Kind
from qa.writing import DraftStatement
from qa.writing.prose_drafter import ProseDrafter
from tests.fakes import ContainingSelector, ScriptedModel
from tests.hashing_embedder import HashingEmbedder

FILES = {
    "nurses.txt": "Walkout at the hospital\nBy Melina Jasper\nPublished: September 1, 2025\n\n"
    "VELMORA (Northwire) — Nurses of the county hospital walked out on Monday.",
    "budget.md": "---\ntitle: Council passes its budget\nauthor: Tom Reed\noutlet: Daily Post\n"
    "date: 2025-09-02\n---\nThe council passed its budget. It says nothing of nurses.",
    "ferry.txt": "Ferry is late again\nPublished: September 3, 2025\n\nThe ferry was late by two "
    "hours. The harbour police gave no reason.",
}


@pytest.fixture
def answerer(tmp_path: Path, byline_home: Path) -> Answerer:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text)
    library = open_library(folder, home=byline_home, embedder=HashingEmbedder())
    drafter = ProseDrafter(ScriptedModel("No. [1]"), split_sentences)
    selector = ContainingSelector("harbour police")
    return Answerer(library, selector, drafter, CitedChecker(ClaimChecker(None)))


def test_the_articles_of_a_writer_are_named(answerer: Answerer) -> None:
    answer = answerer.ask("Which articles are by Melina Jasper?")
    assert answer.status is Status.ABOUT_BYLINE
    assert answer.text == "Byline has 1 article by Melina Jasper: “Walkout at the hospital”."


def test_the_day_of_one_article_is_told_alone(answerer: Answerer) -> None:
    answer = answerer.ask("When was the article about the nurses published?")
    (statement,) = answer.statements
    (source,) = statement.citations
    assert (source.article.path.name, source.quote) == ("nurses.txt", "2025-09-01")


def test_what_is_new_is_told_in_the_words_of_the_articles_and_asks_no_model(
    answerer: Answerer,
) -> None:
    class Unasked:
        def draft(self, *_: object, **__: object) -> Iterator[DraftStatement]:
            raise AssertionError("a model was asked")

    answer = replace(answerer, drafter=Unasked()).ask("What is new since August 30?")
    statement, *_ = answer.statements
    assert "Nurses of the county hospital walked out on Monday." in statement.text
    assert statement.kind is Kind.QUOTED


def test_what_is_not_understood_goes_to_the_texts(answerer: Answerer) -> None:
    answer = answerer.ask("Which articles are by the harbour police?")
    assert "There is no" not in answer.text
    assert [each.article.path.name for each in answer.sources] == ["ferry.txt"]
