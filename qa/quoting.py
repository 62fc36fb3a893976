"""An article's own words as a statement: quoted and attributed. Decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.normal_form import DOUBLE_QUOTES

if TYPE_CHECKING:
    from index import Article

INNER_MARKS = str.maketrans({"“": "‘", "”": "’", '"': "'", **dict.fromkeys("„‟«»″＂", "'")})


def quoted_statement(article: Article, quote: str) -> str:
    """`Outlet reports: “…”`; marks inside become single ones, no other character changes."""
    inner = " ".join(quote.translate(INNER_MARKS).split())
    return f"{_speaker(article)}: “{inner}”"


def _speaker(article: Article) -> str:
    if article.outlet:
        return f"{_plain(article.outlet)} reports"
    if article.title:
        return f"The article ‘{_plain(article.title)}’ says"
    return f"The article in {_plain(article.path.name)} says"


def _plain(text: str) -> str:
    """One line without double quotation marks, which would pair with those of the statement."""
    return " ".join(text.translate(dict.fromkeys(map(ord, DOUBLE_QUOTES + '"'), "")).split())
