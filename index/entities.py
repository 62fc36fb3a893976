"""HTML entities that a program left in text: `&ldquo;` as the mark that it names."""

from __future__ import annotations

import html
import re
from html.entities import html5

# With the semicolon only: `AT&T`, `R&copy` and `?a=1&lang=en` are not meant as any. A program that
# escaped the text twice leaves `&amp;ldquo;`.
_ENTITY = re.compile(
    r"&(?:amp;){0,2}(?P<name>#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)


def read_entities(text: str) -> tuple[str, int]:
    """The text with its entities as characters, and how many there were.

    What is no entity stays, and so does the number of a character that nobody can see.
    """
    count = 0

    def read(found: re.Match[str]) -> str:
        nonlocal count
        name = found["name"]
        # Of a name that it does not know, `unescape` reads the beginning: `&nothing;` as `¬hing;`.
        shown = html.unescape(f"&{name};") if name[0] == "#" else html5.get(f"{name};", "")
        if shown in ("", "\ufffd"):
            return found[0]
        count += 1
        return shown

    return _ENTITY.sub(read, text), count
