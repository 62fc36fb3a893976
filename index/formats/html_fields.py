"""What a web page says of its article to machines: JSON-LD, Open Graph and other metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from index.clean_text import clean_text
from index.dates import parse_date
from index.entities import read_entities
from index.formats.json_ld import json_ld, name_of, types_of
from index.formats.reading import without_outlet
from index.front_matter import MAX_FIELD_CHARACTERS, Fields

_ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|Review|Analysis)\Z")
_LONGEST_HEADING = 300  # characters
_TITLES = ("og:title", "twitter:title", "headline", "dc.title", "citation_title", "parsely-title")
_AUTHORS = ("author", "article:author", "byl", "dc.creator", "citation_author", "parsely-author",
            "sailthru.author", "article:author_name", "cxenseparse:author")  # fmt: skip
_DATES = ("article:published_time", "og:article:published_time", "datepublished", "dc.date.issued",
          "parsely-pub-date", "sailthru.date", "citation_publication_date", "date", "pubdate",
          "publishdate", "publish-date", "dc.date", "dcterms.created",
          "cxenseparse:recs:publishtime", "article.published", "published_time")  # fmt: skip
_OUTLETS = ("og:site_name", "application-name", "publisher", "dc.publisher",
            "citation_journal_title", "article:publisher_name", "cre")  # fmt: skip
_URLS = ("og:url", "twitter:url")
# Programs that write whoever saved the file, or a template's maker, for the author.
_WORD_PROCESSOR = re.compile(
    r"(?:Libre|Open|Star)Office|Microsoft (?:Word|Office)|AbiWord|WordPerfect", re.IGNORECASE
)
_LIVE = re.compile(
    r"\blive ?(?:blog|updates?|coverage|news|text)\b|\Alive\b ?[:|–—-]|\bas it happened\b|"
    r"\bminute by minute\b",
    re.IGNORECASE,
)
_SAVED_FROM = re.compile(r"saved from url=\(\d{4}\)(https?://\S+)", re.IGNORECASE)
_SAVED_BY = re.compile(r"\burl:\s*(https?://\S+)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"']{3,2000}\Z", re.IGNORECASE)


@dataclass
class PageFacts:
    """The fields of a page's article, and what else of it matters to whoever reads it."""

    fields: Fields
    for_subscribers: bool = False
    of_several: bool = False
    is_live: bool = False
    articles: dict[str, Fields] = field(
        default_factory=dict
    )  # by their headlines, in small letters


def page_facts(root: HtmlElement, *, address: str | None = None) -> PageFacts:
    """Read the metadata of a page that nothing was taken out of yet.

    `address` is where the page was fetched, as the file around it says.
    """
    metas = _metas(root)
    by_word_processor = any(map(_WORD_PROCESSOR.search, metas.get("generator", ())))
    if by_word_processor:
        metas = {}
    nodes = json_ld(root)
    articles = [node for node in nodes if any(_ARTICLE_TYPES.search(t) for t in types_of(node))]
    main = articles[0] if articles else {}
    url = _address(root, metas, main) or _web(address) or _saved_from(root)
    heading = _only_heading(root)
    title = _plain(main.get("headline")) or _first(metas, _TITLES) or heading
    if title is None and not by_word_processor:
        title = _title(root)
    outlet = _plain(name_of(main.get("publisher"))) or _first(metas, _OUTLETS)
    outlet = outlet or _outlet_of_title(_title(root), _host(url)) or _host(url)
    published = _date(main.get("datePublished")) or _date_of(metas, root)
    byline = _names(main.get("author")) or _author(metas, root)
    return PageFacts(
        Fields(title=without_outlet(title, outlet), outlet=outlet, byline=byline,
               published=published, url=url),
        for_subscribers=any(str(a.get("isAccessibleForFree")).lower() == "false" for a in articles),
        of_several=len({str(a.get("headline")) for a in articles}) > 1,
        is_live=any("LiveBlogPosting" in types_of(node) for node in articles)
        or bool(_LIVE.search(title or "") or _LIVE.search(heading or "")),
        articles={
            name.casefold(): Fields(title=name, outlet=outlet, byline=_names(node.get("author")),
                                    published=_date(node.get("datePublished")),
                                    url=_web(node.get("url")))
            for node in articles
            if (name := _plain(node.get("headline")))
        },
    )  # fmt: skip


def fields_of_one(element: HtmlElement, facts: PageFacts) -> Fields:
    """The fields of one of several articles of a page: from what stands inside its element."""
    headings = (each for each in element.iter("h1", "h2", "h3", "h4", "h5", "h6"))
    heading = next((each for each in headings if _plain("".join(each.itertext()))), None)
    title = None if heading is None else _plain("".join(heading.itertext()))
    if title and (known := facts.articles.get(title.casefold())):
        return known
    links = [] if heading is None else [*heading.iter("a"), *heading.iterancestors("a")]
    days = {day for each in element.xpath(".//time/@datetime") if (day := parse_date(each))}
    return Fields(
        title=title,
        outlet=facts.fields.outlet,
        byline=_marked_author(element),
        published=days.pop() if len(days) == 1 else None,
        url=next((url for each in links if (url := _web(each.get("href")))), None),
    )


def _metas(root: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        value = meta.get("content")
        if name and value and value.strip():
            found.setdefault(name.strip().lower(), []).append(value.strip())
    return found


def _plain(value: object) -> str | None:
    """One line of visible text."""
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, str):
        return None
    shown, _ = read_entities(value)
    line = " ".join(clean_text(re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", shown)).text.split())
    return line[:MAX_FIELD_CHARACTERS].strip() or None


def _names(value: object) -> str | None:
    """Authors as a byline joins them; an organisation is none."""
    people = []
    for each in value if isinstance(value, list) else [value]:
        kinds = types_of(each) if isinstance(each, dict) else []
        name = _plain(name_of(each))
        if name and "Organization" not in kinds and not _web(name):
            people.append(re.sub(r"\A[Bb]y ", "", name))
    unique = list(dict.fromkeys(people))[:12]
    return (
        ", ".join(unique[:-1]) + " and " + unique[-1]
        if len(unique) > 1
        else "".join(unique) or None
    )


def _first(metas: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next(
        (line for name in names for each in metas.get(name, ()) if (line := _plain(each))), None
    )


def _author(metas: dict[str, list[str]], root: HtmlElement) -> str | None:
    for name in _AUTHORS:
        if found := _names(metas.get(name, [])):
            return found
    return _marked_author(root)


def _marked_author(element: HtmlElement) -> str | None:
    marked = [
        "".join(each.itertext())
        for each in element.xpath(".//*[@rel='author' or @itemprop='author']")
        if each.tag != "meta"
    ]
    return _names([each for each in marked[:6] if 0 < len(each.split()) <= 6])


def _date(value: object) -> str | None:
    return parse_date(value) if isinstance(value, str) else None


def _date_of(metas: dict[str, list[str]], root: HtmlElement) -> str | None:
    for name in _DATES:
        for value in metas.get(name, ()):
            if day := parse_date(value):
                return day
    marked = root.xpath("//time[@datetime and (@pubdate or @itemprop='datePublished')]/@datetime")
    days = {
        day
        for each in marked or root.xpath("//article//time/@datetime")
        if (day := parse_date(each))
    }
    return days.pop() if len(days) == 1 else None


def _address(root: HtmlElement, metas: dict[str, list[str]], main: dict[str, Any]) -> str | None:
    for link in root.iter("link"):
        if "canonical" in link.get("rel", "").lower().split() and (url := _web(link.get("href"))):
            return url
    for name in _URLS:
        for value in metas.get(name, ()):
            if url := _web(value):
                return url
    page = main.get("mainEntityOfPage")
    return _web(main.get("url")) or _web(page.get("@id") if isinstance(page, dict) else page)


def _saved_from(root: HtmlElement) -> str | None:
    """The address in the comment that browsers and their extensions write into a saved page."""
    comments = root.getroottree().xpath("//comment()")[:20]
    for comment in comments:
        for pattern in (_SAVED_FROM, _SAVED_BY):
            if (found := pattern.search((comment.text or "")[:2_000])) and (url := _web(found[1])):
                return url
    return None


def _web(value: object) -> str | None:
    return value.strip() if isinstance(value, str) and _ADDRESS.match(value.strip()) else None


def _host(url: str | None) -> str | None:
    """The domain of an address: the outlet, where nobody names it."""
    if url is None:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host and "." in host else None


def _outlet_of_title(title: str | None, host: str | None) -> str | None:
    """`A headline | Example Times`, where the address is that of exampletimes.com."""
    parts = re.split(r"\s+[|–—·-]\s+", title or "")
    labels = {_spelt(label) for label in (host or "").split(".")} - {""}
    ends = (parts[-1], parts[0]) if len(parts) > 1 else ()
    return next((part for part in ends if _spelt(part) in labels), None)


def _spelt(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", name.lower()).removeprefix("the")


def _only_heading(root: HtmlElement) -> str | None:
    found = {line for each in root.iter("h1") if (line := _plain("".join(each.itertext())))}
    line = found.pop() if len(found) == 1 else None
    return line if line and len(line) <= _LONGEST_HEADING else None


def _title(root: HtmlElement) -> str | None:
    found = root.find(".//title")
    return _plain(found.text) if found is not None else None
