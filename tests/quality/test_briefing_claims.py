"""A draft about the sample articles, half of it wrong, checked with the real models.

Written in sets of 24 to 48, each before its verdicts were looked at. No rule or threshold was
chosen on these sentences but those that a reading of their verdicts showed to be wrong in general;
they guard what was reached and are no held-out figure.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa import CheckedText, Verdict, check_text

pytestmark = [pytest.mark.slow, pytest.mark.timeout(850)]

CLAIMS = [
    json.loads(line)
    for line in Path(__file__).with_name("briefing_claims.jsonl").read_text("utf-8").splitlines()
]
# With a judge and a search that were made on these sentences' rules 6 and 76; the judge that learnt
# other editors' claims, which gains eight points of balanced accuracy on them, has 9 and 68 here.
MOST_BELIEVED = 11  # of 96 wrong sentences
LEAST_SUPPORTED = 62  # of 96 true ones


@pytest.fixture(scope="module")
def checked(seeds: Path, shared_home: Path) -> CheckedText:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BYLINE_HOME", str(shared_home))
        return check_text("\n\n".join(each["claim"] for each in CLAIMS), articles=seeds)


def test_every_sentence_has_a_verdict(checked: CheckedText):
    assert [s.text for s in checked.statements] == [each["claim"] for each in CLAIMS]
    assert all(s.verdict is not None for s in checked.statements)


def test_hardly_a_wrong_sentence_is_believed(checked: CheckedText):
    believed = [
        s.text
        for each, s in zip(CLAIMS, checked.statements, strict=True)
        if not each["true"] and s.verdict in {Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED}
    ]
    assert len(believed) <= MOST_BELIEVED, believed


def test_most_true_sentences_are_supported_with_their_exact_words(checked: CheckedText):
    found = [
        s
        for each, s in zip(CLAIMS, checked.statements, strict=True)
        if each["true"] and s.verdict is Verdict.SUPPORTED
    ]
    assert len(found) >= LEAST_SUPPORTED
    for statement in found:
        assert statement.citations
        for source in statement.citations:
            assert source.article.text[source.start : source.end] == source.quote


def test_a_wrong_figure_and_an_altered_quotation_are_findings(checked: CheckedText):
    assert checked.has_finding
