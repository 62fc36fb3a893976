"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
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


def articles_option(command: Command) -> Command:
    """The option of every command that reads a library."""
    return click.option("--articles", metavar="DIR", help="The folder of articles.")(command)


def model_option(command: Command) -> Command:
    """The option of every command that writes answers."""
    explained = "The language model that phrases the answers: a GGUF file, or a shipped model."
    return click.option("--model", metavar="PATH_OR_NAME", help=explained)(command)


def limit_options(command: Command) -> Command:
    """The options that limit which articles are searched."""
    options = (
        click.option("--since", type=Day(), help="Leave out older articles."),
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
