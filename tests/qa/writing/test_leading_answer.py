"""The short answer before a quotation: where it leads, and where it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Article
from qa.statement import Citation
from qa.writing import leading_answer, quoted_statement

LATE = (
    "For the swimming races that open the games in July the city installs two pools at the Ely "
    "arena, its mayor said."
)


def cited(text: str, answer: str) -> Citation:
    article = Article("id", Path("pools.txt"), text, title="Pools for the games")
    at = text.index(answer)
    return Citation(1, article, 0, len(text), text, answer=(at, at + len(answer)))


def test_a_place_that_stands_late_leads_with_its_preposition():
    source = cited(LATE, "Ely arena")
    lead = leading_answer("Where are the pools installed?", source)
    assert lead == "At the Ely arena"
    assert quoted_statement(source, lead) == (
        f"At the Ely arena, the article ‘Pools for the games’ says: “{LATE}”"
    )


def test_a_thing_leads_with_its_article_alone():
    source = cited(LATE, "Ely arena")
    assert leading_answer("Which building gets the pools?", source) == "The Ely arena"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (LATE, "the swimming races"),  # stands early
        (LATE, "Ely"),  # of "the Ely arena"
        (LATE, "the city installs two pools"),  # a clause
        (LATE.replace("the Ely arena", "his own arena"), "his own arena"),  # whose?
        (LATE.replace("installs", "never installs"), "the Ely arena"),
        (LATE.replace("at the Ely arena", "“at the Ely arena”"), "the Ely arena"),
    ],
)
def test_what_cannot_lead(text: str, answer: str):
    assert leading_answer("Where are the pools?", cited(text, answer)) == ""


def test_without_a_short_answer_nothing_leads():
    source = cited(LATE, "Ely arena")
    bare = Citation(1, source.article, source.start, source.end, source.quote)
    assert leading_answer("Where are the pools?", bare) == ""


def test_half_of_what_is_asked_does_not_lead():
    source = cited(LATE, "Ely arena")
    assert leading_answer("Where are the pools, and how many are there?", source) == ""
