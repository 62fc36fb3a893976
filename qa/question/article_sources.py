"""Whose articles are meant: an outlet, a writer or a place as a question names them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import SearchFilters
from qa.english.normal_form import FUNCTION_WORDS, words
from qa.question.days_asked import DAYS_ASKED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Article

_OR = re.compile(r",? or (?:by |from )?", re.I)
_AND = re.compile(r",? (?:and|&|with) (?:by |from )?|, ", re.I)
_A_DAY = re.compile(rf"\b(?:{DAYS_ASKED})\b|[0-9]", re.I)


@dataclass(frozen=True, slots=True)
class Source:
    """The articles of somebody, and the name as they write it; none where nobody is known.

    `wrote` tells a writer from an outlet and a place.
    """

    name: str
    articles: tuple[Article, ...]
    wrote: bool = False


def articles_of(name: str, articles: Sequence[Article], *, by: bool) -> Source:
    """The articles of an outlet or a writer; without `by` also those from a place.

    `A or B` are the articles of both, and none unless both are known.
    """
    name = name.strip(" ,.;:'\"“”’")
    each = [_articles_of_one(part, articles, by=by) for part in _OR.split(name)]
    if not all(source.articles for source in each):
        return Source(name, ())
    told = " or ".join(source.name for source in each)
    ids = {article.id for source in each for article in source.articles}
    wrote = all(source.wrote for source in each)
    return Source(told, tuple(a for a in articles if a.id in ids), wrote)


def is_named_nowhere(name: str, articles: Sequence[Article]) -> bool:
    """Whether a proper name stands in no article and no word of it in what is known of one.

    Only then is it true whatever was meant that nothing is from there: "from the police union" and
    "from the last week of August" are no names, and what the texts speak of may have been meant.
    """
    said = [word for word in words(name) if word.form not in FUNCTION_WORDS]
    capitals = all(name[word.start].isupper() for word in said)
    if not said or not capitals or _A_DAY.search(name):
        return False
    forms = {_bare(word.form) for word in said}
    bare = re.escape(_bare(" ".join(name.removeprefix("the ").removeprefix("The ").split())))
    named = re.compile(rf"\b{bare}\b")
    return not any(
        forms & _forms(f"{a.outlet} {a.shown_outlet} {a.byline} {a.place} {a.url}")
        or named.search(_bare(f"{a.title} {a.text}"))
        for a in articles
    )


def _articles_of_one(name: str, articles: Sequence[Article], *, by: bool) -> Source:
    if not any(character.isalnum() for character in name):
        return Source(name, ())
    outlet = SearchFilters(outlet=name.removeprefix("the ").removeprefix("The "))
    if found := tuple(a for a in articles if outlet.admits(a)):
        return Source(found[0].shown_outlet or name, found)
    written = {a.id: part for a in articles if (part := _as_writer(name, a.byline))}
    if written:
        told = set(written.values())
        found = tuple(a for a in articles if a.id in written)
        return Source(told.pop() if len(told) == 1 else name, found, wrote=True)
    wanted = _forms(name)
    from_there = tuple(a for a in articles if a.place and not by and _forms(a.place) == wanted)
    return Source(name, from_there)


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
