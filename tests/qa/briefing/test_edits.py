"""What a person changes in a briefing is renumbered, and an edited sentence is checked at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.briefing.edits import (
    add_quotation,
    delete_statement,
    edit_statement,
    move_section,
    move_statement,
)
from qa.briefing.structure import Briefing
from qa.checks.claims import ClaimChecker
from qa.errors import QuestionError
from qa.statement import Kind, Verdict
from tests.qa.briefing.briefings import PORTO, PORTO_TEXT, briefing
from tests.qa.checks.test_claims import SILENT, YES, Says

CHECKER = ClaimChecker(Says(YES))


def texts(given: Briefing) -> list[str]:
    return [item.statement.text for item in given.items]


def numbers(given: Briefing) -> list[tuple[int, ...]]:
    return [tuple(c.number for c in item.citations) for item in given.items]


def test_a_moved_statement_takes_its_notes_with_it_and_they_are_numbered_again():
    before = briefing()
    after = move_statement(before, 2, 1, 1)
    assert texts(after)[:2] == [texts(before)[1], texts(before)[0]]
    assert numbers(after) == [(1,), (2,), (3,)]
    assert after.notes[0].quote == before.notes[1].quote


def test_a_statement_may_go_to_another_section():
    after = move_statement(briefing(), 3, 1, 3)
    assert [len(section.items) for section in after.sections] == [3, 0, 0]


def test_a_moved_section_keeps_its_statements():
    after = move_section(briefing(), 3, 1)
    assert after.sections[0].heading.startswith("When did the works close")
    assert numbers(after) == [(1,), (2,), (3,)]


def test_a_deleted_statement_is_gone_and_so_are_notes_that_nothing_else_cites():
    before = replace(briefing(), disputes=())
    after = delete_statement(before, 1)
    assert texts(after) == texts(before)[1:]
    assert [note.number for note in after.notes] == [1, 2]


def test_an_edited_sentence_that_the_article_supports_is_supported_with_exact_words():
    after = edit_statement(briefing(), 1, "A fire drove 40 families from their homes [9].", CHECKER)
    statement = after.items[0].statement
    assert statement.text == "A fire drove 40 families from their homes."
    assert statement.verdict is Verdict.SUPPORTED
    for note in after.notes:
        assert note.article.text[note.start : note.end] == note.quote


@pytest.mark.parametrize(
    "text",
    [
        "A fire drove 60 families from their homes.",
        "Lisbon burned down.",
        "“We lost all,” she said.",
    ],
)
def test_an_edited_sentence_that_says_something_else_keeps_no_good_verdict(text: str):
    after = edit_statement(briefing(), 1, text, ClaimChecker(Says(SILENT)))
    assert after.items[0].statement.verdict is not Verdict.SUPPORTED
    assert after.items[0].statement.text == text


def test_an_empty_edit_is_an_error_that_says_what_to_do():
    with pytest.raises(QuestionError, match="delete"):
        edit_statement(briefing(), 1, " [1] ", CHECKER)


def test_a_quotation_is_added_word_for_word():
    quote = "Officials denied that the works had been warned."
    start = PORTO_TEXT.index(quote)
    after = add_quotation(briefing(), 2, 1, PORTO, start, start + len(quote))
    (item,) = after.sections[1].items
    assert item.statement.kind is Kind.QUOTED
    assert item.statement.text == f"Porto Post: “{quote}”"
    assert item.statement.citations[0].quote == quote
    assert after.sections[1].remark is None


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (0, 10_000), (13, 15)])
def test_a_span_that_is_none_is_refused(start: int, end: int):
    with pytest.raises(ValueError, match=r"inside|no word"):
        add_quotation(briefing(), 1, 1, PORTO, start, end)


@pytest.mark.parametrize("number", [0, 4, -1])
def test_a_number_that_is_not_shown_is_refused(number: int):
    with pytest.raises(ValueError, match=f"no statement {number}"):
        delete_statement(briefing(), number)


def test_the_briefing_before_a_change_stays_as_it_was():
    before = briefing()
    same = briefing()
    delete_statement(before, 1)
    move_section(before, 3, 1)
    assert replace(before, audit=same.audit) == same
