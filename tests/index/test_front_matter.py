"""Fields before the text, as several tools write them."""

from __future__ import annotations

import time

import pytest

from index.front_matter import Fields, split_front_matter

HUGO = """+++
title = "Talks in Vienna"
date = 2025-08-28T10:00:00+02:00
author = ["Jane Doe", "John Roe"]
[params]
  x = 1
+++
Body.
"""
JEKYLL = """---
layout: post
title:  "Talks: in Vienna"
date:   2025-08-28 10:00:00 +0200
author: Jane Doe
source: The Example Times
permalink: /talks
---
Body.
"""
OBSIDIAN = """---
title: "Talks in Vienna"
source: "https://example.com/talks"
author:
  - "[[Jane Doe]]"
  - "[[John Roe|J. Roe]]"
published: 2025-08-28
created: 2026-01-01
site: Example Times
tags:
  - clippings
---
Body.
"""
LOOSE = '---\ntitle: Talks: a "deal" [maybe\nauthor: Jane Doe\ndate: Aug. 28, 2025\n---\nBody.\n'


@pytest.mark.parametrize(
    ("raw", "fields"),
    [
        (
            HUGO,
            Fields(
                title="Talks in Vienna",
                byline="Jane Doe and John Roe",
                published="2025-08-28T10:00:00+02:00",
            ),
        ),
        (
            JEKYLL,
            Fields(
                title="Talks: in Vienna",
                byline="Jane Doe",
                published="2025-08-28T10:00:00+0200",
                outlet="The Example Times",
            ),
        ),
        (
            OBSIDIAN,
            Fields(
                title="Talks in Vienna",
                byline="Jane Doe and J. Roe",
                published="2025-08-28",
                outlet="Example Times",
                url="https://example.com/talks",
            ),
        ),
        (
            LOOSE,
            Fields(title='Talks: a "deal" [maybe', byline="Jane Doe", published="2025-08-28"),
        ),
    ],
    ids=["hugo", "jekyll", "obsidian", "not quite yaml"],
)
def test_the_fields_are_read_and_are_no_text(raw: str, fields: Fields):
    assert split_front_matter(raw) == (fields, "Body.\n")


@pytest.mark.parametrize(
    "raw",
    [
        "Body only.\n",
        "---\n\nA line between rules.\n\n---\nBody.\n",
        "--- not a fence\ntitle: x\n---\n",
        "---\ntitle: never closed\n",
        "---\nCorrection: An earlier version said she has resigned. She has not.\n---\nBody.\n",
        "---\n10:42: The mayor arrives.\n10:50: She speaks.\n---\n09:12: They wait.\n---\n",
        "\n---\nUpdate: The vote was moved.\nTags: The mayor said they are lost.\n---\nBody.\n",
        "---\nissue: 7\n---\nBody.\n",
        "+++\nCorrection: An earlier version said she has resigned. She has not.\n+++\nBody.\n",
        "Update: Talks fail\n---\nBody.\n",
        "***\n\nUpdate: The vote was moved.\n\n***\n\nBody.\n",
        "Source: the leak that toppled a minister\n---\nBody.\n",
        "Title: Talks\n\nDate: 2025-08-28\n---\nBody.\n",
        "# A heading\n\nBody.\n",
        "<!-- a comment --> Body.\n",
        "",
    ],
)
def test_what_is_no_block_stays_text(raw: str):
    assert split_front_matter(raw) == (Fields(), raw)


@pytest.mark.parametrize("block", ["", "tags:\n  - clippings\ncreated: 2026-01-01\n", "# none\n"])
def test_a_block_without_text_is_taken_off(block: str):
    assert split_front_matter(f"---\n{block}---\nBody.") == (Fields(), "Body.")


TALKS = "title: Talks\nauthor: Jane Doe\ndate: 2025-08-28\n"
TALKS_FIELDS = Fields(title="Talks", byline="Jane Doe", published="2025-08-28")


@pytest.mark.parametrize(
    "raw",
    [
        f"\n---\n{TALKS}---\nBody.",
        f" \n\n---\n{TALKS}---\nBody.",
        f"\ufeff\n---\n{TALKS}---\nBody.",
        f"\n\ufeff---\n{TALKS}---\nBody.",
        f"<!-- clipped\non Monday -->\n\n---\n{TALKS}---\nBody.",
        f"%% a note %%\n---\n{TALKS}---\nBody.",
        f"%YAML 1.2\n---\n{TALKS}---\nBody.",
        f"----\n{TALKS}----\nBody.",
        f"---\n{TALKS}-----\nBody.",
        f"--\n{TALKS}--\nBody.",
        f"—-\n{TALKS}—-\nBody.",
        f" ---\n{TALKS} ---\nBody.",
        f"{TALKS}---\nBody.",
        f"\n{TALKS}----\nBody.",
        f"---\n# {TALKS}{TALKS}...\nBody.",
        f"++++\n{TALKS}++++\nBody.",
        f"/* saved */\n---yaml\n{TALKS}---\nBody.",
        f"{TALKS}\n---\nBody.",
        f"=====\n{TALKS}=====\nBody.",
        f"***\n{TALKS}***\nBody.",
    ],
)
def test_the_block_is_found_however_it_begins(raw: str):
    assert split_front_matter(raw) == (TALKS_FIELDS, "Body.")


@pytest.mark.parametrize("raw", [f"---\n{TALKS}\nBody.", f"{TALKS}\nBody.", f"\n{TALKS} \nBody."])
def test_an_empty_line_ends_a_block_where_it_may(raw: str):
    assert split_front_matter(raw) == (Fields(), raw)
    assert split_front_matter(raw, unclosed=True) == (TALKS_FIELDS, "Body.")


@pytest.mark.parametrize(
    "raw", ["Source: a leak\n\nBody.", "title: Talks\nNo field.\n\nBody.", "# A heading\n\nBody."]
)
def test_one_line_that_may_be_a_field_is_no_unclosed_block(raw: str):
    assert split_front_matter(raw, unclosed=True) == (Fields(), raw)


@pytest.mark.parametrize("line", ["# Saved on Monday\n", "// saved\n\n", "; saved\n"])
def test_a_line_before_the_block_that_may_be_a_heading_stays(line: str):
    assert split_front_matter(f"{line}---\n{TALKS}---\nBody.") == (TALKS_FIELDS, f"{line}Body.")


@pytest.mark.parametrize(
    ("among", "text"),
    [
        ("Correction: An earlier version said “no.” It was “yes.”\n", None),
        ("10:42: The mayor arrives\n", None),
        ("A line that is no field.\n", None),
        ("Update: >\n  The vote was moved\n  to Monday.\n",
         "Update: The vote was moved to Monday.\n"),
        ("body: |\n  The vote was moved to Monday.\n", "The vote was moved to Monday.\n"),
        ("highlights:\n- The vote was moved.\n- No.\n",
         "highlights:\n- The vote was moved.\n- No.\n"),
        ("place: the trial will not be held here, he said.\n", ""),
        ("pubdate: The trial was moved, the court said.\n", None),
        ("description: What the machine says of it.\n", ""),
        ("tags: [one, two]\nsection: World news\n", ""),
    ],
)  # fmt: skip
def test_sentences_among_the_fields_are_text(among: str, text: str | None):
    fields, body = split_front_matter(f"---\n{TALKS}{among}---\nBody.")
    assert (fields.title, fields.byline, fields.published) == ("Talks", "Jane Doe", "2025-08-28")
    told = among if text is None else text
    assert body == (f"{told}\nBody." if told else "Body.")


def test_a_list_is_read_where_the_block_is_not_quite_yaml():
    fields, _ = split_front_matter("---\ntitle: Talks: no\nauthors:\n- A B\n- C D\n---\nBody.")
    assert (fields.title, fields.byline) == ("Talks: no", "A B and C D")


def test_windows_line_ends_and_a_byte_order_mark_do_not_hide_the_block():
    fields, body = split_front_matter("\ufeff---\r\ntitle: Talks\r\n---\r\nBody.")
    assert (fields.title, body) == ("Talks", "Body.")


def test_a_value_is_one_visible_line():
    fields, _ = split_front_matter('---\ntitle: "A\\nB\u200b \\u202eC"\n---\n')
    assert fields.title == "A B C"


def test_dates_and_names_keep_the_characters_that_were_written():
    fields, _ = split_front_matter("---\ntitle: 2025-08-28\nauthor: no\n---\n")
    assert (fields.title, fields.byline) == ("2025-08-28", "no")


HOSTILE = {
    "references": "a: &a [x,x,x,x,x,x,x,x]\n"
    + "\n".join(f"b{n}: &b{n} [*a,*a,*a,*a,*a,*a,*a,*a]" for n in range(200)),
    "depth": "[" * 20_000,
    "objects": "title: !!python/object/apply:os.system ['true']",
    "long lines": "title: " + "x" * 31_000,
    "many keys": "\n".join(f"k{n}: v" for n in range(3_000)),
    "quotes": 'title: "' + "\\" * 20_000,
    "words": "title: T\nmore: " + "a b " * 7_000,
    "comments": "<!--" * 7_000,
    "dashes": "--\n" * 9_000,
    "nothing": "\n" * 31_000,
    "spaces": (" " * 700 + "\n") * 40,
    "fields": "title: x\n" * 3_000,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_block_costs_little(body: str):
    began = time.perf_counter()
    fields, _ = split_front_matter(f"---\n{body}\n---\nBody.")
    assert time.perf_counter() - began < 5
    assert len(fields.title or "") <= 500


def test_links_of_note_takers_are_read_as_what_they_name():
    front, body = split_front_matter(
        "Author:: [[Roe, Jane]]\nTitle:: Old bridge stays shut\nPublished:: [[March 4th, 2025]]\n"
        "Source:: [Kelm Post](https://example.org/bridge)\n\nIt is shut.\n",
        unclosed=True,
    )
    assert (front.byline, front.published) == ("Roe, Jane", "2025-03-04")
    assert (front.outlet, front.url) == ("Kelm Post", "https://example.org/bridge")
    assert body.strip() == "It is shut."
