"""What a page says of itself: several articles, live reports, and whoever only saved it."""

from __future__ import annotations

import json

import pytest

from index.formats import UnreadableError, read_bytes

TOLD = "<p>It was said by the whole council of the old town on the river in May.</p>" * 6
STORIES = (("Old bridge stays shut", "Jane Roe"), ("Mill opens again", "Li Wei"))


def page(body: str, head: str = "<title>Kelm Post</title>") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def headed(level: str, around: str = "<div>{}</div>") -> str:
    return "".join(
        around.format(f"<{level}>{title}</{level}><p>By {name}</p>{TOLD}<h4>More</h4>{TOLD}")
        for title, name in STORIES
    )


@pytest.mark.parametrize(
    "body", [headed("h2"), headed("h1", "{}<hr>"), f"<h1>Today</h1>{headed('h3')}"]
)
def test_headlines_with_a_byline_each_are_articles(body: str):
    readings = read_bytes(page(body), ".html")
    assert [(each.fields.title, each.fields.byline) for each in readings] == [*STORIES]
    assert "Mill" not in readings[0].text


ONE = {
    "one byline": f"<h1>Old bridge stays shut</h1><p>By Jane Roe</p>{TOLD}<h2>What now</h2>{TOLD}",
    "teasers": f"<h1>Old bridge stays shut</h1><p>By Jane Roe</p>{TOLD}"
    "<h3>Mill opens again</h3><p>By Li Wei</p><p>It has been shut.</p>",
    "live": f"<h1>Storm in Kelm: live updates</h1>"
    f"{headed('h2', '<article class=entry>{}</article>')}",
    "as it happened": f"<h1>Storm in Kelm – as it happened</h1>{headed('h2')}",
}


@pytest.mark.parametrize("body", ONE.values(), ids=ONE)
def test_one_story_stays_one_article(body: str):
    (reading,) = read_bytes(page(body), ".html")
    assert reading.text.count("the whole council") >= 6


def test_people_and_outlets_that_json_ld_only_refers_to_are_found():
    graph = [
        {"@type": "Person", "@id": "#jane", "name": "Jane Roe"},
        {"@type": "NewsArticle", "headline": "Old bridge stays shut", "@id": "#a",
         "author": [{"@id": "#jane"}], "publisher": {"@id": "#o"}},
        {"@type": "Organization", "@id": "#o", "name": "Kelm Post"},
    ]  # fmt: skip
    script = json.dumps({"@context": "https://schema.org", "@graph": graph})
    (reading,) = read_bytes(
        page(f"<article>{TOLD}</article>", f'<script type="application/ld+json">{script}</script>'),
        ".html",
    )
    assert (reading.fields.byline, reading.fields.outlet) == ("Jane Roe", "Kelm Post")


def test_references_in_a_circle_end():
    graph = [{"@id": "#a", "@type": "NewsArticle", "author": {"@id": "#a"}, "headline": "A bridge"}]
    script = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    (reading,) = read_bytes(page(f"<article>{TOLD}</article>", script), ".html")
    assert reading.fields.byline is None


@pytest.mark.parametrize("program", ["LibreOffice 7.4 (Linux)", "Microsoft Word 15"])
def test_whoever_saved_a_page_in_a_word_processor_did_not_write_it(program: str):
    head = (
        f"<title>Template</title><meta name=Generator content='{program}'>"
        "<meta name=author content='Office Person'><meta name=date content='2019-01-01'>"
    )
    body = f"<h1>Old bridge stays shut</h1><p>By Jane Roe</p><p>3 September 2025</p>{TOLD}"
    (reading,) = read_bytes(page(f"<div title=header><p>Archive</p></div>{body}", head), ".html")
    fields = reading.fields
    assert (fields.title, fields.byline) == ("Old bridge stays shut", "Jane Roe")
    assert fields.published == "2025-09-03"
    assert "Archive" not in reading.text


@pytest.mark.parametrize(
    "body", ["<div id=root></div><script src=a.js></script>", "<iframe src=a.html></iframe>"]
)
def test_a_page_whose_text_is_fetched_later_says_what_to_do(body: str):
    with pytest.raises(UnreadableError, match="save the page again"):
        read_bytes(page(body), ".html")


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        ("Old bridge stays shut | The Kelm Post", "The Kelm Post"),
        ("Kelm Post - Old bridge stays shut", "Kelm Post"),
        ("Old bridge stays shut | News", "kelm-post.example"),
        ("Old bridge stays shut", "kelm-post.example"),
    ],
)
def test_the_outlet_of_a_title_is_the_one_of_the_address(title: str, outlet: str):
    head = f"<title>{title}</title><link rel=canonical href='https://www.kelm-post.example/a'>"
    (reading,) = read_bytes(page(f"<h1>Old bridge stays shut</h1>{TOLD}", head), ".html")
    assert (reading.fields.title, reading.fields.outlet) == ("Old bridge stays shut", outlet)
