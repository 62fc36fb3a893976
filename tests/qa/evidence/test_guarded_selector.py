"""A premise that an article takes away takes the answer away, and nothing stands in for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from qa.english.parser import is_installed
from qa.evidence.guarded_selector import GuardedSelector
from tests.fakes import ContainingSelector, article, hits_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Hit
    from qa.evidence.selector import Selection

STORY = article("Ann Kim spoke in Porto. Bo Lee rejected the offer. The union accepted the offer.")


SAID = article("Bo Lee rejected the offer. Ann Kim said that the tram was late. It rained.")


def answering(question: str, *words: str, story=STORY) -> list[str]:
    guarded = GuardedSelector(ContainingSelector(*words), lambda story: hits_of(story)[0].sentences)
    return [e.sentence.text for e in guarded.select(question, hits_of(story)).answering]


def test_an_answer_that_stands_stays() -> None:
    assert answering("What did Lee reject?", "rejected") == ["Bo Lee rejected the offer."]


def test_a_further_item_of_a_list_is_no_answer_alone() -> None:
    story = article(
        "These shut:\n\n- Riverside Bath\n- Moor Lane Bath\n- Ely Bath\n\nThe Lido Bath is shut."
    )
    assert answering("What is shut?", "Bath", story=story) == [
        "- Riverside Bath",
        "The Lido Bath is shut.",
    ]


def test_nothing_stands_in_for_an_answer_that_was_refused() -> None:
    assert answering("Did the union accept the offer?", "spoke") == []


@pytest.mark.skipif(not is_installed(), reason="the grammar's package is not installed")
def test_a_sentence_in_which_they_say_it_stands_in_for_what_was_said() -> None:
    assert answering("What did Kim say about the tram?", "rejected", story=SAID) == [
        "Ann Kim said that the tram was late."
    ]
    assert answering("What did Kim say about the plant?", "rejected", story=SAID) == []


@pytest.mark.skipif(not is_installed(), reason="the grammar's package is not installed")
def test_nothing_stands_in_for_a_description() -> None:
    story = article("Bo Lee rejected the offer. Ann Kim said that she would phone Lee. It rained.")
    assert answering("How did Kim describe Lee?", "rained", story=story) == []


@pytest.mark.skipif(not is_installed(), reason="the grammar's package is not installed")
def test_what_somebody_says_of_a_matter_stands_in_for_their_stance_on_it() -> None:
    story = article("Bo Lee left Kim’s house. Ann Kim said that she would meet Lee. It rained.")
    met = ["Ann Kim said that she would meet Lee."]
    assert answering("What is Kim's stance on meeting Lee?", "left", story=story) == met
    assert answering("What is Kim's view of Lee?", "left", story=story) == []


@pytest.mark.skipif(not is_installed(), reason="the grammar's package is not installed")
def test_headings_take_no_place_from_a_sentence_that_stands_in() -> None:
    headings = "The tram\n\nA late tram\n\nOf trams\n\n"
    story = article(f"{headings}Bo Lee took the tram. Ann Kim said that the tram was late.")
    assert answering("What did Kim say about the tram?", "took", story=story) == [
        "Ann Kim said that the tram was late."
    ]


def test_an_answer_beside_one_that_was_refused_stays() -> None:
    both = answering("Did the union accept the offer?", "spoke", "union")
    assert both == ["The union accepted the offer."]


def test_when_no_sentence_stands_nothing_answers() -> None:
    assert answering("What did Macron reject?", "rejected") == []


def test_a_sentence_that_tells_the_same_answers_too() -> None:
    other = article("In June, Ely, Bath and Wells offered to host the games, officials said.")
    story = article("Ely and Bath offered to host the games. The games are dear.", name="b.txt")
    guarded = GuardedSelector(ContainingSelector("Ely and Bath"), lambda _: ())
    found = guarded.select("Who offered to host the games?", hits_of(story, other)).answering
    assert [e.sentence.article for e in found] == [story, other]


@pytest.mark.skipif(not is_installed(), reason="the grammar's package is not installed")
def test_the_same_news_without_the_deed_that_is_asked_for_does_not_answer() -> None:
    best = "The mayor of Ely invited the mayor of Bath to Rome for talks as gangs robbed a bank."
    other = article("The mayor of Ely invited the mayor of Bath to Rome for talks on Monday.")
    guarded = GuardedSelector(ContainingSelector("gangs"), lambda _: ())
    hits = hits_of(article(best, name="b.txt"), other)
    assert len(guarded.select("Who robbed a bank?", hits).answering) == 1
    assert len(guarded.select("Why did the mayor go?", hits).answering) == 2


@pytest.mark.parametrize(("sure", "kept"), [(False, []), (True, ["Ann Kim spoke in Porto."])])
def test_no_premise_takes_back_what_the_readers_are_sure_of(*, sure: bool, kept: list[str]) -> None:
    class Sure(ContainingSelector):
        def select(self, question: str, hits: Sequence[Hit]) -> Selection:
            return replace(super().select(question, hits), sure=sure)

    hits = hits_of(STORY)
    guarded = GuardedSelector(Sure("spoke"), lambda story: hits_of(story)[0].sentences)
    found = guarded.select("Did the union accept the offer?", hits)
    assert [e.sentence.text for e in found.answering] == kept
