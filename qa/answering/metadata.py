"""Questions about an article itself: who wrote it, when it was published, where it appeared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answering.meant_articles import articles_meant
from qa.english.normal_form import fold
from qa.finding import passed
from qa.statement import CheckedStatement, Kind, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Article
    from qa.sources import SourceList
    from qa.statement import Citation

THIS = r"(?:(?:this|that|these|those|the|its|an?|each|every|which|both|all)\b)"
KIND = r"(?:articles?|story|stories|reports?|pieces?)"
# What names the article stands before or behind the noun: "Ann's article", "the article about X".
ARTICLE = (
    rf"(?:{THIS}\s+(?:[\w’'.-]+\s+){{0,6}}?{KIND}\b.*"
    r"|(?:[\w.-]+\s+){0,5}[\w.-]+'s\s+(?:articles?|story|stories|pieces?)\b.*)"
)
QUESTIONS = {
    "byline": re.compile(
        rf"who (?:wrote|authored|reported|is the (?:author|writer) of)\s+{ARTICLE}"
        rf"|(?:what|whose) (?:is the )?byline (?:is )?(?:of|on)\s+{ARTICLE}"
        rf"|who (?:was|were)\s+{ARTICLE} (?:written|reported) by"
    ),
    "published": re.compile(
        rf"(?:when|(?:on )?(?:what|which) (?:day|date)) (?:was|were|did)\s+{ARTICLE}"
        rf"(?:published|written|come out|appear|filed|dated|posted).*"
        rf"|what is the (?:publication )?date of\s+{ARTICLE}"
    ),
    "outlet": re.compile(
        rf"(?:who|which (?:outlet|newspaper|paper|site|publication|publisher)) "
        rf"(?:published|printed|carried|ran)\s+{ARTICLE}"
        rf"|(?:where) (?:was|were|did)\s+{ARTICLE}(?:published|appear|come from).*"
    ),
}
SAYS = {
    "byline": "The byline of {title} is {value}.",
    "published": "{title} was published on {value}.",
    "outlet": "{title} was published by {value}.",
}


@dataclass(frozen=True, slots=True)
class MetadataQuestion:
    """Which field of an article is asked for, of which articles."""

    field: str
    articles: tuple[Article, ...]


def metadata_question(question: str, articles: Sequence[Article]) -> MetadataQuestion | None:
    """Recognise a question about a field of the articles; None for any other question.

    One about an article that is not there is none: it may be about a report of which the articles
    tell.
    """
    asked = fold(question).rstrip(" ?.!")
    for field, pattern in QUESTIONS.items():
        if pattern.fullmatch(asked):
            meant = articles_meant(question, articles)
            return None if meant is None else MetadataQuestion(field, meant)
    return None


def metadata_statements(
    asked: MetadataQuestion, sources: SourceList
) -> tuple[CheckedStatement, ...]:
    """One statement for each article whose field is known, with the field as its source."""
    found = []
    for article in asked.articles:
        value = getattr(article, asked.field)
        if value is None:
            continue
        citation = sources.cite_field(article, asked.field, value)
        found.append(_statement(asked.field, article, citation))
    return tuple(found)


def _statement(field: str, article: Article, citation: Citation) -> CheckedStatement:
    title = f"‘{article.title}’" if article.title else f"the article in {article.path.name}"
    text = SAYS[field].format(title=title, value=citation.quote)
    where = "in the text" if citation.field is None else "in the front matter"
    check = passed("metadata", f"The {field} stands {where} of the article.")
    text = text[0].upper() + text[1:]
    return CheckedStatement(text, Kind.WRITTEN, (citation,), (check,), Verdict.SUPPORTED)
