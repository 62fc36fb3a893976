"""`byline models`: which language models there are, choosing one, bringing one here."""

from __future__ import annotations

import os
from pathlib import Path

import click

from qa.settings import load_settings
from ui.commands import listing
from ui.commands.command_group import DONE, FINDING, complain
from ui.files.progress import telling
from ui.service import written_json


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.pass_context
def models(context: click.Context, /, as_json: bool) -> int:  # noqa: FBT001
    """List the language models, choose one, or add one.

    Ends with exit status 1 when one of them is damaged.
    """
    if context.invoked_subcommand is not None:
        return DONE
    from qa.engine.known_models import Soundness, fetchable_models, known_models

    with telling("Looking at the models"):
        known = known_models(load_settings())
    fetchable = fetchable_models(known)
    if as_json:
        written_json.write_json(written_json.models_json(known, fetchable))
    else:
        click.echo(listing.render_models(known, fetchable))
    unsound = {Soundness.DAMAGED, Soundness.MISSING}
    return FINDING if any(each.soundness in unsound for each in known) else DONE


@models.command()
@click.argument("model", metavar="NAME_OR_PATH")
def select(model: str) -> int:
    """Phrase the answers with the model NAME_OR_PATH from now on."""
    from qa.engine import find_named
    from qa.engine.shipped_models import check_usable
    from qa.saved_settings import save_model

    home = load_settings().home
    name = check_usable(find_named(model, home), model, home)
    path = save_model(name, home)
    click.echo(f"{name} is chosen, in {path}.")
    if os.environ.get("BYLINE_MODEL"):
        complain("BYLINE_MODEL is set and goes before the settings file: unset BYLINE_MODEL")
    return DONE


@models.command()
@click.argument("file", type=click.Path(path_type=Path))
def add(file: Path) -> int:
    """Bring the GGUF file FILE to the models, as a link where that is possible."""
    from qa.engine.adding_models import add_model

    with telling("Looking at the file") as tell:
        added = add_model(file, load_settings().home, tell)
    return _added(added)


@models.command()
@click.argument("model", metavar="NAME_OR_URL")
@click.option("--sha256", metavar="SUM", help="What the SHA-256 of the file at URL has to be.")
def fetch(model: str, sha256: str | None) -> int:
    """Fetch a model of the catalogue by its NAME, or a GGUF file from the https address URL.

    The only command that uses the network. What was fetched of NAME before is kept.
    """
    home = load_settings().home
    with telling("Asking for the file") as tell:
        if "://" in model:
            from qa.engine.adding_models import fetch_model

            if sha256 is None:
                raise click.UsageError(
                    "An address needs --sha256 SUM.", click.get_current_context()
                )
            added = fetch_model(model, sha256, home, tell=tell)
        else:
            from qa.engine.catalogue import require_named
            from qa.engine.package_pieces import fetch_named

            if sha256 is not None:
                raise click.UsageError("The sum of NAME is known: leave --sha256 out.")
            wanted = require_named(model)
            try:
                added = fetch_named(wanted, home, tell=tell)
            except KeyboardInterrupt:
                complain(f"what came is kept. Go on: byline models fetch {wanted.name}")
                raise
    return _added(added)


def _added(path: Path) -> int:
    click.echo(f"{path} is here. Choose it: byline models select {path.stem}")
    return DONE
