"""A draft against a library: every sentence gets a verdict, and its sources are exact spans."""

from __future__ import annotations

import pytest

from qa.checks.checked_text import CheckedText, check_against, check_one
from qa.checks.claims import ClaimChecker
from qa.errors import QuestionError
from qa.evidence.judge import Support
from qa.statement import Kind, Verdict
from tests.fakes import FixedLibrary, article
from tests.qa.checks.test_claims import SILENT, YES, Says

PORTO = article(
    "Porto sells its bridge\n\nLena Ortiz sold the bridge to Calder on Monday for $4 million. "
    "“It was never ours,” she said.",
    name="porto.txt",
    title="Porto sells its bridge",
    outlet="Porto Post",
)
LISBON = article(
    "Lisbon opened a tram line across the river. The tram cost $9 million.", name="lisbon.txt"
)
DRAFT = """# The bridge

Lena Ortiz sold the bridge to Calder [1]. It cost $4 billion. Calder said “it was never yours.”

Who else bid?
"""


def checked(text: str, support: Support = YES) -> CheckedText:
    return check_against(text, FixedLibrary(PORTO, LISBON), ClaimChecker(Says(support)))


def test_every_sentence_has_a_verdict_or_needs_none():
    found = checked(DRAFT)
    assert [(s.text, s.verdict) for s in found.statements] == [
        ("The bridge", None),
        ("Lena Ortiz sold the bridge to Calder.", Verdict.SUPPORTED),
        ("It cost $4 billion.", Verdict.NOT_SUPPORTED),
        ("Calder said “it was never yours.”", Verdict.NOT_SUPPORTED),
        ("Who else bid?", None),
    ]
    assert found.statements[0].kind is Kind.NOTICE


def test_sources_are_exact_spans_of_their_article_numbered_by_first_use():
    found = checked(DRAFT)
    assert [s.number for s in found.sources] == list(range(1, len(found.sources) + 1))
    for source in found.sources:
        assert source.article.text[source.start : source.end] == source.quote
    (first,) = found.statements[1].citations
    assert first.quote == "Lena Ortiz sold the bridge to Calder on Monday for $4 million."


def test_an_altered_quotation_is_a_finding_and_a_sound_draft_has_none():
    assert checked(DRAFT).has_finding
    assert not checked("Lena Ortiz sold the bridge. She said “it was never ours.”").has_finding


def test_the_article_that_supports_is_believed_before_one_that_is_silent():
    (statement,) = checked("The tram cost $9 million.").statements
    assert statement.verdict is Verdict.SUPPORTED
    assert statement.citations[0].article is LISBON


def test_what_no_article_tells_is_not_supported():
    (statement,) = checked("Nurses in Oslo went on strike.", SILENT).statements
    assert statement.verdict is Verdict.NOT_SUPPORTED


def test_the_json_object_is_the_published_one():
    written = checked(DRAFT).to_dict()
    assert written["schema"] == "byline.check/1"
    assert set(written) == {"schema", "statements", "sources"}
    assert written["statements"][1]["citations"] == [1]


@pytest.mark.parametrize("text", ["", "   \n", "* * *"])
def test_a_text_without_a_sentence_is_an_error(text: str):
    with pytest.raises(QuestionError, match="no sentence"):
        checked(text)


def test_a_text_that_is_too_long_is_an_error_that_says_how_long():
    with pytest.raises(QuestionError, match=r"200,000"):
        checked("Ortiz sold it. " * 20_000)


def test_a_claim_is_checked_against_a_given_text_with_its_markers_left_aside():
    told = "Ortiz sold the bridge. Calder paid $4 million."
    statement = check_one("Calder paid $4 million [7].", told, ClaimChecker(Says(YES)))
    assert statement.verdict is Verdict.SUPPORTED
    (citation,) = statement.citations
    assert told[citation.start : citation.end] == citation.quote == "Calder paid $4 million."


def test_empty_evidence_supports_nothing_and_an_empty_claim_is_an_error():
    checker = ClaimChecker(Says(YES))
    assert check_one("Ortiz sold it.", "", checker).verdict is Verdict.NOT_SUPPORTED
    with pytest.raises(QuestionError, match="empty"):
        check_one(" [1] ", "Ortiz sold it.", checker)
