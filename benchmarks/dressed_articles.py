"""Real articles dressed as publishers dress them: what a reader of the file sees, piece by piece.

The pictures, captions, tables, pull quotes, names and outlets around the text are invented.
"""

from __future__ import annotations

import datetime as dt
import gzip
import html
import json
import random
import re
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

OUTLETS = (
    ("The Elmford Gazette", "www.elmfordgazette.example"),
    ("Harbour Daily", "harbourdaily.example"),
    ("North County Courier", "news.northcounty.example"),
    ("Kelm Post", "kelmpost.example"),
    ("Ostervale Times", "www.ostervale-times.example"),
)
PEOPLE = ("Marta Lindqvist", "Owen Achebe", "Priya Raman", "Tomás Ferreira", "Jan de Wit")
CAPTIONS = (
    "Officials leave the town hall in Kelm after the meeting. Photograph: Ida Brandt",
    "A worker closes the gate of the Ostervale depot.",
    "The harbour at Elmford, seen from the old lighthouse in March.",
)
ROWS = (
    (("Year", "Visitors", "Cost"), ("2021", "14,200", "€3.1m"), ("2022", "15,900", "€3.4m")),
    (("District", "For", "Against"), ("Northgate", "412", "388"), ("Millbrook", "97", "301")),
)
MENU = ("Home", "World", "Politics", "Business", "Sport", "Weather", "Sign in")
OTHERS = (
    "Ferry strike enters its third week",
    "Museum reopens with a hall of clocks",
    "Ten soups for a cold evening",
)
FOOTER = "All rights reserved. Terms of use. Privacy policy. Contact the newsroom."
_PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGA"
    "WjR9awAAAABJRU5ErkJggg=="
)


_OF_A_SITE = re.compile(r"\s+[|–-]\s+[A-Z]\w*\Z")  # the outlet, which no headline has
_HEAD = ("headline", "byline", "date")
_FORMS = {
    "headline": "<h1>{}</h1>",
    "caption": f'<figure><img src="{_PIXEL}" alt="" width=200 height=90>'
    "<figcaption>{}</figcaption></figure>",
    "quote": '<aside class="pullquote"><p>{}</p></aside>',
}


class Piece(NamedTuple):
    """Words that stand together; `must` be read, or may be."""

    kind: str  # headline, byline, date, paragraph, caption, row, quote
    text: str
    must: bool = True


@dataclass(frozen=True)
class Dressed:
    """One article with its fields and its pieces in the order in which they are read."""

    title: str
    byline: str
    published: dt.date
    outlet: str
    url: str
    pieces: tuple[Piece, ...]

    @property
    def paragraphs(self) -> list[str]:
        return [piece.text for piece in self.pieces if piece.kind == "paragraph"]


def dressed_articles(path: Path, count: int, seed: int) -> list[Dressed]:
    """`count` articles of the file, from the shortest to the longest; JSON lines, gzip or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    chance = random.Random(seed)
    rows = sorted(
        (row for row in rows if len(row["text"].split()) > 80 and len(row["title"].split()) > 3),
        key=lambda row: len(row["text"]),
    )
    step = len(rows) / count
    return [_dressed(rows[int((n + chance.random()) * step)], n, chance) for n in range(count)]


def _dressed(row: dict[str, str], number: int, chance: random.Random) -> Dressed:
    outlet, host = OUTLETS[number % len(OUTLETS)]
    published = dt.date.fromisoformat(row["published"][:10].replace("/", "-"))
    byline = PEOPLE[number % len(PEOPLE)]
    if number % 3 == 2:
        byline += f" and {PEOPLE[(number + 2) % len(PEOPLE)]}"
    title = _OF_A_SITE.sub("", " ".join(row["title"].split()))
    told = [" ".join(each.split()) for each in row["text"].split("\n") if each.strip()]
    pieces = [Piece("paragraph", each) for each in told]
    for kind, extra in (
        ("row", [Piece("row", " | ".join(cells)) for cells in chance.choice(ROWS)]),
        ("quote", [Piece("quote", " ".join(chance.choice(told).split()[:18]), must=False)]),
        ("caption", [Piece("caption", chance.choice(CAPTIONS))]),
    ):
        at = chance.randint(1, max(1, len(pieces) // 2))
        while at < len(pieces) and pieces[at].kind == pieces[at - 1].kind == "row":
            at += 1
        if kind != "row" or number % 2 == 0:
            pieces[at:at] = extra
    head = (
        Piece("headline", title),
        Piece("byline", f"By {byline}"),
        Piece("date", _written(published, number)),
    )
    return Dressed(
        title, byline, published, outlet, f"https://{host}/{published.year}/story-{number}.html",
        (*head, *pieces),
    )  # fmt: skip


def _written(day: dt.date, number: int) -> str:
    """A date as one outlet or another writes it."""
    return (
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%B} {day.year}",
        f"Published 3:04 PM EDT, {day:%a} {day:%B} {day.day}, {day.year}",
        f"{day:%A}, {day.day} {day:%b} {day.year} 10:15 GMT",
    )[number % 4]


def page(story: Dressed, number: int) -> str:
    """A whole web page, of one of three makes."""
    return (_modern, _divisions, _old)[number % 3](story)


def plain_page(story: Dressed) -> str:
    """Only the article, as a word processor's file is made of."""
    return (
        f'<!doctype html><html lang=en><head><meta charset="utf-8"><title>{_e(story.title)}</title>'
        f"</head><body>{_body(story, with_head=True)}</body></html>"
    )


def _body(story: Dressed, *, with_head: bool) -> str:
    parts: list[str] = []
    pieces = [piece for piece in story.pieces if with_head or piece.kind not in _HEAD]
    for kind, together in groupby(pieces, key=lambda piece: piece.kind):
        texts = [_e(piece.text) for piece in together]
        if kind == "row":
            rows = "".join(f"<tr><td>{text.replace(' | ', '<td>')}</tr>" for text in texts)
            parts.append(f"<table border=1>{rows}</table>")
        else:
            parts += [_FORMS.get(kind, "<p>{}</p>").format(text) for text in texts]
    return "\n".join(parts)


def _links(texts: tuple[str, ...]) -> str:
    return "".join(f'<li><a href="/{n}">{_e(text)}</a></li>' for n, text in enumerate(texts))


def _modern(story: Dressed) -> str:
    facts = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": story.title,
        "datePublished": f"{story.published}T10:15:00+00:00", "url": story.url,
        "author": [{"@type": "Person", "name": each} for each in story.byline.split(" and ")],
        "publisher": {"@type": "NewsMediaOrganization", "name": story.outlet},
    }  # fmt: skip
    head, by, day = (piece.text for piece in story.pieces[:3])
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{_e(story.title)} | {_e(story.outlet)}</title><link rel="canonical" href="{story.url}">
<script type="application/ld+json">{json.dumps(facts)}</script>
<style>.sr-only{{position:absolute;left:-9999px}} .menu .late{{display:none}}
@media print{{nav,footer,.related,.newsletter-signup,.cookie-banner,.share{{display:none}}}}</style>
</head><body><a class="sr-only" href="#main">Skip to main content</a>
<div class="cookie-banner" role="dialog"><p>We use cookies to improve your visit.</p>
<button>Accept all cookies</button></div>
<header><nav class="menu"><ul>{_links(MENU)}</ul></nav></header>
<main id="main"><article><h1>{_e(head)}</h1><div class="byline"><p>{_e(by)}</p>
<p><time datetime="{story.published}">{_e(day)}</time></p></div>
<div class="share"><button>Share</button><a href="/f">Facebook</a></div>
{_body(story, with_head=False)}
<div class="newsletter-signup"><h3>Get our evening letter</h3><p>Sign up for the day's news.</p>
<form><input name=mail><button>Sign up</button></form></div></article>
<section class="related"><h2>Related stories</h2><ul>{_links(OTHERS)}</ul></section></main>
<footer><p>{FOOTER}</p></footer></body></html>"""


def _divisions(story: Dressed) -> str:
    head, by, day = (piece.text for piece in story.pieces[:3])
    return f"""<!doctype html><html><head><meta charset="utf-8">
<title>{_e(story.title)}</title><meta property="og:title" content="{_e(story.title)}">
<meta property="og:site_name" content="{_e(story.outlet)}">
<meta property="og:url" content="{story.url}"><meta name="author" content="{_e(story.byline)}">
<meta property="article:published_time" content="{story.published}T08:00:00Z"></head><body>
<div id="top" class="navbar"><div class="logo"><a href="/">{_e(story.outlet)}</a></div>
<ul>{_links(MENU)}</ul></div>
<div class="wrap"><div class="col-8"><div class="headline"><h1>{_e(head)}</h1></div>
<div class="meta"><div>{_e(by)}</div><div>{_e(day)}</div></div>
<div class="story-body">{_body(story, with_head=False)}</div>
<div class="tags">Tags: <a href="/t/1">council</a> <a href="/t/2">region</a></div></div>
<div class="sidebar"><h3>Most read</h3><ol>{_links(OTHERS)}</ol></div></div>
<div class="footer">{FOOTER}</div></body></html>"""


def _old(story: Dressed) -> str:
    head, by, day = (piece.text for piece in story.pieces[:3])
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{_e(story.outlet)} - {_e(story.title)}</title></head><body bgcolor="#ffffff">
<table width="100%"><tr><td colspan=2><b>{_e(story.outlet)}</b></td></tr>
<tr><td width="150" valign="top"><font size="1">{"<br>".join(f"<a href=/>{m}</a>" for m in MENU)}
</font></td><td valign="top"><h1>{_e(head)}</h1><p><i>{_e(by)}</i></p><p>{_e(day)}</p>
{_body(story, with_head=False)}</td></tr>
<tr><td colspan=2 align=center><font size="1">{FOOTER}</font></td></tr></table></body></html>"""


def _e(text: str) -> str:
    return html.escape(text)
