"""What the commands write with `--json`, apart from answers, which know their own form."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from qa.answer import ERROR_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index import Article, ArticleLibrary, Damage

ARTICLES_SCHEMA = "byline.articles/1"
ARTICLE_SCHEMA = "byline.article/1"
VERIFICATION_SCHEMA = "byline.verify/1"


def write_json(value: dict[str, Any]) -> None:
    """Write one object on one line.

    Text stays readable where the output can hold it; half of a surrogate pair, as a file name that
    is not UTF-8 brings, and other encodings get escapes, so that the line is always valid JSON.
    """
    line = json.dumps(value, ensure_ascii=False)
    try:
        line.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        line = json.dumps(value)
    click.echo(line)


def error_json(question: str, error: str) -> dict[str, Any]:
    """A question that could not be asked, and why."""
    return {"schema": ERROR_SCHEMA, "question": question, "error": error}


def article_json(article: Article) -> dict[str, Any]:
    """What is known of an article, with its stored text."""
    return {"schema": ARTICLE_SCHEMA, **_known(article), "text": article.text}


def articles_json(library: ArticleLibrary) -> dict[str, Any]:
    """Every article of a library, and the files that were passed over."""
    return {
        "schema": ARTICLES_SCHEMA,
        "articles": [_known(article) for article in library.articles],
        "problems": [{"path": str(p.path), "reason": p.reason} for p in library.problems],
    }


def verification_json(damage: Iterable[Damage], *, repaired: bool) -> dict[str, Any]:
    """What does not match in a saved library; `repaired` when it has been put right since."""
    return {
        "schema": VERIFICATION_SCHEMA,
        "damage": [{"kind": str(d.kind), "path": str(d.path), "reason": d.reason} for d in damage],
        "repaired": repaired,
    }


def _known(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "path": str(article.path),
        "url": article.url,
        "title": article.title,
        "outlet": article.outlet,
        "byline": article.byline,
        "published": article.published,
    }
