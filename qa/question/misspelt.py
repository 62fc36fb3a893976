"""A question with its misspelt words read as the nearest ones: of the articles, else of English.

Never changed: a word that an article holds in any form, an English word that none holds (it may be
what is asked for), a word with an accent, a contraction, and what has a digit in it.
"""

from __future__ import annotations

import re
from string import ascii_lowercase
from typing import TYPE_CHECKING

from qa.english.grammar import parts_of_speech
from qa.english.normal_form import FUNCTION_WORDS
from qa.english.parser import english_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WORD = re.compile(r"(?<![\w’'.@/])[^\W\d_]{3,}(?:(?=[’']s\b)|(?![\w@/]|[’'.]\w))")
_SHORT = 3  # letters of a word of which only one may be lacking
_SHORTEST_ENGLISH = 5  # letters of a word that may stand for one that no article holds
# As they are typed without an apostrophe.
_IS = "what where who when why how that there".split()  # noqa: SIM905
_NOT = "do does did is are was were ca wo could would should has have had".split()  # noqa: SIM905
_CONTRACTED = frozenset([f"{word}s" for word in _IS] + [f"{word}nt" for word in _NOT])
_DOUBLING = frozenset({"ed", "ing", "er", "est"})  # "hopping" of "hop"
_BEFORE = ("re", "un", "non", "pre", "over", "out")  # "resold"
_COMPOUND, _HALF = 10, 4  # letters at least of two words in one, "floodwater", and of each
_ENDINGS = (
    ("s", ("",)), ("es", ("",)), ("ies", ("y",)), ("ed", ("", "e")), ("ied", ("y",)),
    ("ing", ("", "e")), ("er", ("", "e")), ("est", ("", "e")), ("ly", ("",)), ("ily", ("y",)),
    ("ier", ("y",)), ("iest", ("y",)), ("men", ("man",)),
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
        if not word.isascii() or folded in _CONTRACTED:
            return word
        if len(word) == _SHORT and not word.islower():
            return word
        if english or holds(word) or (named and holds(word.removesuffix("s").removesuffix("n"))):
            return word
        near = nearest(word)
        if near and (len(word) == _SHORT or near.casefold() in set(_one_slip_off(folded))):
            return near if _lacks_none_or_one(word, near) else word
        return _english(question, found, known, holds) or near or word

    return _WORD.sub(read, question)


def _lacks_none_or_one(word: str, near: str) -> bool:
    """A short word is like too many others: only a letter left out is believed."""
    return len(word) > _SHORT or len(near) == len(word) + 1


def _english(
    question: str,
    found: re.Match[str],
    known: frozenset[str],
    holds: Callable[[str], bool],
) -> str | None:
    """The English word that is one slip away, one of which an article has another form first.

    Before others come those that two letters exchanged or one doubled explain. In place of a short
    word, or of one that grammar takes for a name, only such a word of the articles.
    """
    word = found[0]
    folded = word.casefold()
    if len(word) == _SHORT:
        return None
    likely = {other for other in _one_slip_off(folded) if sorted(other) == sorted(folded)}
    likely |= {folded[:n] + folded[n + 1 :] for n in range(1, len(folded)) if _is_twice(folded, n)}
    near = {o for o in _one_slip_off(folded) if o[:1] == folded[:1] and _is_english(o, known)}
    held = {other for other in near if holds(other)}
    if len(word) < _SHORTEST_ENGLISH or _may_be_name(question, found.start()):
        near = held
    order = ((-(o in likely) - (o in held), o not in held, o not in known, o) for o in near)
    best = min(order, default=None)
    return None if best is None else (best[3].capitalize() if word[0].isupper() else best[3])


def _may_be_name(question: str, start: int) -> bool:
    part = next((p for p in parts_of_speech(question) if p.start == start), None)
    return part is not None and part.tag.startswith("NNP")


def _is_twice(word: str, at: int) -> bool:
    return word[at] == word[at - 1]


def _one_slip_off(word: str) -> Iterator[str]:
    """With a letter less, another one, one more, or two neighbours exchanged."""
    for at in range(len(word) + 1):
        before, behind = word[:at], word[at:]
        yield before + behind[1:]
        yield before + behind[1:2] + behind[:1] + behind[2:]
        for letter in ascii_lowercase:
            yield before + letter + behind
            yield before + letter + behind[1:]


def _is_english(word: str, known: frozenset[str]) -> bool:
    """Whether it is a word of the list, two in one, or one with something before or behind it."""
    if word in known or word in FUNCTION_WORDS:
        return True
    if any(word.startswith(each) and word[len(each) :] in known for each in _BEFORE):
        return True
    one = word.removesuffix("s")
    halves = range(_HALF, len(one) - _HALF + 1)
    if len(one) >= _COMPOUND and any(one[:n] in known and one[n:] in known for n in halves):
        return True
    return any(
        bare + mended in known or (doubles and bare[-1:] == bare[-2:-1] and bare[:-1] in known)
        for ending, mends in _ENDINGS
        if word.endswith(ending) and len(bare := word.removesuffix(ending)) > 1
        for doubles in [ending in _DOUBLING]
        for mended in mends
    )
