"""Turns that ask for the last answer once more: surer, longer, shorter, in the article's words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from index.sentences import split_sentences
from qa.answer import CheckedAnswer, Conflict, ConflictKind
from qa.answering.again import NO_MORE, NOTHING_AGAINST
from qa.answering.answerer import Answerer
from qa.checks.claims import ClaimChecker
from qa.checks.verdict import CitedChecker
from qa.english.parser import is_installed
from qa.statement import Kind
from qa.writing.prose_drafter import ProseDrafter
from tests.fakes import ContainingSelector, FixedLibrary, ScriptedModel, article

pytestmark = pytest.mark.skipif(not is_installed(), reason="the parser is not installed")

STORY = article(
    "Ann Kim rejected the offer of the union on Monday. It rained.\n\n"
    "The union had made the offer to Kim in a letter. The plant in Ely makes glass.",
    outlet="Northwire",
)
ASKED = "Did Ann Kim accept the offer of the union?"
WRITTEN = "Ann Kim rejected the offer. [1]"


class Compared:
    """A comparison that finds what it is told to."""

    def __init__(self, *conflicts: Conflict) -> None:
        self._conflicts = conflicts

    def compare(self, *_: object) -> tuple[tuple[()], tuple[Conflict, ...]]:
        return (), self._conflicts


def again(
    typed: str, *, words: Sequence[str] = ("rejected",), conflicts: Sequence[Conflict] = ()
) -> CheckedAnswer:
    asking = Answerer(
        library=FixedLibrary(STORY),  # type: ignore[arg-type]
        selector=ContainingSelector(*words),
        drafter=ProseDrafter(ScriptedModel(WRITTEN), split_sentences),
        checker=CitedChecker(ClaimChecker(None)),
        comparison=Compared(*conflicts),  # type: ignore[arg-type]
    )
    return asking.ask(typed, history=[(ASKED, WRITTEN)])


def test_are_you_sure_shows_the_sources_and_that_nothing_speaks_against_them():
    answer = again("are you sure?")
    assert [s.text for s in answer.statements] == [
        "Northwire reports: “Ann Kim rejected the offer of the union on Monday.”",
        NOTHING_AGAINST,
    ]
    assert [s.kind for s in answer.statements] == [Kind.QUOTED, Kind.NOTICE]
    assert answer.understood == f"Are you sure: {ASKED}"


def test_are_you_sure_shows_what_speaks_against_it_and_says_nothing_else():
    conflict = Conflict(ConflictKind.CONTRADICTION, "the offer", ())
    answer = again("are you sure?", conflicts=[conflict])
    assert answer.conflicts == (conflict,)
    assert [s.kind for s in answer.statements] == [Kind.QUOTED]


def test_in_the_articles_words_is_the_quotation():
    (statement,) = again("in the article's words").statements
    assert statement.kind is Kind.QUOTED


def test_tell_me_more_tells_what_the_same_article_says_besides():
    (statement,) = again("tell me more").statements
    assert statement.text == (
        "Northwire reports: “The union had made the offer to Kim in a letter.”"
    )


def test_where_there_is_no_more_the_answer_stands_and_it_is_said():
    answer = again("tell me more", words=("rejected", "letter"))
    assert [s.kind for s in answer.statements] == [Kind.QUOTED, Kind.QUOTED, Kind.NOTICE]
    assert answer.statements[-1].text == NO_MORE


def test_shorter_is_one_sentence():
    words = ("rejected", "letter")
    assert len(again("in the article's words", words=words).statements) == 2
    assert len(again("shorter", words=("rejected", "letter")).statements) == 1
