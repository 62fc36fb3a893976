"""Who answers for a sentence: the outlet, somebody named, somebody unnamed; alleged or denied."""

import pytest

from qa.comparison.attribution import Rung, SaidBy, named_speakers, said_by


@pytest.mark.parametrize(
    ("sentence", "rung", "names"),
    [
        ("The bridge was sold to Calder for $4 million.", Rung.OUTLET, ()),
        ("“It was never ours,” Lena Ortiz said.", Rung.NAMED, ("Lena Ortiz",)),
        ("Mayor Ortiz warned that the price was too low.", Rung.NAMED, ("Ortiz",)),
        ("He further added, “I will know soon.”", Rung.NAMED, ()),
        ("Officials in Porto said the bridge was closed.", Rung.UNNAMED, ()),
        ("A White House official said the talks were over.", Rung.UNNAMED, ()),
        ("Security experts say a visit is implausible.", Rung.UNNAMED, ()),
        ("Ortiz alleged that Calder had lied.", Rung.ALLEGED, ("Ortiz",)),
        ("The company allegedly paid nobody.", Rung.ALLEGED, ()),
        ("Calder denied that it had paid.", Rung.DENIED, ("Calder",)),
    ],
)
def test_each_rung_is_known_by_the_words_of_the_sentence(
    sentence: str, rung: Rung, names: tuple[str, ...]
):
    assert said_by([sentence]) == SaidBy(rung, names)


def test_a_doubt_inside_quoted_words_is_the_speakers_own():
    assert said_by(["“They alleged that we lied,” Ortiz said."]).rung is Rung.NAMED


def test_according_to_names_a_source_and_doubts_nothing():
    told = said_by(["The bridge is closed, according to Lena Ortiz."])
    assert told == SaidBy(Rung.NAMED, ("Lena Ortiz",))


def test_whoever_is_named_only_inside_quoted_words_does_not_speak_them():
    assert named_speakers("“Yet Kim continues to say nothing,” Ortiz said.") == ["Ortiz"]


def test_an_owner_is_no_speaker():
    assert named_speakers("The visit is improbable, given Kim’s stated aim of removing Lee.") == []


def test_nobody_speaks_in_no_words():
    assert said_by([]) == SaidBy(Rung.OUTLET)
