"""The web application: the page, its server and what it is started with."""

from __future__ import annotations

import contextlib
import hmac
import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

from qa.errors import AnswerError, SettingsError
from qa.settings import seeds_folder
from ui.page.articles_tab import ArticlesTab
from ui.page.briefing_tab import BriefingTab
from ui.page.chat import Chat
from ui.page.check_tab import CheckTab
from ui.page.front import Front
from ui.page.html_page import Page
from ui.page.sources import Sources
from ui.page.theme import byline_theme
from ui.service.desk import SHOWABLE, Desk
from ui.service.folders import Folders
from ui.service.guards import guards, is_loopback
from ui.service.incoming import Incoming
from ui.service.opening import Opening
from ui.service.own_articles import OwnArticles
from ui.service.people import People
from ui.service.running import address_of, listen, run_until_interrupted
from ui.service.saved_conversations import SavedConversations
from ui.service.sharing import Shared, conversations_in, share
from ui.service.tools import Tools
from ui.service.upkeep import Upkeep
from ui.service.web_api import add_endpoints
from ui.service.writers import Writers

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from starlette.routing import Route

    from index import Article
    from qa.checks import CheckedText
    from qa.settings import Settings
    from ui.service.engine import Engine, LoadedArticles
    from ui.service.opening import Tell

_ASSETS = Path(__file__).parent / "assets"
_DAY = 86_400  # seconds
_AT_ONCE = 512  # events under way; every open page holds one, see Front.look
_WAITING = 64  # events in Gradio's queue; the desk itself takes fewer questions


def build_app(
    opening: Opening[Engine],
    folders: Folders | None = None,
    saved: SavedConversations | None = None,
    *,
    tools: Tools | None = None,
    desk: Desk | None = None,
    writers: Writers | None = None,
) -> gr.Blocks:
    """The page, over an engine that is opened in the background; for programs with `tools`.

    Without `folders` no article can be added and no other folder opened; without `saved` no
    conversation is kept; without `writers` no other model can be chosen. The line of questions is
    that of the tools, or `desk`, or a new one.
    """

    def loaded() -> Sequence[Article]:
        engine = opening.opened
        return () if engine is None else engine.library.articles

    desk = (desk or Desk(opening)) if tools is None else tools.desk
    sources, incoming = Sources(loaded), Incoming()
    chat = Chat(desk, opening, sources, saved, writers)
    brief = BriefingTab(desk, opening, sources, incoming)
    check = CheckTab(desk, sources, incoming)
    articles = ArticlesTab(opening, incoming, folders)
    front = Front(opening, sources, incoming, chat, brief, check, articles)
    blocks = gr.Blocks(
        title="Byline", analytics_enabled=False, fill_width=True, delete_cache=(3600, _DAY)
    )
    with blocks:
        if tools is not None:
            add_endpoints(tools)
        front.build(blocks)
        blocks.unload(chat.leave)
    blocks.max_threads = _AT_ONCE  # Gradio's own 40 would let 40 open pages lock everybody out
    blocks.queue(max_size=_WAITING, default_concurrency_limit=1, api_open=False)
    return blocks


def build_server(
    blocks: gr.Blocks,
    *,
    host: str,
    password: str | None = None,
    tools: Tools | None = None,
    shared: Shared | None = None,
) -> FastAPI:
    """The page behind its guards, for a server bound to `host`; for programs with `tools`.

    With `shared` it is the page of several people, or looked after by a program.
    """
    route, lifespan = (None, None) if tools is None else _mcp_route(tools, password)
    shared = shared or Shared()
    server = FastAPI(
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        middleware=[
            *guards(host, for_programs=tools is not None, people=shared.people, names=shared.names),
            Middleware(Page),
        ],
        routes=[*shared.routes, *([] if route is None else [route])],
        lifespan=lifespan,
    )
    server.mount("/byline", StaticFiles(directory=_ASSETS))
    gr.mount_gradio_app(
        server,
        blocks,
        path="/",
        auth=None if password is None else _password_check(password),
        auth_message="Byline asks for the password it was started with. Any name will do.",
        theme=byline_theme(),
        favicon_path=str(_ASSETS / "byline.svg"),
        footer_links=[],
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        allowed_paths=[],
        show_error=False,
        max_file_size="20mb",
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        run_history=False,
        enable_monitoring=False,
    )
    return server


def _mcp_route(tools: Tools, password: str | None) -> tuple[Route, Any]:
    try:
        from ui.service.mcp_server import mcp_route
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"{error.name} is not installed, which --mcp needs: pip install 'byline[mcp]'"
        ) from error
    return mcp_route(tools, password)


def build_tools(opening: Opening[Engine], desk: Desk) -> Tools:
    """What other programs may ask of the engine that is being opened."""

    def check(text: str) -> CheckedText:
        engine = opening.opened
        if engine is None:
            raise AnswerError("The articles are not open.")
        return engine.check(text, lambda _statement, _count: None)

    def library() -> LoadedArticles | None:
        return None if opening.opened is None else opening.opened.library

    return Tools(desk, opening, library, check)


def _password_check(password: str) -> Callable[[str, str], Awaitable[bool]]:
    import asyncio

    async def is_right(_name: str, given: str) -> bool:
        right = hmac.compare_digest(given.encode(), password.encode())
        if not right:
            await asyncio.sleep(1)  # seconds; makes guessing slow
        return right

    return is_right


def serve(
    settings: Settings,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    password: str | None = None,
    for_programs: bool = False,
) -> None:
    """Serve the chat until it is interrupted; the models load while the page is already there.

    `for_programs` offers ask, check and articles to other programs as well.

    Raises:
        SettingsError: other computers could come in without a password, or the port is taken.
    """
    people = People.of(settings.serving)
    require_password(host, password, people)
    require_one_of(people, password, for_programs=for_programs)
    listening = listen(host, port, "byline chat --port 0")
    forget_gradio_settings()
    from qa.wiring import claim_checker, keep_language_models, open_answerer, open_library
    from ui.service.engine import LocalEngine

    def open_with(chosen: Settings, tell: Tell) -> Engine:
        answerer = open_answerer(chosen, progress=tell, model_apart=True)
        return LocalEngine(answerer, claim_checker)

    writers = Writers(settings, open_with, fixed=people is not None)

    def open_folder(folder: Path, rebuild: bool, tell: Tell) -> Engine:  # noqa: FBT001
        chosen = replace(writers.settings, articles=folder)
        if rebuild:
            open_library(chosen, rebuild=True, whole=False, progress=tell)
        return open_with(chosen, tell)

    opening: Opening[Engine] = Opening(
        lambda tell: open_folder(settings.articles, False, tell),  # noqa: FBT003
        showable=SHOWABLE,
        record=settings.home / "opening.json",
    )
    folders = Folders(
        settings.articles,
        OwnArticles(settings.home / "articles"),
        opening,
        open_folder,
        are_samples=settings.articles == seeds_folder(),
    )
    shared, desk = share(settings.serving, people, opening)
    opening.start()
    tools = build_tools(opening, desk) if for_programs else None
    upkeep = Upkeep(
        opening,
        refresh=lambda engine: open_folder(engine.library.folder, False, _tell_nobody),  # noqa: FBT003
        busy=lambda: desk.busy,
        tidy=lambda: keep_language_models(lambda: writers.wanted),
    )
    with _empty_working_directory(), listening, upkeep:
        saved = conversations_in(settings.home, people)
        # Who started Byline chooses the folder and the model for all.
        shelves = folders if people is None and settings.store is None else None
        blocks = build_app(opening, shelves, saved, tools=tools, desk=desk, writers=writers)
        server = build_server(blocks, host=host, password=password, tools=tools, shared=shared)
        sys.stderr.write(f"Byline is open at {address_of(listening)} - Ctrl-C closes it.\n")
        if tools is not None:
            sys.stderr.write(f"Programs reach it by MCP at {address_of(listening)}/mcp\n")
        run_until_interrupted(server, listening)


def _tell_nobody(stage: str, done: int, total: int) -> None:
    """What happens behind the questions has a line of its own on the page."""


def require_password(host: str, password: str | None, people: People | None = None) -> None:
    """Refuse to let other computers in without a password or a proxy that signs people in."""
    if password is not None and not password.strip():
        raise SettingsError("The password is empty; give one, or leave the option out.")
    if password is None and people is None and not is_loopback(host):
        raise SettingsError(
            f"Bound to {host}, Byline can be reached from other computers, so it needs a password: "
            f"byline chat --host {host} --password PASSWORD"
        )


def require_one_of(people: People | None, password: str | None, *, for_programs: bool) -> None:
    """Refuse what cannot go together: a proxy that signs people in, and ways past it."""
    if people is not None and (password is not None or for_programs):
        raise SettingsError(
            "Where a proxy names the people who ask, Byline takes no password of its own and no "
            "questions of programs: leave --password and --mcp out, or --person-header."
        )


def forget_gradio_settings() -> None:
    """Let no GRADIO_ variable of the environment share the page, track it or open its files.

    Calls to this computer itself are kept away from a proxy.
    """
    for name in [name for name in os.environ if name.startswith("GRADIO_")]:
        del os.environ[name]
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ["HF_HUB_OFFLINE"] = "1"


@contextlib.contextmanager
def _empty_working_directory() -> Iterator[None]:
    """Work in a folder with nothing in it: Gradio may serve files of the working directory."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory(prefix="byline-") as empty:
        os.chdir(empty)
        os.environ["GRADIO_TEMP_DIR"] = str(Path(empty) / "files")
        try:
            yield
        finally:
            os.chdir(before)
