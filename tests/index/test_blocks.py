from itertools import pairwise

import pytest

from index.blocks import Act, Kind, blocks_of

MILL = """Fire destroys paper mill in Ostend

A fire destroyed a mill in Ostend. No one was hurt.

{line}

The mill stood empty."""


def seen(text: str) -> list[tuple[Kind, Act, str | None, str]]:
    return [
        (b.kind, b.act, b.speaker, text[b.start + b.label : b.end].strip()) for b in blocks_of(text)
    ]


def kind_of(line: str) -> Kind:
    text = MILL.format(line=line)
    return next(b.kind for b in blocks_of(text) if text.find(line[:20]) in range(b.start, b.end))


def test_every_sentence_lies_in_a_block_and_no_two_overlap():
    text = MILL.format(line="READ MORE: Twelve people hurt in fire in Gent")
    found = blocks_of(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert " ".join(text[b.start : b.end] for b in found).split() == text.split()


def test_a_turn_keeps_its_speaker_in_every_sentence():
    assert seen("LINDQVIST: I am sorry. I took the money.\nTORVALD: That is sad.") == [
        (Kind.TURN, Act.TELLS, "Lindqvist", "I am sorry. I took the money."),
        (Kind.TURN, Act.TELLS, "Torvald", "That is sad."),
    ]


def test_a_question_in_a_turn_is_asked_by_its_speaker():
    found = seen("MODERATOR: So the work costs 18 million?\n\nLINDQVIST: Nobody knows.")
    assert [(kind, who) for kind, _, who, _ in found] == [
        (Kind.QUESTION, "Moderator"),
        (Kind.TURN, "Lindqvist"),
    ]


def test_an_interview_names_its_guest_as_the_one_who_answers():
    text = "The Gazette spoke with Anna Renn.\n\n**Q:** How many work there?\n\n**A:** Sixty."
    assert [who for _, _, who, _ in seen(text)] == [None, "The interviewer", "Anna Renn"]


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("10:42: The mayor left the hall.", "10:42"),
        ("[00:12:31] LINDQVIST: I took it.\n[00:12:40] TORVALD: No.", "00:12:31"),
        ("10:50 a.m. The council met.", "10:50 a.m."),
    ],
)
def test_a_time_stamp_is_the_time_of_its_entry(line: str, time: str):
    assert blocks_of(line)[0].time == time


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: Twelve people hurt in fire at chemical plant in Gent",
        "Related: Twelve people hurt in fire in Gent",
        "See also: what the mayor of Gent said about the fire",
        "Sign up for our newsletter and never miss a fire",
        "In other news:Will Gent have to pay for twelve people?",
    ],
)
def test_a_line_that_leads_elsewhere_points(line: str):
    assert kind_of(line) is Kind.LINK


def test_headlines_under_most_read_are_links():
    text = MILL.format(line="Most read\nTwelve people hurt in Gent\nMayor of Renn resigns")
    assert [kind for kind, *_ in seen(text)].count(Kind.LINK) == 3


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Photo: twelve people wait in Gent. Jan Roe/Getty Images", Kind.CAPTION),
        ("Jan Roe contributed to this report.", Kind.CONTRIBUTOR),
        ("Editor’s note: this page is a summary of news for May 3.", Kind.NOTE),
        ("Correction: An earlier version gave the wrong number.", Kind.CORRECTION),
        ("This article was amended on 3 May to say that 18 were hurt.", Kind.CORRECTION),
    ],
)
def test_what_an_outlet_adds_is_named(line: str, kind: Kind):
    assert kind_of(line) is kind


@pytest.mark.parametrize(
    "line",
    [
        "More than 50 people have died in the storm, officials said.",
        "He explained in a recent newsletter: “It takes time to see it.”",
        "Watch out for carbon monoxide, the fire brigade warned on Monday.",
        "The team contributed to the success of the mill in the last two years.",
        "She read more than forty books about the mill.",
    ],
)
def test_what_only_looks_like_it_is_told(line: str):
    assert kind_of(line) is Kind.PARAGRAPH


def test_headings_that_end_in_a_colon_give_nobody_the_floor():
    paragraph = "The council met on Tuesday for three hours and went home.\n\n" * 6
    text = f"Trump: ‘Perhaps it was so!’\n\n{paragraph}Developments: two were hurt.\n\n{paragraph}"
    assert {b.speaker for b in blocks_of(text)} == {None}


def test_a_quoted_question_with_its_speaker_tells_that_it_was_asked():
    assert [act for _, act, _, _ in seen("“Is it true?” she asked. “I do not know.”")] == [
        Act.TELLS
    ]


def test_rows_of_a_table_know_their_header():
    text = "Name | Age\nRenn | 43\nOsei | 51"
    assert [b.header and text[slice(*b.header)] for b in blocks_of(text)] == [
        None,
        "Name | Age",
        "Name | Age",
    ]
