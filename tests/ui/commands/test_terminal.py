"""Answers as a terminal shows them."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from index import Article
from qa.answer import Agreement, CheckedAnswer, LibraryState, Status
from qa.statement import CheckedStatement, CheckResult, Citation, Dropped, Kind, Outcome, Verdict
from ui.commands.terminal import harmless, render_answer

INDEX = LibraryState("v1", 1, 1, 1)
HOSTILE = "\x1b[2J\x1b]0;title\x07 gone \u202e detrevni \u200bhidden\x00\r"


def article(
    text: str = "Two came.", title: str | None = None, outlet: str | None = None
) -> Article:
    return Article("0123", Path("/news/one.txt"), text, title, outlet)


def answer(*statements: CheckedStatement, **more) -> CheckedAnswer:
    sources = tuple(dict.fromkeys(c for s in statements for c in s.citations))
    return CheckedAnswer("who?", Status.ANSWERED, statements, sources, INDEX, **more)


def statement(verdict: Verdict | None, text: str = "Two came", **more) -> CheckedStatement:
    source = Citation(1, article(), 0, 9, "Two came.")
    return CheckedStatement(text, Kind.WRITTEN, (source,), verdict=verdict, **more)


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_is_a_mark_and_a_word(verdict: Verdict):
    shown = click.unstyle(render_answer(answer(statement(verdict))))
    assert shown[0] in "✓◐○✗–"
    assert {"uncited": "no source"}.get(verdict, verdict.replace("_", " ")) in shown


@pytest.mark.parametrize("verdict", [v for v in Verdict if v is not Verdict.SUPPORTED])
def test_nothing_else_looks_supported(verdict: Verdict):
    assert "✓" not in render_answer(answer(statement(verdict)))


def test_stored_text_cannot_steer_the_terminal():
    source = Citation(1, article(HOSTILE, title=HOSTILE, outlet=HOSTILE), 0, 1, HOSTILE)
    hostile = CheckedStatement(HOSTILE, Kind.QUOTED, (source,), verdict=Verdict.SUPPORTED)
    shown = click.unstyle(render_answer(answer(hostile, dropped=(Dropped(HOSTILE, HOSTILE),))))
    assert not set(shown) & set("\x1b\x07\x00\r\u202e\u200b")
    assert "gone" in shown


def test_an_escape_is_seen_and_ordinary_writing_is_left_alone():
    assert harmless("a\x1b[31mb") == "a\ufffd[31mb"
    assert harmless("“naïve” – 北京 👍") == "“naïve” – 北京 👍"


def test_no_line_is_wider_than_it_may_be():
    long = CheckedStatement("word " * 60, Kind.WRITTEN, verdict=Verdict.UNCITED)
    assert max(map(len, click.unstyle(render_answer(answer(long), width=60)).splitlines())) <= 60


def test_a_refusal_comes_with_the_closest_sentences():
    source = Citation(1, article(outlet="Newslooks"), 0, 9, "Two came.")
    refused = CheckedAnswer(
        "who?", Status.NOT_IN_ARTICLES, (), (source,), INDEX,
        refusal="The articles do not say.", nearest=(1,),
    )  # fmt: skip
    shown = click.unstyle(render_answer(refused))
    assert shown.startswith("The articles do not say.")
    assert "closest" in shown
    assert "Sources" not in shown
    assert "Newslooks" in shown


def test_an_uncertain_answer_shows_where_it_may_be_with_the_short_answer():
    source = Citation(1, article("“Two” came."), 0, 11, "“Two” came.", answer=(1, 4))
    unsure = CheckedAnswer(
        "how many?", Status.UNCERTAIN, (), (source,), INDEX,
        refusal="Byline is not sure that this answers the question.", nearest=(1,),
    )  # fmt: skip
    shown = click.unstyle(render_answer(unsure))
    assert shown.startswith("Byline is not sure that this answers the question.\n\nIt may be here")
    assert "“‘Two’ came.”" in shown
    assert "in short: “Two”" in shown
    assert "✓" not in shown


def test_what_was_left_out_and_why_is_said():
    shown = render_answer(answer(dropped=(Dropped("Ten came.", "no source says ten"),)))
    assert "1 sentence" in shown
    assert "no source says ten" in shown


def test_a_failed_check_and_agreement_are_told():
    failed = CheckResult("figures", Outcome.FAIL, "10 is in no source")
    shown = render_answer(
        answer(
            statement(Verdict.NOT_SUPPORTED, checks=(failed,)),
            agreement=(Agreement(0, ("a", "b"), 2),),
        )
    )
    assert "figures: 10 is in no source" in shown
    assert "said in 2 articles" in shown


def test_a_question_that_leant_on_others_is_shown_as_it_was_understood():
    shown = click.unstyle(
        render_answer(answer(statement(Verdict.SUPPORTED), understood="Did two come?"))
    )
    assert shown.startswith("You asked: Did two come?")
    assert "You asked" not in render_answer(answer(statement(Verdict.SUPPORTED)))
    hostile = render_answer(answer(statement(Verdict.SUPPORTED), understood=HOSTILE))
    assert not set(click.unstyle(hostile)) & set("\x1b\x07\x00\r\u202e\u200b")
