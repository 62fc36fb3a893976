"""The command `byline`. The only module that sees all three packages; its import starts nothing."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from qa.settings import load_settings
from ui.commands import listing
from ui.commands.briefing_commands import brief, verify_briefing
from ui.commands.command_group import DONE, ERROR, FINDING, SHOWN_ERRORS, CommandGroup, complain
from ui.commands.engines import Engines
from ui.commands.model_commands import models
from ui.commands.options import (
    articles_option,
    folder_option,
    json_option,
    limit_options,
    model_option,
    readers_option,
    serving_options,
)
from ui.commands.question_file import BadLine, read_questions
from ui.commands.serving_commands import serve_readers
from ui.commands.terminal import columns, render_answer, render_checked_text
from ui.files.draft_file import read_draft
from ui.files.progress import telling
from ui.service import written_json

if TYPE_CHECKING:
    from index import ArticleLibrary, Damage
    from qa.settings import Settings

EPILOG = (
    "Exit status: 0 done, 1 something was found, 2 an error. What is not given is taken from "
    "BYLINE_ARTICLES and BYLINE_MODEL, then from settings.toml in the folder BYLINE_HOME; then it "
    "is the sample articles and the model that came with Byline."
)


@click.group(cls=CommandGroup, epilog=EPILOG)
@click.version_option(package_name="byline")
@click.pass_context
def main(context: click.Context) -> None:
    """Answer questions over news articles, with the exact words behind every sentence."""
    context.ensure_object(Engines)
    if os.environ.get("NO_COLOR"):
        context.color = False


@main.command()
@click.argument("question", required=False)
@click.option(
    "--from",
    "file",
    type=click.File("rb"),
    metavar="FILE",
    help='Ask every line of FILE, plain or JSON with "question"; - is standard input.',
)
@json_option
@limit_options
@model_option
@articles_option
@click.pass_obj
def ask(
    engines: Engines,
    /,
    question: str | None,
    file: IO[bytes] | None,
    as_json: bool,  # noqa: FBT001 - a flag of the command line
    **given: Any,  # noqa: ANN401 - what applies to every question
) -> int:
    """Answer QUESTION from the articles, every sentence with its sources."""
    if (question is None) == (file is None):
        raise click.UsageError("Give one question in quotation marks, or --from FILE.")
    asked: Iterable[str | BadLine] = read_questions(file) if file else [question or ""]
    statuses = [_answer(engines, each, given, as_json=as_json) for each in asked]
    return max(statuses, default=DONE)


def _answer(engines: Engines, asked: str | BadLine, given: dict[str, Any], *, as_json: bool) -> int:
    """Answer one question or say why not; the others of a file are asked all the same."""
    if isinstance(asked, BadLine):
        return _refuse(asked, as_json=as_json)
    try:
        with telling("Looking for an answer") as tell:
            answer = engines.ask(asked, progress=tell, **given)
    except SHOWN_ERRORS as error:
        return _refuse(BadLine(asked, str(error)), as_json=as_json)
    if as_json:
        written_json.write_json(answer.to_dict())
    else:
        click.echo(render_answer(answer, width=columns()) + "\n")
    return DONE


def _refuse(asked: BadLine, *, as_json: bool) -> int:
    complain(asked.error)
    if as_json:
        written_json.write_json(written_json.error_json(asked.question, asked.error))
    return ERROR


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
@readers_option
@articles_option
@click.pass_obj
def check(engines: Engines, /, file: Path, as_json: bool, articles: str | None) -> int:  # noqa: FBT001
    """Check every sentence of FILE, a draft in plain text or Markdown, against the articles.

    Ends with exit status 1 when a sentence is contradicted or a quotation was altered.
    """
    text = read_draft(file)
    with telling("Checking the text") as tell:
        checked = engines.check(text, load_settings(articles=articles), progress=tell)
    if as_json:
        written_json.write_json(checked.to_dict())
    else:
        click.echo(render_checked_text(checked, width=columns()) + "\n")
    return FINDING if checked.has_finding else DONE


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=7860,
    show_default=True,
    help="0 takes any that is free.",
)
@click.option(
    "--password",
    envvar="BYLINE_PASSWORD",
    show_envvar=True,
    help="Needed where other computers may come in.",
)
@click.option("--mcp", is_flag=True, help="Let other programs ask, check and list articles too.")
@serving_options
@model_option
@articles_option
def chat(
    host: str,
    port: int,
    password: str | None,
    mcp: bool,  # noqa: FBT001
    articles: str | None,
    model: str | None,
) -> int:
    """Open the chat in the browser."""
    settings = load_settings(articles=articles, model=model)
    from ui.page.app import serve  # brings Gradio

    serve(settings, host=host, port=port, password=password, for_programs=mcp)
    return DONE


@main.command()
@click.option("--rebuild", is_flag=True, help="Read every article again, whatever is there.")
@click.option(
    "--ray", metavar="ADDRESS", help="Read and embed on a Ray cluster that you trust, or local."
)
@articles_option
@click.pass_obj
def index(engines: Engines, /, rebuild: bool, ray: str | None, articles: str | None) -> int:  # noqa: FBT001
    """Read the folder of articles now, so that the next question need not wait.

    A large folder is searched by words at once, and by meaning when this is done. Ctrl-C stops it;
    the next time it goes on from there. With --store its library is put there, too: what is new
    of it.
    """
    settings = load_settings(articles=articles)
    with telling("Opening the articles") as tell:
        if settings.store is not None:
            library = engines.fill(settings, rebuild=rebuild, ray=ray, progress=tell)
        else:
            library = engines.open(settings, rebuild=rebuild, whole=True, ray=ray, progress=tell)
    click.echo(listing.render_library(library))
    return DONE


@main.group(invoke_without_command=True)
@json_option
@articles_option
@click.pass_context
def articles(context: click.Context, /, as_json: bool, articles: str | None) -> int:  # noqa: FBT001
    """List the articles, or show one of them."""
    context.meta["byline.articles"] = articles
    if context.invoked_subcommand is not None:
        return DONE
    library = _open(context.obj, load_settings(articles=articles))
    if as_json:
        written_json.write_articles(library)
    else:
        for line in listing.article_lines(library.articles):
            click.echo(line)
        if library.problems:
            click.echo(listing.render_problems(library.problems), err=True)
    return DONE


@articles.command()
@click.argument("article_id", metavar="ID")
@json_option
@articles_option
@click.pass_context
def show(context: click.Context, /, article_id: str, as_json: bool, articles: str | None) -> int:  # noqa: FBT001
    """Show the article whose id begins with ID, with its stored text."""
    folder = articles or context.meta.get("byline.articles")
    article = _open(context.obj, load_settings(articles=folder)).article(article_id)
    if as_json:
        written_json.write_json(written_json.article_json(article))
    else:
        click.echo(listing.render_article(article))
    return DONE


@main.command()
@click.option("--repair", is_flag=True, help="Build what is damaged again.")
@json_option
@folder_option
@click.pass_obj
def verify(engines: Engines, /, repair: bool, as_json: bool, articles: str | None) -> int:  # noqa: FBT001
    """Compare the saved library with its checksums and with the articles in the folder."""
    settings = load_settings(articles=articles)
    from index import DamageKind, find_damage

    damage = find_damage(settings.articles, home=settings.home)
    mended = bool(damage) and repair
    if mended:
        beyond_articles = any(each.kind is not DamageKind.ARTICLE for each in damage)
        _open(engines, settings, rebuild=beyond_articles)
    if as_json:
        written_json.write_json(written_json.verification_json(damage, repaired=mended))
    else:
        click.echo(_say_damage(damage, settings, repaired=mended))
    return FINDING if damage and not mended else DONE


@main.command()
@model_option
@articles_option
def doctor(articles: str | None, model: str | None) -> int:
    """Say what is missing or slow, and the command that mends it."""
    settings = load_settings(articles=articles, model=model)
    from ui.commands.doctor import examine

    status = DONE
    for finding in examine(settings):
        click.echo(listing.render_finding(finding))
        status = ERROR if finding.state.keeps_from_work else status
    return status


main.add_command(models)
main.add_command(brief)
main.add_command(verify_briefing)
main.add_command(serve_readers)


def _open(
    engines: Engines, settings: Settings, *, rebuild: bool = False, whole: bool = False
) -> ArticleLibrary:
    with telling("Opening the articles") as tell:
        return engines.open(settings, rebuild=rebuild, whole=whole, progress=tell)


def _say_damage(damage: tuple[Damage, ...], settings: Settings, *, repaired: bool) -> str:
    if not damage:
        return f"Nothing is damaged: the library of {settings.articles} is what was saved."
    what = "was damaged and has been built again" if repaired else "does not match"
    lines = [f"The library of {settings.articles} {what}:", listing.render_damage(damage)]
    if not repaired:
        folder = shlex.quote(str(settings.articles))
        lines.append(f"Put it right: byline verify --repair --articles {folder}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
