"""An article's own words as a statement: quoted and attributed. Decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.english.normal_form import DOUBLE_QUOTES, FUNCTION_WORDS
from qa.evidence.tables import CELLS
from qa.evidence.told import told_words
from qa.quotation_marks import in_marks

if TYPE_CHECKING:
    from index import Article
    from qa.statement import Citation

LONGEST_NAME = 48  # characters of a title that stands before every quotation


def quoted_statement(source: Citation, lead: str = "") -> str:
    """`Outlet reports: “…”`; marks inside become single ones, no other character changes.

    With a short answer that leads: `At the Ely arena, Outlet reports: “…”`. Of a turn of a
    transcript `Lindqvist said: “…”`: the outlet did not say it. A row of a table stands with the
    words of its header.
    """
    told = told_words(source)
    if told not in source.quote:  # else no more than the time before it is left out
        in_table = CELLS in source.quote
        return f"{_speaker(source.article)} in a table: {told}" if in_table else told
    speaker = _speaker(source.article)
    if lead:
        said = speaker if source.article.outlet else f"{speaker[0].lower()}{speaker[1:]}"
        speaker = f"{_plain(lead)}, {said}"
    return f"{speaker}: {in_marks(told)}"


def quoted_at(source: Citation, when: str, *, earlier: bool) -> str:
    """`Earlier, at 13:20, Outlet reported: “…”`; of the newest `At 18:40 Outlet reported: “…”`."""
    told, article = told_words(source), source.article
    in_table = told not in source.quote and CELLS in source.quote
    name = f"the article ‘{_plain(article.title or article.path.name)}’ said"
    reported = f"{_plain(article.outlet)} reported" if article.outlet else name
    opening = f"Earlier, {when}," if earlier else f"{when[:1].upper()}{when[1:]}"
    return f"{opening} {reported}: {told if in_table else in_marks(told)}"


def briefly_quoted(source: Citation) -> str:
    """`Outlet: “…”`, the title cut short where there is no outlet; the same words inside."""
    told = told_words(source)
    if told != source.quote:
        return told
    article, quote = source.article, source.quote
    name = article.outlet or _cut(_plain(article.title or article.path.name))
    return f"{_plain(name) if article.outlet else f'‘{name}’'}: {in_marks(quote)}"


def _cut(title: str) -> str:
    if len(title) <= LONGEST_NAME:
        return title
    kept = title[: LONGEST_NAME - 1].rpartition(" ")[0].split()
    while kept and kept[-1].casefold() in FUNCTION_WORDS:
        kept.pop()
    return " ".join(kept).rstrip(" ,;:–—-") + "…"


def _speaker(article: Article) -> str:
    if article.outlet:
        return f"{_plain(article.outlet)} reports"
    if article.title:
        return f"The article ‘{_plain(article.title)}’ says"
    return f"The article in {_plain(article.path.name)} says"


def _plain(text: str) -> str:
    """One line without double quotation marks, which would pair with those of the statement."""
    return " ".join(text.translate(dict.fromkeys(map(ord, DOUBLE_QUOTES + '"'), "")).split())
