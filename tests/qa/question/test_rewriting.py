"""A model may rewrite a question only with what was said, and only one that may lean."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from qa.english import parser
from qa.question.follow_ups import understood
from qa.question.gist import gist_of
from qa.question.rewriting import may_lean, tidied, usable

pytestmark = pytest.mark.skipif(not parser.is_installed(), reason="the parser is not installed")

OPENED = "Mayor Ines Duarte of Velmora opened the harbour tunnel on Monday. [1]"
TALK = [("Who opened the harbour tunnel?", OPENED)]


class Rewriting:
    """Writes what it is told to; keeps what it was asked."""

    def __init__(self, **written: str) -> None:
        self._written = written
        self.asked: list[tuple[tuple[tuple[str, str], ...], str]] = []

    def rewrite(self, earlier: Sequence[tuple[str, str]], question: str) -> str | None:
        self.asked.append((tuple(earlier), question))
        return self._written.get(question.split()[0].strip("?").casefold())


@pytest.mark.parametrize(
    "question",
    ["when?", "and the tram?", "why did he go?", "Who else came?", "what about Karst",
     "which ones?", "how many passengers were on board?", "what did Duarte say about it?",
     "and Brandt, when did he resign?", "did he meet Duarte?",
     "I meant Brandt, sorry", "tell me more about the fire in Karst",
     "which hall was the one with the organ?", "how many were sold last year?",
     "who told the crew to leave?", "how many boats were sold?", "did Brandt pay him?",
     "is Brandt a sailor too?", "what did the second tell Ines Duarte?", "what did the latter say?",
     "who took the Norvik job after him?"],
)  # fmt: skip
def test_a_question_that_may_lean_is_worth_asking(question: str):
    assert may_lean(question)


@pytest.mark.parametrize(
    "question",
    ["When did Ines Duarte open the harbour tunnel?", "What did Brandt say about the strike?",
     "How many people work for the Norvik Group?", "what did Duarte say about her plans",
     "Why was Brandt told he could not stay?", "the verdict of Brandt on the new tram",
     "cost of a day ticket for the ferry",
     "What did Brandt say it was like to wait?", "Were those with Brandt hurt on Monday?",
     "and what does Brandt say about the strike",
     "who offered to lend money?", "population of Karst", "price of one Norvik ferry",
     "Who denied the claim that Brandt sold boats?", "What did Brandt lose this year?",
     "which same-sex couple did Duarte marry?", "what did Brandt tell men who mocked him?",
     "who thinks that Brandt is too old to lead?", "What did Brandt do after they met him?",
     "Who was the first to cross the Norvik bridge?"],
)  # fmt: skip
def test_a_question_that_names_its_matter_never_reaches_the_model(question: str):
    assert not may_lean(question)
    rewriter = Rewriting(when="When did Kim go?", what="What did Kim say?", how="How many went?")
    assert understood(question, TALK, rewriter=rewriter) is None
    assert rewriter.asked == []


def test_the_model_gets_what_was_asked_and_the_gist_of_what_was_answered():
    rewriter = Rewriting(what="What did the harbour tunnel cost?")
    made = understood("what did it cost?", TALK, rewriter=rewriter)
    assert made == "What did the harbour tunnel cost?"
    gist = (("Who opened the harbour tunnel?", OPENED[:-4].strip()),)
    assert rewriter.asked == [(gist, "what did it cost?")]


def test_an_earlier_question_that_leans_is_handed_on_as_it_stands_alone():
    rewriter = Rewriting(
        what="What did the harbour tunnel cost?",
        how="How long did it take to build the harbour tunnel?",
    )
    talk = [*TALK, ("what did it cost?", "40 million euros. [1]")]
    asked = "how long did it take to build?"
    assert understood(asked, talk, rewriter=rewriter) == (
        "How long did it take to build the harbour tunnel?"
    )
    history, _ = rewriter.asked[-1]
    assert [question for question, _ in history] == [
        "Who opened the harbour tunnel?",
        "What did the harbour tunnel cost?",
    ]


def test_a_question_that_the_model_repeats_stands_alone():
    question = "how many passengers were on board?"
    assert understood(question, TALK, rewriter=Rewriting(how=question)) is None


@pytest.mark.parametrize(
    ("written", "question", "may_be_used"),
    [
        ("When did Ines Duarte open the harbour tunnel?", "when?", True),
        ("Who took the tunnel over?", "who takes it over?", True),
        ("When did Tomas Brandt open the harbour tunnel?", "when?", False),  # nobody named him
        ("When did Ines Duarte close the harbour tunnel?", "when?", False),
        ("Who opened the harbour tunnel in 2024?", "who was it?", False),
        ("Who opened the harbour tunnel in 1971?", "and in 71?", True),
        ("Who opened the harbour tunnel?", "how much did it cost the city?", False),
        ("Who opened Velmora?", "who paid for his boat?", False),
        ("Who voted for Ines Duarte?", "who voted for the woman?", True),
        ("Who paid for it?", "who paid for the boat?", False),
        ("Who paid for Velmora?", "who paid for the tunnel?", False),
        ("How much did the harbour tunnel cost the city?", "how much did it cost the city?", True),
        ("When was Duarte hired?", "when was she fired?", False),
        ("Why did Duarte run the tunnel?", "and why did she not sell the boats?", False),
        ("How did Duarte vote without the tunnel?", "how did she vote?", False),
        ("Who opened the bridge?", "no, not the tunnel, the bridge", True),
        ("Has a death in the tunnel been reported?", "any death?", True),
        (" ".join(["When did Ines Duarte open the harbour tunnel"] * 6), "when?", False),
    ],
)
def test_a_word_that_nobody_said_and_a_loss_are_refused(
    written: str, question: str, may_be_used: bool
):
    said = [text for turn in TALK for text in turn]
    assert usable(written, said, question) is may_be_used


def test_where_the_model_fails_the_rules_are_asked():
    rewriter = Rewriting(when="When did Tomas Brandt resign?")
    assert understood("when?", TALK, rewriter=rewriter) == understood("when?", TALK)
    assert rewriter.asked


def test_are_you_sure_needs_no_model():
    rewriter = Rewriting()
    made = understood("are you sure?", TALK, rewriter=rewriter)
    assert made == "Are you sure: Who opened the harbour tunnel?"
    assert rewriter.asked == []


def test_a_short_answer_is_kept_and_of_a_long_one_the_names():
    assert gist_of("A gift, Tomas Brandt said. [1]") == "A gift, Tomas Brandt said."
    long = (
        "Northwire reports: “Sara Lund, a chemist who has worked in Karst for more than ten years, "
        "found lead in the water of the old town.” [1]"
    )
    assert gist_of(long).split(", ")[:2] == ["Sara Lund", "Karst"]
    assert gist_of("The articles do not say.") == ""


def test_capitals_are_those_that_somebody_wrote():
    said = ["Why does rust matter to ferries in Velmora?", "and how many boats?"]
    assert tidied("Why does Rust matter to Many Boats in Velmora", said) == (
        "Why does rust matter to many boats in Velmora?"
    )
    assert tidied("Tell me more about Karst.", said) == "Tell me more about Karst."
