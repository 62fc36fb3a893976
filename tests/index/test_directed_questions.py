"""A question that names an outlet, an author or an article is about that one."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.articles import Article
from index.directed_questions import NamedArticles

ARTICLES = [
    Article("0", Path("0"), "x", title="Putin Invites Zelenskyy to Moscow Amid Bombings",
            outlet="Newslooks", byline="J. Mansour"),
    Article("1", Path("1"), "x", title="Putin invites Zelenskyy for talks in Moscow",
            outlet="Digital"),
    Article("2", Path("2"), "x", title="Flood in the valley", outlet="The Week"),
    Article("3", Path("3"), "x", title="A close vote on the budget", outlet="Fox News"),
    Article("4", Path("4"), "x"),
]  # fmt: skip
DIRECTORY = NamedArticles.of(ARTICLES)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What does Newslooks say about the talks?", {0}),
        ("According to Newslooks, who called?", {0}),
        ("What did the week report on the flood?", set()),
        ("What did the Week report on the flood?", {2}),
        ("What did The Week report on the flood?", {2}),
        ("What is in J. Mansour's article?", {0}),
        ("What did Fox News report?", {3}),
        ("What does “A close vote on the budget” say?", {3}),
        ("Summarise Putin invites Zelenskyy to Moscow amid bombings", {0}),
        ("In 'Flood in the valley', which bridges closed?", {2}),
    ],
)
def test_named_articles_are_found(question: str, named: set[int]):
    assert DIRECTORY.named(question) == named


@pytest.mark.parametrize(
    "question",
    [
        "",
        "Who resigned this week?",
        "How much did Fox News pay to settle?",
        "Which digital services were down?",
        "Did Putin invite Zelenskyy?",
        "newslooks",
        "x" * 100_000,
    ],
)
def test_a_question_about_the_matter_names_nothing(question: str):
    assert DIRECTORY.named(question) == set()
