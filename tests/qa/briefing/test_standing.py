"""Sentences that may stand in a briefing: whole, told by the article, understood alone."""

from __future__ import annotations

import pytest

from index import Passage, Sentence
from qa.briefing.standing import leaves_open, stands_alone, tells_whole, without_joining
from qa.english.normal_form import stems
from tests.fakes import article


def one(text: str) -> Sentence:
    story = article(text)
    return Sentence(Passage(story, 0, len(text)), 0, len(text))


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("But the works had burned before.", "the works had burned before."),
        ("And “nobody” saw it.", "“nobody” saw it."),
        ("For example, the works burned.", "the works burned."),
        ("However, 40 families left.", "40 families left."),
        ("But for the storm, it would stand.", None),
        ("Otherwise, the works will burn.", None),
        ("Still photos show the works.", None),
        ("Android phones burned.", None),
    ],
)
def test_a_but_may_go_and_what_makes_a_condition_may_not(text: str, due: str | None):
    assert without_joining(text) == (due or text)


@pytest.mark.parametrize(
    "text",
    [
        "They told me that the works had burned twice before.",
        "The mayor laid the cost of the fire in Porto on me.",
        "My works had burned twice before the fire on Monday.",
        "Hours earlier, the works in Porto had been warned.",
        "Which is why the works in Porto were closed on Monday.",
        "For instance, it had no hose in Porto.",
        "It was the second fire that we saw at the works in Porto.",
        "However, they said that the works had burned twice.",
        "But that the works had burned twice was known in Porto.",
        "► The works had burned twice before the fire on Monday.",
        "the works had burned twice before the fire on Monday.",
        "The works had burned twice before the fire on Monday",
        "Did the works burn twice before the fire on Monday?",
        "“We lost the roof of the works in the fire.”",
        "The mayor warned that it would be reckless to go:",
        "Porto burns.",
        "Lena Ortiz is a senior reporter for the Porto Post.",
        "The Porto Post reached out to the owners on Tuesday.",
        "Here are the names of those who have left Porto.",
        "That was what the mayor of Porto had feared all along.",
        "Everybody should be ready for what comes next.",
        "Of those nine owners, seven live in Porto.",
        "In the ruling, Judge Lena Ortiz closed the works in Porto.",
        "10 a.m., Porto City Hall: The mayor will speak of the fire.",
        "“The mayor of Porto set the fire for 10,000 crowns,” one online user wrote.",
        "word " * 80 + "end.",
    ],
)
def test_what_needs_another_sentence_does_not_stand_alone(text: str):
    assert not stands_alone(one(text))


@pytest.mark.parametrize(
    "text",
    [
        "On Wednesday, Ortiz asserted that he would rebuild the works.",
        "The works had burned twice before the fire on Monday.",
        "“We lost the roof of the works,” Lena Ortiz said.",
        "Of the nine owners of the works in Porto, seven live there.",
        "But the works in Porto had burned twice before the fire.",
    ],
)
def test_a_whole_sentence_that_names_whom_it_means_stands_alone(text: str):
    assert stands_alone(one(text))


def test_what_has_words_of_the_topic_needs_no_name_or_figure():
    plain = one("The fire began in a store full of dry paper.")
    assert stands_alone(plain, on_topic=True)
    assert not stands_alone(plain)


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        ("The company filed for protection from its creditors on Sunday.", True),
        ("These restaurants have been closed since the Sunday before.", True),
        ("The company, Ostra Foods, filed for protection on Sunday.", False),
        ("The mayor of Porto left the city before the fire.", False),
        ("The works had burned twice before the fire in 1998.", False),
        ("The company that runs the works left the city.", False),
        ("The TV singer lost two boats on one day.", True),
        ("The Porto mayor left the city before the fire.", False),
        ("The singer of the Porto Trio lost two boats on one day.", False),
        ("The announcement came two days after the first guests had left.", True),
        ("He told them that the works had burned twice before.", True),
        ("Since taking office, he has closed the works for good.", True),
        ("Ortiz, 62, was hurt when her roof came down.", False),
        ("Officials said on Monday that they had closed the works.", False),
        ("On Monday they closed the works.", True),
        ("This fire began in a store.", False),
        ("This plan was made in a store.", True),
    ],
)
def test_whoever_only_has_a_kind_and_no_name_is_left_open(text: str, open_: bool):
    assert leaves_open(text, stems("the fire at the works")) is open_


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Lena Ortiz, a bell founder in Porto, said in a lecture June 2.", False),
        ("Ortiz said on Monday that the works will close.", True),
        ("The works will close, Ortiz said on Monday.", True),
        ("“We will build again,” Ortiz said on Monday.", True),
        ("Because it is the oldest hall in Porto that has burned.", False),
        ("Because of the fire the mayor closed the hall.", True),
        ("Read the ten oldest letters of Porto that were never sent.", False),
        ("Ortiz and Brandt will read the ten oldest letters.", True),
    ],
)
def test_whoever_only_spoke_and_what_hangs_on_another_sentence_tells_nothing(
    text: str, whole: bool
):
    assert tells_whole(text) is whole
