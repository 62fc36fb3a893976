"""What is counted over the folder's articles: which of them have some words, and who wrote most.

Told completely or not at all: by the words of every article, by every byline and outlet.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from qa.english.normal_form import fold, stem, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index import Article

_AND = re.compile(r",? (?:and|&|with) |, ")
_BETWEEN = re.compile(r",? (?:or|and) |, ")
_EACH = re.compile(r" and ")
_ARTICLE = re.compile(r"\A(?:the|an?|any|some) ", re.IGNORECASE)
_SHORTEST_KIN = 4  # letters
_MARKS = " \"“”'‘’.,"


def mentioning(what: str, articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles whose title or text has the words side by side, in any of their forms."""
    wanted = [stem(word.form) for word in words(_ARTICLE.sub("", what))]
    if not wanted:
        return ()
    kin = [word[:-1] if len(word) > _SHORTEST_KIN else word for word in wanted]
    found = []
    for article in articles:
        text = f"{article.title or ''}\n{article.text}"
        low = fold(text)
        # The stem of a word is nearly its beginning, which is found sooner.
        if all(each in low for each in kin) and _stand_together(wanted, text):
            found.append(article)
    return tuple(found)


def several(what: str) -> tuple[str, ...]:
    """The things of "a bridge or nurses", where there are two or more."""
    parts = tuple(part for part in _BETWEEN.split(what.strip(_MARKS)) if part)
    return parts if len(parts) > 1 else ()


def mentioning_several(what: str, articles: Sequence[Article]) -> tuple[tuple[Article, ...], str]:
    """The articles that have one of several things, or each, and the things as told again."""
    parts = several(what)
    found = [mentioning(part, articles) for part in parts]
    each = _EACH.search(what) is not None
    has = all if each else any
    shown = (" and " if each else " or ").join(map(shown_words, parts))
    return tuple(a for a in articles if has(a in told for told in found)), shown


def _stand_together(wanted: list[str], text: str) -> bool:
    forms = [stem(word.form) for word in words(text)]
    size = len(wanted)
    return any(forms[row : row + size] == wanted for row in range(len(forms) - size + 1))


def shown_words(what: str) -> str:
    """The words as they are told again."""
    return f"“{what.strip(_MARKS)}”"


def most_by_writer(articles: Sequence[Article]) -> str:
    """Who is named by most bylines; each of several writers of one article counts."""
    each = [tuple(part for part in _AND.split(a.byline or "") if part) for a in articles]
    return _most(each, "names its writer", "wrote")


def most_by_outlet(articles: Sequence[Article]) -> str:
    """Which outlet published most of the articles."""
    each = [(outlet,) if (outlet := a.shown_outlet) else () for a in articles]
    return _most(each, "names its outlet", "published")


def _most(each: Iterable[tuple[str, ...]], names: str, did: str) -> str:
    each = list(each)
    counted = Counter(name for found in each for name in found)
    if not counted:
        return f"No article {names}."
    most = max(counted.values())
    first = sorted(name for name, number in counted.items() if number == most)
    told = f"{most:,} article{'s' if most > 1 else ''}{' each' if len(first) > 1 else ''}"
    who = first[0] if len(first) == 1 else f"{', '.join(first[:-1])} and {first[-1]}"
    unknown = sum(not found for found in each)
    verb = "article does" if unknown == 1 else "articles do"
    rest = f" {unknown:,} {verb} not say." if unknown else ""
    return f"{who} {did} most: {told}.{rest}"
