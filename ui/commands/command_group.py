"""The outermost edge of the command line: every way to fail becomes one line and a status.

0: done. 1: a command found something, such as damage. 2: an error.
"""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING, Any, NoReturn

import click

from index.errors import LibraryError
from qa.errors import AnswerError

if TYPE_CHECKING:
    from collections.abc import Sequence

DONE = 0
FINDING = 1
ERROR = 2
INTERRUPTED = 130  # 128 + SIGINT, as shells have it

SHOWN_ERRORS = (LibraryError, AnswerError)  # their message may be shown as it is


class CommandGroup(click.Group):
    """A group of commands that return their exit status."""

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = "byline",
        **extra: Any,  # noqa: ANN401 - what click passes on
    ) -> NoReturn:
        make_output_writable()
        sys.exit(self._status(args, prog_name, extra))

    def _status(self, args: Sequence[str] | None, name: str | None, extra: dict[str, Any]) -> int:
        try:
            status = super().main(args, name, **{**extra, "standalone_mode": False})
            sys.stdout.flush()
        except click.UsageError as error:
            path = error.ctx.command_path if error.ctx else "byline"
            complain(f"{error.format_message()} See: {path} --help")
        except click.ClickException as error:
            complain(error.format_message())
        except SHOWN_ERRORS as error:
            complain(str(error))
        except click.Abort:
            complain("stopped")
            return INTERRUPTED
        except BrokenPipeError:  # the reader of a pipe has gone: nobody is left to tell
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return DONE
        except Exception as error:  # noqa: BLE001 - status 1 would mean a finding
            traceback.print_exc()
            complain(f"this is a fault of Byline: {type(error).__name__}: {error}")
        else:
            return status if isinstance(status, int) else DONE
        return ERROR


def complain(message: str) -> None:
    """Write one line to standard error."""
    click.echo(f"byline: {' '.join(message.split())}", err=True)


def make_output_writable() -> None:
    """Replace what the terminal's encoding cannot show instead of failing on it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
