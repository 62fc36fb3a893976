"""Text that a server may put into its chat template: no part of it can become a control token.

A server renders and reads the whole prompt at once, so `<|im_start|>` in an article would begin a
turn. Every control token of the common families opens with `<` or with `[` before a letter or a
slash; parted there it is plain text. Markers such as `[1]` stay as they are. Knows no template.
"""

from __future__ import annotations

import re

_OPENS = re.compile(r"[<\uff1c](?=\S)|\[(?=[^\W\d]|/|\|)")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060-\u2064\ufeff\u00ad]")


def without_control_words(text: str) -> str:
    """The text with a space behind every sign that could open a control token.

    Signs that nobody sees go first: between the letters of a control word they would hide it from
    us, and some tokenisers drop them.
    """
    return _OPENS.sub(r"\g<0> ", _INVISIBLE.sub("", text))
