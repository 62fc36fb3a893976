"""An answerer for the chat that knows the sample articles and needs no model."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from tests.ui.fake_answers import FakeAnswerer, seed_articles
from ui.app import build_app, build_server
from ui.opening import Opening
from ui.tools import Tools


@contextlib.contextmanager
def serving(
    answerer: FakeAnswerer,
    *,
    host: str = "127.0.0.1",
    password: str | None = None,
    tools: Tools | None = None,
) -> Iterator[str]:
    """A real server on a free port of this computer, in a thread; its address.

    What the server's libraries warn of among themselves is no failure of a test.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"(anyio|gradio|pandas|starlette|uvicorn)\b")
        with _serving(answerer, host, password, tools) as url:
            yield url


@contextlib.contextmanager
def _serving(
    answerer: FakeAnswerer, host: str, password: str | None, tools: Tools | None
) -> Iterator[str]:
    opening: Opening[FakeAnswerer] = Opening(lambda _tell: answerer.opened())
    opening.start()
    listening = socket.create_server(("127.0.0.1", 0))
    started: list[uvicorn.Server] = []

    async def run() -> None:
        # Gradio leaves an event loop behind when it is built where none runs.
        blocks = build_app(opening, tools=tools)
        app = build_server(blocks, host=host, password=password, tools=tools)
        config = uvicorn.Config(app, log_level="warning", ws="none", timeout_graceful_shutdown=1)
        started.append(uvicorn.Server(config))
        await started[0].serve(sockets=[listening])

    thread = threading.Thread(target=asyncio.run, args=[run()], daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not (started and started[0].started) and time.monotonic() < deadline:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        started[0].should_exit = True
        thread.join(10)
        listening.close()


@pytest.fixture
def answerer(seeds: Path) -> FakeAnswerer:
    return FakeAnswerer(seed_articles(seeds))
