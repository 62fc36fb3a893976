"""Between an answer and a denial: sentences that may answer, and nothing that claims to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index import Article
from index.sentences import split_sentences
from qa.answer import Status
from qa.answering.answerer import NOT_SURE, NOT_THERE, REFUSALS, Answerer
from qa.checks.claims import ClaimChecker
from qa.checks.verdict import CitedChecker
from qa.evidence.selector import Certainty, Selection
from qa.writing.drafter import PhrasingDrafter
from qa.writing.prose_drafter import ProseDrafter
from tests.fakes import ContainingSelector, FixedLibrary, ScriptedModel, article

STORY = article(
    "Ann Kim rejected the offer of the union on Monday. The plant in Ely employs 1,200 people. "
    "A glass works stands beside it. Nobody knows who will own it. It was built in 1903."
)
TWO = "Who rejected the offer, and how many people does the plant employ?"


class ByQuestion:
    """For a question that has a word: what is said of it; the sentences with a word answer it."""

    name = "by question"

    def __init__(self, **said: tuple[Certainty, str]) -> None:
        self._said = said

    def select(self, question, hits):
        certainty, word = next(v for k, v in self._said.items() if k in question.casefold())
        found = ContainingSelector(word).select(question, hits).evidence
        found = tuple(
            replace(e, answer=(e.sentence.start, e.sentence.start + 7)) if e.answers else e
            for e in found
        )
        if certainty is not Certainty.ANSWERED:
            found = tuple(replace(e, answers=False) for e in found)
        return Selection(found, certainty)


def asked(question: str, **said: tuple[Certainty, str]):
    return asked_of((STORY,), ByQuestion(**said), question)


def asked_of(articles: tuple[Article, ...], selector: ByQuestion, question: str):
    return Answerer(
        library=FixedLibrary(*articles),  # type: ignore[arg-type]
        selector=selector,
        drafter=PhrasingDrafter(ScriptedModel()),
        checker=CitedChecker(ClaimChecker(None)),
    ).ask(question)


def test_an_uncertain_answer_writes_nothing_and_names_up_to_three_sentences():
    answer = asked("Who rejected the offer?", rejected=(Certainty.UNCERTAIN, "rejected"))
    assert answer.status is Status.UNCERTAIN
    assert answer.text == "Byline is not sure that this answers the question."
    assert answer.statements == ()
    assert 1 <= len(answer.nearest) <= 3
    assert answer.closest[0].quote.startswith("Ann Kim rejected")
    assert answer.closest[0].short_answer == "Ann Kim"


def test_a_short_answer_is_published_beside_the_words_that_hold_it():
    told = asked("Who rejected the offer?", rejected=(Certainty.ANSWERED, "rejected")).to_dict()
    assert told["status"] == "answered"
    (source,) = told["sources"]
    start, end = source["answer"]
    assert source["start"] <= start < end <= source["end"]
    assert STORY.text[start:end] == "Ann Kim"
    unsure = asked("Who rejected the offer?", rejected=(Certainty.UNCERTAIN, "rejected")).to_dict()
    by_number = {each["number"]: each for each in unsure["sources"]}
    first, second, *_ = unsure["nearest"]
    assert by_number[first]["answer"] == [0, 7]
    assert by_number[second]["answer"] is None


@pytest.mark.parametrize(
    ("second", "notice"), [(Certainty.UNCERTAIN, NOT_SURE), (Certainty.DENIED, NOT_THERE)]
)
def test_a_part_that_is_not_answered_is_named_for_what_it_is(second: Certainty, notice: str):
    answer = asked(TWO, rejected=(Certainty.ANSWERED, "rejected"), employ=(second, "employs"))
    assert answer.status is Status.PARTLY_ANSWERED
    told, named = answer.statements
    assert told.verdict == "supported"
    assert named.text.startswith(notice)
    assert answer.refusal is None
    assert answer.closest[0].quote.startswith("The plant in Ely employs")
    assert not set(answer.nearest) & {number for s in answer.statements for number in s.numbers}


def test_one_uncertain_part_makes_the_whole_uncertain_where_nothing_is_answered():
    answer = asked(
        TWO, rejected=(Certainty.DENIED, "rejected"), employ=(Certainty.UNCERTAIN, "employs")
    )
    assert answer.status is Status.UNCERTAIN
    assert answer.closest[0].quote.startswith("The plant in Ely employs")


def test_all_parts_denied_is_a_denial():
    answer = asked(
        TWO, rejected=(Certainty.DENIED, "rejected"), employ=(Certainty.DENIED, "employs")
    )
    assert answer.status is Status.NOT_IN_ARTICLES
    assert answer.text == REFUSALS[Status.NOT_IN_ARTICLES]
    assert answer.nearest


def test_an_answer_that_fails_its_check_is_no_denial():
    class Failing(ProseDrafter):
        def draft(self, question, offers, *, cancelled=lambda: False):
            return iter(())

    answer = Answerer(
        library=FixedLibrary(STORY),  # type: ignore[arg-type]
        selector=ContainingSelector("rejected"),
        drafter=Failing(ScriptedModel(), split_sentences),
        checker=CitedChecker(ClaimChecker(None)),
    ).ask("Who rejected the offer?")
    assert answer.status is Status.UNCERTAIN
    assert answer.nearest


@pytest.mark.parametrize("question", ["How many articles are there?", "Who wrote these articles?"])
def test_questions_about_the_folder_or_a_field_are_never_uncertain(question: str):
    class Unsure(ContainingSelector):
        otherwise = Certainty.UNCERTAIN

    answer = Answerer(
        library=FixedLibrary(STORY),  # type: ignore[arg-type]
        selector=Unsure("no such words"),
        drafter=PhrasingDrafter(ScriptedModel()),
        checker=CitedChecker(ClaimChecker(None)),
    ).ask(question)
    assert answer.status is not Status.UNCERTAIN


LEANING = "How many people does the plant employ, and when was it built?"
ELSEWHERE = article("The bridge was built in 1950. Many people use it. The plant closed.")


@pytest.mark.parametrize(
    ("second", "status"),
    [
        (Certainty.ANSWERED, Status.ANSWERED),
        (Certainty.UNCERTAIN, Status.PARTLY_ANSWERED),
        (Certainty.DENIED, Status.PARTLY_ANSWERED),
    ],
)
def test_a_part_that_leans_on_another_is_asked_of_the_articles_that_tell_that(
    second: Certainty, status: Status
):
    selector = ByQuestion(employ=(Certainty.ANSWERED, "employs"), built=(second, "built"))
    answer = asked_of((STORY, ELSEWHERE), selector, LEANING)
    assert answer.status is status
    assert "1,200 people" in answer.statements[0].text
    assert ("1903" in answer.text) == (second is Certainty.ANSWERED)
    assert all(source.article is STORY for source in answer.sources)


def test_where_the_first_part_is_not_told_the_question_is_asked_whole():
    selector = ByQuestion(employ=(Certainty.UNCERTAIN, "employs"), built=(Certainty.ANSWERED, "x"))
    answer = asked_of((STORY, ELSEWHERE), selector, LEANING)
    assert answer.status is Status.UNCERTAIN
    assert answer.statements == ()
