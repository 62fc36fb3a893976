"""Greetings and questions about Byline itself, which no article answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Article

GREETING = re.compile(
    r"(?:hi|hello|hey|good (?:morning|afternoon|evening)|greetings)(?: there| byline)?",
    re.IGNORECASE,
)
THANKS = re.compile(
    r"(?:many )?(?:thanks|thank you|thx|cheers)(?: (?:a lot|so much|very much|byline))*",
    re.IGNORECASE,
)
ABOUT = re.compile(
    r"(?:who|what) are you|what is byline|what can (?:you|byline) do(?: for me)?"
    r"|how (?:do(?:es)?) (?:you|this|byline) work|help(?: me)?|what is this",
    re.IGNORECASE,
)
WHAT_BYLINE_DOES = (
    "Byline answers questions from a folder of news articles, shows the exact words behind every "
    "sentence, and says so when the articles do not answer."
)


def is_small_talk(question: str) -> bool:
    """Whether it is a greeting or a question about Byline, which leans on nothing said before."""
    return any(form.fullmatch(_plain(question)) for form in (GREETING, THANKS, ABOUT))


def about_byline(question: str, articles: Sequence[Article]) -> str | None:
    """What to reply to a greeting or a question about Byline; None for any other question."""
    asked = _plain(question)
    if GREETING.fullmatch(asked):
        return f"Hello. Ask about {_count(articles)}. {WHAT_BYLINE_DOES}"
    if THANKS.fullmatch(asked):
        return "You are welcome."
    if ABOUT.fullmatch(asked):
        return f"{WHAT_BYLINE_DOES} It has {_count(articles)}."
    return None


def _count(articles: Sequence[Article]) -> str:
    return "1 article" if len(articles) == 1 else f"{len(articles):,} articles"


def _plain(question: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", question).split())
