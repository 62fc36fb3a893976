"""How many articles say a thing, and how many of them have it from one another."""

from collections.abc import Sequence

import pytest

from index import Article
from qa.answer import Agreement
from qa.checks.claims import ClaimChecker
from qa.comparison.agreement import AgreementFinder
from qa.comparison.origins import origins_of
from qa.sources import SourceList
from qa.statement import CheckedStatement, Kind, Verdict
from tests.fakes import FixedLibrary, article, hits_of

STORY = "Ann Kim rejected the offer of the union."


def agreement(*stories: Article, groups: Sequence[int] | None = None) -> Agreement:
    library = FixedLibrary(*stories)
    group = library.group if groups is None else (lambda story: groups[stories.index(story)])
    cited = SourceList().cite(stories[0], 0, len(STORY))
    statement = CheckedStatement(STORY, Kind.WRITTEN, (cited,), (), Verdict.SUPPORTED)
    finder = AgreementFinder(ClaimChecker(None), library.sentences, group)
    (found,), _ = finder.compare([statement], hits_of(*stories))
    return found


def test_other_articles_that_say_it_are_counted() -> None:
    one = article(STORY, outlet="Northwire")
    two = article(f"Rain fell. {STORY}", name="two.txt", outlet="Daily Post")
    three = article("Ann Kim accepted the offer of the union.", name="3.txt", outlet="Globe")
    found = agreement(one, two, three)
    assert found.articles == (one.id, two.id)
    assert found.independent == 2


@pytest.mark.parametrize("copies", [1, 5, 20])
def test_near_copies_count_as_one(copies: int) -> None:
    stories = [article(STORY, name=f"{n}.txt", outlet=f"Outlet {n}") for n in range(copies)]
    assert agreement(*stories, groups=[0] * copies).independent == 1


def test_outlets_that_cite_one_agency_have_one_origin() -> None:
    one = article(f"{STORY[:-1]}, Tass reported.", outlet="Northwire")
    two = article(f"According to Tass, {STORY}", name="two.txt", outlet="Daily Post")
    told = [one.text, two.text]
    assert origins_of(one, told[:1]) & origins_of(two, told[1:]) == {"tass"}


def test_two_articles_of_one_outlet_are_not_independent() -> None:
    one = article(STORY, outlet="Northwire")
    two = article(f"Rain fell. {STORY}", name="two.txt", outlet="Northwire")
    found = agreement(one, two)
    assert (len(found.articles), found.independent) == (2, 1)


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("Kim left, according to Russia’s state-run Tass news agency.", "tass"),
        ("Kim left, citing Reuters.", "reuters"),
        ("The Glass Times reported that Kim left.", "glass times"),
        ("Kim left, the newspaper El Vidrio said.", "el vidrio"),
        ("Kim told The Associated Press that she left.", "ap"),
    ],
)
def test_whom_an_article_cites_is_its_origin(text: str, origin: str) -> None:
    assert origin in origins_of(article(text), [text])


@pytest.mark.parametrize(
    ("fields", "origin"),
    [
        ({"byline": "Associated Press"}, "ap"),
        ({"byline": "By Ann Lee, Reuters"}, "reuters"),
        ({"outlet": "Northwire"}, "northwire"),
    ],
)
def test_the_agency_that_filed_an_article_is_its_origin(fields, origin: str) -> None:
    assert origins_of(article("Kim left.", **fields), []) == {origin}


def test_the_agency_of_a_dateline_is_its_origin() -> None:
    assert "reuters" in origins_of(article("OSLO, May 3 (Reuters) - Kim left the talks."), [])


def test_a_person_who_speaks_is_no_origin() -> None:
    text = "“We left,” Ann Kim said. Kim told reporters so."
    assert origins_of(article(text), [text]) == frozenset()
