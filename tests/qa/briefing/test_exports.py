"""Every export has all statements and notes, and no word of an article works as markup in it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from markdown_it import MarkdownIt

from qa.briefing.export_docx import export_docx
from qa.briefing.export_html import POLICY, STYLE, export_html
from qa.briefing.export_markdown import escape_markdown, export_markdown
from qa.briefing.receipt import BEFORE
from qa.briefing.web_address import web_address
from tests.qa.briefing.briefings import PORTO, briefing, hostile_briefing

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=http://x.example/a onerror=alert(1)>",
    "</p></body></html><iframe src='//x.example'>",
    "](http://x.example)",
    "![a](http://x.example/a.png)",
    "[a](javascript:alert(1)) and <javascript:alert(1)>",
    "[^1]: another note",
    "[^1]",
    "[x]: http://x.example",
    "<http://x.example> http://x.example www.x.example a@x.example",
    "{{ config }} {% raw %} ${x} $$x$$ `x` ```x```",
    "# Heading",
    "- item",
    "12. item",
    "> quoted",
    "--- *** ___",
    "| a | b |",
    "**bold** __bold__ ~~gone~~ ==marked== :smile:",
    "]]> --> <!-- byline-receipt",
    "\x00\x01\x08\x0b\x1b[31m\x7f\x85",
    "\u202eevil\u202c \u2066a\u2069 \u200b\ufeff\U000e0041",
    "half \ud800 of a pair, \ufffe and \uffff",
    '" onmouseover="alert(1)" x="',
    "&lt;b&gt; &amp; &#60;script&#62;",
    "javascript:alert(1)",
    "http://user:pw@x.example/",
    "https://x.example/?a=1&b=2<script>",
    "file:///etc/passwd",
    "data:text/html,<script>alert(1)</script>",
    "line\nbreak\r\nand\u2028more\u2029",
    "\\",
    "\\](http://x.example)",
    "%%[x](y)%%",
    "=cmd|'/c calc'!A1",
    "<w:t>x</w:t><?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]>&b;",
    "𝕏" * 10 + "é" * 40,
    "​".join("zero width"),
    "a" * 5_000,
    "<style>body{background:url(http://x.example)}</style>",
    "<link rel=stylesheet href=http://x.example>",
    "<meta http-equiv=refresh content='0;url=http://x.example'>",
    "<base href=http://x.example>",
    "<svg/onload=alert(1)>",
    "INCLUDEPICTURE http://x.example/a.png",
    'HYPERLINK "http://x.example" \\o "seen"',
    '{ DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc.exe" } { =1+1 \\* MERGEFORMAT }',
    "mailto:a@x.example xmpp:a@x.example ftp://x.example file://x.example/a",
    "_x000D_ _x0041_ %20 \\u0041 \\x41",
    "[[wiki]] [toc]",
    "</q></p>",
    "*(label)*",
    '‘single’ “double” "straight"',
    "<form action=http://x.example><input>",
    "<object data=http://x.example>",
]
ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "span", "sup", "a", "q",
}  # fmt: skip
# What in a Word document computes, links, embeds or draws.
WORD_LOADS = (
    "instrText", "fldSimple", "fldChar", "hyperlink", "object", "drawing", "pict", "altChunk",
    "attachedTemplate", "subDoc", "mailMerge", "sdt",
)  # fmt: skip


class Page(HTMLParser):
    """The elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def footnotes(data: bytes) -> dict[int, str]:
    root = ElementTree.fromstring(parts_of(data)["word/footnotes.xml"])
    return {int(n.attrib[f"{W}id"]): "".join(n.itertext()) for n in root.iter(f"{W}footnote")}


def test_there_are_fifty_hostile_texts():
    assert len(set(HOSTILE)) >= 50


def test_markdown_has_every_statement_with_its_footnotes():
    text, _ = export_markdown(briefing())
    assert text.startswith("# The fire in Porto\n")
    assert "1. A fire at the glass works in Porto" in text
    assert re.search(r"on Monday\.\[\^1\] \*\(", text)
    note = next(line for line in text.split("\n") if line.startswith("[^1]: "))
    for known in ("Porto Post", "Fire in Porto", "Ann Kim", "3 Sep 2025", "drove 40 families"):
        assert known in note
    assert "<https://porto.example/fire?day=3&page=1>" in note
    assert "## Where the articles differ" in text
    assert "## How this briefing was checked" in text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_markup_of_an_article_works_in_markdown(hostile: str):
    text, _ = export_markdown(hostile_briefing(hostile))
    assert text.count(BEFORE) == 1
    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    page = Page(rendered)
    assert {name for name, _ in page.elements} <= {"h1", "h2", "p", "ol", "li", "ul", "em"}
    assert len([name for name, _ in page.elements if name in {"h1", "h2"}]) == 5


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_in_markdown_looks_like_an_address_to_a_program_that_links_them(hostile: str):
    text, _ = export_markdown(hostile_briefing(hostile))
    shown = text.partition(BEFORE)[0]
    assert re.findall(r"\w://|www\.|\w@\w|(?:mailto|xmpp|javascript):\w", shown) == []


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_is_escaped_for_markdown_reads_as_it_was(hostile: str):
    plain = " ".join("".join(c for c in hostile if c.isprintable()).split())
    page = Page(MarkdownIt("commonmark").render(f"x {escape_markdown(plain)}"))
    assert "".join(page.words).strip() == f"x {plain}"


def test_html_has_every_statement_and_its_notes_lead_there_and_back():
    page = Page(export_html(briefing())[0])
    targets = {a["id"] for _, a in page.elements if a.get("id")}
    links = [a["href"] for name, a in page.elements if name == "a"]
    assert {f"#n{n}" for n in (1, 2, 3)} <= set(links)
    assert {str(link)[1:] for link in links if str(link).startswith("#")} <= targets
    assert "A fire at the glass works in Porto drove 40 families" in "".join(page.words)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_html_loads_nothing_and_runs_nothing_whatever_an_article_says(hostile: str):
    text, _ = export_html(hostile_briefing(hostile))
    assert text.count(BEFORE) == 1
    page = Page(text)
    assert {name for name, _ in page.elements} <= ALLOWED
    policies = [a["content"] for name, a in page.elements if a.get("http-equiv")]
    assert policies == [POLICY]
    assert "default-src 'none'" in POLICY
    for name, attributes in page.elements:
        assert not {key for key in attributes if key.startswith("on") or key in {"src", "style"}}
        assert name != "a" or re.fullmatch("#[cn][0-9]+", attributes["href"] or "")
    assert [name for name, _ in page.elements].count("style") == 1


def test_the_one_address_on_a_page_is_that_of_an_article_and_is_only_a_link():
    page = Page(export_html(briefing())[0])
    outside = [a for n, a in page.elements if n == "a" and not str(a["href"]).startswith("#")]
    assert outside == [{"href": PORTO.url, "rel": "noopener noreferrer"}]


def test_the_style_of_the_page_asks_for_nothing():
    assert "url(" not in STYLE
    assert "@import" not in STYLE


def test_word_gets_real_footnotes_that_the_text_refers_to():
    data, _ = export_docx(briefing())
    notes = footnotes(data)
    assert set(notes) == {-1, 0, 1, 2, 3}
    assert "Porto Post, “Fire in Porto”, Ann Kim, 3 Sep 2025, porto.txt" in notes[1]
    body = docx.Document(io.BytesIO(data)).element.body
    referred = [int(r.get(f"{W}id")) for r in body.iter(f"{W}footnoteReference")]
    assert referred == [1, 2, 3]  # Word numbers references, so each note has one
    relations = parts_of(data)["word/_rels/document.xml.rels"].decode()
    assert 'Target="footnotes.xml"' in relations
    kinds = parts_of(data)["[Content_Types].xml"].decode()
    assert "wordprocessingml.footnotes+xml" in kinds


def test_the_footnotes_have_their_separators_and_word_is_told_of_them():
    parts = parts_of(export_docx(briefing())[0])
    root = ElementTree.fromstring(parts["word/footnotes.xml"])
    kinds = [n.get(f"{W}type") for n in root.iter(f"{W}footnote")]
    assert kinds[:2] == ["separator", "continuationSeparator"]
    assert b"footnotePr" in parts["word/settings.xml"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_word_document_has_no_relation_to_anything_outside_it(hostile: str):
    data, _ = export_docx(hostile_briefing(hostile))
    for name, part in parts_of(data).items():
        if name.endswith((".xml", ".rels")):
            root = ElementTree.fromstring(part)
            if name.endswith(".rels"):
                assert [r.get("TargetMode") for r in root] == [None] * len(root)
            tags = {element.tag for element in root.iter()}
            assert not tags & {f"{W}{name}" for name in WORD_LOADS}


def test_a_receipt_says_where_every_quotation_stands_and_names_no_folder_of_the_machine():
    made = briefing()
    _, receipt = export_markdown(made)
    told: dict[str, Any] = json.loads(receipt.to_json())
    assert told["schema"] == "byline.receipt/1"
    for note, cited in zip(told["notes"], made.notes, strict=True):
        assert cited.article.text[note["start"] : note["end"]] == note["quote"]
        assert note["article"] == cited.article.id
        assert note["path"] == cited.article.path.name
    assert "/articles" not in receipt.to_json()
    assert [s["notes"] for s in told["statements"]] == [[1], [2], [3]]


@pytest.mark.parametrize(
    "url",
    [
        None, "", "javascript:alert(1)", "file:///etc/passwd", "http://", "//x.example",
        "http://user:pw@x.example/", "http://x.example/ a", "http://x.example/<b>",
        "http://x.example/)](y", "HTTP://x\u202e.example", "ftp://x.example", "http://[::1",
        "https://x.example/" + "a" * 3_000,
    ],
)  # fmt: skip
def test_an_address_that_is_not_plainly_one_of_the_web_is_no_link(url: str | None):
    assert web_address(url) is None


@pytest.mark.parametrize(
    "url", ["http://x.example", "https://x.example:8080/a/b?c=d&e=f#g", "https://x.example/%C3%A9"]
)
def test_an_address_of_the_web_is_a_link(url: str):
    assert web_address(url) == url
