"""Options that several commands have."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day as people and programs write it: 2025-08-28 or 2025/08/28."""

    name = "date"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value.replace("/", "-"))
        except ValueError:
            self.fail(f"{value!r} is not a day such as 2025-08-28.", param, ctx)


def folder_option(command: Command) -> Command:
    """The option of every command that reads a folder."""
    return click.option("--articles", metavar="DIR", help="The folder of articles.")(command)


def articles_option(command: Command) -> Command:
    """The options of every command that reads a library."""
    explained = "Let a Milvus keep the library: its address, or a file that ends in .db."
    command = _environment_option("--store", explained, "ADDRESS")(command)
    return folder_option(command)


def model_option(command: Command) -> Command:
    """The options of every command that writes answers."""
    explained = "The language model that phrases the answers: a GGUF file, or a shipped model."
    command = _environment_option(
        "--model-server", "Let a model write that runs on a server, or on several."
    )(command)
    command = readers_option(command)
    return click.option("--model", metavar="PATH_OR_NAME", help=explained)(command)


def readers_option(command: Command) -> Command:
    """The option of every command that reads or judges sentences."""
    explained = "Let the readers and the embedder run on a server: byline serve-readers"
    return _environment_option("--readers-server", explained)(command)


def serving_options(command: Command) -> Command:
    """The options of a chat that several people share."""
    options = (
        _environment_option(
            "--person-header", "The header in which a proxy names who asks; else all are one.",
            "NAME",
        ),
        _environment_option(
            "--proxy", "The addresses of that proxy.  [default: this computer]", "ADDRESSES"
        ),
        _environment_option("--public-name", "The names the proxy shows Byline under.", "NAMES"),
        _environment_option("--audit", "Write a line for every question, without words.", "FILE"),
        _environment_option("--audit-words", "Write what was asked and answered, too.", None),
        _environment_option("--metrics", "Let Prometheus read figures at /metrics.", None),
        _environment_option("--at-once", "Answer so many questions at a time.", "NUMBER"),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def _environment_option(
    name: str, explained: str, metavar: str | None = "URL"
) -> Callable[[Command], Command]:
    """An option that goes before the variable of its name, in the processes it starts too.

    Without a `metavar` it is a flag.
    """
    variable = "BYLINE_" + name.removeprefix("--").replace("-", "_").upper()

    def keep(context: click.Context, _parameter: click.Parameter, value: str | bool | None) -> None:  # noqa: FBT001
        if not value:
            return
        before = os.environ.get(variable)

        def put_back() -> None:
            os.environ.pop(variable, None)
            if before is not None:
                os.environ[variable] = before

        os.environ[variable] = "yes" if value is True else str(value)
        context.call_on_close(put_back)

    return click.option(
        name,
        is_flag=metavar is None,
        metavar=metavar,
        help=explained,
        expose_value=False,
        callback=keep,
    )


class DayOrBriefing(click.ParamType[date | Path]):
    """A day, or the file of an earlier briefing."""

    name = "date or file"

    def convert(
        self, value: str | date | Path, param: click.Parameter | None, ctx: click.Context | None
    ) -> date | Path:
        if isinstance(value, Path):
            return value
        if isinstance(value, str) and Path(value).is_file():
            return Path(value)
        return Day().convert(value, param, ctx)


def limit_options(command: Command) -> Command:
    """The options that limit which articles are searched."""
    return _limited(command, click.option("--since", type=Day(), help="Leave out older articles."))


def limit_or_briefing_options(command: Command) -> Command:
    """The same, where an earlier briefing may stand in place of a day."""
    explained = "Leave out older articles; with FILE, an earlier briefing, what that one tells."
    since = click.option("--since", type=DayOrBriefing(), metavar="DATE|FILE", help=explained)
    return _limited(command, since)


def _limited(command: Command, since: Callable[[Command], Command]) -> Command:
    options = (
        since,
        click.option("--until", type=Day(), help="Leave out newer articles."),
        click.option("--as-of", type=Day(), help='The day that "today" means in a question.'),
        click.option("--outlet", metavar="NAME", help="Only articles of this outlet."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def json_option(command: Command) -> Command:
    """The option of every command that another program may read."""
    return click.option("--json", "as_json", is_flag=True, help="Write JSON.")(command)
