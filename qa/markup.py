"""Escaped HTML: the one function that makes any text safe, and elements built with it."""

from __future__ import annotations

import re
from html import escape as escape_html

# Characters that change how their neighbours are shown, or show as nothing: C0 and C1 controls,
# bidirectional marks and overrides, zero-width and tag characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\U000e0000-\U000e007f]"
)


def escape(text: object) -> str:
    """Make any text safe between tags and inside a double-quoted attribute.

    Characters that reorder or hide text are shown as U+FFFD, so that nobody can make a sentence
    read differently from what is stored.
    """
    return escape_html(without_unseen(str(text)), quote=True)


def without_unseen(text: str) -> str:
    """The text with U+FFFD for every character that reorders or hides its neighbours."""
    return _UNSEEN.sub("\ufffd", text)


def tag(name: str, content: str = "", **attributes: str | None) -> str:
    """One element. `content` is markup already; attribute values are escaped here.

    `class_` and `data_ask` become `class` and `data-ask`; an attribute that is None is left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>"
