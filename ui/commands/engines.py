"""What the commands start: the real library, models and checks, loaded when they are called."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from qa.settings import load_settings
from ui.commands import listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import ArticleLibrary, Problem
    from qa import Briefing, CheckedAnswer, CheckedText
    from qa.settings import Settings
    from ui.files.progress import Tell

MOST_PROBLEMS = 5  # files that are named beside an answer


def ask_articles(
    question: str,
    *,
    articles: str | None,
    model: str | None,
    progress: Tell | None = None,
    **limits: Any,  # noqa: ANN401 - since, until, as_of, outlet
) -> CheckedAnswer:
    """Answer with the real models, which are loaded once."""
    from index.folder import resolve_folder
    from qa import open_answerer
    from qa.question import make_request

    settings = load_settings(articles=articles, model=model)
    make_request(question, **limits)  # what is wrong with it is said before anything is loaded
    resolve_folder(settings.articles)
    answerer = open_answerer(settings, progress=progress)
    answer = answerer.ask(question, **limits)
    tell_problems(tuple(answerer.library.problems))
    return answer


@functools.cache
def tell_problems(problems: tuple[Problem, ...]) -> None:
    """Name the files that were passed over, once for all questions of a command."""
    if problems:
        click.echo(listing.render_problems(problems[:MOST_PROBLEMS]), err=True)
    if len(problems) > MOST_PROBLEMS:
        click.echo(f"  and {len(problems) - MOST_PROBLEMS} more: byline articles", err=True)


def open_articles(
    settings: Settings, *, rebuild: bool = False, progress: Tell | None = None
) -> ArticleLibrary:
    """Open the library of a folder with the real embedder and without a language model."""
    from index.folder import resolve_folder
    from qa import open_library

    resolve_folder(settings.articles)
    return open_library(settings, rebuild=rebuild, progress=progress)


def check_with_articles(
    text: str, settings: Settings, *, progress: Tell | None = None
) -> CheckedText:
    """Check a text with the real models."""
    from qa.wiring import check_draft

    return check_draft(text, open_articles(settings, progress=progress))


def brief_articles(
    topic: str | None,
    questions: Sequence[str],
    *,
    articles: str | None,
    progress: Tell | None = None,
    **given: Any,  # noqa: ANN401 - model, since, until, as_of, outlet
) -> Briefing:
    """Prepare a briefing with the real models."""
    from index.folder import resolve_folder
    from qa import brief

    resolve_folder(load_settings(articles=articles).articles)
    return brief(topic, questions=questions, articles=articles, progress=progress, **given)


@dataclass(frozen=True, slots=True)
class Engines:
    """What the commands start; a test gives its own."""

    ask: Callable[..., CheckedAnswer] = ask_articles
    open: Callable[..., ArticleLibrary] = open_articles
    check: Callable[..., CheckedText] = check_with_articles
    brief: Callable[..., Briefing] = brief_articles
