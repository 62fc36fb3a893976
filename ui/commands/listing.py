"""Articles, damage and findings as lines for a terminal: pure strings."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import click

from index.columns import Field
from qa.english.readable import plural, readable_date
from ui.commands.machine import State
from ui.commands.terminal import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from index import Article, ArticleLibrary, Damage, Problem
    from qa.engine.catalogue import CatalogueModel
    from qa.engine.gguf_header import GgufHeader
    from qa.engine.known_models import KnownModel
    from ui.commands.machine import Finding

_COLOURS = {
    State.GOOD: "green",
    State.NOTE: "cyan",
    State.SLOW: "yellow",
    State.MISSING: "red",
    State.BROKEN: "red",
}
_NAME_COLUMNS = 15


def article_lines(articles: Iterable[Article]) -> Iterator[str]:
    """A line for each article: its id and what is known of it.

    Below it stand its place in a file of several, which follow one another, and what was repaired.
    """
    for path, of_file in groupby(articles, key=lambda article: article.path):
        told = [(_line(article), article.item, article.problems) for article in of_file]
        for line, item, problems in told:
            yield line
            if len(told) > 1:
                name = harmless(path.name)
                yield f"  number {item + 1} in {name}, which holds {len(told):,} articles"
            yield from (f"  {harmless(problem)}" for problem in problems)


def _line(article: Article) -> str:
    return f"{click.style(article.id, dim=True)}  {about(article)}"


def render_article(article: Article) -> str:
    """What is known of one article, then its whole text."""
    known = [
        ("title", article.title),
        ("outlet", article.shown_outlet),
        ("byline", article.byline),
        ("published", readable_date(article.published)),
        ("place", article.place),
        ("url", article.url),
        ("file", str(article.path)),
        ("item", str(article.item) if article.item else None),
        ("id", article.id),
        *(("problem", problem) for problem in article.problems),
    ]
    facts = [f"{click.style(f'{name:10}', dim=True)} {harmless(v)}" for name, v in known if v]
    lines = [harmless(line) for line in article.text.split("\n")]
    return "\n".join([*facts, "", *lines])


def about(article: Article) -> str:
    """One line: date, outlet and title, or the name of the file."""
    known = (readable_date(article.published), article.shown_outlet, article.title)
    return harmless(" · ".join(part for part in known if part) or article.path.name)


def render_library(library: ArticleLibrary) -> str:
    """How much was read, and what was not."""
    articles = plural(len(library.articles), "article")
    outlets = len(library.articles.tally(Field.SHOWN))
    newest = readable_date(library.newest)
    facts = [articles, plural(outlets, "outlet"), plural(len(library.passages), "passage")]
    facts += [f"the newest of {newest}"] if newest else []
    lines = [f"{library.folder}: {', '.join(facts)}."]
    if library.problems:
        lines.append(render_problems(library.problems))
    return "\n".join(lines)


def render_problems(problems: Sequence[Problem]) -> str:
    """The files that were passed over, each with the reason."""
    lines = [f"{plural(len(problems), 'file')} passed over:"]
    return "\n".join([*lines, *(_at(problem.path, problem.reason) for problem in problems)])


def render_damage(damage: Iterable[Damage]) -> str:
    """What does not match, a file a line."""
    return "\n".join(_at(each.path, each.reason) for each in damage)


def render_models(models: Iterable[KnownModel], fetchable: Iterable[CatalogueModel]) -> str:
    """A few lines for each language model; an arrow before the one that is chosen.

    Behind them those that are not here yet.
    """
    return "\n".join([*(_model(each) for each in models), *(_fetchable(f) for f in fetchable)])


def _fetchable(model: CatalogueModel) -> str:
    traits = (
        f"{model.parameters / 1e6:,.0f} million parameters, {model.quantisation}, "
        f"{model.size / 1e6:,.0f} MB, {model.memory / 1e9:.1f} GB of memory, "
        f"licence {model.licence}"
    )
    return (
        f"  {click.style(model.name, bold=True)}  can be fetched from {model.source}\n"
        f"    {traits}\n    byline models fetch {model.name}"
    )


def _model(model: KnownModel) -> str:
    mark = "→ " if model.selected else "  "
    state = str(model.soundness) + (", chosen" if model.selected else "")
    lines = [f"{mark}{click.style(harmless(model.name), bold=True)}  {state}"]
    if header := model.header:
        lines.append("    " + ", ".join(_traits(model, header)))
    if model.problem:
        lines.append(f"    {click.style(harmless(model.problem), fg='red')}")
    if model.path is not None:
        lines.append(click.style(f"    {harmless(str(model.path))}", dim=True))
    if model.sha256 is not None:
        lines.append(click.style(f"    sha256 {model.sha256}", dim=True))
    return "\n".join(lines)


def _traits(model: KnownModel, header: GgufHeader) -> Iterator[str]:
    yield f"{header.parameters / 1e6:,.0f} million parameters"
    if header.quantisation:
        yield header.quantisation
    if header.context_length is not None:
        yield f"context length {header.context_length:,}"
    yield f"{model.size / 1e6:,.0f} MB"
    yield f"licence {harmless(model.licence)}" if model.licence else "licence not known"


def render_finding(finding: Finding) -> str:
    """What was looked at; under a problem the command that mends it."""
    state = click.style(f"{finding.state:8}", fg=_COLOURS[finding.state], bold=True)
    lines = [f"{state}{finding.name:{_NAME_COLUMNS}} {harmless(finding.detail)}"]
    if finding.mend:
        what = "now" if finding.state is State.NOTE else "mend it"
        lines.append(" " * (8 + _NAME_COLUMNS) + f" {what}: {harmless(finding.mend)}")
    return "\n".join(lines)


def _at(path: Path, reason: str) -> str:
    return f"  {harmless(str(path))}: {harmless(reason)}"
