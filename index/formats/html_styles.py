"""What the style sheets inside a web page hide. Knows nothing of those in other files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import cssselect
from lxml import etree
from lxml.html import HtmlElement

from index.formats.html_hidden import (
    GROUND,
    RAISED,
    STRUCK,
    gives_ground,
    has_white,
    hides,
    raises,
    strikes,
)

_BRACE = re.compile(r"([{}])")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NAMES = re.compile(r"[.#]([\w-]+)")
_SHOWS = re.compile(r"display\s*:\s*(?!none)[a-z]", re.IGNORECASE)
_MOST_RULES = 400
_LONGEST_PRELUDE = 2_000  # characters before the declarations of a rule
_LONGEST_BODY = 4_000
_LONGEST = 2_000_000  # characters of a style sheet
_TRANSLATOR = cssselect.HTMLTranslator()


class _Rule(NamedTuple):
    """What a rule is about, what it says, and whether only on some screens or on paper."""

    selectors: tuple[str, ...]
    body: str
    at_times: bool


def mark_hidden(root: HtmlElement) -> None:
    """Mark what the page's own style sheets hide, strike through or set above the line.

    Where a page has white words, what has a ground is marked too.
    """
    rules = [rule for sheet in _sheets(root) for rule in _rules(sheet)]
    names = {name for each in root.iter("*") for key in ("class", "id")
             for name in each.get(key, "").split()}  # fmt: skip
    if has_white(root):
        for selector in _of_these(_grounds(rules), names):
            for element in _selected(root, selector):
                element.set(GROUND, "")
    for mark, says in ((STRUCK, strikes), (RAISED, raises)):
        for selector in _of_these(_rules_that(says, rules), names):
            for element in _selected(root, selector):
                element.set(mark, "")
    _hide_by_rules(root, _of_these(_hiding_rules(rules), names))


def _of_these(selectors: Sequence[str], names: set[str]) -> list[str]:
    """The selectors all of whose classes and ids are on the page; most of a large sheet's are not.

    There are at most so many, since each is looked for on the whole page.
    """
    return [each for each in selectors if names.issuperset(_NAMES.findall(each))][:_MOST_RULES]


def _sheets(root: HtmlElement) -> Iterator[str]:
    """The style sheets for a screen."""
    for style in root.iter("style"):
        media = style.get("media", "all").lower()
        if "print" not in media and len(style.text or "") <= _LONGEST:
            yield style.text or ""


def _grounds(rules: Sequence[_Rule]) -> list[str]:
    """The selectors of what has a colour or a picture behind it."""
    found = [each for rule in rules if gives_ground(rule.body) for each in rule.selectors]
    return [each for each in dict.fromkeys(found) if ":" not in each]


def _rules_that(says: Callable[[str], bool], rules: Sequence[_Rule]) -> list[str]:
    """The selectors of the rules whose declarations say so."""
    found = [each for rule in rules if says(rule.body) for each in rule.selectors]
    return [each for each in dict.fromkeys(found) if ":" not in each]


def _hiding_rules(rules: Sequence[_Rule]) -> list[str]:
    """The selectors of what style sheets hide on a screen of any width."""
    shown = {each for rule in rules if _SHOWS.search(rule.body) for each in rule.selectors}
    found = [
        each
        for rule in rules
        if not rule.at_times and hides(rule.body)
        for each in rule.selectors
        if ":" not in each and each not in shown
    ]
    return [*dict.fromkeys(found)]


def _rules(sheet: str) -> Iterator[_Rule]:
    """The rules of a style sheet, those inside others after them."""
    opened: list[str] = []
    text = ""
    for piece in _BRACE.split(_COMMENT.sub("", sheet)):
        if piece == "{":
            opened.append(text.rpartition(";")[2].strip())
        elif piece == "}" and opened:
            prelude = opened.pop()
            if prelude and not prelude.startswith("@") and len(prelude) <= _LONGEST_PRELUDE:
                selectors = tuple(each.strip() for each in prelude.split(","))
                at_times = any(each.startswith("@") for each in opened)
                yield _Rule(selectors, text[:_LONGEST_BODY], at_times)
        text = piece


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
