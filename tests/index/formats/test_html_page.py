"""A saved page is read as whoever looks at it in a browser reads its article."""

from __future__ import annotations

import contextlib
import html

import pytest

from index.formats import UnreadableError, read_bytes
from tests.index.formats.seed_text import TEXTS, lost, paragraphs, spans_are_exact

HEAD = """<title>Old bridge stays shut | Example Times</title>
<meta property="og:site_name" content="Example Times">
<link rel="canonical" href="https://example.org/news/bridge">
<script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"],
"headline": "Old bridge stays shut", "datePublished": "2025-09-03T10:00:00+02:00",
"author": [{"@type": "Person", "name": "Jane Roe"}, {"@type": "Person", "name": "Li Wei"}],
"publisher": {"@type": "Organization", "name": "Example Times"}}]}</script>"""
TOLD = (
    "The old bridge over the Ems will stay shut until spring, the council said on Tuesday.",
    "Engineers found cracks in two of its five piers last month, and repairs will cost 3 million.",
    "“We cannot take the risk,” said the mayor, Ann Kim, after the meeting in the town hall.",
    "Buses will go by way of the new bridge, which adds ten minutes to every journey to school.",
)
AROUND = """<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World news</a></li></ul></nav>
<div class="cookie-banner"><p>We use cookies. <button>Accept all cookies</button></p></div>"""
BELOW = """<aside class="related"><h3>Related</h3><ul><li><a href="/x">Mill fire hurts many</a></li>
<li><a href="/y">Museum opens its doors</a></li></ul></aside>
<footer><p>Copyright 2025 Example Times. All rights reserved.</p></footer>"""


def page(body: str, head: str = HEAD) -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def story(inside: str = "", head: str = HEAD) -> bytes:
    told = "".join(f"<p>{each}</p>" for each in TOLD)
    return page(
        f"{AROUND}<main><article><h1>Old bridge stays shut</h1>{told}{inside}</article>"
        f"{BELOW}</main>",
        head,
    )


def text_of(data: bytes) -> str:
    (reading,) = read_bytes(data, ".html")
    return reading.text


@pytest.mark.parametrize("text", TEXTS, ids=["first", "second"])
def test_no_sentence_of_a_seed_is_lost(text: str):
    first, *others = paragraphs(text)
    body = "".join(
        f"<ul><li>{html.escape(each[2:])}</li></ul>"
        if each.startswith("- ")
        else f"<p>{html.escape(each)}"
        for each in others
    )
    (reading,) = read_bytes(
        page(f"{AROUND}<article><h1>{html.escape(first)}</h1>{body}</article>{BELOW}"), ".html"
    )
    assert lost(text, (reading,)) == []
    assert spans_are_exact(reading)
    assert not {"cookies", "Museum", "Copyright"} & set(reading.text.split())


def test_fields_come_from_what_the_page_says_to_machines():
    (reading,) = read_bytes(story(), ".html")
    fields = reading.fields
    assert (fields.title, fields.outlet) == ("Old bridge stays shut", "Example Times")
    assert fields.byline == "Jane Roe and Li Wei"
    assert fields.published == "2025-09-03T10:00:00+02:00"
    assert fields.url == "https://example.org/news/bridge"
    assert reading.text == "\n\n".join(("Old bridge stays shut", *TOLD))


@pytest.mark.parametrize(
    ("head", "name", "value"),
    [
        ('<meta name="author" content="By Jane Roe">', "byline", "Jane Roe"),
        (
            '<meta property="article:published_time" content="2025-09-03">',
            "published",
            "2025-09-03",
        ),
        ('<meta name="date" content="03/04/2025">', "published", None),
        ("<title>Old bridge stays shut - example.org</title>", "title", "Old bridge stays shut"),
        ('<meta property="og:url" content="https://www.example.org/a">', "outlet", "example.org"),
        ('<meta property="og:url" content="javascript:alert(1)">', "url", None),
        ('<script type="application/ld+json">{"@type": "NewsArticle",</script>', "byline", None),
    ],
)
def test_a_field_is_right_or_empty(head: str, name: str, value: str | None):
    (reading,) = read_bytes(story(head=head), ".html")
    assert getattr(reading.fields, name) == value


def test_lists_tables_captions_and_quotations_keep_their_form():
    text = text_of(
        story(
            "<ol><li>One pier is cracked.</li><li>The other <b>leans</b>.</li></ol>"
            "<table><tr><th>Pier</th><th>State</th></tr><tr><td>1</td><td>cracked</td></tr></table>"
            "<figure><img alt='x' src='x'><figcaption>The bridge in March.</figcaption></figure>"
            "<blockquote><p>It will be safe again.</p></blockquote>"
        )
    )
    assert "1. One pier is cracked.\n2. The other leans." in text
    assert "Pier | State\n1 | cracked" in text
    assert "\n\nCaption: The bridge in March.\n\nIt will be safe again." in text


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display:none'>SECRET words</p>",
        "<p hidden>SECRET words</p>",
        "<span class='sr-only'>SECRET words</span>",
        "<p style='font-size: 0px'>SECRET words</p>",
        "<p style='color:#fff;background:#fff'>SECRET words</p>",
        "<p style='position:absolute;left:-9999px'>SECRET words</p>",
        "<style>.quiet {opacity: 0}</style><p class='quiet'>SECRET words</p>",
        "<template><p>SECRET words</p></template>",
        "<script>SECRET words</script><!-- SECRET words -->",
        "<noscript>SECRET words</noscript>",
    ],
)
def test_what_a_browser_does_not_show_is_left_out_and_what_follows_stays(hidden: str):
    text = text_of(story(f"<p>Before it.{hidden}After it.</p>"))
    assert "SECRET" not in text
    assert "Before it." in text
    assert "After it." in text


def test_words_hidden_by_a_style_are_told():
    (reading,) = read_bytes(story("<p style='display:none'>Two words</p>"), ".html")
    assert reading.problems == ("2 hidden words were left out.",)


@pytest.mark.parametrize(
    "style",
    [
        "article {display: none}",  # most of the page: a program shows it
        ".wide {display: none} @media (min-width: 600px) {.wide {display: block}}",
        "@media print {.wide {display: none}}",
    ],
)
def test_what_is_hidden_only_at_times_is_read(style: str):
    assert "Shown to most." in text_of(
        story(f"<style>{style}</style><p class=wide>Shown to most.</p>")
    )


def test_a_short_end_in_another_element_is_not_lost():
    long = "".join(f"<p>It was said {n} times by the council of the town.</p>" for n in range(40))
    end = "The bridge was built by the father of the present mayor in the year 1931."
    data = page(f"<div class=one><h1>Old bridge</h1>{long}</div><div class=two><p>{end}</p></div>")
    assert text_of(data).endswith(end)


def test_paragraphs_that_are_set_with_line_breaks_are_read_as_such():
    told = "<br><br>".join(TOLD)
    text = text_of(page(f"<form><h1>Old bridge stays shut</h1>{told}<br>It ends.</form>", ""))
    assert text == "\n\n".join(("Old bridge stays shut", *TOLD)) + "\nIt ends."


def test_a_page_that_leaves_out_the_tags_it_may_leave_out_is_read():
    told = "".join(f"<p>{each}" for each in TOLD)
    data = f"<!doctype html><title>Old bridge</title>{AROUND}<article>{told}</article>{BELOW}"
    assert text_of(data.encode()) == "\n\n".join(("Old bridge", *TOLD))


def test_a_page_inside_a_form_is_read():
    assert "The council met." in text_of(page("<form><div>The council met.</div></form>", ""))


def test_short_lines_and_standfirst_of_an_article_are_not_lost():
    text = text_of(
        story(
            "<p>No.</p><p>It is shut.</p><h2>What now?</h2><p>Wait.</p>"
            "<div>Plain words in a div.</div>"
        )
    )
    for line in ("No.", "It is shut.", "What now?", "Wait.", "Plain words in a div."):
        assert f"\n\n{line}" in text


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<p>We use cookies to give you the best experience. Accept all cookies</p>", "cookies"),
        ("<p>Please enable JavaScript to view this site.</p>", "not the article"),
        ("<h1>Old bridge</h1><p>Subscribe to continue reading this story.</p>", "subscription"),
        ("<div></div>", "it has no text"),
    ],
)
def test_a_page_without_an_article_is_named_as_what_it_is(body: str, reason: str):
    with pytest.raises(UnreadableError, match=reason):
        read_bytes(page(body, ""), ".html")


def test_an_article_that_ends_at_a_paywall_is_read_and_the_wall_is_told():
    told = "<p>Already a subscriber? Sign in to continue reading.</p>"
    long = "".join(
        f"<p>It was said {n} times by the council of the town in May.</p>" for n in range(30)
    )
    (reading,) = read_bytes(story(long + told), ".html")
    assert "said 29 times" in reading.text
    assert any("subscription" in each for each in reading.problems)


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1", "windows-1251", "utf-16"])
def test_the_encoding_that_a_page_names_is_used(charset: str):
    name = "Андрей" if charset == "windows-1251" else "José"
    source = page(
        f"<article><p>{name} said no.</p></article>", f"<meta charset={charset}>"
    ).decode()
    assert f"{name} said no." in text_of(source.encode(charset))


def test_the_page_inside_an_mhtml_file_is_read_with_its_address():
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/bridge\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B; type=text/html\r\n\r\n"
        "--B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n"
        "--B\r\nContent-Type: text/css\r\n\r\n.quiet { display: none }\r\n"
        "--B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n"
        "Content-Location: https://example.org/bridge\r\n\r\n"
    )
    source = story("<p class=quiet>SECRET</p>", head="").replace(b"\n", b"\r\n")
    data = head.encode() + source + b"\r\n--B--\r\n"
    (reading,) = read_bytes(data, ".mhtml")
    assert reading.fields.url == "https://example.org/bridge"
    assert reading.fields.outlet == "example.org"
    assert "SECRET" not in reading.text
    assert all(each in reading.text for each in TOLD)


@pytest.mark.parametrize(
    "data",
    [
        b"<div>" * 200_000 + b"deep",
        b"<p>" + b"&#x41;" * 400_000,
        b"<table>" * 3_000 + b"<tr><td>" * 3_000,
        b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><p>&b; said.",
        story()[:700],
        b"%PDF-1.7 not a page",
        b"<" * 100_000,
        b"<style>" + b"a{" * 50_000 + b"</style><p>It is.",
    ],
    ids=["deep", "entities", "tables", "doctype", "torn", "pdf", "brackets", "style"],
)
def test_a_hostile_page_is_read_or_named(data: bytes):
    with contextlib.suppress(UnreadableError):
        assert read_bytes(data, ".html")[0].text
    assert text_of(story())


def several(*stories: tuple[str, str], around: str = "") -> bytes:
    told = "".join(
        f"<article><h2><a href='https://example.org/{n}'>{title}</a></h2>{inner}</article>"
        for n, (title, inner) in enumerate(stories)
    )
    return page(f"{AROUND}<main>{told}{around}</main>{BELOW}", "<title>Today</title>")


LONG = "<p>It was said by the whole council of the old town in May.</p>" * 6


def test_several_articles_of_a_page_have_fields_of_their_own():
    first, second = read_bytes(
        several(
            ("Old bridge stays shut", f"<p>By <a rel=author>Jane Roe</a></p>{LONG}"),
            ("Mill opens again", f"<time datetime='2025-09-03'>3 Sept</time>{LONG}<p>It ends.</p>"),
        ),
        ".html",
    )
    assert (first.fields.title, first.fields.byline) == ("Old bridge stays shut", "Jane Roe")
    assert first.fields.published is None
    assert (second.fields.title, second.fields.byline) == ("Mill opens again", None)
    assert second.fields.published == "2025-09-03"
    assert second.fields.url == "https://example.org/1"
    assert "Mill" not in first.text
    assert second.text.endswith("It ends.")


@pytest.mark.parametrize(
    "data",
    [
        several(("Old bridge stays shut", LONG), ("Mill opens again", "<p>A short teaser.</p>")),
        several(
            ("Old bridge stays shut", LONG),
            around=f"<article class='comment'><h4>Sam</h4>{LONG}</article>",
        ),
        page(
            "<article><h1>Storm: the day as it went</h1>"
            + "".join(f"<article><h2>At {n}</h2>{LONG}</article>" for n in (10, 11))
            + "</article>"
        ),
        several(("A bridge", LONG), ("A mill", LONG), around=f"<div><h1>Storm</h1>{LONG * 3}"),
    ],
    ids=["teaser", "comment", "live blog", "beside the article"],
)
def test_what_is_no_article_of_its_own_makes_no_article(data: bytes):
    assert len(read_bytes(data, ".html")) == 1
