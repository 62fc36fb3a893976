"""A saved web page to its article: what a reader of the page would call the article.

trafilatura finds where the article is; every line that a browser shows there is read, so that none
is lost which trafilatura does not take for text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy

import trafilatura
from lxml import etree, html
from lxml.html import HtmlElement

from index.decoding import Decoded
from index.downloads import looks_downloaded
from index.formats.charsets import decode_declared
from index.formats.html_blocks import Block, blocks_of, lines_of
from index.formats.html_fields import PageFacts, fields_of_one, page_facts
from index.formats.html_hidden import Unseen, hide_unseen
from index.formats.html_styles import mark_hidden
from index.formats.html_walls import NEEDS_PROGRAM, WALL, refuse_other_pages
from index.formats.reading import (
    NO_TEXT,
    Line,
    Reading,
    UnreadableError,
    left_out,
    make_reading,
    make_readings,
    told_once,
)
from index.formats.several_articles import articles_of, headed_parts
from index.front_matter import MAX_FIELD_CHARACTERS, Fields

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
_MARKED = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_.-]{2,40})")
_OF_THE_HEAD = frozenset(("title", "meta", "link", "script", "style", "base", "noscript"))
_SHARE = 0.9  # of the text of the article that lies in the element that is called the article
_BESIDE = frozenset(("nav", "footer", "form", "menu", "dialog"))
_BESIDE_ROLES = frozenset(
    ("navigation", "search", "banner", "contentinfo", "dialog", "alertdialog")
)
_BESIDE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav(?:igation|bar)?|menu|breadcrumbs?|share|sharing|social|related|recirc\w*|"
    r"newsletter|subscribe|promo|advert\w*|ads?|sponsor\w*|cookie\w*|consent|comments?|sidebar|"
    r"outbrain|taboola|toolbar|pagination|modal|popup|most-?(?:read|popular)|read-?more|tags|"
    r"trending|recommended|skip-?link)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MOST_LINKED = 0.6  # of the letters of a line beside the article that are links
_MENU_LINES = 3
_PARAGRAPH = 40  # words; a paragraph that is not mostly links is text, whatever is around it


def read(data: bytes, suffix: str) -> tuple[Reading, ...]:
    """The article of a page, or its articles in order.

    Raises:
        UnreadableError: it shows no text, or only asks for cookies, a login or a human.
    """
    return read_page(decode_page(data, None))


def decode_page(data: bytes, declared: str | None) -> Decoded:
    """The source of a page; `declared` is the encoding that the file around it names."""
    head = data[:4096]
    named = _CHARSET.search(head) or _MARKED.search(head)
    return decode_declared(data, declared or (named[1].decode("ascii") if named else None))


def parse_page(source: str) -> HtmlElement:
    """The tree of a page.

    Raises:
        UnreadableError: there is nothing in it.
    """
    parser = html.HTMLParser(huge_tree=True, encoding="utf-8")
    data = re.sub(r"\A\s*<\?xml[^>]*>", "", source).encode("utf-8", "replace")
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise UnreadableError(NO_TEXT) from error
    _give_body(root)
    return root


def _give_body(root: HtmlElement) -> None:
    """Take what is shown out of the head, where the parser leaves it without a `<body>`."""
    head = root.find("head")
    if head is None or root.find("body") is not None:
        return
    body = etree.SubElement(root, "body")
    for child in list(head):
        if child.tag not in _OF_THE_HEAD and isinstance(child.tag, str):
            body.append(child)


def read_page(page: Decoded, *, address: str | None = None) -> tuple[Reading, ...]:
    """The article of a page's source, or its articles in order.

    Raises:
        UnreadableError: as `read`.
    """
    root = parse_page(page.text)
    facts = page_facts(root, address=address)
    has_program = next(root.iter("script", "frame", "iframe"), None) is not None
    mark_hidden(root)
    unseen = hide_unseen(root)
    shown = list(blocks_of(root))
    if not shown:
        raise UnreadableError(NEEDS_PROGRAM if has_program else NO_TEXT)
    several = [] if facts.is_live else articles_of(root, shown)
    if several:
        noted = (*page.problems, *left_out(*unseen))
        return told_once([_one_of_several(each, facts) for each in several], noted)
    parts = [] if facts.is_live else headed_parts(_without_beside(shown, root, frozenset()))
    if parts:
        noted = (*page.problems, *left_out(*unseen))
        return told_once([_headed(each, facts) for each in parts], noted)
    if looks_downloaded("\n".join(block.text for block in shown)):
        return make_readings(lines_of(shown), problems=(*page.problems, *left_out(*unseen)))
    blocks = _article_blocks(root, shown)
    refuse_other_pages([b.text for b in blocks], [b.text for b in shown])
    problems = [*page.problems, *_problems(blocks, facts, unseen)]
    lines = [*_title_line(blocks, facts.fields), *lines_of(blocks)]
    return (make_reading(lines, facts.fields, problems=tuple(problems)),)


def _one_of_several(element: HtmlElement, facts: PageFacts) -> Reading:
    """One article of a page: what the page says to machines may be about another one."""
    shown = [*blocks_of(element)]
    blocks = _without_beside(shown, element, frozenset()) or shown
    fields = fields_of_one(element, facts)
    return make_reading([*_title_line(blocks, fields), *lines_of(blocks)], fields)


def _headed(blocks: Sequence[Block], facts: PageFacts) -> Reading:
    """One article of a page, which begins with its headline."""
    title = " ".join(blocks[0].text.split())[:MAX_FIELD_CHARACTERS]
    known = facts.articles.get(title.casefold(), Fields(title=title, outlet=facts.fields.outlet))
    return make_reading(lines_of(blocks), known)


def _article_blocks(root: HtmlElement, shown: list[Block]) -> list[Block]:
    matched = _matched(root, shown)
    if not matched:
        return _without_beside(shown, root, frozenset()) or shown
    main = _container(shown, matched)
    inside = [
        row
        for row, block in enumerate(shown)
        if main in (block.element, *block.element.iterancestors())
    ]
    first = _first_row(shown, inside[0])
    # What trafilatura takes for text elsewhere is text too, such as the end after an advertisement.
    chosen = [shown[row] for row in sorted({*range(first, inside[-1] + 1), *matched})]
    kept = frozenset(id(shown[row]) for row in matched)
    return _without_beside(chosen, main, kept) or chosen


def _matched(root: HtmlElement, shown: list[Block]) -> list[int]:
    """The lines that trafilatura takes for the article's text."""
    try:
        found = trafilatura.bare_extraction(
            deepcopy(root), favor_recall=True, include_comments=False, include_tables=True,
            with_metadata=False,
        )  # fmt: skip
    except (
        ValueError,
        TypeError,
        AttributeError,
        KeyError,
        IndexError,
        etree.LxmlError,
        RecursionError,
    ):
        found = None
    text = getattr(found, "text", None) or ""
    lines = {_key(line) for line in text.split("\n")}
    whole = _key(text)
    return [
        row
        for row, block in enumerate(shown)
        if (key := _key(block.text)) and (key in lines or (len(key) > 30 and key in whole))
    ]


def _key(text: str) -> str:
    """A line without what readers of pages mark differently: spaces, bullets, separators."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _container(shown: list[Block], matched: list[int]) -> HtmlElement:
    """The innermost element that holds nearly all of the article's text."""
    weights: dict[HtmlElement, int] = {}
    total = 0
    for row in matched:
        block = shown[row]
        total += len(block.text)
        for element in (block.element, *block.element.iterancestors()):
            weights[element] = weights.get(element, 0) + len(block.text)
    heavy = [element for element, weight in weights.items() if weight >= _SHARE * total]
    innermost = max(heavy, key=lambda element: sum(1 for _ in element.iterancestors()))
    articles = [e for e in innermost.iterancestors() if e.tag == "article"]
    return articles[0] if articles else innermost


def _first_row(shown: list[Block], inside: int) -> int:
    """Where the article begins: at its heading, which may stand above the element of its text."""
    for row in range(inside - 1, max(-1, inside - 16), -1):
        if any(e.tag == "h1" for e in (shown[row].element, *shown[row].element.iterancestors())):
            return row
    return inside


def _without_beside(blocks: list[Block], main: HtmlElement, kept: frozenset[int]) -> list[Block]:
    """The lines without menus, forms, lists of other stories and what else is beside a story."""
    return [
        block
        for block in blocks
        if (id(block) in kept and not _is_menu(block))
        or (block.kind == "heading" and _is_h1(block))
        or not (_is_menu(block) or _beside(block, main))
    ]


def _is_menu(block: Block) -> bool:
    """Lines of links and nothing else, as old pages set their menus."""
    return block.text.count("\n") >= _MENU_LINES and block.linked > 0.8 * len(block.text)


def _is_h1(block: Block) -> bool:
    return any(element.tag == "h1" for element in (block.element, *block.element.iterancestors()))


def _beside(block: Block, main: HtmlElement) -> bool:
    linked = block.linked > _MOST_LINKED * len(block.text)
    if not linked and len(block.text.split()) >= _PARAGRAPH:
        return False
    for element in (block.element, *block.element.iterancestors()):
        if element is main or element.tag in ("body", "html", "article", "main"):
            return False
        if element.tag in _BESIDE or element.get("role", "").lower() in _BESIDE_ROLES:
            return True
        if element.tag == "div" and element.get("title") in ("header", "footer"):  # LibreOffice
            return True
        named = f"{element.get('class', '')} {element.get('id', '')}"
        if _BESIDE_NAMES.search(named) or (element.tag == "aside" and linked):
            return True
    return False


def _problems(blocks: Sequence[Block], facts: PageFacts, unseen: Unseen) -> Iterator[str]:
    end = "\n".join(block.text for block in blocks[-6:])
    if WALL.search(end) or (facts.for_subscribers and len(blocks) < 8):
        yield "The page asks for a subscription, so that the article may not be whole."
    if facts.of_several:
        yield "The page seems to hold several articles, which are read as one."
    yield from left_out(*unseen)


def _title_line(blocks: Sequence[Block], fields: Fields) -> list[Line]:
    """The headline, where it does not stand among the first lines."""
    title = fields.title
    if title is None:
        return []
    first = [_key(block.text) for block in blocks[:8]]
    return [] if any(line.startswith(_key(title)) for line in first) else [Line(title)]
