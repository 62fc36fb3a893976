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
_OFFICE = re.compile(rf"\b(?i:{_OFFICES})\b")
_OFFICE_AND_NAME = re.compile(rf"\b(?i:{_OFFICES}) {_FULL_NAME}")
_SPEECH = (
    "said|says|warned|told|stated|claimed|argued|announced|suggested|added|replied|noted|"
    "described|alleged|asserted|accused|called|posted|wrote"
)
_NAME_AND_SPEECH = re.compile(rf"\b{_FULL_NAME}(?:,[^,.\n]{{3,60}},)? (?:{_SPEECH})\b")
_NAME = re.compile(rf"\b{_FULL_NAME}\b")
_MOST = 3
_READ = 200  # articles


def example_questions(articles: Sequence[Article]) -> tuple[str, ...]:
    """Up to three questions: two about people the articles name, and what happened.

    They are asked about people because almost every article quotes somebody; an article without
    any gets a question about its title. Only the first articles are read.
    """
    texts = [article.text for article in articles[:_READ]]
    introduced = _in_most(_OFFICE_AND_NAME, texts)
    quoted = _in_most(_NAME_AND_SPEECH, texts)
    quoted += [name for name in introduced if name not in quoted and _does(_SPEECH, name, texts)]
    found = [f"What did {name} warn about?" for name in quoted if _does("warned", name, texts)][:1]
    found += [_what_said(name, introduced, texts) for name in quoted][:2]
    found[2:2] = ["What happened?"] if found else []
    found += [f"What is reported about {name}?" for name in _in_most(_NAME, texts)]
    found += [f"What happened in “{article.title}”?" for article in articles if article.title]
    return tuple(dict.fromkeys(found))[:_MOST]


def _in_most(pattern: re.Pattern[str], texts: Iterable[str]) -> list[str]:
    """The names that the pattern finds, those that stand in most articles first."""
    in_texts: Counter[str] = Counter()
    for text in texts:
        names = {_without_office(match[1]) for match in pattern.finditer(text)}
        in_texts.update(sorted(name for name in names if " " in name))
    return [name for name, _ in in_texts.most_common()]


def _without_office(name: str) -> str:
    """`Minister Andriy Sybiha` is `Andriy Sybiha`; of `Russian President` nothing is left."""
    *_, person = _OFFICE.split(name)
    return person.strip()


def _mentions(name: str, texts: Iterable[str]) -> int:
    return sum(text.count(name.split()[-1]) for text in texts)


def _does(verbs: str, name: str, texts: Iterable[str]) -> bool:
    last = re.escape(name.split()[-1])
    pattern = re.compile(rf"\b{last}(?:,[^,.\n]{{3,60}},)? (?:{verbs})\b")
    return any(pattern.search(text) for text in texts)


def _what_said(name: str, introduced: Iterable[str], texts: Sequence[str]) -> str:
    """About the one who is named most, unless that is the speaker: a question with an object."""
    others = [other for other in introduced if other != name]
    if not others:
        return f"What did {name} say?"
    most = max(others, key=lambda other: _mentions(other, texts))
    return f"What did {name} say about {most.split()[-1]}?"
