"""What the commands start: the real library, models and checks, loaded when they are called."""

from __future__ import annotations

import functools
import shlex
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from qa.settings import load_settings
from ui.commands import listing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

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
    from qa import open_answerer
    from qa.question import make_request

    settings = load_settings(articles=articles, model=model)
    make_request(question, **limits)  # what is wrong with it is said before anything is loaded
    _look_for_articles(settings)
    answerer = open_answerer(settings, progress=progress)
    answer = answerer.ask(question, **limits)
    tell_problems(tuple(answerer.library.problems))
    if not answerer.library.is_whole:
        tell_words_only(answerer.library.folder)
    return answer


@functools.cache
def tell_problems(problems: tuple[Problem, ...]) -> None:
    """Name the files that were passed over, once for all questions of a command."""
    if problems:
        click.echo(listing.render_problems(problems[:MOST_PROBLEMS]), err=True)
    if len(problems) > MOST_PROBLEMS:
        click.echo(f"  and {len(problems) - MOST_PROBLEMS} more: byline articles", err=True)


@functools.cache
def tell_words_only(folder: Path) -> None:
    """Say that nothing is searched by meaning yet, and what changes that, once a command."""
    command = f"byline index --articles {shlex.quote(str(folder))}"
    click.echo(f"Searching by words. This adds search by meaning: {command}", err=True)


def open_articles(
    settings: Settings,
    *,
    rebuild: bool = False,
    whole: bool = False,
    ray: str | None = None,
    progress: Tell | None = None,
) -> ArticleLibrary:
    """Open the library of a folder with the real embedder and without a language model.

    Only with `whole` everything is embedded, however long that takes; with `ray` on that cluster.
    """
    from qa import open_library

    _look_for_articles(settings)
    return open_library(settings, rebuild=rebuild, whole=whole, ray=ray, progress=progress)


def fill_store(
    settings: Settings,
    *,
    rebuild: bool = False,
    ray: str | None = None,
    progress: Tell | None = None,
) -> ArticleLibrary:
    """Build the library of a folder, all of it, and put it into the store that is named."""
    from qa.wiring import fill_store

    _look_for_articles(replace(settings, store=None))
    return fill_store(settings, rebuild=rebuild, ray=ray, progress=progress)


def _look_for_articles(settings: Settings) -> None:
    """Say at once that there is no such folder, where one is needed."""
    from index.folder import resolve_folder

    if settings.store is None:
        resolve_folder(settings.articles)


def check_with_articles(
    text: str, settings: Settings, *, progress: Tell | None = None
) -> CheckedText:
    """Check a text with the real models."""
    from qa.wiring import check_draft

    library = open_articles(settings, progress=progress)
    checked = check_draft(text, library)
    if not library.is_whole:
        tell_words_only(library.folder)
    return checked


def brief_articles(
    topic: str | None,
    questions: Sequence[str],
    *,
    articles: str | None,
    progress: Tell | None = None,
    **given: Any,  # noqa: ANN401 - model, since, until, as_of, outlet
) -> Briefing:
    """Prepare a briefing with the real models."""
    from qa import brief

    _look_for_articles(load_settings(articles=articles))
    made = brief(topic, questions=questions, articles=articles, progress=progress, **given)
    state, folder = made.audit.index, made.audit.folder
    if state is not None and folder is not None and state.embedded < state.passages:
        tell_words_only(folder)
    return made


@dataclass(frozen=True, slots=True)
class Engines:
    """What the commands start; a test gives its own."""

    ask: Callable[..., CheckedAnswer] = ask_articles
    open: Callable[..., ArticleLibrary] = open_articles
    check: Callable[..., CheckedText] = check_with_articles
    brief: Callable[..., Briefing] = brief_articles
    fill: Callable[..., ArticleLibrary] = fill_store
