"""What the articles lack for a question: names, outlets, days. Says what is not there, not why."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from index.columns import Field
from index.listing import listing_of
from qa.briefing.structure import Missing
from qa.english.dates import DAYS, RELATIVE, mentions
from qa.english.name_forms import ALIASES, LONG_FORMS, is_named, names_in
from qa.english.normal_form import fold, words
from qa.english.readable import plural, readable_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from index import Article
    from index.listing import Listing
    from qa.statement import Citation

MOST_NAMED = 4


def gaps_for(
    question: str, near: Iterable[Article], articles: Sequence[Article]
) -> tuple[str, ...]:
    """Which names, outlets and days there is nothing from; `near` are the closest articles."""
    listed = listing_of(articles)
    found = [
        _names_nowhere(question, listed),
        _silent_outlets(near, listed),
        nothing_after(listed),
    ]
    nothing = f"Nothing on it in {plural(len(articles), 'article')}."
    return tuple(gap for gap in found if gap) or (nothing,)


def nothing_after(articles: Sequence[Article]) -> str:
    """The day after which nothing is published; empty where no article has a date."""
    listed = listing_of(articles)
    if (last := listed.last_day) is None:
        return ""
    undated = listed.undated
    besides = f" ({undated:,} of {len(listed):,} have no date)" if undated else ""
    return f"Nothing is published after {readable_date(last.isoformat())}{besides}."


def undated_days(citations: Iterable[Citation]) -> tuple[Missing, ...]:
    """Days such as "Wednesday" in articles that do not say when they were published."""
    named: dict[str, None] = {}
    for citation in citations:
        if citation.article.published is None:
            for mention in mentions(citation.quote):
                if mention.word in {*DAYS, *RELATIVE}:
                    named.setdefault(mention.shown, None)
    if not named:
        return ()
    shown = [f"“{day.capitalize() if day in DAYS else day}”" for day in named]
    which = "Which days are meant by" if len(shown) > 1 else "Which day is meant by"
    question = f"{which} {' and '.join(shown)}?"
    return (Missing(question, ("The article that says so has no date of publication.",)),)


def _names_nowhere(question: str, articles: Listing) -> str:
    names = dict.fromkeys(names_in(question))
    if not names:
        return ""
    stands = _standing_in(articles)
    missing = [
        " ".join(part.capitalize() for part in name)
        for name in names
        if not any(stands(part) for part in name)
    ]
    if not missing:
        return ""
    return f"No article mentions {' or '.join(missing[:MOST_NAMED])}."


def _standing_in(articles: Listing) -> Callable[[str], bool]:
    """What tells whether a folded name, or another form of it, stands in one of the articles."""
    if not articles.are_few:
        return lambda name: _is_found(name, articles)
    known, long_forms = _vocabulary(tuple(articles))
    return lambda name: is_named(name, known, long_forms)


def _is_found(name: str, articles: Listing) -> bool:
    """Whether it stands in one of many: the words and the names are looked up.

    A form that is spelt otherwise is looked up in the words of the whole folder.
    """
    forms = {name, *(form for group in ALIASES if name in group for form in group)}
    if any(articles.holding(form)[0] for form in forms):
        return True
    named = " ".join([*articles.tally(Field.OUTLET), *articles.tally(Field.BYLINE)])
    beside = {word.form for word in words(fold(named))}
    return is_named(name, beside.union(articles.written_words()), "")


@functools.lru_cache(maxsize=1)
def _vocabulary(articles: tuple[Article, ...]) -> tuple[frozenset[str], str]:
    """Every word of the articles, folded, and the names of several words that stand in them."""
    known: set[str] = set()
    long_forms: set[str] = set()
    for article in articles:
        beside = (article.title, article.outlet, article.byline)
        folded = fold(" ".join([*(part or "" for part in beside), article.text]))
        known.update(word.form for word in words(folded))
        long_forms.update(form for form in LONG_FORMS if form in folded)
    return frozenset(known), " ".join(long_forms)


def _silent_outlets(near: Iterable[Article], articles: Listing) -> str:
    heard = {article.outlet for article in near}
    if not heard:
        return ""
    silent = sorted(outlet for outlet in articles.tally(Field.OUTLET) if outlet not in heard)
    if not silent:
        return ""
    rest = f" and {len(silent) - MOST_NAMED} others" if len(silent) > MOST_NAMED else ""
    return f"Nothing close to it from {', '.join(silent[:MOST_NAMED])}{rest}."
