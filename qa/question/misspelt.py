"""A question with its misspelt words read as the nearest ones that the articles hold.

Never changed: a word that an article holds in any form, an English word that none holds (it may be
what is asked for), a short word, and what has a digit in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.english.normal_form import FUNCTION_WORDS
from qa.english.parser import english_words

if TYPE_CHECKING:
    from collections.abc import Callable

_WORD = re.compile(r"(?<![\w’'.@/-])[^\W\d_]{4,}(?:(?=[’']s\b)|(?![\w@/-]|[’'.]\w))")
_ENDINGS = (
    ("s", ("",)), ("es", ("",)), ("ies", ("y",)), ("ed", ("", "e")), ("ied", ("y",)),
    ("ing", ("", "e")), ("er", ("", "e")), ("est", ("", "e")), ("ly", ("",)), ("ily", ("y",)),
)  # fmt: skip


def respelt(
    question: str, holds: Callable[[str], bool], nearest: Callable[[str], str | None]
) -> str:
    """The question itself where no word of it is misspelt, or where no list of words is there.

    `holds` tells whether an article has a word; `nearest` gives the word of the articles that is
    hardly different, None where there is none.
    """
    known = english_words()
    if not known:
        return question

    def read(found: re.Match[str]) -> str:
        word = found[0]
        folded, named = word.casefold(), found.start() > 0 and word[0].isupper()
        english = (
            {folded, folded.removesuffix("s")} & known if named else _is_english(folded, known)
        )
        if english or holds(word) or (named and holds(word.removesuffix("s").removesuffix("n"))):
            return word
        return nearest(word) or word

    return _WORD.sub(read, question)


def _is_english(word: str, known: frozenset[str]) -> bool:
    """Whether it is a word of the list or such a word with an ending of its grammar."""
    if word in known or word in FUNCTION_WORDS:
        return True
    return any(
        bare + mended in known or (bare[-1:] == bare[-2:-1] and bare[:-1] in known)
        for ending, mends in _ENDINGS
        if word.endswith(ending) and len(bare := word.removesuffix(ending)) > 1
        for mended in mends
    )
