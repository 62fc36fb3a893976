"""A claim against a text: what no model of meaning may outvote, and what its word decides."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from qa.checks.article_text import Text, joined_parts
from qa.checks.bearing import bearing
from qa.checks.claims import ClaimChecker, Finding, run_checks
from qa.checks.meaning import Thresholds
from qa.english.parser import is_installed
from qa.evidence.judge import Premise, Support
from qa.statement import Outcome, Verdict

needs_grammar = pytest.mark.skipif(not is_installed(), reason="the parser is not installed")
YES = Support(0.98, 0.01, 0.01)
SILENT = Support(0.02, 0.08, 0.9)
NO = Support(0.02, 0.95, 0.03)


class Says:
    """An entailment that says the same of everything, and remembers what it was asked."""

    def __init__(self, support: Support) -> None:
        self.support = support
        self.premises: list[Premise] = []

    def __call__(self, claim: str, premises: Sequence[Premise]) -> list[Support]:
        del claim
        self.premises += premises
        return [self.support for _ in premises]


def check(claim: str, *sentences: str, support: Support = YES, published: str = "") -> Finding:
    return ClaimChecker(Says(support)).check(claim, Text(sentences, published=published or None))


def failed(finding: Finding) -> set[str]:
    return {c.check for c in finding.checks if c.outcome is Outcome.FAIL}


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Inflation was 3.2%.", "Inflation reached 3.2 percent in July."),
        ("Twelve ships sailed.", "A dozen ships sailed at dawn."),
        ("The firm paid $4.5 billion.", "The firm has paid 4.5 billion dollars to the state."),
        ("1.2345 million voted.", "1,234,500 people voted on Sunday."),
        ("The UN sent aid.", "The United Nations sent aid to the town."),
        ("The WHO sent aid.", "The World Health Organization sent aid to the town."),
        ("Turkish officials met.", "Officials of Turkey met on Monday."),
        ("He spoke in Kyiv.", "He spoke in Kiev for an hour."),
        ("Ortiz said “we will not sell.”", 'Ortiz said "We will not sell".'),
    ],
)
def test_the_same_in_another_form_is_supported(claim: str, source: str):
    assert check(claim, source).verdict is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "source", "by"),
    [
        ("The deal is worth $4.5 billion.", "The deal is worth $4.5 million.", "figures"),
        ("Two ships sailed.", "Twelve ships sailed.", "figures"),
        ("The strike lasted 30 hours.", "The strike lasted 30 minutes.", "figures"),
        ("Rates rose 2 percent.", "Rates rose two percentage points.", "figures"),
        ("It cost €40.", "It cost $40.", "figures"),
        ("5 tanks and 12 soldiers came.", "12 tanks and 5 soldiers came.", "figures"),
        ("The vote is on 4 May.", "The vote is on 3 May.", "dates"),
        ("The vote is on Tuesday.", "The vote is on Monday.", "dates"),
        ("The vote is in June 2024.", "The vote is in June 2025.", "dates"),
        ("Qatar offered to host talks.", "Turkey offered to host talks.", "names"),
        ("Ortiz said “we will never sell.”", "Ortiz said “we will not sell.”", "quotations"),
        ("Ortiz said “sell we will not.”", "Ortiz said “we will not sell.”", "quotations"),
        ("Ortiz said “the bridge stays ours.”", "Ortiz said they would keep it.", "quotations"),
        ("In ٣ days ships sailed.", "In 4 days ships sailed.", "figures"),
    ],
)
def test_no_model_outvotes_a_figure_a_date_a_name_or_a_quotation(claim: str, source: str, by: str):
    finding = check(claim, source, support=YES)
    assert finding.verdict in {Verdict.NOT_SUPPORTED, Verdict.CONTRADICTED}
    assert by in failed(finding)


@pytest.mark.parametrize(
    ("claim", "source", "by"),
    [
        ("Ortiz has not sold the bridge.", "Ortiz has sold the bridge.", "negation"),
        ("Ortiz sold the bridge.", "Ortiz never sold the bridge.", "negation"),
        ("Russia bombed the hospital.", "Russia denied bombing the hospital.", "negation"),
        ("Ortiz sold the bridge.", "Ortiz may sell the bridge.", "modality"),
        ("Otto invited Lena.", "Lena invited Otto to Porto.", "roles"),
        ("Otto accompanied Lena to Porto.", "Otto invited Lena to Porto.", "deeds"),
        ("Lena was sued by Otto.", "Otto hired Lena.", "deeds"),
        ("Otto had spoken with Lena.", "Otto will communicate with Lena on Monday.", "modality"),
        ("Otto observed the parade.", "Otto saw a parade observing the anniversary.", "roles"),
        ("Calder said the bridge is safe.", "Ortiz said the bridge is safe.", "names"),
    ],
)
def test_what_is_denied_supposed_or_told_of_others_is_not_supported(
    claim: str, source: str, by: str
):
    finding = check(claim, source)
    assert finding.verdict is not Verdict.SUPPORTED
    assert by in failed(finding)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The vote was on 3 May 1999.", "The vote was on 3 May."),
        ("The vote was on Friday 3 May.", "The vote was on 3 May."),
        ("French officials arrested four men.", "German officials arrested four men."),
        ("Israeli troops left.", "Syrian troops left."),
        ("The US sent aid.", "“Trust us,” said the emir, who sent aid."),
        ("The WHO approved it.", "Regulators, who met in May, approved it."),
        ("The UN sent aid.", "Umar Nasser sent aid."),
        ("Nigeria closed its border.", "Niger closed its border."),
        ("Victoria Ortiz left.", "Victor Ortiz left."),
        ("Calder said “we will not sell.”", "“We will not sell,” the mayor said as Calder left."),
        ("Ortiz said ‘we will never sell.’", "Ortiz said “we will not sell.”"),
        ("Growth was -2%.", "Growth was 2%."),
        ("Rates rose .5 percent.", "Rates rose 5 percent."),
        ("It did 100 mph.", "It did 100 km/h."),
        ("It weighs 5 kg.", "It weighs 5 mg."),
        ("It cost 4 million yuan.", "It cost 4 million rubles."),
        ("It cost A$4 million.", "It cost $4 million."),
        ("One soldier died.", "Nine soldiers died."),
        ("Thousands died.", "Dozens died."),
        ("Half of the men left.", "A quarter of the men left."),
        ("It rose by three-quarters of a percentage point.", "It rose by a quarter-point."),
        ("Rates went up half a point.", "Rates went up 0.25 percentage points."),
        ("The vote is at 9 a.m.", "The vote is at 9 p.m."),
        ("Fewer than 40 came.", "More than 40 came."),
        ("Inflation fell to 5.1% from 3.2%.", "Inflation fell to 3.2% from 5.1%."),
        ("401 people died.", "40¹ people died."),
        ("Ortiz is mayor.", "Ortiz is no longer mayor."),
        ("Ortiz paid the fine.", "Ortiz left without paying the fine."),
        ("Ortiz sold the bridge.", "Calder did not say that Ortiz sold the bridge."),
        ("Ortiz sold the bridge.", "Ortiz will sell the bridge."),
        ("The soldiers shot the protesters.", "The protesters shot the soldiers."),
    ],
)
def test_what_is_not_said_is_not_supported_whatever_a_model_says(claim: str, source: str):
    assert check(claim, source, support=YES).verdict is not Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The vaccine causes autism.", "There is no evidence that the vaccine causes autism."),
        ("Ireland voted to stay.", "Northern Ireland voted to stay."),
        ("Two ministers resigned.", "All but two ministers resigned."),
        ("The bridge will be sold.", "Unless the council agrees, the bridge will be sold."),
    ],
)
def test_words_that_stand_in_the_source_are_not_enough_where_others_bind_them(
    claim: str, source: str
):
    assert check(claim, source, support=SILENT).verdict is not Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The bridge opened in 2024.", "The bridge opened on 3 May 2024."),
        ("It opened in Sept. 2024.", "It opened in September 2024."),
        ("Iranian forces left.", "The forces of Iran left."),
        ("Mr. Ortiz sold it.", "Otto Ortiz sold it."),
        ("They wed in Porto.", "They got married in Porto."),
        ("Hoffman advised Ortiz against travelling.", "Hoffman said Ortiz must not travel."),
        ("Ortiz met Calder.", "In Porto, where he met Calder, Ortiz claimed he never sold it."),
        ("The storm killed four people.", "The storm claimed four lives."),
        ("It is 100 m long.", "It is 100 meters long."),
        ("He is 6'2\" tall.", "He is 6'2\" tall, she said."),
    ],
)
def test_ordinary_wording_stands_in_nobodys_way(claim: str, source: str):
    assert check(claim, source, support=YES).verdict is Verdict.SUPPORTED


def test_a_figure_that_the_source_does_not_give_is_not_a_contradiction():
    source = "Ortiz sold the old bridge of Porto to Calder."
    finding = check("Ortiz sold the old bridge of Porto to Calder for $4.", source)
    assert finding.verdict is Verdict.NOT_SUPPORTED


def test_a_day_that_lies_ahead_is_not_dated_into_the_past():
    told = "The vote will be on Tuesday."
    finding = check("The vote will be on 19 August 2025.", told, published="2025-08-21")
    assert finding.verdict is not Verdict.SUPPORTED


def test_the_sentence_with_a_pronouns_name_is_cited_too():
    told = ("Lena Ortiz left Porto.", "She sold the old bridge at once.")
    finding = check("Ortiz sold the old bridge at once.", *told)
    assert set(finding.rows) == {0, 1}


def test_words_are_given_to_nobody_else():
    source = "Ortiz said the bridge is safe, while Calder said nothing of it."
    finding = check("Lena Calder said the bridge is safe, Porto warned.", source)
    assert finding.verdict is not Verdict.SUPPORTED


def test_a_dropped_doubt_is_supported_in_part_and_named():
    finding = check("The mayor took bribes.", "The mayor allegedly took bribes.")
    assert finding.verdict is Verdict.PARTLY_SUPPORTED
    assert any("allegedly" in c.reason for c in finding.checks)


def test_not_stated_and_contradicted_are_different():
    source = "The council met and Ortiz left."
    assert check("The council saw Ortiz off.", source, support=SILENT).verdict is (
        Verdict.NOT_SUPPORTED
    )
    assert check("The council saw Ortiz off.", source, support=NO).verdict is Verdict.CONTRADICTED


def test_words_that_stand_in_the_source_need_no_model():
    finding = check("Ortiz sold the bridge.", "On Monday, Ortiz sold the bridge.", support=NO)
    assert finding.verdict is Verdict.SUPPORTED


def test_a_weekday_is_dated_by_the_day_of_its_article():
    told = "Ortiz sold the bridge on Tuesday."
    day = "2025-08-21"  # a Thursday
    assert check("Ortiz sold the bridge on 19 August 2025.", told, published=day).verdict is (
        Verdict.SUPPORTED
    )
    assert "dates" in failed(check("Ortiz sold it on 20 August 2025.", told, published=day))


def test_a_name_before_a_pronoun_counts():
    sentences = ("Lena Ortiz took office in May.", "She sold the bridge at once.")
    assert check("Ortiz sold the bridge.", *sentences).verdict is Verdict.SUPPORTED


def test_a_full_name_from_elsewhere_counts_where_its_last_word_stands_near():
    far = [f"Nothing else happened on day {n} of the trial in Porto." for n in range(12)]
    told = [*far, "Ana Ruiz was born here.", *far, "Ruiz sold the bridge to Calder.", *far, "It."]

    def unnamed(claim: str, row: int) -> bool:
        checks = run_checks(claim, Text(told), [row])
        return any(c.check == "names" and c.outcome is Outcome.FAIL for c in checks)

    assert not unnamed("Ana Ruiz sold the bridge to Calder.", 25)
    assert unnamed("Eva Ruiz sold the bridge to Calder.", 25)
    assert unnamed("Ana Ruiz sold the bridge to Calder.", len(told) - 1)


def test_the_sentences_that_have_the_words_are_the_ones_compared():
    sentences = [f"Nothing happened in town {n}." for n in range(400)]
    sentences[250] = "Ortiz sold the old bridge to Calder."
    rows, shared = bearing("Calder bought the old bridge from Ortiz.", sentences)
    assert rows[0] == 250
    assert shared > 0.5


def test_a_long_text_is_selected_from_and_not_cut_off():
    says = Says(YES)
    text = ["Words that say nothing of it."] * 3000 + ["Ortiz sold the bridge to Calder."]
    finding = ClaimChecker(says).check("The bridge was bought by Calder.", Text(text))
    assert finding.rows == (3000,)
    assert says.premises[0].text == text[-1]


class KnowsOne:
    """Supports what speaks of a bridge, and nothing else."""

    def __call__(self, claim: str, premises: Sequence[Premise]) -> list[Support]:
        return [YES if "bridge" in claim else SILENT for _ in premises]


def test_every_clause_that_is_joined_to_another_has_to_be_supported():
    checker = ClaimChecker(KnowsOne())
    told = Text(["Ortiz got rid of the bridge."])
    assert checker.check("The bridge was sold by Ortiz.", told).verdict is Verdict.SUPPORTED
    spliced = "The bridge was sold by Ortiz, and nurses went on strike."
    assert checker.check(spliced, told).verdict is not Verdict.SUPPORTED


def test_a_joint_inside_a_quotation_or_a_list_divides_nothing():
    assert joined_parts("Ortiz, Calder, and others left.") == ["Ortiz, Calder, and others left."]
    quoted = "Ortiz said “we stay, and you go home.”"
    assert joined_parts(quoted) == [quoted]
    assert joined_parts("Ortiz sold the bridge, and Calder left the town.") == [
        "Ortiz sold the bridge",
        "Calder left the town.",
    ]


def test_an_empty_text_supports_nothing():
    assert check("Ortiz sold the bridge.").verdict is Verdict.NOT_SUPPORTED


def test_without_a_model_only_the_words_of_the_source_are_believed():
    checker = ClaimChecker(None)
    source = Text(["Ortiz sold the bridge, which is old, to Calder."])
    assert checker.check("Ortiz sold the bridge to Calder.", source).verdict is Verdict.SUPPORTED
    assert checker.check("Calder bought the bridge.", source).verdict is not Verdict.SUPPORTED


@needs_grammar
@pytest.mark.parametrize(
    "claim",
    [
        "Ortiz alleged that Calder is afraid of meeting him.",
        "Ortiz claims that Calder is afraid to meet.",
    ],
)
def test_whom_he_speaks_of_is_not_he(claim: str) -> None:
    told = ["Calder spoke on Monday.", "He also claims that Ortiz is “afraid” to meet him."]
    always = ClaimChecker(lambda _, premises: [Support(0.9, 0.05, 0.05) for _ in premises])
    assert always.check(claim, Text(told)).verdict is not Verdict.SUPPORTED


def test_what_may_as_well_be_contradicted_is_not_supported() -> None:
    told = ["The council deepened its ties with the union of glass makers."]
    torn = ClaimChecker(lambda _, premises: [Support(0.5, 0.4, 0.1) for _ in premises])
    claim = "The council cut its ties with the union of glass makers."
    assert torn.check(claim, Text(told)).verdict is Verdict.NOT_SUPPORTED


def test_the_model_of_meaning_is_asked_with_the_title_and_without() -> None:
    asked: list[str] = []

    def entailment(claim: str, premises: Sequence[Premise]) -> list[Support]:
        del claim
        asked.extend(premise.title for premise in premises)
        return [Support(0.9, 0.0, 0.1), Support(0.2, 0.0, 0.8)]

    text = Text(["The mayor went to see the old bridge."], title="Ortiz at the bridge")
    checker = ClaimChecker(entailment, Thresholds(supported=0.5))
    finding = checker.check("The mayor visited the old bridge.", text)
    assert asked == ["Ortiz at the bridge", ""]
    assert finding.verdict is Verdict.SUPPORTED  # (.9 + .2) / 2


def test_every_sentence_of_a_claim_has_to_be_supported() -> None:
    told = ["The mayor spoke on the bridge.", "Rain fell on the town."]
    checker = ClaimChecker(None)
    assert checker.check("The mayor spoke on the bridge. Rain fell on the town.", Text(told)).rows
    both = checker.check("The mayor spoke on the bridge. Snow fell on the town.", Text(told))
    assert both.verdict is not Verdict.SUPPORTED
