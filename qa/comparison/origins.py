"""Where an article has its news from: itself, or an agency or outlet that it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.english.normal_form import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index import Article

# News agencies and services, with the short forms under which they are cited.
AGENCIES = {
    "associated press": "ap", "the associated press": "ap", "agence france-presse": "afp",
    "tass": "tass", "itar-tass": "tass", "reuters": "reuters", "afp": "afp", "xinhua": "xinhua",
    "interfax": "interfax", "ria novosti": "ria", "ria": "ria", "dpa": "dpa", "ansa": "ansa",
    "kyodo": "kyodo", "yonhap": "yonhap", "bloomberg": "bloomberg", "upi": "upi", "efe": "efe",
    "anadolu": "anadolu", "ukrinform": "ukrinform", "irna": "irna", "kcna": "kcna", "sana": "sana",
    "press trust of india": "pti", "pti": "pti", "ap": "ap",
}  # fmt: skip
_NAME = r"[A-Z][\w.&’'-]*(?: [A-Z][\w.&’'-]*){0,3}"
_MEDIUM = (
    r"news (?:agency|outlet|channel|site|service)|newspaper|broadcaster|magazine|daily|"
    r"television|tv|wire"
)
_CITED = (
    re.compile(rf"(?P<name>{_NAME}) (?:{_MEDIUM})\b"),
    re.compile(rf"(?:{_MEDIUM}) (?P<name>{_NAME})"),
    re.compile(
        rf"\b(?:citing|[Cc]ited by|[Ff]irst reported by|reported by) (?:the )?(?P<name>{_NAME})"
    ),
    re.compile(rf"(?:\A|[,”\"] |\b[Tt]he )(?P<name>{_NAME}) (?:first )?report(?:ed|s)\b"),
)
_AGENCY = re.compile(
    r"\b(?:according to|told|citing|by|via|from|said|the) (?:the )?(?P<name>"
    + "|".join(re.escape(a) for a in sorted(AGENCIES, key=len, reverse=True) if len(a) > 2)
    + r")\b|\((?P<filed>ap|afp|reuters|upi|dpa|tass|xinhua)\)"
)
_HEAD = 200  # characters, in which an agency's mark stands


def origins_of(article: Article, told: Iterable[str]) -> frozenset[str]:
    """The outlet itself, the agency that filed the article, and whom these sentences cite.

    Two articles with an origin in common are not independent of each other.
    """
    found = {_plain(part) for part in (article.outlet,) if part}
    head = f"{article.byline or ''} ({article.text[:_HEAD]})"
    filed = [m["filed"] for m in _AGENCY.finditer(fold(head)) if m["filed"]]
    found |= {_plain(name) for name in filed}
    byline = fold(article.byline or "")
    found |= {short for name, short in AGENCIES.items() if len(name) > 2 and name in byline}
    for text in told:
        found |= {_plain(m["name"]) for pattern in _CITED for m in pattern.finditer(text)}
        found |= {_plain(m["name"]) for m in _AGENCY.finditer(fold(text)) if m["name"]}
    return frozenset(name for name in found if name)


def _plain(name: str) -> str:
    folded = fold(name).removeprefix("the ").strip()
    return AGENCIES.get(folded, folded)
