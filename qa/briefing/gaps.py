"""What the articles lack for a question: names, outlets, days. Says what is not there, not why."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from qa.briefing.structure import Missing
from qa.english.dates import DAYS, RELATIVE, mentions
from qa.english.name_forms import LONG_FORMS, is_named, names_in
from qa.english.normal_form import fold, words
from qa.english.readable import plural, readable_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index import Article
    from qa.statement import Citation

MOST_NAMED = 4


def gaps_for(
    question: str, near: Iterable[Article], articles: Sequence[Article]
) -> tuple[str, ...]:
    """Which names, outlets and days there is nothing from; `near` are the closest articles."""
    found = [
        _names_nowhere(question, articles),
        _silent_outlets(near, articles),
        nothing_after(articles),
    ]
    nothing = f"Nothing on it in {plural(len(articles), 'article')}."
    return tuple(gap for gap in found if gap) or (nothing,)


def nothing_after(articles: Sequence[Article]) -> str:
    """The day after which nothing is published; empty where no article has a date."""
    days = [article.published for article in articles if article.published]
    if not days:
        return ""
    undated = len(articles) - len(days)
    besides = f" ({undated} of {len(articles)} have no date)" if undated else ""
    return f"Nothing is published after {readable_date(max(days))}{besides}."


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


def _names_nowhere(question: str, articles: Sequence[Article]) -> str:
    names = dict.fromkeys(names_in(question))
    if not names:
        return ""
    known, long_forms = _vocabulary(tuple(articles))
    missing = [
        " ".join(part.capitalize() for part in name)
        for name in names
        if not any(is_named(part, known, long_forms) for part in name)
    ]
    if not missing:
        return ""
    return f"No article mentions {' or '.join(missing[:MOST_NAMED])}."


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


def _silent_outlets(near: Iterable[Article], articles: Sequence[Article]) -> str:
    heard = {article.outlet for article in near}
    if not heard:
        return ""
    outlets = dict.fromkeys(a.outlet for a in articles if a.outlet and a.outlet not in heard)
    silent = sorted(outlets)
    if not silent:
        return ""
    rest = f" and {len(silent) - MOST_NAMED} others" if len(silent) > MOST_NAMED else ""
    return f"Nothing close to it from {', '.join(silent[:MOST_NAMED])}{rest}."
