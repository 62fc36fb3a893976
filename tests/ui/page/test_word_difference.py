"""Where a quotation differs from its source, word by word."""

from __future__ import annotations

import pytest

from ui.page.word_difference import Differs, altered_quotations

SOURCE = (
    "Sybiha described the proposal as “knowingly unacceptable,” stressing that multiple neutral "
    "nations have already offered to host peace talks."
)
SAME, HERE, THERE = Differs.SAME, Differs.ONLY_HERE, Differs.ONLY_THERE


def pieces(text: str, *sources: str) -> list[list[tuple[Differs, str]]]:
    found = altered_quotations(text, sources or (SOURCE,))
    return [[(piece.differs, piece.words) for piece in each] for each in found]


def test_another_word_stands_beside_the_word_of_the_source():
    assert pieces("He called it “plainly unacceptable”.") == [
        [(HERE, "plainly"), (THERE, "knowingly"), (SAME, "unacceptable")]
    ]


def test_a_word_that_was_left_out_is_shown_in_its_place():
    told = pieces("“multiple nations have offered to host peace talks”")
    assert told == [
        [
            (SAME, "multiple"), (THERE, "neutral"), (SAME, "nations have"), (THERE, "already"),
            (SAME, "offered to host peace talks"),
        ]
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "He called it “knowingly unacceptable”.",
        'He called it "KNOWINGLY unacceptable".',
        "Nobody is quoted.",
        "He said “something else entirely, of no other word here”.",
        "“”",
        "“unclosed",
    ],
)
def test_nothing_is_marked_where_nothing_was_altered_or_nothing_is_near(text: str):
    assert pieces(text) == []


def test_the_nearest_of_several_sources_is_compared():
    told = pieces("“plainly unacceptable”", "It was never said.", SOURCE)
    assert told[0][-1] == (SAME, "unacceptable")


def test_a_long_text_costs_time_that_grows_with_its_length():
    quotation = "“" + "one two three four " * 90 + "”"
    assert pieces(quotation * 3, "nothing of it stands here. " * 3_000) == []
