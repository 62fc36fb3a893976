"""Behind the best sentence only what answers, too."""

import pytest

from qa.english.parser import is_installed
from qa.evidence.further_answers import answers_too, asks_for_fact

needs_grammar = pytest.mark.skipif(not is_installed(), reason="the grammar model is not installed")
BEST = "Speaking in Porto, Mayor Ruiz told bakers that she would meet the premier."


@pytest.mark.parametrize(
    ("other", "too"),
    [
        ("Ruiz spoke to the bakers in Porto.", True),
        ("Mayor Ruiz will meet the premier soon, she told bakers.", False),
        ("Bakers had asked her to.", False),
    ],
)
def test_another_sentence_has_the_place_that_was_asked_for(other: str, *, too: bool):
    assert answers_too("Where did Ruiz speak to bakers?", BEST, "Porto", other) is too


def test_a_list_may_be_told_again_under_another_word():
    best = "Several towns — Ely, Bath and Wells among them — offered to host the games."
    other = "Four places, including Ely and Bath, made offers to host them."
    assert answers_too("Who offered to host the games?", best, "Several towns", other)
    only = "The mayor of Ely praised the offer."
    assert not answers_too("Who offered to host the games?", best, "Several towns", only)


def test_what_was_said_or_why_may_be_added_to():
    other = "Bakers had asked her to."
    assert answers_too("What did Ruiz tell the bakers?", BEST, "she would meet him", other)
    assert answers_too("Why did Ruiz speak?", BEST, "to tell bakers", other)
    assert answers_too("Where did Ruiz speak?", BEST, "", other)  # no short answer is known


@needs_grammar
def test_behind_the_deed_only_the_deed():
    best, other = "Masked gangs robbed the bank in Ely.", "The gangs met in a bank in Ely."
    assert not answers_too("Who robbed the bank?", best, "gangs", other)
    assert answers_too("Who robbed the bank?", best, "gangs", "The robbery was done by gangs.")


@needs_grammar
@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Which town won?", True),
        ("In which town was it?", True),
        ("What town won?", True),
        ("How many towns joined?", True),
        ("What did Ruiz say?", False),
        ("How did Ruiz react?", False),
        ("Did Ruiz react?", False),
    ],
)
def test_one_thing_is_asked_for(question: str, *, fact: bool):
    assert asks_for_fact(question) is fact
