"""What an answer leaves for the questions after it: itself where it is short, else what it names.

Knows neither the question nor whether the answer is right.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from qa.english.mentions import mentions
from qa.question.dialogue import Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORT = 12  # words of an answer that is kept whole
MOST_NAMES = 6
MOST_TURNS = 3


@functools.lru_cache(maxsize=256)
def gist_of(answer: str) -> str:
    """The words of a short answer, or the names of a long one in their order; empty for a refusal.

    A verb of the answer may tell what a later question asks for, so it is not handed on.
    """
    told = [" ".join(each.split()) for each in Turn.of("", answer).statements]
    if len(" ".join(told).split()) <= SHORT:
        return " ".join(told)
    named = [m.text for text in told for m in mentions(text) if m.named]
    kept: list[str] = []
    for name in named:
        if not any(name in other for other in kept):
            kept.append(name)
    return ", ".join(kept[:MOST_NAMES])


def gist_of_talk(earlier: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The last questions, each with the gist of its answer."""
    return tuple((asked, gist_of(answer)) for asked, answer in earlier[-MOST_TURNS:])
