"""What the style sheets inside a web page hide. Knows nothing of those in other files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import cssselect
from lxml import etree
from lxml.html import HtmlElement

from index.formats.html_blocks import GROUND, gives_ground, hides

_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,4000})\}")
_AT_BLOCK = re.compile(r"@[^{};]{0,400}\{(?:[^{}]|\{[^{}]*\}){0,100000}\}|@[^{};]{0,400};")
_SHOWS = re.compile(r"display\s*:\s*(?!none)[a-z]", re.IGNORECASE)
_MOST_RULES = 400
_LONGEST = 2_000_000  # characters of a style sheet
_TRANSLATOR = cssselect.HTMLTranslator()


def mark_hidden(root: HtmlElement) -> None:
    """Give what the page's own style sheets hide the attribute `hidden`, and mark backgrounds."""
    sheets = [*_sheets(root)]
    for selector in _grounds(sheets):
        for element in _selected(root, selector):
            element.set(GROUND, "")
    _hide_by_rules(root, _hiding_rules(sheets))


def _sheets(root: HtmlElement) -> Iterator[str]:
    """The style sheets for a screen, without their comments."""
    for style in root.iter("style"):
        media = style.get("media", "all").lower()
        if "print" not in media and len(style.text or "") <= _LONGEST:
            yield re.sub(r"/\*.*?\*/", "", style.text or "", flags=re.DOTALL)


def _grounds(sheets: Sequence[str]) -> list[str]:
    """The selectors of what has a colour or a picture behind it."""
    found = [
        each.strip()
        for sheet in sheets
        for rule in _RULE.finditer(sheet)
        if gives_ground(rule[2])
        for each in rule[1].split(",")
        if ":" not in each
    ]
    return [*dict.fromkeys(found)][:_MOST_RULES]


def _hiding_rules(sheets: Sequence[str]) -> list[str]:
    """The selectors of what style sheets hide on a screen of any width."""
    hidden: list[str] = []
    shown: set[str] = set()
    for sheet in sheets:
        for rule in _RULE.finditer(_AT_BLOCK.sub("", sheet)):
            if hides(rule[2]):
                hidden += [each.strip() for each in rule[1].split(",") if ":" not in each]
        for rule in _RULE.finditer(sheet):
            if _SHOWS.search(rule[2]):
                shown |= {each.strip() for each in rule[1].split(",")}
    return [each for each in dict.fromkeys(hidden) if each not in shown][:_MOST_RULES]


def _selected(root: HtmlElement, selector: str) -> list[HtmlElement]:
    try:
        return list(root.xpath(_TRANSLATOR.css_to_xpath(selector)))
    except (cssselect.SelectorError, etree.XPathError):
        return []


def _hide_by_rules(root: HtmlElement, rules: Sequence[str]) -> None:
    """Mark what the rules hide; where that is most of the page, a program shows it later."""
    marked = [
        each
        for selector in rules
        for each in _selected(root, selector)
        if each is not root and each.tag != "body"
    ]
    words = sum(len("".join(each.itertext()).split()) for each in set(marked))
    if words * 2 < len("".join(root.itertext()).split()):
        for element in marked:
            element.set("hidden", "hidden")
