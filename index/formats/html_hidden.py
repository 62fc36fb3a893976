"""What of a page no browser shows, or shows struck through, taken out of its tree."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from index.formats.reading import gap_of

_UNSEEN = frozenset(
    """applet audio base button canvas datalist embed iframe img input link map meta noembed
    noframes noscript object optgroup option param picture progress script select source style svg
    template textarea title track video""".split()  # noqa: SIM905
)
_HIDING_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?"
    r"\s*(?:!important)?(?:;|$)|font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:!important)?(?:;|$)|"
    r"text-indent\s*:\s*-[0-9]{3,}|(?:left|top)\s*:\s*-[0-9]{3,}|clip\s*:\s*rect\(\s*[01]|"
    r"clip-path\s*:\s*inset\((?:50|100)%|mso-hide\s*:\s*all|"
    r"transform\s*:[^;]{0,200}\bscale\(\s*0\s*\)|filter\s*:[^;]{0,200}\bopacity\(\s*0(?:\.0+|%)?\s*\))",
    re.IGNORECASE,
)
_NO_BOX = re.compile(
    r"(?=.*\boverflow\s*:\s*hidden)(?=.*(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|$))",
    re.IGNORECASE | re.DOTALL,
)
_COLOUR = re.compile(r"(?:^|;)\s*color\s*:\s*([^;!]+)", re.IGNORECASE)
_BACKGROUND = re.compile(r"(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)", re.IGNORECASE)
_ONLY_FOR_SCREEN_READERS = frozenset(
    ("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only",
     "assistive-text", "element-invisible", "a11y-hidden", "u-visually-hidden")
)  # fmt: skip
_WHITE = frozenset(("#fff", "#ffffff", "#fefefe", "white", "rgb(255,255,255)", "#ffffffff"))
_CLEAR = re.compile(
    r"transparent|(?:rgba|hsla)\([^)]*[,/]0(?:\.0+|%)?\)|#[0-9a-f]{6}00|#[0-9a-f]{3}0"
)
_NO_GROUND = frozenset(("none", "transparent", "inherit", "initial", "unset"))
GROUND = "data-ground"  # what a style sheet gives a background is marked with it
STRUCK = "data-struck"  # what a style sheet strikes through is marked with it
_STRUCK = frozenset(("s", "strike", "del"))
_STRIKING_STYLE = re.compile(
    r"(?:^|;)\s*(?:-webkit-)?text-decoration(?:-line)?\s*:[^;]*\bline-through\b", re.IGNORECASE
)
RAISED = "data-raised"  # what a style sheet sets above the line is marked with it
_RAISING_STYLE = re.compile(
    r"(?:^|;)\s*vertical-align\s*:\s*(?:super|[1-9][0-9]{0,2}(?:\.[0-9]+)?%)", re.IGNORECASE
)


class Unseen(NamedTuple):
    """How many words were left out since they are hidden, or struck through."""

    hidden: int
    struck: int


def hide_unseen(root: HtmlElement) -> Unseen:
    """Take out of a page what no browser shows, and what it shows as withdrawn."""
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    hidden = struck = 0
    # What styles in other files give a background is not known.
    alone = not any("stylesheet" in link.get("rel", "").lower() for link in root.iter("link"))
    for element in list(root.iter()):
        parent = element.getparent()
        if parent is None or not isinstance(element.tag, str):
            continue
        tag = tag_of(element)
        if tag in _UNSEEN:
            _drop(element, parent)
        elif is_hidden(element) or (alone and _is_white_on_white(element)):
            hidden += _words(element)
            _drop(element, parent)
        elif tag in _STRUCK or element.get(STRUCK) is not None or strikes(element.get("style", "")):
            struck += _words(element)
            element.tail = gap_of("".join(element.itertext())) + (element.tail or "")
            _drop(element, parent)
    return Unseen(hidden, struck)


def _words(element: HtmlElement) -> int:
    return len("".join(element.itertext()).split())


def strikes(style: str) -> bool:
    """Whether declarations of a style strike their words through."""
    return bool(style and _STRIKING_STYLE.search(style))


def is_hidden(element: HtmlElement) -> bool:
    """Whether an element's own attributes keep it from being shown."""
    style = element.get("style", "")
    hidden = element.get("hidden")
    return (
        (hidden is not None and hidden.lower() != "until-found")
        or bool(_ONLY_FOR_SCREEN_READERS & set(element.get("class", "").lower().split()))
        or bool(style and hides(style))
        or (tag_of(element) == "dialog" and element.get("open") is None)
    )


def has_white(root: HtmlElement) -> bool:
    """Whether any element makes its words white by itself."""
    return any(_is_white(each) for each in root.iter("*"))


def _is_white(element: HtmlElement) -> bool:
    style = element.get("style", "")
    colour = _COLOUR.search(style) if style else None
    told = colour[1] if colour else element.get("color", "") if tag_of(element) == "font" else ""
    return _plain(told) in _WHITE


def _is_white_on_white(element: HtmlElement) -> bool:
    """Whether the words of an element are white and nothing behind them has a colour."""
    if not _is_white(element):
        return False
    if any(_COLOUR.search(each.get("style", "")) for each in element.iterdescendants()):
        return False
    return not any(_has_ground(each) for each in (element, *element.iterancestors()))


def _has_ground(element: HtmlElement) -> bool:
    if element.get(GROUND) is not None or element.get("background") is not None:
        return True
    found = _BACKGROUND.search(element.get("style", ""))
    grounds = (_plain(found[1]) if found else "", _plain(element.get("bgcolor", "")))
    return any(each and each not in _WHITE and each not in _NO_GROUND for each in grounds)


def _plain(colour: str) -> str:
    return "".join(colour.split()).lower()


def gives_ground(style: str) -> bool:
    """Whether declarations of a style paint something behind the words that is not white."""
    found = re.search(
        r"(?:^|;)\s*background(?:-color|-image)?\s*:\s*([^;!]+)", style, re.IGNORECASE
    )
    ground = _plain(found[1]) if found else ""
    return bool(ground) and ground not in _WHITE and ground not in _NO_GROUND


def hides(style: str) -> bool:
    """Whether declarations of a style keep what they are about from being seen."""
    if _HIDING_STYLE.search(style) or _NO_BOX.search(style):
        return True
    colour, background = _COLOUR.search(style), _BACKGROUND.search(style)
    told, ground = (_plain(each[1]) if each else "" for each in (colour, background))
    if told in _NO_GROUND - {"transparent"}:
        return False
    # Letters that a picture shines through have no colour of their own.
    clear = bool(told and _CLEAR.fullmatch(told)) and "background-clip" not in style
    return clear or bool(told and told == ground)


def _drop(element: HtmlElement, parent: HtmlElement) -> None:
    """Remove an element and keep the text behind it."""
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def raises(style: str) -> bool:
    """Whether declarations of a style set their words above the line."""
    return bool(style and _RAISING_STYLE.search(style))


def is_raised(element: HtmlElement) -> bool:
    """Whether the words of an element stand above the line."""
    marked = element.get(RAISED) is not None or raises(element.get("style", ""))
    return tag_of(element) == "sup" or (marked and tag_of(element) == "span")


def tag_of(element: HtmlElement) -> str:
    """The name of an element in small letters, without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
