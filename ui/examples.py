"""Questions to start with, made from whatever articles are loaded. Knows no particular article."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index import Article

# A person's name as news text writes it: two or three capitalised words in a row.
_FULL_NAME = r"([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2})"
# What somebody is, before the name: "Foreign Minister Andriy Sybiha", "police chief Ann Lee".
_OFFICES = (
    "president|minister|chancellor|secretary|senator|mayor|governor|ambassador|chief|director|"
    "chairman|chairwoman|leader|spokesman|spokeswoman|spokesperson|professor|analyst|judge|"
    "general|commissioner|coach|manager|officer|economist|scientist|author|founder"
)
_OFFICE_AND_NAME = re.compile(rf"\b(?i:{_OFFICES}) {_FULL_NAME}")
_SPEECH = (
    "said|says|warned|told|stated|claimed|argued|announced|suggested|added|replied|noted|"
    "described|alleged|asserted|accused|called|posted|wrote"
)
_NAME_AND_SPEECH = re.compile(rf"\b{_FULL_NAME}(?:,[^,.\n]{{3,60}},)? (?:{_SPEECH})\b")
_NAME = re.compile(rf"\b{_FULL_NAME}\b")
_WARNED = re.compile(r"\bwarn(?:s|ed|ing)?\b")
_MOST = 3
_READ = 200  # articles


def example_questions(articles: Sequence[Article]) -> tuple[str, ...]:
    """Up to three questions about people the articles name, the most widely named first.

    They are asked about people because almost every article quotes somebody; an article without
    any gets a question about its title. Only the first articles are read.
    """
    articles = articles[:_READ]
    people = _people(articles)
    speakers = [name for name in people if _speaks(name, articles)]
    found: list[str] = []
    if speakers:
        found.append(_about_speech(speakers[0], articles))
    if len(speakers) > 1:
        found.append(_about_speech(speakers[1], articles))
    found += [f"Who is {name}?" for name in people if name not in speakers[:2]]
    found += [f"What is reported about {name}?" for name in _common_names(articles)]
    found += [f"What happened in “{article.title}”?" for article in articles if article.title]
    return tuple(dict.fromkeys(found))[:_MOST]


def _people(articles: Iterable[Article]) -> list[str]:
    """Full names that stand after an office or before a verb of speech, most articles first."""
    in_articles: Counter[str] = Counter()
    for article in articles:
        names = {match[1] for match in _OFFICE_AND_NAME.finditer(article.text)}
        names |= {match[1] for match in _NAME_AND_SPEECH.finditer(article.text)}
        called = {_last_two_words(name) for name in names}
        in_articles.update(sorted(name for name in called if not _is_office(name)))
    return [name for name, _ in in_articles.most_common()]


def _last_two_words(name: str) -> str:
    """`Minister Andriy Sybiha` is `Andriy Sybiha`; most people are called by two words."""
    return " ".join(name.split()[-2:])


def _is_office(name: str) -> bool:
    """`Russian President` and `Minister Sybiha` are no full names."""
    return re.search(rf"\b(?i:{_OFFICES})\b", name) is not None


def _speaks(name: str, articles: Iterable[Article]) -> bool:
    last = re.escape(name.split()[-1])
    speech = re.compile(rf"\b{last}(?:,[^,.\n]{{3,60}},)? (?:{_SPEECH})\b")
    return any(speech.search(article.text) for article in articles)


def _about_speech(name: str, articles: Iterable[Article]) -> str:
    last = re.escape(name.split()[-1])
    warns = re.compile(rf"\b{last} (?:{_WARNED.pattern})")
    if any(warns.search(article.text) for article in articles):
        return f"What did {name} warn about?"
    return f"What did {name} say?"


def _common_names(articles: Iterable[Article]) -> list[str]:
    names = Counter(match[1] for article in articles for match in _NAME.finditer(article.text))
    return [name for name, _ in names.most_common(_MOST)]
