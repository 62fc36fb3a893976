"""Greetings and questions about Byline get a notice; questions for the articles do not."""

import pytest

from qa.question.small_talk import about_byline
from tests.fakes import article

STORIES = (article("Text.", title="A title"), article("More.", name="b.txt"))


@pytest.mark.parametrize(
    "question",
    ["hi", "Hello!", "Good morning.", "thanks", "Thank you so much!", "What can you do?",
     "who are you?"],
)  # fmt: skip
def test_small_talk_gets_a_reply(question: str) -> None:
    assert about_byline(question, STORIES)


@pytest.mark.parametrize(
    "question",
    ["Who offered to host talks?", "Did he say hello to Putin?", "Thanks to whom was it agreed?",
     "What can you do in Kyiv?", "How many articles are in the treaty?", "Hello Kitty sales?"],
)  # fmt: skip
def test_a_question_for_the_articles_gets_none(question: str) -> None:
    assert about_byline(question, STORIES) is None
