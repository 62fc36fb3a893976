"""The commands that write a briefing and that verify one."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from qa.settings import load_settings
from ui.commands.briefing_view import render_briefing, render_verification
from ui.commands.command_group import DONE, ERROR, FINDING, complain
from ui.commands.options import (
    articles_option,
    folder_option,
    json_option,
    limit_or_briefing_options,
    model_option,
)
from ui.commands.question_file import BadLine, read_questions
from ui.commands.terminal import columns
from ui.files.briefing_file import (
    check_output,
    compare_briefing,
    read_earlier,
    write_briefing,
)
from ui.files.progress import telling
from ui.service import written_json

if TYPE_CHECKING:
    from ui.commands.engines import Engines


@click.command()
@click.argument("topic", required=False)
@click.option(
    "--from",
    "file",
    type=click.File("rb"),
    metavar="FILE",
    help='Answer every line of FILE, plain or JSON with "question"; - is standard input.',
)
@click.option(
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write it: .md, .docx or .html.",
)
@click.option(
    "--length",
    type=click.Choice(["short", "page", "long"]),
    default="page",
    show_default=True,
    help="How much is told on a TOPIC.",
)
@limit_or_briefing_options
@model_option
@articles_option
@click.pass_obj
def brief(
    engines: Engines,
    /,
    topic: str | None,
    file: IO[bytes] | None,
    output: Path,
    **given: Any,  # noqa: ANN401 - what limits it, the model and the articles
) -> int:
    """Write a briefing on TOPIC, every statement with its exact sources and a receipt.

    A TOPIC is a subject, a question, an outlet, or a stretch of days such as "this week".
    With --since FILE only what that earlier briefing does not tell.
    """
    if (topic is None) == (file is None):
        raise click.UsageError("Give one topic in quotation marks, or --from FILE.")
    since = given["since"]
    if isinstance(since, Path):
        if file is not None:
            raise click.UsageError("--since with an earlier briefing goes with a TOPIC.")
        given |= {"since": None, "earlier": read_earlier(since)}
    check_output(output, load_settings(articles=given["articles"]).articles)
    asked = list(read_questions(file)) if file else []
    bad = [each for each in asked if isinstance(each, BadLine)]
    for line in bad:
        complain(line.error)
    questions = [each for each in asked if isinstance(each, str)]
    if file is not None and not questions:
        raise click.UsageError(f"{file.name} has no question. Write one a line.")
    with telling("Preparing the briefing") as tell:
        briefing = engines.brief(topic, questions, progress=tell, **given)
    beside = write_briefing(briefing, output)
    click.echo(render_briefing(briefing, output, beside))
    return ERROR if bad else DONE


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
@folder_option
def verify_briefing(file: Path, as_json: bool, articles: str | None) -> int:  # noqa: FBT001
    """Compare FILE, a briefing, with its receipt and with the articles it quotes.

    Needs no model. Ends with exit status 1 when anything is not as it was written.
    """
    settings = load_settings(articles=articles)
    with telling("Reading the briefing") as tell:
        found = compare_briefing(file, settings.articles, progress=tell)
    if as_json:
        written_json.write_json(found.to_dict())
    else:
        click.echo(render_verification(found, width=columns()))
    return FINDING if found.findings else DONE
