"""Articles that differ are shown side by side, and articles that agree are not."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from index import Hit
from qa.answer import Conflict, ConflictKind
from qa.comparison.conflicts import ConflictFinder
from qa.comparison.contradictions import agree
from qa.english import parser
from qa.english.normal_form import words
from qa.evidence.selector import Evidence
from qa.sources import SourceList
from tests.fakes import FixedLibrary, article, hits_of

needs_grammar = pytest.mark.skipif(not parser.is_installed(), reason="the parser is not installed")


def nearness(left, right):
    """Cosines of bags of words."""

    def near(one: str, other: str) -> float:
        mine, theirs = ({w.form for w in words(text)} for text in (one, other))
        return len(mine & theirs) / max(1.0, math.sqrt(len(mine) * len(theirs)))

    return np.array([[near(one, other) for other in right] for one in left])


def finder(*stories, groups=None) -> ConflictFinder:
    library = FixedLibrary(*stories)
    group = library.group if groups is None else (lambda story: groups[stories.index(story)])
    return ConflictFinder(library.sentences, group, nearness)


def among(*stories, groups=None) -> tuple[Conflict, ...]:
    return finder(*stories, groups=groups).of_articles(stories, SourceList())


def answered(*told: tuple[str, str], **fields: tuple[str | None, ...]) -> list[Conflict]:
    """Conflicts between short answers, each inside the sentence of an article of its own."""
    stories = [
        article(text, name=f"{n}.txt", **{key: given[n] for key, given in fields.items()})
        for n, (text, _) in enumerate(told)
    ]
    evidence = [
        Evidence(hit.sentences[0], 1.0 - n / 10, answers=n == 0, answer=span(hit, told[n][1]))
        for n, hit in enumerate(hits_of(*stories))
    ]
    return list(finder(*stories).answers("Where was it?", evidence, SourceList()))


def span(hit: Hit, answer: str) -> tuple[int, int]:
    start = hit.passage.text.index(answer)
    return start, start + len(answer)


@needs_grammar
def test_words_of_one_speaker_that_two_articles_word_differently_are_shown() -> None:
    one = article("“We will never sell the old bridge,” Ortiz said.", name="one.txt")
    two = article("Ortiz said: “We will not sell the old bridge to anyone.”", name="two.txt")
    (conflict,) = among(one, two)
    assert conflict.kind is ConflictKind.DIFFERENT_WORDING
    assert conflict.about == "What Ortiz said"
    assert [p.text for p in conflict.positions] == [
        "“We will never sell the old bridge”",
        "“We will not sell the old bridge to anyone.”",
    ]


@needs_grammar
@pytest.mark.parametrize(
    "other",
    [
        "“We will never sell the old bridge,” Ortiz said.",  # the same words
        "Ortiz said “we will never sell” and left.",  # a part of them
        "“Rain is a gift to farmers here,” Ortiz said.",  # another matter
        "Ortiz never sold the bridge.",  # no quotation
    ],
)
def test_what_is_the_same_or_another_matter_is_no_conflict(other: str) -> None:
    one = article("“We will never sell the old bridge,” Ortiz said.", name="one.txt")
    assert among(one, article(other, name="two.txt")) == ()


@needs_grammar
def test_near_copies_and_other_days_are_not_compared() -> None:
    one = article("“We will never sell the old bridge,” Ortiz said.", name="one.txt")
    two = article("“We will not sell the old bridge ever,” Ortiz said.", name="two.txt")
    assert among(one, two)
    assert among(one, two, groups=[0, 0]) == ()
    one, two = replace(one, published="2025-03-01"), replace(two, published="2025-03-20")
    assert among(one, two) == ()


def test_a_list_that_leaves_a_name_out_is_an_omission_and_says_which() -> None:
    one = article("Talks were offered by Ghana, Peru, Malta, and New Zealand last week.")
    two = article("Three nations, including Ghana, Malta and New Zealand, offered talks.")
    (conflict,) = among(one, two)
    assert conflict.kind is ConflictKind.OMISSION
    assert conflict.about == "Peru is left out"
    assert [p.text for p in conflict.positions] == [
        "Ghana, Peru, Malta, New Zealand",
        "Ghana, Malta, New Zealand",
    ]


@pytest.mark.parametrize(
    "other",
    [
        "Ghana, Peru, Malta and New Zealand offered talks.",
        "Kenya, Chile, and Nepal offered talks.",
        "Ghana, Chile, and Nepal offered talks.",
        "Ghana offered talks, drawing praise, and Peru left.",
        "Rain, hail, and snow fell on Ghana.",
    ],
)
def test_the_same_list_and_other_lists_are_no_omission(other: str) -> None:
    one = article("Talks were offered by Ghana, Peru, Malta, and New Zealand last week.")
    assert among(one, article(other, name="two.txt")) == ()


def test_two_articles_with_another_place_for_the_same_event_contradict_each_other() -> None:
    (conflict,) = answered(
        ("The final of the glass cup was played in Porto.", "Porto"),
        ("The glass cup final was played in Lisbon.", "Lisbon"),
        ("The final of the glass cup was played in Porto, fans said.", "Porto"),
    )
    assert conflict.kind is ConflictKind.CONTRADICTION
    assert [(p.text, p.sources) for p in conflict.positions] == [
        ("Porto", (1, 2)),
        ("Lisbon", (3,)),
    ]


@pytest.mark.parametrize(
    ("one", "first", "other", "second"),
    [
        ("Kim won the glass cup in Porto.", "Kim", "Ann Kim won the glass cup.", "Ann Kim"),
        ("Kim won the glass cup.", "Kim", "Kim beat Lee for the glass cup.", "Lee"),
        ("It cost $4.5 million.", "$4.5 million", "It cost $4,500,000 in all.", "$4,500,000"),
        ("The cup was played in Porto.", "Porto", "Rain fell on all of Lisbon.", "Lisbon"),
        ("The cup was won in Porto.", "Porto", "The cup was won on 3 May.", "3 May"),
        ("Chloé won the cup in Porto.", "Chloé", "Chloe won the cup in Porto.", "Chloe"),
        (
            "The old cup was won by NATO.", "NATO",
            "The old cup was won by the North Atlantic Treaty Organization.",
            "North Atlantic Treaty Organization",
        ),
    ],
)  # fmt: skip
def test_answers_that_can_both_be_right_are_no_contradiction(
    one: str, first: str, other: str, second: str
) -> None:
    assert answered((one, first), (other, second)) == []


def test_words_that_name_nobody_are_no_item_of_a_list():
    closed = article("Two of them, Riverside, Kings Park and the Lido, were closed.", name="a.txt")
    twins = article("Ely will be twinned with Viborg, Soria and Ohrid.", name="b.txt")
    assert not [c for c in among(closed, twins) if c.kind is ConflictKind.OMISSION]


def test_numbers_that_open_a_sentence_are_numbers_too():
    (conflict,) = answered(
        ("Four people were hurt when two trams met at Ely.", "Four people"),
        ("Seven people were hurt when two trams met at Ely.", "Seven people"),
    )
    assert [position.text for position in conflict.positions] == ["Four people", "Seven people"]


@pytest.mark.parametrize(
    ("told", "same"),
    [
        ((("Four people were hurt in Ely.", "Four people"),
          ("Police say four people were hurt in Ely.", "four people")), True),
        ((("Four people were hurt in Ely.", "Four people"),
          ("Police say nine people were hurt in Ely.", "nine people")), False),
        ((("A signal failed in Ely.", "A signal failed"),
          ("The driver slept in Ely.", "The driver slept")), None),
        ((("Ely paid 12 million.", "12 million"), ("The trial cost 9,000.", "9,000")), None),
    ],
)  # fmt: skip
def test_answers_agree_or_differ_only_where_they_can_be_compared(told, same: bool | None):
    hits = hits_of(*(article(text, name=f"{n}.txt") for n, (text, _) in enumerate(told)))
    evidence = [
        Evidence(hit.sentences[0], 1.0, answers=True, answer=span(hit, answer))
        for hit, (_, answer) in zip(hits, told, strict=True)
    ]
    assert agree(evidence) is same


def test_a_rising_toll_is_a_timeline_and_a_falling_one_a_contradiction() -> None:
    told = (
        ("The flood in Porto killed 12 people.", "12"),
        ("The flood in Porto killed 31 people.", "31"),
    )
    assert answered(*told, published=("2025-03-01", "2025-03-03")) == []
    assert answered(*told, published=("2025-03-03", "2025-03-01"))
    assert answered(*told, published=("2025-03-01", "2025-03-01"))
    assert answered(*told)


TOLD = "The mayor opened the new bridge with 40 guests from Porto on Monday."


@pytest.mark.parametrize(
    ("other", "about"),
    [
        (TOLD.replace("40", "60"), "40 or 60"),
        (TOLD.replace("Monday", "Tuesday"), "Monday or Tuesday"),
        (TOLD.replace("Porto", "Lisbon"), "Porto or Lisbon"),
        (TOLD.replace("with 40", "before 40").replace("Monday", "Friday"), "Monday or Friday"),
        (TOLD.replace("The mayor", "The old mayor").replace("40", "60"), "40 or 60"),
    ],
)
@pytest.mark.parametrize("copies", [True, False])
def test_one_figure_day_or_name_in_place_of_another_is_a_contradiction(
    other: str, about: str, copies: bool
):
    stories = [
        article(f"It rained.\n\n{text}", name=f"{n}.txt") for n, text in enumerate((TOLD, other))
    ]
    groups = [1, 1] if copies else [1, 2]
    (found,) = among(*stories, groups=groups)
    assert (found.kind, found.about) == (ConflictKind.CONTRADICTION, about)
    assert [position.text for position in found.positions] == [f"“{TOLD}”", f"“{other}”"]


@pytest.mark.parametrize(
    "other",
    [
        TOLD,
        TOLD.replace("mayor", "governor"),  # no name
        TOLD.replace("40", "forty"),
        TOLD.replace("The mayor", "Officials"),  # any word has its capital there
        TOLD.replace("Porto on Monday", "Porto"),
        "The governor closed the old bridge before 60 guests from Porto on Monday.",
    ],
)
def test_what_says_the_same_or_tells_of_something_else_is_none(other: str):
    stories = [article(text, name=f"{n}.txt") for n, text in enumerate((TOLD, other))]
    assert among(*stories) == ()


def test_a_newer_and_larger_count_is_no_contradiction():
    older = "The flood at the bridge in Porto killed 40 people, the mayor said."
    stories = [
        article(older, name="0.txt", published="2025-09-01"),
        article(older.replace("40", "60"), name="1.txt", published="2025-09-02"),
    ]
    assert among(*stories) == ()
