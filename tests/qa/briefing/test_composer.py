"""A briefing from answers: sections in order, nothing twice, notes numbered by first use."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index import Article
from qa import briefing_from_answers
from qa.answer import CheckedAnswer, LibraryState, Status
from qa.answering.answerer import NOT_SURE, REFUSALS
from qa.briefing.blocks import BlockKind, document
from qa.briefing.composer import in_reading_order, item_of
from qa.briefing.structure import Item
from qa.sources import SourceList
from qa.statement import CheckedStatement, Kind, Verdict
from tests.qa.briefing.briefings import LISBON, PORTO, answers, article, briefing, scope


def test_a_question_is_a_section_with_the_statements_that_are_supported():
    made = briefing()
    assert [s.heading for s in made.sections] == [a.question for a in answers()]
    assert [len(s.items) for s in made.sections] == [2, 0, 1]
    assert all(item.statement.verdict is Verdict.SUPPORTED for item in made.items)


def test_notes_are_numbered_by_first_use_and_are_exact_words():
    made = briefing()
    assert [note.number for note in made.notes] == [1, 2, 3]
    for note in made.notes:
        assert note.article.text[note.start : note.end] == note.quote


def test_what_was_refused_stands_under_missing_with_what_there_is_nothing_from():
    refused, part = briefing().missing
    assert refused.question == "What did Angela Merkel say?"
    assert "No article mentions Angela Merkel." in refused.gaps
    assert "Nothing close to it from Porto Post." in refused.gaps
    assert any(gap.startswith("Nothing is published after 3 Sep 2025") for gap in refused.gaps)
    assert part.question == "Who owns the works?"


def test_what_is_uncertain_is_neither_missing_nor_told_above_but_could_not_be_settled():
    unsure = CheckedAnswer(
        "Who owns the roof?", Status.UNCERTAIN, (), (), LibraryState("v", 2, 4, 4),
        refusal=REFUSALS[Status.UNCERTAIN],
    )  # fmt: skip
    part = CheckedStatement(f"{NOT_SURE} Who paid?", Kind.NOTICE)
    third = answers()[2]
    third = replace(third, statements=(third.statements[0], part))
    made = briefing_from_answers([unsure, third], "Open")
    assert [each.question for each in made.unsettled] == ["Who owns the roof?", "Who paid?"]
    assert made.missing == ()
    assert made.sections[0].remark == "Byline is not sure whether the articles say it."
    shown = [block.text for block in document(made)]
    at = shown.index("What could not be settled")
    assert shown[at + 1 : at + 3] == ["Who owns the roof?", "Who paid?"]


def test_a_dispute_keeps_its_sides_with_the_notes_of_the_briefing():
    (dispute,) = briefing().disputes
    assert dispute.about == "how many families"
    assert [[c.number for c in side.citations] for side in dispute.sides] == [[1], [2]]


def test_what_one_article_tells_stands_side_by_side_in_its_order_the_newest_article_first():
    new = article("It burned. Nobody was hurt.", name="new.txt", published="2025-09-03")
    old = article("A hose was missing. The roof leaked.", name="old.txt", published="2025-09-01")
    sources = SourceList()

    def said(story: Article, text: str) -> Item:
        at = story.text.index(text)
        cited = sources.cite(story, at, at + len(text))
        return item_of(
            CheckedStatement(text, Kind.QUOTED, (cited,), (), Verdict.SUPPORTED), scope()
        )

    items = [said(old, "The roof leaked."), said(new, "Nobody was hurt."), said(new, "It burned.")]

    def read(*, newest_first: bool) -> list[str]:
        shown = in_reading_order(items, newest_first=newest_first)
        return [item.statement.text for item in shown]

    assert read(newest_first=True) == ["It burned.", "Nobody was hurt.", "The roof leaked."]
    assert read(newest_first=False) == ["The roof leaked.", "It burned.", "Nobody was hurt."]


def test_an_answer_that_comes_twice_is_said_once():
    made = briefing_from_answers([*answers(), *answers()], "Twice")
    assert len(made.items) == 3
    assert made.sections[3].remark == "Answered above."
    assert len(made.disputes) == 1
    assert len(made.missing) == 2


def test_dates_articles_and_what_was_dropped_are_kept():
    made = briefing()
    assert made.newest == made.as_of == "2025-09-03"
    assert made.articles == (PORTO, LISBON)
    assert [d.text for d in made.audit.dropped] == ["The fire cost $4 million."]


def test_a_statement_of_one_report_is_a_single_source():
    assert briefing().single_source == (1, 2, 3)


def test_no_answers_make_an_empty_briefing():
    made = briefing_from_answers([], "Nothing")
    assert made.items == ()
    assert document(made)[0].text == "Nothing"


def test_every_statement_has_a_block_and_a_verdict_in_the_annex():
    blocks = document(briefing())
    assert [b.number for b in blocks if b.kind is BlockKind.STATEMENT] == [1, 2, 3]
    annex = " ".join(b.text for b in blocks if b.kind is BlockKind.ANNEX_ENTRY)
    for number in (1, 2, 3):
        assert f"Statement {number}: supported" in annex
    assert "The fire cost $4 million." in annex
    assert PORTO.id in annex
    assert LISBON.id in annex
    assert "Library version v1" in annex


@pytest.mark.parametrize("kind", list(BlockKind))
def test_the_example_has_every_kind_of_block(kind: BlockKind):
    assert kind in {block.kind for block in document(briefing())}
