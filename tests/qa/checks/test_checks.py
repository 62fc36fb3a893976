"""Each check passes what its source says and fails what it does not."""

import pytest

from qa.checks.attribution import check_attribution
from qa.checks.belonging import check_belonging
from qa.checks.comention import check_company
from qa.checks.dates import check_dates
from qa.checks.deeds import check_deeds
from qa.checks.modality import check_modality
from qa.checks.names import check_names
from qa.checks.negation import check_negation
from qa.checks.opposites import check_opposites
from qa.checks.quotations import check_quotations
from qa.checks.roles import check_roles
from qa.checks.suite import CHECKS, Check
from qa.checks.wording import check_wording
from qa.checks.words import check_words
from qa.english.parser import is_installed
from qa.statement import Outcome

SOURCE = (
    "On Monday, Mayor Lena Ortiz of Porto, a former judge, said the bridge would “never be sold,” "
    "rejecting an offer from Calder Group."
)


@pytest.mark.parametrize(
    ("check", "statement"),
    [
        (check_quotations, "Ortiz said the bridge would “never be sold.”"),
        (check_quotations, 'Ortiz said the bridge would "never be sold".'),
        (check_names, "Lena Ortiz rejected Calder Group’s offer."),
        (check_dates, "On Monday, Ortiz spoke."),
        (check_dates, "Ortiz spoke on Mon 3."),
        (check_words, "Ortiz rejects offers from Calder."),
        (check_wording, "Mayor Lena Ortiz of Porto said the bridge would “never be sold.”"),
    ],
)
def test_what_the_source_says_passes(check: Check, statement: str) -> None:
    assert check(statement, [SOURCE]).outcome is not Outcome.FAIL


@pytest.mark.parametrize(
    ("check", "statement"),
    [
        (check_quotations, "Ortiz said the bridge would “be sold never.”"),
        (check_quotations, "Ortiz said the bridge would “ever be sold.”"),
        (check_quotations, "Ortiz said the bridge would “never be sol.”"),
        (check_quotations, "Ortiz said “the bridge would never."),
        (check_names, "Lena Ortez rejected the offer."),
        (check_names, "L\u0435na Ortiz rejected the offer."),
        (check_names, "Lena Ortiz rejected the \u043effer."),
        (check_names, "Mayor of Porto rejected the offer from Boston."),
        (check_dates, "On Tuesday, Ortiz spoke."),
        (check_dates, "Ortiz spoke on 3 May."),
        (check_dates, "Ortiz spoke yesterday."),
        (check_words, "Ortiz inspected the bridge."),
        # The words are all there: who does what to whom is not.
        (check_wording, "Calder Group said the bridge would be sold."),
        (check_wording, "Calder Group rejecting an offer from Lena Ortiz."),
        (check_wording, "Mayor Lena Ortiz of Porto said the bridge would be sold."),
        (check_wording, "The bridge would “never be sold.”"),
        (check_wording, "The bridge was in Porto."),
        (check_wording, "Mayor Lena Ortiz of Porto has never said the bridge."),
    ],
)
def test_what_the_source_does_not_say_fails(check: Check, statement: str) -> None:
    finding = check(statement, [SOURCE])
    assert finding.outcome is Outcome.FAIL
    assert finding.reason.endswith(".")


def test_a_condition_cannot_be_left_out() -> None:
    source = "Unless the council agrees, the bridge will be sold next year."
    assert check_wording("The bridge will be sold next year.", [source]).outcome is Outcome.FAIL


def test_a_speaker_cannot_be_left_out() -> None:
    source = "The bridge will be sold, according to two councillors."
    assert check_wording("The bridge will be sold.", [source]).outcome is Outcome.FAIL


def test_a_speaker_may_come_first_instead_of_last() -> None:
    source = "“We will not sell it,” Lena Ortiz said."
    assert (
        check_wording("Lena Ortiz said: “We will not sell it.”", [source]).outcome is Outcome.PASS
    )
    assert check_wording("Calder said: “We will not sell it.”", [source]).outcome is Outcome.FAIL


EVERY = (*(check for check, _ in CHECKS), check_words, check_wording)


def test_every_sentence_supports_itself() -> None:
    for check in EVERY:
        assert check(SOURCE, [SOURCE]).outcome is not Outcome.FAIL


@pytest.mark.parametrize("check", EVERY)
@pytest.mark.parametrize(
    "text", ["", " ", "“”", "[1]", "\u0000", "”“", "a" * 5000, "1" * 5000, "“" * 999]
)
def test_odd_texts_are_judged_without_an_exception(check: Check, text: str) -> None:
    assert check(text, [text]).outcome in Outcome
    assert check(text, []).outcome in Outcome
    assert check(SOURCE, [text]).outcome in Outcome


def test_a_sentence_with_its_dateline_keeps_the_wording_of_itself():
    sentence = "PORTO/LISBON — Ann Kim on Monday rejected the offer, a step that drew protests."
    assert check_wording(sentence, [sentence]).outcome is Outcome.PASS


@pytest.mark.skipif(not is_installed(), reason="the grammar's package is not installed")
@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("Otto accompanied Lena.", "Otto escorted Lena."),
        ("Otto attacked Lena.", "Otto criticised Lena."),
        ("Otto phoned Lena.", "Otto spoke with Lena on the phone."),
        ("Otto met Lena.", "Otto invited Lena."),  # left to the model of meaning
        ("Otto accompanied Lena.", "The mayor invited Lena."),
        ("Otto accompanied her.", "Otto invited Lena."),
    ],
)
def test_a_deed_is_only_refused_where_the_source_tells_another_of_the_same_two(
    statement: str, source: str
):
    assert check_deeds(statement, [source]).outcome is not Outcome.FAIL


@pytest.mark.skipif(not is_installed(), reason="the parser is not installed")
def test_nobody_joins_a_list_from_another_sentence():
    sources = ["Otto Kern met Lena Graf and Udo Marx in Porto.", "Ute Horn met the press."]
    finding = check_company("Otto Kern met Lena Graf and Ute Horn.", sources)
    assert finding.outcome is Outcome.FAIL


@pytest.mark.skipif(not is_installed(), reason="the parser is not installed")
@pytest.mark.parametrize(
    ("statement", "sources"),
    [
        ("Otto met Lena Graf and Udo Marx.", ["Otto met Lena Graf, Ute Horn and Udo Marx."]),
        ("Lena Graf and Ute Horn left.", ["Lena Graf left Udo Marx.", "Ute Horn left."]),
        (
            "Lena Graf and Ute Horn left.",
            ["Lena Graf and Udo Marx left.", "Ute Horn left with Graf."],
        ),
    ],
)
def test_those_whom_the_source_names_together_do(statement: str, sources: list[str]):
    assert check_company(statement, sources).outcome is not Outcome.FAIL


WITH_PARSER = pytest.mark.skipif(not is_installed(), reason="the parser is not installed")


@pytest.mark.parametrize(
    ("statement", "source", "outcome"),
    [
        ("The strike began last year.", "The strike began last month.", Outcome.FAIL),
        (
            "The strike began in the past month.",
            "The strike began last month.",
            Outcome.NOT_APPLICABLE,
        ),
        ("The strike began last year.", "The strike began in 2019.", Outcome.NOT_APPLICABLE),
        ("On Monday, next week, Ortiz spoke.", "Ortiz spoke on Monday of next week.", Outcome.PASS),
    ],
)
def test_a_month_is_not_a_year(statement: str, source: str, outcome: Outcome):
    assert check_dates(statement, [source]).outcome is outcome


@pytest.mark.parametrize(
    ("statement", "fails"),
    [
        ("Asked whether the bridge is safe, Ortiz answered no.", True),
        ("Asked whether the bridge is safe, Ortiz answered “yes.”", False),
        ("Ortiz said no bridge was safe.", False),
    ],
)
def test_a_quoted_yes_is_no_no(statement: str, fails: bool):
    finding = check_negation(statement, ["Ortiz replied: “Yeah, it is.”"])
    assert (finding.outcome is Outcome.FAIL) == fails


@pytest.mark.parametrize(
    ("source", "fails"),
    [
        ("Otto Kern left Porto.", True),
        ("Otto Kern left Porto and gave no explanation.", True),
        ("Otto Kern left Porto because it rained.", False),
    ],
)
def test_why_is_only_explained_where_a_reason_is_told(source: str, *, fails: bool):
    finding = check_attribution("Otto Kern explained why he left Porto.", [source])
    assert (finding.outcome is Outcome.FAIL) == fails


@WITH_PARSER
@pytest.mark.parametrize(
    ("check", "statement", "sources"),
    [
        (
            check_belonging,
            "Norwegian ships left Porto.",
            ["Danish ships left Porto.", "Norway saw it."],
        ),
        (
            check_belonging,
            "Kern is Norway’s foreign minister.",
            ["Danish Foreign Minister Kern wrote to Norway."],
        ),
        (
            check_opposites,
            "Otto Kern praised the ban on cars.",
            ["It was a ban that Otto Kern blasted as unfair."],
        ),
        (check_opposites, "Calder Group sold the bridge.", ["Calder Group bought the bridge."]),
        (
            check_attribution,
            "Otto Kern admitted that he had lied.",
            ["Otto Kern said that he had never lied."],
        ),
        (check_roles, "Otto seems afraid of Lena.", ["He said Lena seems afraid."]),
        (check_negation, "Calder never backed Ortiz.", ["Calder has always supported Ortiz."]),
    ],
)
def test_what_belongs_to_others_or_is_the_opposite_fails(
    check: Check, statement: str, sources: list[str]
):
    assert check(statement, sources).outcome is Outcome.FAIL


@WITH_PARSER
@pytest.mark.parametrize(
    ("check", "statement", "sources"),
    [
        (check_belonging, "Norwegian ships left Porto.", ["Norway’s ships left Porto."]),
        (
            check_belonging,
            "Norwegian ships left Porto.",
            ["The ships left Porto.", "Norway saw it."],
        ),
        (
            check_belonging,
            "Norwegian ships left.",
            ["Danish ships left.", "Norwegian ships stayed."],
        ),
        (check_belonging, "Kern’s house burned.", ["Otto’s house burned, Otto Kern said."]),
        (
            check_opposites,
            "Otto Kern praised the ban.",
            ["Otto Kern hailed the ban and blasted cars."],
        ),
        (check_opposites, "Otto Kern praised the ban.", ["Lena Graf blasted the ban."]),
        (
            check_attribution,
            "Otto Kern admitted that he had lied.",
            ["Otto Kern’s admission: he lied."],
        ),
        (
            check_attribution,
            "According to Calder News, Kern left.",
            ["Kern left, according to Porto’s state-run Calder News."],
        ),
        (check_roles, "Otto seems afraid of Lena.", ["Otto Kern seems afraid."]),
        (check_roles, "The Porto captain praised Lena.", ["Otto Kern praised Lena."]),
        (
            check_modality,
            "Asked whether there would be a strike, Kern nodded.",
            ["There will be a strike."],
        ),
    ],
)
def test_what_may_be_the_same_is_left_to_the_model(
    check: Check, statement: str, sources: list[str]
):
    assert check(statement, sources).outcome is not Outcome.FAIL
