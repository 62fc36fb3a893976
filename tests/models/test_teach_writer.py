"""What the teacher is asked, what of its replies becomes a task, and which of them are learnt."""

from collections.abc import Iterator, Sequence

import pytest

from models.training.teach_writer import (
    OPENING,
    Place,
    answer_prompt,
    asked_by,
    is_news,
    task_of,
)
from models.training.writer_data import Fate, finished, judged
from models.training.writer_tasks import Task
from qa.checks.claims import ClaimChecker

SENTENCE = "Lena Graf, who runs the bank, will step down in March, two people said."
PLACE = Place("Bank loses its head", f"The bank is old. {SENTENCE}", SENTENCE)
REPLY = (
    " Who will step down?\nShort answer: lena graf\nFull answer: Graf.\nUnanswered question: Why?"
)


class FixedTeacher:
    """Replies the same to everything."""

    def __init__(self, reply: str) -> None:
        self.reply = reply
        self.prompts: list[str] = []

    def replies(
        self, prompts: Sequence[str], *, most: int, temperature: float = 0.0
    ) -> Iterator[tuple[int, str]]:
        self.prompts = list(prompts)
        yield from ((row, self.reply) for row in reversed(range(len(prompts))))


def test_a_question_with_its_answer_in_the_sentence_becomes_a_task():
    teacher = FixedTeacher(REPLY)
    assert list(asked_by(teacher, [PLACE])) == [  # type: ignore[arg-type]
        Task("asked", "Who will step down?", SENTENCE, "Lena Graf")
    ]
    (prompt,) = teacher.prompts
    assert PLACE.shown in prompt
    assert prompt.endswith(f"assistant\n{OPENING}")


@pytest.mark.parametrize(
    "reply",
    [
        "",
        " Who will step down?\nShort answer: Otto Berg",
        " Who will step down\nShort answer: Lena Graf",
        " What is the main topic of the passage?\nShort answer: Lena Graf",
        " Who will step down?",
    ],
)
def test_what_is_no_question_about_the_sentence_is_left_out(reply: str):
    assert task_of(PLACE, reply) is None


def test_the_answer_is_asked_for_with_the_question_and_the_short_answer():
    prompt = answer_prompt(Task("asked", "Who will step down?", SENTENCE, "Lena Graf"))
    request = f"Newspaper: {SENTENCE}\nQuestion: Who will step down?\nShort answer: Lena Graf"
    assert request in prompt
    assert prompt.endswith("<|im_start|>assistant\n")


@pytest.mark.parametrize(
    ("sentence", "news"),
    [
        (SENTENCE, True),
        ("“The bank will close in March and will not be sold,” she said.", True),
        ("and the bank will close in March, two people who know it said.", False),
        ("The bank closes.", False),
        ("Sign up for our newsletter, which is sent to you on every Monday.", False),
    ],
)
def test_questions_are_asked_about_news_alone(sentence: str, *, news: bool):
    assert is_news(sentence) is news


@pytest.mark.parametrize(
    ("written", "fate"),
    [
        ("Lena Graf will step down in March, two people said.", Fate.GOOD),
        (SENTENCE, Fate.COPIED),
        ("The head of the bank will step down in March, two people said.", Fate.LOST),
        ("Will Lena Graf step down?", Fate.NO_SENTENCE),
        ("Because Lena Graf will step down.", Fate.NO_SENTENCE),
        ("Lena Graf will surely leave her office soon.", Fate.NEW),
        ("Lena Graf will step down in May, two people said.", Fate.UNSUPPORTED),
    ],
)
def test_only_a_supported_answer_is_learnt(written: str, fate: Fate):
    task = Task("asked", "Who will step down?", SENTENCE, "Lena Graf")
    assert judged(task, written, ClaimChecker(None)) is fate


def test_a_sentence_is_finished_with_one_full_stop():
    assert finished("But the mayor said, “We go,”.") == "The mayor said, “We go.”"


def test_a_task_holds_its_answer():
    assert Task("asked", "Who?", SENTENCE, "Lena Graf").usable
    assert not Task("asked", "Who?", SENTENCE, "Otto Berg").usable
    assert not Task("asked", "Who?", " ".join([SENTENCE] * 6), "Lena Graf").usable
