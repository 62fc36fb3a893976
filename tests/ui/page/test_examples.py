"""Questions to start with come from the loaded articles, whatever they are."""

from __future__ import annotations

from pathlib import Path

from tests.ui.fake_answers import article, seed_articles
from ui.page.examples import example_questions
from ui.page.front_page import newest_first, render_counts, render_shelf

FLOOD = """Flood closes the old bridge
Mayor Anna Lindqvist said the bridge stays closed. "We will not take risks," Lindqvist added.
Chief engineer Piotr Nowak warned that a second flood is likely. The river rose by 2 metres."""


def test_three_questions_name_people_of_the_articles():
    assert example_questions([article(FLOOD, title="Flood closes the old bridge")]) == (
        "What did Piotr Nowak warn about?",
        "What did Anna Lindqvist say?",
        "What happened?",
    )


def test_the_sample_articles_give_three_different_questions(seeds: Path):
    assert example_questions(seed_articles(seeds)) == (
        "What did Dan Hoffman warn about?",
        "What did Andriy Sybiha say about Putin?",
        "What happened?",
    )


def test_articles_without_people_are_asked_about_by_title():
    assert example_questions([article("it rained.", title="Rain again")]) == (
        "What happened in “Rain again”?",
    )


def test_no_articles_give_no_questions():
    assert example_questions([]) == ()


def test_the_header_counts_what_is_loaded():
    loaded = [
        article("a", outlet="The Post", published="2025-09-03"),
        article("b", outlet="The Post"),
        article("c", outlet="The Herald", published="2024-01-01"),
    ]
    assert "3 articles · 2 outlets · newest 3 Sep 2025" in render_counts(loaded)


def test_the_newest_articles_come_first_and_those_without_a_date_last():
    undated, old, new = (
        article("a"),
        article("b", published="2024-01-01"),
        article("c", published="2025-01-01"),
    )
    assert newest_first([undated, old, new]) == [new, old, undated]


def test_a_long_list_of_articles_is_cut_and_says_so():
    markup = render_shelf([article(str(n), title=str(n)) for n in range(1_000)], ())
    assert markup.count("shelf-entry") < 250
    assert "800 older articles not listed here" in markup
