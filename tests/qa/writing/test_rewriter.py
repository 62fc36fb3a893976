"""The model that makes a question stand alone is asked once, and only with what fits."""

from __future__ import annotations

from qa.writing.prompt import rewriting_prompt
from qa.writing.rewriter import TaughtRewriter
from tests.fakes import ScriptedModel

EARLIER = [("Who opened the tunnel?", "Ines Duarte")]


def test_the_question_is_what_the_model_writes_in_one_line():
    model = ScriptedModel("When did Ines Duarte\nopen it? ")
    assert TaughtRewriter(model).rewrite(EARLIER, "when?") == "When did Ines Duarte open it?"
    assert model.prompts == [rewriting_prompt(EARLIER, "when?")]


def test_what_was_asked_of_late_is_not_asked_again():
    model = ScriptedModel("When?", "Where?")
    rewriter = TaughtRewriter(model)
    assert [rewriter.rewrite(EARLIER, "when?") for _ in range(3)] == ["When?"] * 3
    assert rewriter.rewrite([], "when?") == "Where?"


def test_a_question_that_was_cut_off_or_is_empty_is_none():
    assert (
        TaughtRewriter(ScriptedModel("When did", finish_reason="length")).rewrite([], "w") is None
    )
    assert TaughtRewriter(ScriptedModel(" ")).rewrite([], "when?") is None


def test_what_does_not_fit_is_not_asked():
    assert TaughtRewriter(ScriptedModel()).rewrite([("x" * 9_000, "")], "when?") is None
