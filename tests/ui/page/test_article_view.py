"""The whole article with the cited words marked."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from tests.ui.fake_answers import article, cite
from ui.page.article_view import render_article
from ui.page.rendering import source_key
from ui.page.sources import Sources

TEXT = "Heading of it\n\nFirst 🗳 sentence. “Second” & third <b>.\n- An item.\nLast."


def words_of(markup: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", markup))


def marked(markup: str) -> str:
    return unescape("|".join(re.findall(r'<mark class="cited">(.*?)</mark>', markup)))


def test_the_marked_words_are_the_code_points_of_the_citation():
    source = article(TEXT)
    start = TEXT.index("“Second”")
    end = start + len("“Second” & third <b>.")
    assert marked(render_article(source, start, end)) == "“Second” & third <b>."


def test_a_mark_over_several_lines_is_closed_and_opened_again():
    source = article(TEXT)
    start, end = TEXT.index("third"), TEXT.index("item")
    assert marked(render_article(source, start, end)) == "third <b>.|- An "


def test_every_word_of_the_article_is_shown():
    body = render_article(article(TEXT, title="T"), 3, 9).partition('aria-label="Text"')[2]
    assert "".join(words_of(body).split()).removeprefix(">") == "".join(TEXT.split())


def test_the_page_of_the_words_stands_among_the_facts():
    source = replace(article(TEXT), pages=((0, 3), (15, 4)))
    assert "page 4" in words_of(render_article(source, 15, 20))
    assert "page" not in words_of(render_article(article(TEXT), 15, 20))


def test_what_was_repaired_is_said_above_the_text():
    markup = render_article(article(TEXT, problems=("2 bytes < could not be read.",)), 0, 0)
    assert "2 bytes &lt; could not be read." in markup.partition('aria-label="Text"')[0]


def test_what_is_unknown_is_not_shown():
    markup = render_article(article(TEXT, title="T", outlet="The Post"), 0, 0)
    assert "fact-outlet" in markup
    assert "fact-byline" not in markup
    assert "fact-published" not in markup
    assert "None" not in markup


def test_a_source_that_is_a_fact_about_the_article_is_marked_there():
    markup = render_article(article(TEXT, outlet="The Post"), 0, 0, field="outlet")
    assert marked(markup) == "The Post"


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://post.example/a?b=1&c=2", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//post.example/a", False),
        ("https://[bad", False),
    ],
)
def test_only_web_addresses_become_links_with_their_host_shown(url: str, *, linked: bool):
    markup = render_article(article(TEXT, url=url), 0, 0)
    assert ("<a " in markup) is linked
    assert ("Published at post.example" in markup) is linked


def test_a_source_is_found_by_its_key():
    source = article(TEXT)
    citation = cite(1, source, "First 🗳 sentence.")
    sources = Sources(lambda: [source])
    assert marked(sources.render(source_key(citation))) == "First 🗳 sentence."


def test_a_cited_article_opens_as_it_was_cited_after_the_file_has_changed():
    source = article(TEXT)
    sources = Sources(list)
    sources.remember([cite(1, source, "Last.")])
    assert marked(sources.render(f"{source.id}:{TEXT.index('Last.')}:{len(TEXT)}")) == "Last."


@pytest.mark.parametrize("key", ["", "gone:0:1", "a:b:c", "../x:0:1", None, 7, "x" * 10_000])
def test_a_key_that_names_no_article_gets_a_sentence(key: object):
    assert "no longer in the folder" in Sources(list).render(key)
