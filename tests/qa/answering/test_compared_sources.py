"""What sources tell of one thing stands side by side; they agree only where that is sure."""

from __future__ import annotations

import pytest

from index.sentences import split_sentences
from qa.answer import CheckedAnswer, Status
from qa.answering.answerer import Answerer
from qa.answering.compared_sources import ONE_ONLY, OPEN
from qa.checks.claims import ClaimChecker
from qa.checks.verdict import CitedChecker
from qa.english.parser import is_installed
from qa.statement import Kind, Verdict
from qa.writing.prose_drafter import ProseDrafter
from tests.fakes import ContainingSelector, FixedLibrary, ScriptedModel, article

POST = article(
    "Four people were hurt in the tram crash. The tram was old.",
    name="a.txt", outlet="Daily Post", title="Crash in Ely",
)  # fmt: skip
WIRE = article(
    "The tram crash hurt seven people. Nobody knows why the tram did not stop.",
    name="b.txt", outlet="Northwire", title="Trams collide",
)  # fmt: skip
OTHER = article("The library is closed.", name="c.txt", outlet="Ely Gazette", title="No books")

pytestmark = pytest.mark.skipif(not is_installed(), reason="the grammar is not installed")


def ask(question: str, *words: str) -> CheckedAnswer:
    answerer = Answerer(
        library=FixedLibrary(POST, WIRE, OTHER),  # type: ignore[arg-type]
        selector=ContainingSelector(*words),
        drafter=ProseDrafter(ScriptedModel(), split_sentences),
        checker=CitedChecker(ClaimChecker(None)),
    )
    return answerer.ask(question)


def test_both_wordings_are_told_with_their_outlets():
    answer = ask("How do the articles differ on how many people were hurt?", "hurt")
    quoted = [s for s in answer.statements if s.kind is Kind.QUOTED]
    assert [s.text for s in quoted] == [
        "Daily Post reports: “Four people were hurt in the tram crash.”",
        "Northwire reports: “The tram crash hurt seven people.”",
    ]
    assert all(s.verdict is Verdict.SUPPORTED for s in quoted)
    assert answer.statements[-1].text == OPEN  # this selector knows no short answer


def test_what_one_source_tells_alone_is_said_to_be_told_by_it_alone():
    answer = ask("Do the outlets agree on why the tram did not stop?", "Nobody knows")
    assert answer.statements[-1].text == ONE_ONLY


def test_one_outlet_is_asked_alone():
    answer = ask("What does Northwire say about the tram?", "no such words")
    assert {source.article.outlet for source in answer.sources} == {"Northwire"}
    assert answer.statements[0].text.startswith("Northwire reports: “The tram crash hurt seven")


def test_where_no_source_tells_it_nothing_is_compared():
    answer = ask("Do the outlets agree on the age of the driver?", "no such words")
    assert answer.status is Status.NOT_IN_ARTICLES
    assert not answer.statements


def test_an_outlet_that_says_so_is_found_by_its_words():
    answer = ask("Which outlet reports that the tram crash hurt seven people?", "no such words")
    assert [s.text for s in answer.statements] == [
        "Northwire reports: “The tram crash hurt seven people.”"
    ]
    assert ask("Which outlet reports that the mayor was hurt?", "x").status is Status.UNCERTAIN


def test_a_comparison_is_not_taken_apart_for_each_source():
    answer = ask("Compare what Daily Post and Northwire say about the tram crash", "no such words")
    assert answer.status is Status.ANSWERED
    assert {source.article.outlet for source in answer.sources} == {"Daily Post", "Northwire"}
