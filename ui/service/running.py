"""A server on a socket of this computer until it is interrupted. Knows no application."""

from __future__ import annotations

import contextlib
import logging
import socket
from typing import TYPE_CHECKING

import uvicorn

from qa.errors import SettingsError

if TYPE_CHECKING:
    from types import FrameType

    from starlette.types import ASGIApp


def listen(host: str, port: int, command: str) -> socket.socket:
    """A socket bound to an address; `command` takes any port that is free.

    Raises:
        SettingsError: it is taken, or no address of this computer.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host.strip("[]"), port), family=family)
    except OSError as error:
        raise SettingsError(
            f"Byline cannot listen at {host}, port {port}: {error.strerror or error}. "
            f"Another port may be free: {command} finds one."
        ) from error


def address_of(listening: socket.socket) -> str:
    """What a person types to reach it."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def run_until_interrupted(app: ASGIApp, listening: socket.socket) -> None:
    """Serve; Ctrl-C ends it without a complaint."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=1,  # seconds; an open page holds a connection for ever
    )
    with contextlib.suppress(KeyboardInterrupt):
        _Server(config).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Closes without a page of complaints about the connections of pages that are still open."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        super().handle_exit(sig, frame)
