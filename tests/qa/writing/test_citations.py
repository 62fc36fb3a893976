"""Markers are read exactly: ASCII numbers in brackets, outside quotations."""

from hypothesis import given, settings
from hypothesis import strategies as st

from index.sentences import split_sentences
from qa.writing.citations import parse_draft


def read(text: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(s.text, s.numbers) for s in parse_draft(text, split_sentences)]


def test_a_marker_belongs_to_the_sentence_before_it() -> None:
    assert read("The storm hit. [1] Homes lost power. [2][3]") == [
        ("The storm hit.", (1,)),
        ("Homes lost power.", (2, 3)),
    ]


def test_a_marker_before_the_full_stop_belongs_to_its_sentence() -> None:
    assert read("The storm hit [2]. Homes lost power [1].") == [
        ("The storm hit.", (2,)),
        ("Homes lost power.", (1,)),
    ]


def test_several_numbers_in_one_bracket_are_several_citations() -> None:
    assert read("The storm hit. [1, 12]") == [("The storm hit.", (1, 12))]


def test_a_marker_inside_a_quotation_is_part_of_the_quoted_words() -> None:
    text, numbers = read("He said: “See [3] for that.” [1]")[0]
    assert numbers == (1,)
    assert "[3]" in text


def test_digits_of_other_scripts_are_no_marker() -> None:
    for marker in ("[１]", "[٣]", "［1］", "[1a]", "[²]"):
        assert read(f"The storm hit. {marker}")[0][1] == ()


def test_a_number_of_more_than_three_digits_is_no_marker() -> None:
    assert read("The year was [2025].")[0][1] == ()


def test_the_last_sentence_of_a_draft_that_was_cut_off_is_not_complete() -> None:
    statements = parse_draft("One. [1] Two is not", split_sentences, complete=False)
    assert [s.complete for s in statements] == [True, False]


PIECES = st.sampled_from(
    ["[1]", "[", "]", "[2", "3]", "“", "”", '"', ". ", "He said ", "[１]", "(", "\n", "é", "[99]"]
)  # fmt: skip


@settings(max_examples=2000, deadline=None)
@given(st.lists(PIECES | st.text(max_size=6), max_size=12).map("".join))
def test_no_draft_makes_the_parser_fail_or_invent_a_number(text: str) -> None:
    for statement in parse_draft(text, split_sentences):
        for number in statement.numbers:
            assert str(number) in text.replace(" ", "")
