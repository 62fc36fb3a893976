"""From a question to its answer: of a day, of a table, of what was told at different times."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.sentences import split_sentences
from qa.answer import CheckedAnswer, Status
from qa.answering.answerer import Answerer
from qa.checks.claims import ClaimChecker
from qa.checks.verdict import CitedChecker
from qa.english.parser import is_installed
from qa.evidence.selector import Certainty
from qa.statement import Kind, Verdict
from qa.writing.prose_drafter import ProseDrafter
from tests.fakes import ContainingSelector, FixedLibrary, ScriptedModel, article

pytestmark = pytest.mark.skipif(not is_installed(), reason="the grammar is not installed")

INDEX = article(
    "The index fell on Thursday. On Wednesday the index fell, too. The bank is old.",
    name="a.txt", outlet="Northwire", published="2025-10-02",
)  # fmt: skip
CLOSED = article(
    "The bridge was closed yesterday.", name="b.txt", outlet="Northwire", published="2025-09-24"
)
TABLE = article(
    "Loans of the library\n\nThe town counted its loans.\n\n"
    "Branch | Members | Books lent\nOster | 1,200 | 14,050\nWend | 2,010 | 14,300\n\nIt rained.",
    name="c.txt", outlet="Oster Post", title="Loans of the library", published="2025-03-04",
)  # fmt: skip
FIRST = article("Four people died in Ostra.", name="d.txt", outlet="A", published="2025-05-02")
LATER = article("In Ostra 12 people died.", name="e.txt", outlet="B", published="2025-05-04")


def ask(question: str, *words: str, stories=(INDEX,), selector=None) -> CheckedAnswer:
    answerer = Answerer(
        library=FixedLibrary(*stories),  # type: ignore[arg-type]
        selector=selector or ContainingSelector(*words),
        drafter=ProseDrafter(ScriptedModel(*4 * ["Pigs fly. [7]"]), split_sentences),
        checker=CitedChecker(ClaimChecker(None)),
    )
    return answerer.ask(question)


def test_what_is_asked_of_a_date_is_answered_by_the_weekday():
    (source,) = ask("Did the index fall on October 1?", "index").sources
    assert source.quote == "On Wednesday the index fell, too."


def test_what_is_told_of_other_days_answers_no_question_for_a_date():
    answer = ask("Did the index fall on October 3?", "index")
    assert answer.status is Status.UNCERTAIN
    assert not answer.statements


def test_which_day_a_word_means_follows_an_answer_to_when():
    answer = ask("When was the bridge closed?", "bridge", stories=(CLOSED,))
    assert answer.statements[-1].text == "“yesterday” is 23 September 2025 here."
    assert answer.statements[-1].kind is Kind.NOTICE
    assert len(ask("What was closed?", "bridge", stories=(CLOSED,)).statements) == 1


def test_a_day_that_stands_in_the_very_words_makes_nothing_surer():
    class Unsure(ContainingSelector):
        """Sure only of a question without a day."""

        def select(self, question, hits):
            found = super().select(question, hits)
            unsure = replace(found, certainty=Certainty.UNCERTAIN)
            return unsure if "October" in question else found

    story = article(
        "A leak began on October 1. On Wednesday, it was found.", published="2025-10-02"
    )
    for words, status in (("leak", Status.UNCERTAIN), ("found", Status.ANSWERED)):
        found = ask("What caused it on October 1?", stories=(story,), selector=Unsure(words))
        assert found.status is status


def test_what_happened_on_a_day_is_what_names_it():
    (source,) = ask("What happened on October 1?", "no such words").sources
    assert source.quote == "On Wednesday the index fell, too."


def test_last_night_is_a_day_too():
    story = article("Police came last night.", name="f.txt", published="2025-09-24")
    answer = ask("When did police come?", "Police", stories=(story,))
    assert answer.statements[-1].text == "“last night” is 23 September 2025 here."


def test_a_cell_of_a_table_is_told_with_its_row_and_its_header():
    answer = ask("How many books were lent in Wend?", "no such words", stories=(TABLE,))
    (statement,) = answer.statements
    assert statement.text == "Oster Post has in a table for Wend: Books lent 14,300."
    assert statement.verdict is Verdict.SUPPORTED
    assert [c.quote for c in statement.citations] == [
        "Wend | 2,010 | 14,300",
        "Branch | Members | Books lent",
    ]
    assert answer.sources[0].short_answer == "14,300"


def test_the_most_of_a_column_is_told_from_the_whole_table():
    answer = ask("Which branch has the most members?", "no such words", stories=(TABLE,))
    (statement,) = answer.statements
    assert statement.text == (
        "In a table of Oster Post the highest value of “Members” is 2,010, for Wend."
    )
    assert statement.citations[0].quote.startswith("Branch | Members")


def test_a_row_is_quoted_with_the_names_of_its_columns():
    (statement,) = ask("Who lent books?", "Wend |", stories=(TABLE,)).statements
    assert (
        statement.text == "Oster Post reports in a table: Wend: Members 2,010; Books lent 14,300."
    )


def test_the_later_figure_leads_and_the_earlier_one_is_said_to_be_earlier():
    answer = ask("How many people died in Ostra?", "died", stories=(FIRST, LATER))
    assert [s.text for s in answer.statements] == [
        "On 4 May 2025 B reported: “In Ostra 12 people died.”",
        "Earlier, on 2 May 2025, A reported: “Four people died in Ostra.”",
    ]
    assert answer.conflicts == ()


def test_the_stamp_of_an_entry_is_not_quoted_and_its_outlet_is_named():
    blog = article(
        "21:15 It rains.\n\n20:40 The road is closed.\n\n10:30 A fire broke out.",
        name="g.txt",
        outlet="Costa",
        published="2025-05-02",
    )
    (statement,) = ask("What broke out?", "fire", stories=(blog,)).statements
    assert statement.text == "Costa reports: “A fire broke out.”"
    assert statement.citations[0].quote == "10:30 A fire broke out."
