"""An engine for the page that knows the sample articles and needs no model, and a browser."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from qa.settings import Serving, Settings
from tests.ui.fake_answers import FakeAnswerer, seed_articles
from tests.ui.in_browser import ARGUMENTS, CHROMIUM, WATCH, Open
from ui.page.app import build_app, build_server
from ui.service.desk import SHOWABLE
from ui.service.engine import Engine
from ui.service.folders import Folders
from ui.service.opening import Opening
from ui.service.own_articles import OwnArticles
from ui.service.people import People
from ui.service.saved_conversations import SavedConversations
from ui.service.sharing import share
from ui.service.tools import Tools
from ui.service.writers import Writers


def writers_of(answerer: FakeAnswerer, home: Path) -> Writers:
    """Models that are files in `home/models`; none of them is loaded."""
    settings = Settings(answerer.folder, home)
    return Writers(settings, lambda *_: answerer.opened(), free=lambda: 1 << 40, cores=2)


@contextlib.contextmanager
def serving(
    answerer: FakeAnswerer,
    *,
    host: str = "127.0.0.1",
    password: str | None = None,
    own: Path | None = None,
    kept: Path | None = None,
    tools: Tools | None = None,
    models: Path | None = None,
    several: Serving | None = None,
    port: int = 0,
) -> Iterator[str]:
    """A real server on a free port of this computer, or on this one, in a thread; its address.

    What the server's libraries warn of among themselves is no failure of a test.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"(anyio|gradio|pandas|starlette|uvicorn)\b")
        with _serving(answerer, host, password, own, kept, tools, models, several, port) as url:
            yield url


@contextlib.contextmanager
def _serving(
    answerer: FakeAnswerer,
    host: str,
    password: str | None,
    own: Path | None,
    kept: Path | None,
    tools: Tools | None,
    models: Path | None,
    several: Serving | None,
    port: int,
) -> Iterator[str]:
    opening: Opening[Engine] = Opening(lambda _tell: answerer.opened(), showable=SHOWABLE)
    opening.start()
    people = None if several is None else People.of(several)
    shared, desk = (None, None) if several is None else share(several, people, opening)
    folders = None
    if own is not None:
        folders = Folders(answerer.folder, OwnArticles(own), opening, answerer.reopened)
    listening = socket.create_server(("127.0.0.1", port))
    started: list[uvicorn.Server] = []

    saved = None if kept is None else SavedConversations(kept, people=people is not None)
    writers = None if models is None else writers_of(answerer, models)

    async def run() -> None:
        # Gradio leaves an event loop behind when it is built where none runs.
        blocks = build_app(opening, folders, saved, tools=tools, desk=desk, writers=writers)
        app = build_server(blocks, host=host, password=password, tools=tools, shared=shared)
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Open]:
    """Open the page of an answerer; every request that leaves it fails the test."""
    with contextlib.ExitStack() as stack:
        strangers: list[str] = []

        def page_of(
            answerer: FakeAnswerer,
            *,
            width: int = 1280,
            own: Path | None = None,
            kept: Path | None = None,
            models: Path | None = None,
            **options: Any,
        ) -> Any:
            url = stack.enter_context(serving(answerer, own=own, kept=kept, models=models))
            context = browser.new_context(
                viewport={"width": width, "height": 844 if width < 500 else 800}, **options
            )
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(20_000)
            page.add_init_script(WATCH)
            page.on(
                "request",
                lambda request: None if request.url.startswith((url, "data:", "blob:"))
                else strangers.append(request.url),
            )  # fmt: skip
            page.goto(url)
            page.wait_for_selector("#question textarea")
            return page

        yield page_of
        assert strangers == []


@pytest.fixture
def seeded(seeds: Path) -> FakeAnswerer:
    return FakeAnswerer(seed_articles(seeds))


@pytest.fixture
def over_seeds(seeded: FakeAnswerer, seeds: Path) -> FakeAnswerer:
    seeded.folder = seeds
    return seeded
