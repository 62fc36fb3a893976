"""What the style sheets inside a web page hide. Knows nothing of those in other files."""

from __future__ import annotations

import re
from collections.abc import Sequence

import cssselect
from lxml import etree
from lxml.html import HtmlElement

from index.formats.html_blocks import hides

_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,4000})\}")
_AT_BLOCK = re.compile(r"@[^{};]{0,400}\{(?:[^{}]|\{[^{}]*\}){0,100000}\}|@[^{};]{0,400};")
_SHOWS = re.compile(r"display\s*:\s*(?!none)[a-z]", re.IGNORECASE)
_MOST_RULES = 400


def mark_hidden(root: HtmlElement) -> None:
    """Give what the page's own style sheets hide the attribute `hidden`."""
    _hide_by_rules(root, _hiding_rules(root))


def _hiding_rules(root: HtmlElement) -> list[str]:
    """The selectors of what the page's own style sheets hide on a screen of any width."""
    hidden: list[str] = []
    shown: set[str] = set()
    for style in root.iter("style"):
        media = style.get("media", "all").lower()
        if "print" in media or len(style.text or "") > 2_000_000:
            continue
        sheet = re.sub(r"/\*.*?\*/", "", style.text or "", flags=re.DOTALL)
        for rule in _RULE.finditer(_AT_BLOCK.sub("", sheet)):
            if hides(rule[2]):
                hidden += [each.strip() for each in rule[1].split(",") if ":" not in each]
        for rule in _RULE.finditer(sheet):
            if _SHOWS.search(rule[2]):
                shown |= {each.strip() for each in rule[1].split(",")}
    return [each for each in dict.fromkeys(hidden) if each not in shown][:_MOST_RULES]


def _hide_by_rules(root: HtmlElement, rules: Sequence[str]) -> None:
    """Mark what the rules hide; where that is most of the page, a program shows it later."""
    translator = cssselect.HTMLTranslator()
    marked: list[HtmlElement] = []
    for selector in rules:
        try:
            elements = root.xpath(translator.css_to_xpath(selector))
        except (cssselect.SelectorError, etree.XPathError):
            continue
        marked += [each for each in elements if each is not root and each.tag != "body"]
    words = sum(len("".join(each.itertext()).split()) for each in set(marked))
    if words * 2 < len("".join(root.itertext()).split()):
        for element in marked:
            element.set("hidden", "hidden")
