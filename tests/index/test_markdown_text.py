"""Markdown as the reader of the rendered page sees it."""

from __future__ import annotations

import time

import pytest

from index.markdown_text import first_heading, markdown_to_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# Talks\n\nThey *go* **on**.", "Talks\n\nThey go on.\n"),
        ("Talks\n=====\nA line\nand its rest.", "Talks\n\nA line and its rest.\n"),
        ("See [the text](http://x.example/a \"t\") now.", "See the text now.\n"),
        ("![a picture](x.png)\n\nText.", "Text.\n"),
        ("<div class=\"ad\">buy</div>\n\nText.", "Text.\n"),
        ("Te<b>x</b>t<br>two &amp; three", "Text\ntwo & three\n"),
        ("A <span style=\"display:none\">secret</span>plain word", "A plain word\n"),
        ("A <script>alert(1)</script>plain word", "A plain word\n"),
        ("<!-- note -->\nText <!-- note -->.", "Text .\n"),
        ("- one\n- two\n\n  more\n- three\n\nEnd.", "- one\n- two\n\nmore\n\n- three\n\nEnd.\n"),
        ("3. one\n4. two", "3. one\n4. two\n"),
        ("> “Quoted,”\n> he said.", "“Quoted,” he said.\n"),
        ("| A | B |\n|---|---|\n| 1 | 2 |\n\nEnd.", "A | B\n1 | 2\n\nEnd.\n"),
        ("```\ncode  here\n```", "code  here\n"),
        ("[[Jane Doe]] met [[people/John|John]] ![[photo.png]]", "Jane Doe met John\n"),
        ("> [!quote] Said\n> Words.", "Said\n\nWords.\n"),
        ("> [!quote]+ What *he* said\r\n> “Words.”\r\n> More.", "What he said\n\n“Words.” More.\n"),
        ("> [!quote|right]\n> “Words.”", "“Words.”\n"),
        ("> Before.\n> > [!note-to self]- Inner\n> > Words.", "Before.\n\nInner\n\nWords.\n"),
        ("> [!info] Only a title", "Only a title\n"),
        ("[!note] Not in a quotation.", "Not in a quotation.\n"),
        ("He said ==“we *gave* it”== and ==more==.", "He said “we gave it” and more.\n"),
        ("“==We gave\nit==,” he said.", "“We gave it,” he said.\n"),
        ("If a == b or c==d and <http://x.example/?a==b==>.",
         "If a == b or c==d and http://x.example/?a==b==.\n"),
        ("“We gave it,” he said. ^q1\n\nMore.", "“We gave it,” he said.\n\nMore.\n"),
        ("> “We gave it.”\n> ^quote-1\n\nMore.", "“We gave it.”\n\nMore.\n"),
        ("> “We gave it.”\n\n^37066d\n\nMore.", "“We gave it.”\n\nMore.\n"),
        ("- One ^a1\n- Two", "- One\n- Two\n"),
        ("It is 10 ^6\nor x^2 ^here or so", "It is 10 ^6 or x^2 ^here or so\n"),
        ("“We gave it.”[^1] More.[^n]\n\n[^1]: To the press.\n[^n]: http://x.example/a",
         "“We gave it.” More.\n\nTo the press.\n\nhttp://x.example/a\n"),
        ("{{< figure src=\"x\" >}}\nText {% include x %}end", "Text end\n"),
        ("Text %%a note to myself%% end", "Text  end\n"),
        ("1\\. Not a list, 2 \\* 3", "1. Not a list, 2 * 3\n"),
        ("<https://example.com/a>", "https://example.com/a\n"),
        ("", "\n"),
    ],
)  # fmt: skip
def test_the_text_is_what_is_shown(source: str, text: str):
    assert markdown_to_text(source) == text


@pytest.mark.parametrize(
    "unit",
    [
        "*a ",
        "[a](",
        "> ",
        "- ",
        "`",
        "<a ",
        "![[",
        "{{<",
        "%%",
        "[[",
        "|a",
        "**_",
        "==",
        "==x ",
        "==x\n",
        " ^",
        " ^a\n",
        "[^",
        "> [!",
        "> [!a] ",
    ],
)
def test_the_time_grows_with_the_text(unit: str):
    def seconds(times: int) -> float:
        began = time.perf_counter()
        markdown_to_text(unit * times)
        return time.perf_counter() - began

    seconds(100)
    assert seconds(20_000) < 5


@pytest.mark.parametrize(
    ("source", "heading"),
    [
        ("# Talks\n\nText.", "Talks"),
        ("\n\n# *Talks* go [on](x) #\nText.", "Talks go on"),
        ("Text.\n# Later", None),
        ("## Quick looks\nText.", None),
        ("#hashtag\nText.", None),
        ("", None),
    ],
)
def test_the_heading_a_document_begins_with_is_its_title(source: str, heading: str | None):
    assert first_heading(source) == heading
