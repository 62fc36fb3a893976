"""Brackets in a quotation hold the name or the day that the article gives, and nothing else."""

from __future__ import annotations

import random

import pytest

from index.sentences import split_sentences
from qa.checks.article_text import Text
from qa.checks.brackets import names_given, without_given
from qa.checks.claims import ClaimChecker
from qa.checks.given_days import days_given
from qa.checks.referents import pronoun_given
from qa.statement import Verdict

STORY = [
    "The singer Ana Ruiz opened the hall in Porto on Friday.",
    "The mayor, who had come from Bern, thanked the singer for her songs.",
    "Kim Ortiz, the mayor, left on Saturday.",
    "Guitarist Leo Brandt and guitarist Ida Moss played until midnight.",
    "The guitarist took no fee.",
    "The pianist Ana Ruiz sang for an hour.",
    "She sang twice.",
    "“The songs were old,” she said on Saturday.",
    "Her last concert was in Bern.",
    "The mayor Kim Ortiz met the minister Joe Park.",
    "He opened the door.",
    "Mrs Joan Marsh came late.",
    "He had lost the key.",
    "The guitar shop closed.",
]
DAY = "2024-11-10"  # a Sunday
TEXT = Text(STORY, published=DAY)


def refused(claim: str) -> bool:
    """Whether a claim that quotes so is not supported, whatever its other words are."""
    return ClaimChecker(None).check(claim, TEXT).verdict is not Verdict.SUPPORTED


@pytest.mark.parametrize(
    "claim",
    [
        "“She [Ana Ruiz] sang twice.”",
        "“The songs were old, she [Ana Ruiz] said on Saturday [9 November 2024].”",
        "“Her [Ana Ruiz’s] last concert was in Bern.”",
        "The Porto Post: “Ana Ruiz opened the hall in Porto on Friday [8 November 2024].”",
        "“Kim Ortiz, the mayor, left on Saturday [9 November 2024].”",
        "“The mayor [Kim Ortiz], who had come from Bern, thanked the singer [Ana Ruiz] for her "
        "songs.”",
    ],
)
def test_what_the_article_gives_is_taken_out(claim: str):
    assert "[" not in without_given(claim, STORY, DAY)


@pytest.mark.parametrize(
    "claim",
    [
        "“The mayor [Ana Ruiz], who had come from Bern, thanked the singer for her songs.”",
        "“The guitarist [Leo Brandt] took no fee.”",
        "“The guitarist [not] took no fee.”",
        "“Ana Ruiz [never] opened the hall in Porto on Friday.”",
        "“Ana Ruiz opened the hall [12] in Porto on Friday.”",
        "“Ana Ruiz opened the hall in Porto on Friday [7 November 2024].”",
        "“Ana Ruiz opened the hall in Porto on Friday [8].”",
        "“Ana Ruiz opened the hall in Porto on Friday [no]”",
        "“Ana Ruiz opened the hall in Porto [Bern] on Friday.”",
        "“She [Kim Ortiz] sang twice.”",
        "“She [not] sang twice.”",
        "“He [Joe Park] opened the door.”",
        "“He [Joan Marsh] had lost the key.”",
        "“The guitar [Leo Brandt] shop closed.”",
    ],
)
def test_a_denial_a_number_or_somebody_elses_name_stays_and_is_refused(claim: str):
    assert without_given(claim, STORY, DAY) == claim
    assert refused(claim)


def test_brackets_outside_quotations_are_left_alone():
    claim = "The singer [Ana Ruiz] opened the hall."
    assert without_given(claim, STORY, DAY) == claim


def test_without_the_day_of_the_article_no_day_is_given():
    assert list(days_given("It opened on Friday.", None)) == []
    assert [d.explained for d in days_given("It opened on Friday.", DAY)] == ["8 November 2024"]
    assert [d.end for d in days_given("It opened on Friday night.", DAY)] == [25]
    assert list(days_given("USA TODAY opened it, and Friday’s guests came.", DAY)) == []
    assert list(days_given("It will open on Friday, or be closed by Monday.", DAY)) == []
    assert list(days_given("It will open on Sunday.", DAY)) == []  # today or in a week
    assert list(days_given("It opens its doors when she comes on Friday.", DAY)) == []
    assert list(days_given("They are playing in Porto on Friday.", DAY)) == []
    assert list(days_given("On Friday, sunny skies are expected.", DAY)) == []
    assert list(days_given("It was slated to return to Porto on Friday.", DAY)) == []
    assert list(days_given("Rain is forecast to go on through Friday.", DAY)) == []
    said = days_given("“It opened yesterday or on Monday,” Kim Ortiz said on Friday.", DAY)
    assert [d.explained for d in said] == ["8 November 2024"]
    assert list(days_given("It was moved to Friday.", DAY)) == []
    assert list(days_given("Friday is its first day.", DAY)) == []
    assert list(days_given("Friday and Saturday are quiet.", DAY)) == []
    assert list(days_given("It has cancelled its plays for Friday and Saturday.", DAY)) == []
    assert list(days_given("It opened the Friday after the fire.", DAY)) == []
    assert list(days_given("They warned of floods on Friday.", DAY)) == []
    assert list(days_given("Every Friday the singers met.", DAY)) == []
    assert list(days_given("It opened on Monday.", DAY)) == []  # of this week or of the next
    assert list(days_given("It opened on Friday, 1 November.", DAY)) == []
    assert list(days_given("It opened on Friday, Nov. 1, in Porto.", DAY)) == []
    assert list(days_given("It opened on Friday the 1st.", DAY)) == []


@pytest.mark.parametrize(
    "told",
    [
        "The mayor announced Friday that the hall will open.",
        "On Friday, 3,200 guests came.",
        "It opened on Friday, marking a new time.",
    ],
)
def test_a_day_behind_which_something_is_to_come_is_given(told: str):
    assert [d.explained for d in days_given(told, DAY)] == ["8 November 2024"]


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("Ana Ruiz will sing in Porto on Wednesday.", "13 November 2024"),
        ("The hall is set to open Monday at noon.", "11 November 2024"),
    ],
)
def test_a_day_of_which_it_is_said_what_will_be_is_the_next_of_its_name(told: str, day: str):
    assert [d.explained for d in days_given(told, DAY)] == [day]


def test_last_friday_is_known_on_a_friday_alone():
    assert list(days_given("It opened last Friday.", DAY)) == []
    given = days_given("It opened last Friday.", "2024-11-08")
    assert [d.explained for d in given] == ["1 November 2024"]


def test_a_description_of_two_people_has_no_name():
    assert names_given("The guitarist took no fee.", STORY) == []
    assert names_given("The guitar shop closed.", STORY) == []
    found = names_given("The singer took no fee.", STORY)
    assert [(f.explained, f.giving) for f in found] == [("Ana Ruiz", "singer Ana Ruiz")]


def test_what_is_no_person_has_no_name():
    story = ["It was state Attorney General Kim Ortiz.", "The state lost.", "A tower Ana Ruiz"]
    assert names_given("The state lost.", story) == []


def test_an_owner_is_named_without_what_is_owned():
    (found,) = names_given("The singer slept.", ["It was the singer Ana Ruiz’s hall."])
    assert found.explained == "Ana Ruiz"


def test_a_description_beside_its_name_needs_none():
    assert names_given("The singer Ana Ruiz took no fee.", STORY) == []
    assert names_given("The late former singer Ana Ruiz took no fee.", STORY) == []


@pytest.mark.parametrize(
    ("before", "told", "explained"),
    [
        ("J.D. Marsh left the hall in Porto.", "He was tired.", "J.D. Marsh"),
        ("President Leo Brandt left. President Brandt was tired.", "He slept.", "Leo Brandt"),
        ("One guest, Leo Brandt, left the hall.", "“It was cold,” he said.", "Leo Brandt"),
        ("Leo Brandt left. “It was a cold hall.”", "He slept.", "Leo Brandt"),
        ("New Gov. Leo Brandt left.", "He slept.", "Leo Brandt"),
        ("Leo Brandt left.", "Paris plans to move his chair.", None),
        ("“Kim Ortiz won,” Leo Brandt said.", "He slept.", None),
        ("And Leo Brandt left.", "He slept.", "Leo Brandt"),
        ("Joe Park came. He said that Leo Brandt slept.", "He slept.", None),
        ("Guitarist Leo Brandt left. The guitarist slept.", "He slept.", None),
        ("Leo Brandt left. Marshes Biles said that it rained.", "He slept.", "Marshes Biles"),
        ("Kim Ortiz wrote to Leo Brandt.", "He slept.", None),
        ("Leo Brandt left. Ortiz’s son, who is a friend of Kim Ortiz, stayed.", "He slept.", None),
        ("Leo Brandt told the mayor.", "He slept.", None),
    ],
)
def test_whom_a_pronoun_means(before: str, told: str, explained: str | None):
    story = [before[start:end] for start, end in split_sentences(before)]
    given = pronoun_given(len(story), [*story, told])
    assert (given.explained if given else None) == explained


def test_she_is_the_only_one_of_whom_the_sentence_before_speaks():
    given = {row: pronoun_given(row, STORY) for row in range(len(STORY))}
    assert {row: g.explained for row, g in given.items() if g} == {
        6: "Ana Ruiz",
        7: "Ana Ruiz",
        8: "Ana Ruiz’s",
    }
    assert {g.giving for g in given.values() if g} == {STORY[5]}


def test_no_mutated_bracket_is_accepted():
    chance = random.Random(28)
    inside = """not|never|no longer|12|2024|8|Leo Brandt|Ida Moss|Kim Ortiz|Ana Brandt|in Bern|
    9 November 2024|8 November 2023|8 October 2024|allegedly|and others|who denied it|[1]|did not|
    the mayor""".replace("\n    ", "").split("|")
    accepted = []
    for _ in range(500):
        words = chance.choice(STORY[:3]).split(" ")
        place, put = chance.randrange(1, len(words)), chance.choice(inside)
        given = {("singer", "Ana Ruiz"), ("mayor,", "Kim Ortiz"), ("Saturday.", "9 November 2024")}
        if (words[place - 1], put) in given:
            continue
        claim = f"“{' '.join([*words[:place], f'[{put}]', *words[place:]])}”"
        if without_given(claim, STORY, DAY) != claim:
            accepted.append(claim)
    assert accepted == []
