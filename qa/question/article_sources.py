"""Whose articles are meant: an outlet, a writer or a place as a question names them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import SearchFilters
from index.columns import Field
from index.listing import Listing, listing_of
from qa.english.normal_form import FUNCTION_WORDS, words
from qa.question.days_asked import DAYS_ASKED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Article

MOST_READ = 2_000  # articles whose text is read for one question
_OR = re.compile(r",? or (?:by |from )?", re.I)
_AND = re.compile(r",? (?:and|&|with) (?:by |from )?|, ", re.I)
_A_DAY = re.compile(rf"\b(?:{DAYS_ASKED})\b|[0-9]", re.I)


@dataclass(frozen=True, slots=True)
class Source:
    """The articles of somebody, and the name as they write it; none where nobody is known.

    `wrote` tells a writer from an outlet and a place; `outlets` are the names by which outlets are
    searched for.
    """

    name: str
    articles: Listing
    wrote: bool = False
    outlets: frozenset[str] = frozenset()


def articles_of(name: str, articles: Sequence[Article], *, by: bool) -> Source:
    """The articles of an outlet or a writer; without `by` also those from a place.

    `A or B` are the articles of both, and none unless both are known.
    """
    listed = listing_of(articles)
    name = name.strip(" ,.;:'\"“”’")
    each = [_articles_of_one(part, listed, by=by) for part in _OR.split(name)]
    if not all(source.articles for source in each):
        return Source(name, listing_of(()))
    first, *others = (source.articles for source in each)
    all_outlets = all(source.outlets for source in each)
    return Source(
        " or ".join(source.name for source in each),
        first.either(*others),
        all(source.wrote for source in each),
        frozenset().union(*(source.outlets for source in each)) if all_outlets else frozenset(),
    )


def is_named_nowhere(name: str, articles: Sequence[Article]) -> bool:
    """Whether a proper name stands in no article and no word of it in what is known of one.

    Only then is it true whatever was meant that nothing is from there: "from the police union" and
    "from the last week of August" are no names, and what the texts speak of may have been meant.
    Where too many articles have its words to be read, that is not known.
    """
    said = [word for word in words(name) if word.form not in FUNCTION_WORDS]
    capitals = all(name[word.start].isupper() for word in said)
    if not said or not capitals or _A_DAY.search(name):
        return False
    forms = {_bare(word.form) for word in said}
    bare = re.escape(_bare(" ".join(name.removeprefix("the ").removeprefix("The ").split())))
    named = re.compile(rf"\b{bare}\b")
    listed = listing_of(articles)
    if any(forms & _forms(known) for field in Field for known in listed.tally(field)):
        return False
    holding, are_all = listed.holding(name)
    if not are_all or len(holding) > MOST_READ:
        return False
    return not any(
        forms & _forms(a.url or "") or named.search(_bare(f"{a.title} {a.text}")) for a in holding
    )


def _articles_of_one(name: str, articles: Listing, *, by: bool) -> Source:
    nobody = Source(name, listing_of(()))
    if not any(character.isalnum() for character in name):
        return nobody
    outlet = name.removeprefix("the ").removeprefix("The ")
    if found := articles.only(SearchFilters(outlet=outlet)):
        return Source(found[0].shown_outlet or name, found, outlets=frozenset({outlet}))
    bylines = articles.tally(Field.BYLINE)
    written = {each: part for each in bylines if (part := _as_writer(name, each))}
    if written:
        told = set(written.values())
        found = articles.having(Field.BYLINE, written)
        return Source(told.pop() if len(told) == 1 else name, found, wrote=True)
    if by:
        return nobody
    wanted = _forms(name)
    places = [place for place in articles.tally(Field.PLACE) if _forms(place) == wanted]
    return Source(name, articles.having(Field.PLACE, places))


def _as_writer(name: str, byline: str | None) -> str | None:
    """The part of a byline that names this writer, or all of it where several are named."""
    parts = [part for part in _AND.split(byline or "") if part]
    wanted = [part for part in _AND.split(name) if part]
    found = [next((part for part in parts if _is_writer(one, part)), None) for one in wanted]
    if not found or not all(found):
        return None
    return found[0] if len(found) == 1 else byline


def _is_writer(name: str, known: str) -> bool:
    """`Jasper`, `M. Jasper` and `melina jasper` are Melina Jasper; `Tom Jasper` is not."""
    said = [_bare(word.form) for word in words(name)]
    pool = [_bare(word.form) for word in words(known)]
    if not said or said[-1] not in pool or len(said[-1]) < 2:
        return False
    return all(any(_same_or_initial(word, other) for other in pool) for word in said)


def _same_or_initial(left: str, right: str) -> bool:
    return left == right or (1 in (len(left), len(right)) and left[0] == right[0])


def _forms(text: str) -> set[str]:
    return {
        _bare(form)
        for word in words(text)
        for form in (word.form, *word.form.split("."))
        if form not in FUNCTION_WORDS
    }


def _bare(text: str) -> str:
    """Small letters without accents, as people type names."""
    split = unicodedata.normalize("NFD", text.casefold())
    return "".join(character for character in split if not unicodedata.combining(character))
