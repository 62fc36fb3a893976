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
        "",
    ],
)
def test_what_is_no_block_stays_text(raw: str):
    assert split_front_matter(raw) == (Fields(), raw)


def test_an_empty_block_is_taken_off():
    assert split_front_matter("---\n---\nBody.") == (Fields(), "Body.")


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
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_block_costs_little(body: str):
    began = time.perf_counter()
    fields, _ = split_front_matter(f"---\n{body}\n---\nBody.")
    assert time.perf_counter() - began < 5
    assert len(fields.title or "") <= 500
