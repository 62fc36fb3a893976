"""Shortened sentences stay sentences that the original supports."""

from pathlib import Path

from index.sentences import split_sentences
from qa.checks.article_text import Text
from qa.checks.claims import ClaimChecker
from qa.statement import Verdict
from qa.writing.phrasings import phrasings


def test_an_addition_at_the_end_can_go() -> None:
    assert "Kim left the talks." in phrasings(
        "Kim left the talks, drawing protests from her party."
    )


def test_an_addition_at_the_beginning_can_go() -> None:
    found = phrasings("Speaking from Oslo, Kim said the talks had failed.")
    assert "Kim said the talks had failed." in found


def test_an_apposition_can_go() -> None:
    found = phrasings("Ann Kim, a former judge, rejected the offer.")
    assert "Ann Kim rejected the offer." in found


def test_a_dateline_always_goes() -> None:
    found = phrasings("OSLO (Northwire) — Ann Kim rejected the offer of the union.")
    assert all(text.startswith("Ann Kim") for text in found)


def test_a_weekday_can_go_but_not_one_of_two() -> None:
    assert "Kim met the union." in phrasings("Kim met the union on Monday.")
    assert "Kim met the union by Monday." in phrasings("Kim met the union by Monday.")
    assert phrasings("Kim met the union on Monday and Friday.") == (
        "Kim met the union on Monday and Friday.",
    )


def test_a_list_is_whole_or_absent() -> None:
    for text in phrasings("Four towns, including Ely, Bath, Wells, and York, backed the plan."):
        assert ("Ely" in text) == ("Wells" in text) == ("York" in text)


def test_a_condition_a_speaker_and_a_limit_stay() -> None:
    for sentence in (
        "If the union agrees, the plant will reopen in June.",
        "The plant will reopen in June, according to the union.",
        "The plant will reopen in June, the owner said.",
        "The plant will reopen in June, unless the union objects.",
        "The plant will not reopen, except for its museum.",
    ):
        assert phrasings(sentence) == (sentence,)


def test_no_quotation_is_cut_open() -> None:
    for text in phrasings("Kim said “we tried, hoping for peace, but failed,” citing the weather."):
        assert text.count("“") == text.count("”")


def test_a_predicate_behind_an_addition_is_not_cut_off() -> None:
    for text in phrasings("The former mayor of New York City, speaking on air, promised help."):
        assert "promised help" in text


def test_every_phrasing_of_every_sample_sentence_passes_every_check(seeds: Path) -> None:
    shortened = 0
    for path in sorted(seeds.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for start, end in split_sentences(text):
            for phrasing in phrasings(text[start:end]):
                shortened += 1
                finding = ClaimChecker(None).check(phrasing, Text([text[start:end]]))
                assert finding.verdict is Verdict.SUPPORTED, (phrasing, finding)
    assert shortened > 60
