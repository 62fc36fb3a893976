"""The commands of servers behind the chat: readers and embedder, for several processes."""

from __future__ import annotations

import os

import click

from ui.commands.command_group import DONE


@click.command("serve-readers")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=7870,
    show_default=True,
    help="0 takes any that is free.",
)
@click.option(
    "--threads", type=click.IntRange(1), default=2, show_default=True, help="Of one reading."
)
def serve_readers(host: str, port: int, threads: int) -> int:
    """Let the reader, the judge and the embedder run here for others: --readers-server URL.

    At any address but this computer's own it needs a key, in BYLINE_READERS_SERVER_KEY.
    """
    from qa.settings import byline_home
    from ui.service.readers_server import (
        ReadersServer,
        load_embedders,
        load_networks,
        require_key,
    )
    from ui.service.running import address_of, listen, run_until_interrupted

    key = os.environ.get("BYLINE_READERS_SERVER_KEY") or None
    require_key(host, key)
    listening = listen(host, port, "byline serve-readers --port 0")
    with listening:
        embedders = load_embedders(threads, byline_home())
        server = ReadersServer(load_networks(threads), key, embedders)
        click.echo(f"The readers are at {address_of(listening)} - Ctrl-C ends them.", err=True)
        run_until_interrupted(server.app(), listening)
    return DONE
