"""An answerer for the chat that knows the sample articles and needs no model."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from tests.ui.fake_answers import FakeAnswerer, seed_articles
from ui.app import build_app, build_server
from ui.opening import Opening


@contextlib.contextmanager
def serving(
    answerer: FakeAnswerer, *, host: str = "127.0.0.1", password: str | None = None
) -> Iterator[str]:
    """A real server on a free port of this computer, in a thread; its address."""
    opening: Opening[FakeAnswerer] = Opening(lambda: answerer.opened())
    opening.start()
    app = build_server(build_app(opening), host=host, password=password)
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", ws="none", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


@pytest.fixture
def answerer(seeds: Path) -> FakeAnswerer:
    return FakeAnswerer(seed_articles(seeds))
