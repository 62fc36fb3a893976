"""Many pages before one engine: order, stopping, failing, and nobody reads another's answer."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ui.fake_answers import FakeAnswerer, seed_articles
from ui.service.conversation import Conversation, Stage
from ui.service.desk import SHOWABLE, Desk
from ui.service.opening import Opening


@pytest.fixture
def answerer(seeds: Path) -> FakeAnswerer:
    return FakeAnswerer(seed_articles(seeds))


def opened(answerer: FakeAnswerer) -> Opening[FakeAnswerer]:
    opening: Opening[FakeAnswerer] = Opening(lambda _tell: answerer.opened(), showable=SHOWABLE)
    opening.start()
    assert opening.wait(5)
    return opening


def asked(desk: Desk, question: str, session: str = "a") -> Conversation:
    return list(desk.ask(session, Conversation(), question))[-1]


def test_statements_come_one_by_one_and_end_with_the_answer(answerer: FakeAnswerer):
    desk = Desk(opened(answerer))
    steps = list(desk.ask("a", Conversation(), "who offered to host talks?"))
    assert [len(step.turns[-1].statements) for step in steps] == [0, 0, 1, 2, 3, 3, 3]
    assert steps[-1].turns[-1].stage is Stage.ANSWERED
    assert steps[-1].turns[-1].answer is not None


def test_a_following_question_is_given_what_was_said_before(answerer: FakeAnswerer):
    desk = Desk(opened(answerer))
    first = asked(desk, "who offered to host talks?")
    list(desk.ask("a", first, "and when?"))
    assert answerer.asked == [("who offered to host talks?", 0), ("and when?", 1)]


def test_what_is_handed_on_is_this_conversation_as_it_was_understood(answerer: FakeAnswerer):
    desk = Desk(opened(answerer))
    asked(desk, "a question of another page?", session="b")
    first = asked(desk, "who offered to host talks?")
    turn = first.turns[0]
    assert turn.answer is not None
    assert first.history == (("who offered to host talks?", turn.answer.text),)
    leaning = replace(turn.answer, understood="Did Turkey offer to host talks?")
    second = first.asked("and Turkey?", "").answered(leaning)
    assert [question for question, _ in second.history] == [
        "who offered to host talks?",
        "Did Turkey offer to host talks?",
    ]


@pytest.mark.parametrize("question", ["", "   ", "\n"])
def test_nothing_happens_when_nothing_is_asked(answerer: FakeAnswerer, question: str):
    assert list(Desk(opened(answerer)).ask("a", Conversation(), question)) == []


@pytest.mark.parametrize("question", ["?!", "x" * 100_000])
def test_a_question_that_cannot_be_read_gets_a_sentence(answerer: FakeAnswerer, question: str):
    turn = asked(Desk(opened(answerer)), question).turns[-1]
    assert turn.stage is Stage.FAILED
    assert turn.note.endswith(".")
    assert len(turn.question) < 300
    assert answerer.asked == []


def test_a_page_asks_one_question_at_a_time(answerer: FakeAnswerer):
    desk = Desk(opened(answerer))
    first = desk.ask("a", Conversation(), "one?")
    next(first)
    assert list(desk.ask("a", Conversation(), "two?")) == []
    *_, last = first
    assert last.turns[-1].stage is Stage.ANSWERED
    assert list(desk.ask("a", last, "two?")) != []


def test_the_page_may_ask_again_with_the_last_step(answerer: FakeAnswerer):
    desk = Desk(opened(answerer))
    for last in desk.ask("a", Conversation(), "one?"):
        if last.open_turn is None and last.turns[-1].answer is not None:
            shown = list(desk.ask("a", last, "two?"))
    assert shown[-1].turns[-1].question == "two?"


def test_who_comes_second_is_told_so_and_is_answered_second(answerer: FakeAnswerer):
    desk = Desk(opened(answerer))
    first = desk.ask("a", Conversation(), "one?")
    next(first)
    second = desk.ask("b", Conversation(), "two?")
    notes = [next(second).turns[-1].note for _ in range(2)]
    assert set(notes) == {"Someone else’s question is being answered; yours is next."}
    third = desk.ask("c", Conversation(), "three?")
    assert next(third).turns[-1].note == "2 questions are before yours."
    list(first)
    assert next(third).turns[-1].note == "Someone else’s question is being answered; yours is next."
    *_, last = second
    assert last.turns[-1].stage is Stage.ANSWERED
    assert [question for question, _ in answerer.asked] == ["one?", "two?"]


def test_who_waits_is_told_again_only_after_a_while(
    answerer: FakeAnswerer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("ui.service.desk._TOLD_AGAIN_SECONDS", 0.4)
    desk = Desk(opened(answerer))
    first = desk.ask("a", Conversation(), "one?")
    next(first)
    second = desk.ask("b", Conversation(), "two?")
    next(second)
    told = next(second)
    begun = time.monotonic()
    assert next(second) == told
    assert time.monotonic() - begun > 0.35
    assert desk._seats["b"].touched > begun  # it has not vanished meanwhile


def test_too_many_waiting_is_said_and_not_an_error(answerer: FakeAnswerer):
    desk = Desk(opened(answerer))
    waiting = [desk.ask(str(n), Conversation(), "one?") for n in range(300)]
    turns = [next(steps).turns[-1] for steps in waiting]
    refused = [turn for turn in turns if turn.stage is Stage.FAILED]
    assert 200 < len(refused) < 300
    assert {turn.note for turn in refused} == {
        "Too many questions are waiting. Ask again in a minute."
    }


def test_a_message_for_people_is_shown_as_it_is(answerer: FakeAnswerer):
    turn = asked(Desk(opened(answerer)), "is it broken?").turns[-1]
    assert turn.stage is Stage.FAILED
    assert turn.note == "The model file smollm2.gguf is missing. Get it: byline models"


def test_an_unexpected_failure_shows_no_internals(answerer: FakeAnswerer):
    turn = asked(Desk(opened(answerer)), "is it impossible?").turns[-1]
    assert turn.stage is Stage.FAILED
    assert "division" not in turn.note


def test_after_a_failure_the_page_may_ask_again(answerer: FakeAnswerer):
    desk = Desk(opened(answerer))
    asked(desk, "is it broken?")
    assert asked(desk, "who?").turns[-1].stage is Stage.ANSWERED


def test_stopping_keeps_what_was_said_and_frees_the_desk(answerer: FakeAnswerer):
    desk = Desk(opened(answerer))
    steps = desk.ask("a", Conversation(), "a slow one?")
    assert [len(next(steps).turns[-1].statements) for _ in range(3)] == [0, 0, 1]
    threading.Timer(0.1, desk.stop, ["a"]).start()
    last = list(steps)[-1].turns[-1]
    assert last.stage is Stage.STOPPED
    assert len(last.statements) == 1
    assert answerer.streams[0].cancelled.is_set()
    assert asked(desk, "who?").turns[-1].stage is Stage.ANSWERED


def test_stopping_while_waiting_leaves_the_line(answerer: FakeAnswerer):
    desk = Desk(opened(answerer))
    first = desk.ask("a", Conversation(), "one?")
    next(first)
    second = desk.ask("b", Conversation(), "two?")
    next(second)
    desk.stop("b")
    *_, last = second
    assert last.turns[-1].stage is Stage.STOPPED
    assert [question for question, _ in answerer.asked] == []


@pytest.mark.parametrize("steps_taken", [1, 2, 3])
def test_a_page_that_is_closed_keeps_nobody_waiting(answerer: FakeAnswerer, steps_taken: int):
    desk = Desk(opened(answerer))
    steps = desk.ask("a", Conversation(), "one?")
    for _ in range(steps_taken):
        next(steps)
    desk.leave("a")  # and the generator is never asked for another step
    assert asked(desk, "who?", "b").turns[-1].stage is Stage.ANSWERED


def test_a_page_that_only_vanished_is_forgotten(
    answerer: FakeAnswerer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("ui.service.desk._VANISHED_SECONDS", 0.2)
    desk = Desk(opened(answerer))
    vanished = desk.ask("a", Conversation(), "one?")
    next(vanished)
    assert asked(desk, "who?", "b").turns[-1].stage is Stage.ANSWERED


def test_a_hundred_stops_leave_nothing_behind(answerer: FakeAnswerer):
    desk = Desk(opened(answerer))
    for _ in range(100):
        steps = desk.ask("a", Conversation(), "a slow one?")
        next(steps)
        desk.stop("a")
        list(steps)
    assert asked(desk, "who?").turns[-1].stage is Stage.ANSWERED


def test_pages_that_ask_at_once_each_get_their_own_answer(answerer: FakeAnswerer):
    desk = Desk(opened(answerer))
    got: dict[str, str] = {}

    def visit(session: str) -> None:
        for number in range(5):
            question = f"question {number} of {session}?"
            done = asked(desk, question, session).turns[-1].answer
            assert done is not None
            got[question] = done.question

    visitors = [threading.Thread(target=visit, args=[f"page {n}"]) for n in range(20)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert len(got) == 100
    assert all(question == answered for question, answered in got.items())


def test_when_the_articles_cannot_be_opened_every_question_says_why():
    def fails(_tell: object) -> FakeAnswerer:
        raise SHOWABLE[0]("There is no folder /news. Name one: byline chat --articles FOLDER")

    opening: Opening[FakeAnswerer] = Opening(fails, showable=SHOWABLE)
    opening.start()
    opening.wait(5)
    turn = asked(Desk(opening), "who?").turns[-1]
    assert turn.note == "There is no folder /news. Name one: byline chat --articles FOLDER"


def test_how_long_the_opening_took_is_told_the_next_time(answerer: FakeAnswerer, tmp_path: Path):
    record = tmp_path / "home" / "opening.json"
    for _ in range(2):
        opening: Opening[FakeAnswerer] = Opening(lambda _tell: answerer.opened(), record=record)
        before = opening.state.last_time
        opening.start()
        assert opening.wait(5)
    assert before is not None
    assert [path.name for path in record.parent.iterdir()] == ["opening.json"]


@pytest.mark.parametrize("content", ["", "{}", '{"seconds": null}', "[1]", "\x00"])
def test_a_damaged_record_of_the_last_time_is_ignored(tmp_path: Path, content: str):
    record = tmp_path / "opening.json"
    record.write_text(content)
    assert Opening(lambda _tell: None, record=record).state.last_time is None


def test_so_many_are_answered_at_once_as_is_set(answerer: FakeAnswerer):
    answerer.pause = 0.2
    desk, most, under_way = Desk(opened(answerer), at_once=3), 0, 0
    turn = threading.Lock()

    def ask(page: int) -> None:
        nonlocal most, under_way
        counted = False
        for step in desk.ask(f"page{page}", Conversation(), f"who hosts? {page}"):
            if step.turns[-1].statements and not counted:
                counted = True
                with turn:
                    under_way += 1
                    most = max(most, under_way)
            assert step.turns[-1].question == f"who hosts? {page}"
        with turn:
            under_way -= 1

    pages = [threading.Thread(target=ask, args=[page]) for page in range(8)]
    for page in pages:
        page.start()
    for page in pages:
        page.join()
    assert most == 3
    assert desk.seats == 0
