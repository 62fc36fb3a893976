"""Pages that ask for something before they show the article. Knows lines, and nothing of pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.formats.reading import UnreadableError

WALL = re.compile(
    r"(?:subscribe|sign in|log ?in|register|create (?:a|an|your) (?:free )?account)\b.{0,60}"
    r"\b(?:to (?:continue|keep|finish|read)|for (?:full|unlimited) access)|already a subscriber|"
    r"this (?:article|content|story) is (?:only |exclusively )?(?:available |reserved )?(?:for|to) "
    r"(?:our )?(?:subscribers|members)|you(?:'|’)ve (?:reached|read) your .{0,40}"
    r"(?:limit|free articles)",
    re.IGNORECASE | re.DOTALL,
)
_NO_ARTICLE = re.compile(
    r"(?:we (?:and our \S{0,12} ?\w{0,12} ?partners )?(?:use|value) (?:cookies|your privacy)|"
    r"accept (?:all )?cookies|cookie (?:settings|preferences|policy)|manage (?:your )?consent|"
    r"before you continue|(?:please )?enable (?:javascript|js|cookies)|verify(?:ing)? (?:that )?"
    r"you are (?:a )?human|checking your browser|are you a robot|unusual traffic|"
    r"access (?:to this page has been )?denied|page (?:not found|you requested))",
    re.IGNORECASE,
)
NEEDS_PROGRAM = (
    "it has no text of its own, but a program or a frame that fetches it; save the page again when "
    "it is shown, or print it to PDF"
)
_LEAST_WORDS = 25  # of an article on a page that asks for something else


def refuse_other_pages(told: Sequence[str], shown: Sequence[str]) -> None:
    """Name what a page is that tells nothing else.

    `told` are the lines of what may be its article, `shown` all of the page.

    Raises:
        UnreadableError: it asks for a subscription, cookies or a human, or says that it is gone.
    """
    left = [text for text in told if not _asks_for_something(text)]
    if sum(len(text.split()) for text in left) >= _LEAST_WORDS:
        return
    if any(WALL.search(text) for text in shown):
        raise UnreadableError(
            "it holds the page that asks for a subscription or a login, not the article; "
            "save the page again where you can read it"
        )
    if len(left) < len(told):
        raise UnreadableError(
            "it holds a page about cookies, an error or a check for robots, not the "
            "article; save the page again where you can read it"
        )


def _asks_for_something(text: str) -> bool:
    return bool(WALL.search(text) or _NO_ARTICLE.search(text))
