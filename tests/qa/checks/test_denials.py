"""What one article says happened and another denies is shown as a contradiction."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from index import Article
from qa.answer import Conflict, ConflictKind
from qa.checks.claims import ClaimChecker
from qa.comparison.agreement import AgreementFinder
from qa.comparison.article_comparison import ArticleComparison, Found
from qa.english import parser
from qa.evidence.judge import Premise, Support
from qa.sources import SourceList
from qa.statement import CheckedStatement, Kind, Verdict
from tests.fakes import FixedLibrary, article, hits_of
from tests.qa.comparison.test_conflicts import finder

pytestmark = pytest.mark.skipif(not parser.is_installed(), reason="the parser is not installed")

STORY = "Calder Group will close the glass works in Porto."
QUESTION = "Will Calder Group close the works?"


def contradicting(claim: str, premises: Sequence[Premise]) -> list[Support]:
    return [Support(0.05, 0.9, 0.05) for _ in premises]


def silent(claim: str, premises: Sequence[Premise]) -> list[Support]:
    return [Support(0.05, 0.05, 0.9) for _ in premises]


def conflicts(
    *stories: Article, entailment=contradicting, groups: Sequence[int] | None = None
) -> tuple[Conflict, ...]:
    library = FixedLibrary(*stories)
    group = library.group if groups is None else (lambda story: groups[stories.index(story)])
    sources = SourceList()
    cited = sources.cite(stories[0], 0, stories[0].text.index(".") + 1)
    statement = CheckedStatement(cited.quote, Kind.WRITTEN, (cited,), (), Verdict.SUPPORTED)
    comparison = ArticleComparison(
        AgreementFinder(ClaimChecker(entailment), library.sentences, group),
        finder(*stories, groups=groups),
    )
    found = Found(QUESTION, hits_of(*stories))
    return comparison.compare([statement], [found], sources)[1]


@pytest.mark.parametrize(
    ("said", "denial"),
    [
        (STORY, "Calder Group will not close the glass works in Porto."),
        ("The mayor never met the owners of the mine.", "The mayor met the owners of the mine."),
        ("Porto accepted the offer of new land.", "Porto rejected the offer of new land."),
    ],
)
def test_both_sides_are_shown_in_their_own_words(said: str, denial: str):
    one = article(f"{said} Rain fell.", outlet="Northwire")
    two = article(f"Rain fell. {denial}", name="two.txt", outlet="Daily Post")
    (conflict,) = conflicts(one, two)
    assert (conflict.kind, conflict.about) == (ConflictKind.CONTRADICTION, QUESTION)
    assert [p.text for p in conflict.positions] == [f"“{said}”", f"“{denial}”"]
    assert [p.sources for p in conflict.positions] == [(1,), (2,)]


@pytest.mark.parametrize(
    "told",
    [
        "Calder Group will close the glass works in Porto on Friday.",  # no denial
        "Calder Group will not close the steel works in Bern before 2030.",  # another matter
        "Porto rejected a plan to close the glass works of Calder Group.",  # not the opposite
    ],
)
def test_what_denies_nothing_contradicts_nothing(told: str):
    assert conflicts(article(STORY), article(told, name="two.txt")) == ()


def test_the_grammar_alone_is_not_believed():
    one, two = article(STORY), article(STORY.replace("will", "will not"), name="two.txt")
    assert conflicts(one, two, entailment=silent) == ()


def test_near_copies_do_not_deny_one_another():
    one, two = article(STORY), article(STORY.replace("will", "will not"), name="two.txt")
    assert conflicts(one, two, groups=[1, 1]) == ()
