"""What is counted over the folder's articles: which of them have some words, and who wrote most.

Told completely, by every byline and outlet and by the words of every article; where so many have
them that they cannot be read for one question, that is said.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from index.columns import Field
from index.listing import Listing, listing_of
from qa.english.normal_form import beginning, fold, forms, stem, words
from qa.question.article_sources import MOST_READ

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Article

_AND = re.compile(r",? (?:and|&|with) |, ")
_BETWEEN = re.compile(r",? (?:or|and) |, ")
_EACH = re.compile(r" and ")
_ARTICLE = re.compile(r"\A(?:the|an?|any|some) ", re.IGNORECASE)
MOST_FIRST = 20  # who all wrote as many
_MARKS = " \"“”'‘’.,"


@dataclass(frozen=True, slots=True)
class Mentions:
    """The articles that have some words, of those that were read.

    Where more may have them than are read for one question, `of_all` is False; `are_newest` says
    whether those that were read are then the newest that may.
    """

    articles: Listing
    read: Listing
    of_all: bool = True
    are_newest: bool = True


def mentioning(what: str, articles: Sequence[Article]) -> Mentions:
    """The articles whose title or text has the words side by side, in any of their forms."""
    bare = _ARTICLE.sub("", what)
    wanted = [stem(word.form) for word in words(bare)]
    if not wanted:
        return Mentions(listing_of(()), listing_of(()))
    kin = [beginning(word) for word in wanted]

    def has(article: Article) -> bool:
        low = fold(f"{article.title or ''}\n{article.text}")
        # Beginnings are found sooner.
        return all(each in low for each in kin) and _stand_together(wanted, kin[0], low)

    holding, are_all = listing_of(articles).holding(bare)
    read = holding.recent(MOST_READ)
    of_all = are_all and len(read) == len(holding)
    return Mentions(read.where(has), read, of_all, are_newest=are_all)


def several(what: str) -> tuple[str, ...]:
    """The things of "a bridge or nurses", where there are two or more."""
    parts = tuple(part for part in _BETWEEN.split(what.strip(_MARKS)) if part)
    return parts if len(parts) > 1 else ()


def mentioning_several(what: str, articles: Sequence[Article]) -> tuple[Mentions, str]:
    """The articles that have one of several things, or each, and the things as told again."""
    listed = listing_of(articles)
    parts = several(what)
    found = [mentioning(part, listed) for part in parts]
    each = _EACH.search(what) is not None
    first, *others = (mentions.articles for mentions in found)
    read, *also_read = (mentions.read for mentions in found)
    shown = (" and " if each else " or ").join(map(shown_words, parts))
    told = first.both(*others) if each else first.either(*others)
    of_all = all(mentions.of_all for mentions in found)
    # The newest with one word and all with another are together not the newest with either.
    return Mentions(told, read.either(*also_read), of_all, are_newest=of_all), shown


def _stand_together(wanted: list[str], begins: str, folded: str) -> bool:
    """Whether a folded text has these stems in a row; the first word has `begins` in it.

    Only the words behind each place that has it are looked at.
    """
    size = len(wanted)
    for found in re.finditer(re.escape(begins), folded):
        start = folded.rfind(" ", 0, found.start()) + 1
        before = (found.start() - start + 1) // 2  # words of one letter, at most
        near = [stem(form) for form in islice(forms(folded, start), before + size)]
        if any(near[row : row + size] == wanted for row in range(len(near) - size + 1)):
            return True
    return False


def shown_words(what: str) -> str:
    """The words as they are told again."""
    return f"“{what.strip(_MARKS)}”"


def most_by_writer(articles: Sequence[Article]) -> str:
    """Who is named by most bylines; each of several writers of one article counts."""
    listed = listing_of(articles)
    counted: Counter[str] = Counter()
    known = 0
    for byline, number in listed.tally(Field.BYLINE).items():
        writers = [part for part in _AND.split(byline) if part]
        counted.update(dict.fromkeys(writers, number))
        known += number if writers else 0
    return _most(counted, len(listed) - known, "names its writer", "wrote")


def most_by_outlet(articles: Sequence[Article]) -> str:
    """Which outlet published most of the articles."""
    listed = listing_of(articles)
    counted = listed.tally(Field.SHOWN)
    return _most(counted, len(listed) - counted.total(), "names its outlet", "published")


def _most(counted: Counter[str], unknown: int, names: str, did: str) -> str:
    if not counted:
        return f"No article {names}."
    most = max(counted.values())
    first = sorted(name for name, number in counted.items() if number == most)
    told = f"{most:,} article{'s' if most > 1 else ''}{' each' if len(first) > 1 else ''}"
    shown = [*first[:MOST_FIRST], f"{len(first) - MOST_FIRST:,} others"][: len(first)]
    who = first[0] if len(first) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
    verb = "article does" if unknown == 1 else "articles do"
    rest = f" {unknown:,} {verb} not say." if unknown else ""
    return f"{who} {did} most: {told}.{rest}"
