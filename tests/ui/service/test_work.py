"""Other work than questions: in the same line, told as it goes, stopped when asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qa.errors import QuestionError
from tests.ui.fake_answers import FakeAnswerer, seed_articles
from tests.ui.service.test_desk import opened
from ui.service.conversation import Conversation
from ui.service.desk import Desk
from ui.service.engine import Engine
from ui.service.opening import Opening, Tell
from ui.service.work import WorkStage


@pytest.fixture
def desk(seeds: Path) -> Desk:
    return Desk(opened(FakeAnswerer(seed_articles(seeds))))


def counting(to: int, pause: float = 0.0) -> Callable[[Engine, Tell], int]:
    def job(_engine: Engine, tell: Tell) -> int:
        for done in range(to):
            tell("Counting", done, to)
            time.sleep(pause)
        return to

    return job


def test_work_is_told_as_it_goes_and_ends_with_its_result(desk: Desk):
    steps = list(desk.work("a", counting(4, 0.4)))
    assert {step.told for step in steps if step.done} == {"Counting"}
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert (steps[-1].stage, steps[-1].result) == (WorkStage.DONE, 4)


def test_work_that_is_stopped_ends_at_the_next_thing_it_tells(desk: Desk):
    begun = time.monotonic()
    threading.Timer(0.3, desk.stop_work, ["a"]).start()
    last = list(desk.work("a", counting(100, 0.1)))[-1]
    assert last.stage is WorkStage.STOPPED
    assert time.monotonic() - begun < 5
    assert list(desk.work("a", counting(1)))[-1].stage is WorkStage.DONE


def test_a_page_has_one_piece_of_work_at_a_time(desk: Desk):
    first = desk.work("a", counting(5, 0.1))
    next(first)
    assert list(desk.work("a", counting(1))) == []
    assert list(first)[-1].result == 5


def test_work_waits_for_the_question_of_another_page_and_for_ones_own(desk: Desk):
    question = desk.ask("b", Conversation(), "one?")
    next(question)
    work = desk.work("a", counting(1))
    assert next(work).note == "Someone else’s question is being answered; yours is next."
    list(question)
    assert list(work)[-1].result == 1
    question = desk.ask("a", Conversation(), "one?")
    next(question)
    work = desk.work("a", counting(1))
    assert next(work).note == "What you asked for before comes first."
    list(question)
    assert list(work)[-1].result == 1


def test_what_goes_wrong_is_said_or_hidden_as_with_a_question(desk: Desk):
    def says(_engine: Engine, _tell: Tell) -> int:
        raise QuestionError("The text has no sentence.")

    def breaks(_engine: Engine, _tell: Tell) -> int:
        raise ZeroDivisionError("division by zero")

    said, broke = list(desk.work("a", says))[-1], list(desk.work("a", breaks))[-1]
    assert (said.stage, said.note) == (WorkStage.FAILED, "The text has no sentence.")
    assert broke.stage is WorkStage.FAILED
    assert "division" not in broke.note


def test_a_page_that_is_closed_stops_its_work(desk: Desk):
    stopped = threading.Event()

    def job(_engine: Engine, tell: Tell) -> int:
        try:
            for done in range(200):
                tell("Counting", done, 200)
                time.sleep(0.05)
        finally:
            stopped.set()
        return 0

    steps = desk.work("a", job)
    next(steps)
    desk.leave("a")
    assert stopped.wait(5)
    assert list(desk.work("b", counting(1)))[-1].result == 1


def test_another_thing_is_opened_in_place_of_the_first_or_the_first_stays():
    opening: Opening[str] = Opening(lambda _tell: "first", showable=(QuestionError,))
    assert not opening.again(lambda _tell: "too early")
    opening.start()
    assert opening.wait(5)
    goes_on = threading.Event()

    def slow(tell: Tell) -> str:
        tell("reading", 1, 2)
        goes_on.wait(5)
        return "second"

    assert opening.again(slow)
    assert not opening.again(lambda _tell: "third")
    assert (opening.opened, opening.state.finished) == ("first", False)
    goes_on.set()
    assert opening.wait(5)
    assert (opening.opened, opening.times) == ("second", 2)

    def fails(_tell: Tell) -> str:
        raise QuestionError("The folder has no article.")

    assert opening.again(fails)
    assert opening.wait(5)
    assert (opening.opened, opening.state.failure) == ("second", "The folder has no article.")
    assert opening.again(lambda _tell: "third")
    assert opening.wait(5)
    assert (opening.opened, opening.state.failure) == ("third", None)
