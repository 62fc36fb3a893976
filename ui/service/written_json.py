"""What the commands write with `--json`, apart from answers, which know their own form."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from qa.answer import ERROR_SCHEMA
from qa.statement import article_facts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index import Article, Damage
    from qa.engine.catalogue import CatalogueModel
    from qa.engine.known_models import KnownModel
    from ui.service.engine import LoadedArticles

ARTICLES_SCHEMA = "byline.articles/1"
ARTICLE_SCHEMA = "byline.article/1"
VERIFICATION_SCHEMA = "byline.verify/1"
MODELS_SCHEMA = "byline.models/1"


def write_json(value: dict[str, Any]) -> None:
    """Write one object on one line.

    Text stays readable where the output can hold it; half of a surrogate pair, as a file name that
    is not UTF-8 brings, and other encodings get escapes, so that the line is always valid JSON.
    """
    click.echo(_encoded(value))


def write_articles(library: LoadedArticles) -> None:
    """Write what `articles_json` gives, an article at a time: there may be a million."""
    click.echo(f'{{"schema": {_encoded(ARTICLES_SCHEMA)}, "articles": [', nl=False)
    for number, article in enumerate(library.articles):
        click.echo(", " * bool(number) + _encoded(article_facts(article)), nl=False)
    click.echo(f'], "problems": {_encoded(_problems(library))}}}')


def _encoded(value: object) -> str:
    line = json.dumps(value, ensure_ascii=False)
    try:
        line.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        line = json.dumps(value)
    return line


def error_json(question: str, error: str) -> dict[str, Any]:
    """A question that could not be asked, and why."""
    return {"schema": ERROR_SCHEMA, "question": question, "error": error}


def article_json(article: Article) -> dict[str, Any]:
    """What is known of an article, with its stored text."""
    return {"schema": ARTICLE_SCHEMA, **article_facts(article), "text": article.text}


def articles_json(library: LoadedArticles) -> dict[str, Any]:
    """Every article of a library, and the files that were passed over."""
    return {
        "schema": ARTICLES_SCHEMA,
        "articles": [article_facts(article) for article in library.articles],
        "problems": _problems(library),
    }


def _problems(library: LoadedArticles) -> list[dict[str, str]]:
    return [{"path": str(p.path), "reason": p.reason} for p in library.problems]


def verification_json(damage: Iterable[Damage], *, repaired: bool) -> dict[str, Any]:
    """What does not match in a saved library; `repaired` when it has been put right since."""
    return {
        "schema": VERIFICATION_SCHEMA,
        "damage": [{"kind": str(d.kind), "path": str(d.path), "reason": d.reason} for d in damage],
        "repaired": repaired,
    }


def models_json(
    models: Iterable[KnownModel], fetchable: Iterable[CatalogueModel]
) -> dict[str, Any]:
    """Every language model, and those that can be fetched; what is not known of one is null."""
    return {
        "schema": MODELS_SCHEMA,
        "models": [_model(each) for each in models],
        "fetchable": [_fetchable(each) for each in fetchable],
    }


def _fetchable(model: CatalogueModel) -> dict[str, Any]:
    return {
        "name": model.name,
        "bytes": model.size,
        "memory": model.memory,
        "licence": model.licence,
        "sha256": model.sha256,
        "parameters": model.parameters,
        "quantisation": model.quantisation,
        "source": model.source,
    }


def _model(model: KnownModel) -> dict[str, Any]:
    header = model.header
    return {
        "name": model.name,
        "file": None if model.path is None else str(model.path),
        "bytes": model.size,
        "licence": model.licence,
        "sha256": model.sha256,
        "state": str(model.soundness),
        "selected": model.selected,
        "problem": model.problem,
        "title": header.name if header else None,
        "architecture": header.architecture if header else None,
        "context_length": header.context_length if header else None,
        "parameters": header.parameters if header else None,
        "quantisation": header.quantisation if header else None,
    }
