"""Sentences are exact, disjoint, ordered and readable spans."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sentences import (
    MAX_QUOTATION_WORDS,
    MAX_SENTENCE_CHARACTERS,
    MAX_SENTENCE_PIECES,
    count_pieces,
    split_paragraphs,
    split_sentences,
)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


CASES = [
    # initials, titles, abbreviations
    ["He met Mr. Smith and Sen. J. R. Jones in the U.S.", "The deal was signed."],
    ["Sen. Maria Ortega, D-N.M., asked the F.T.C.", "It will answer by May."],
    ["Rep. Bo Lund, R-S.C., and John Smith Jr. voted.", "They left."],
    ["The U.S. Senate voted.", "Gen. Mark A. Milley agreed."],
    ["J. K. Rowling wrote it.", "John F. Kennedy did not."],
    ["Police arrived at 5 p.m. Tuesday.", "It was No. 5 on the list."],
    ["It cost $4.5 billion.", "It fell 3.5%.", "The U.N. met in St. Louis."],
    ["Lt. Gov. Dan Patrick spoke on Jan. 6.", "Acme Inc. said so."],
    ["The case is Roe v. Wade.", "It was decided in 1973."],
    # quotations
    ["“If he is ready, let him come,” Putin said, according to Tass.", "He left."],
    ["“I will go. I will not wait,” she said.", "He left."],
    ["He said: “We won. We lost. We drew.”", "Then he left."],
    ['He said: "We won. We lost. We drew."', "Then he left."],
    ["“Really?” she asked.", "“Yes!” Mr. Jones said.", "“No.”"],
    ["“Who knows?” Jane Doe of the ministry said.", "Nobody did."],
    ["He called it “unacceptable.”", "She did not."],
    ["“He said ‘No. Never.’ And then he left,” she said.", "That was all."],
    # ellipses
    ["Wait ... what?", "He paused… and went on."],
]


@pytest.mark.parametrize("expected", CASES, ids=lambda case: case[0][:30])
def test_sentences_end_where_a_reader_ends_them(expected: list[str]):
    assert sentences(" ".join(expected)) == expected


def test_a_heading_and_list_items_are_sentences_of_their_own():
    text = (
        "Quick looks\n- Talks go on. Nobody left.\n- No deal, for now\n1. First\n2) Second\n"
        "Deep look\nVIENNA — The talks went on."
    )
    assert sentences(text) == [
        "Quick looks", "- Talks go on.", "Nobody left.", "- No deal, for now", "1. First",
        "2) Second", "Deep look", "VIENNA — The talks went on.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    [
        "The depots are in Ft. Dodge, Mt. Pleasant and St. Cloud.",
        "In the town of Ely, pop. 8,400, people were worried.",
        "It cost ca. 300 crowns and took approx. 12 days.",
        "The bridge would cost approx. $48.6 million, i.e. twice as much.",
        "The letter was signed by Supt. Bo Lee and Insp. Ann Kim.",
    ],
)
def test_no_sentence_ends_with_what_only_stands_before_a_name_or_a_number(sentence: str):
    assert sentences(f"{sentence} It rained.") == [sentence, "It rained."]


def test_a_mark_that_opens_a_quotation_stands_with_it():
    assert sentences("“We looked,” said Ann Kim of Ely. “Farmers get less.") == [
        "“We looked,” said Ann Kim of Ely.",
        "“Farmers get less.",
    ]


def test_lines_that_were_wrapped_at_a_width_are_one_paragraph():
    text = (
        "The foreign minister said on Tuesday that the talks would\n"
        "go on for another week, whatever the other side decided to\n"
        "do. Nobody expected a result before the end of the month.\n\n"
        "Next."
    )
    assert [s.replace("\n", " ") for s in sentences(text)] == [
        "The foreign minister said on Tuesday that the talks would go on for another week, "
        "whatever the other side decided to do.",
        "Nobody expected a result before the end of the month.",
        "Next.",
    ]


def test_the_packed_heading_is_cut_from_the_first_sentence(seeds: Path):
    found = sentences(next(seeds.glob("000_*")).read_text(encoding="utf-8"))
    assert found[0].endswith("Morning Edition/")
    assert found[1].startswith("Russian President Vladimir Putin invited")


def test_a_quotation_is_cut_only_when_it_is_very_long():
    long = "“" + " ".join(f"We said so in year {n} and we say so now." for n in range(40)) + "”"
    parts = sentences(long)
    assert len(parts) > 3
    assert all(len(part.split()) <= MAX_QUOTATION_WORDS for part in parts)
    assert all(part.endswith((".", "”")) for part in parts)
    short = "“" + "We said so. " * 20 + "We did.”"
    assert sentences(short) == [short]


def test_a_quotation_that_never_closes_does_not_hold_the_sentences_together():
    assert sentences("“We won. We lost. He left.") == ["“We won.", "We lost.", "He left."]


WORDS = st.sampled_from(
    ["Talks", "went", "on", "in", "the", "U.S.", "“We", "said.”", '"No.', '"', "—", "- ", "\n",
     "\n\n", "5.", "p.m.", "Mr.", "won!", "(he", "said)", "...", "‘a’", "1)", "/ ", " | ",
     "x" * 50, "\u00e9", "東京。"]
)  # fmt: skip


def check_spans(text: str) -> None:
    spans = split_sentences(text)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        part = text[start:end]
        assert part == part.strip()
        assert len(part) <= MAX_SENTENCE_CHARACTERS
        assert "\n\n" not in part
        at = end
    assert not text[at:].strip()


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=120).map(" ".join))
def test_spans_are_ordered_disjoint_and_hold_every_visible_character(text: str):
    check_spans(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=600))
def test_any_text_at_all_is_covered(text: str):
    check_spans(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=80).map(" ".join))
def test_no_sentence_crosses_a_paragraph(text: str):
    paragraphs = list(split_paragraphs(text))
    for start, end in split_sentences(text):
        assert any(p.start <= start and end <= p.end for p in paragraphs)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_no_short_quotation_is_cut(text: str):
    for start, end in split_sentences(text):
        part = text[start:end]
        line_end = text.find("\n", end)
        rest = text[end : line_end if line_end >= 0 else len(text)]
        opened = part.count("“") > part.count("”")
        if opened and "”" in rest and "“" not in rest[: rest.index("”")]:
            inside = part[part.rindex("“") :] + rest[: rest.index("”")]
            assert len(inside.split()) > 20 or len(inside) > MAX_SENTENCE_PIECES


@pytest.mark.parametrize(
    "unit",
    ["a. ", "“x. ", "x.” ", '"', "(", "Mr. ", "x", "5.", "...", "- a\n", "!?", "“”", "U.S. ",
     "\n", "’", "／", "No. ", "é", "? ”", "a b c d e f g. "],
)  # fmt: skip
def test_the_time_doubles_when_the_text_doubles(unit: str):
    def seconds(characters: int) -> float:
        text = (unit * (characters // len(unit) + 1))[:characters]
        began = time.process_time()
        split_sentences(text)
        return time.process_time() - began

    seconds(1_000)
    short, long = seconds(60_000), seconds(240_000)
    # Four times the text: four times the time, with room for a machine that is busy.
    assert long < 12 * short + 0.5


def test_pieces_are_counted_by_the_character_where_words_are_unusual():
    assert count_pieces("The minister said so.") == 6
    assert count_pieces("8f3a" * 20) == 80
    assert count_pieces("Zaporizhzhia, 2025") == 8
    assert count_pieces("東京") == 2
    assert count_pieces("x" * 60) == 30
