"""What stands between the application and the network. Plain ASGI; knows no component.

A web page that somebody visits can make their browser call 127.0.0.1. So a request must be
addressed to this server by a name it knows, must not come from another site, must not be large,
and must go to one of the few addresses that the page itself uses.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse

from ui.service.people import PersonGuard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ui.service.people import People

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
LARGEST_BODY = 256 * 1024  # bytes; a question has at most 4,000 characters
_READ = re.compile(
    r"/|/(?:assets|static|byline)/[\w./+-]+|/(?:config|theme\.css|favicon\.ico|manifest\.json|"
    r"robots\.txt|logout|monitoring)/?|/health|/metrics|"
    r"/gradio_api/(?:heartbeat/\w+|queue/data|startup-events|app_id|login_check|user|info)/?"
)
# What other programs may call, when they may.
_PROGRAMS_READ = re.compile(r"/mcp|/gradio_api/call/(?:ask|check|articles)/[0-9a-f]{32}")
_PROGRAMS_WRITE = re.compile(r"/mcp|/gradio_api/call/(?:ask|check|articles)")
_WRITE = re.compile(r"/login/?|/gradio_api/(?:queue/join|component_server|reset|cancel)/?")
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach a server bound to `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def trusted_names(host: str) -> list[str]:
    """The names under which a server bound to `host` may be addressed.

    Bound to every address it is known by this computer's own names and addresses: a name that
    somebody else points here is not among them.
    """
    if is_loopback(host):
        return list(LOOPBACK_NAMES)
    if host not in {"0.0.0.0", "::", ""}:  # noqa: S104 - compared, not bound
        return [*LOOPBACK_NAMES, _bracketed(host)]
    name = socket.gethostname()
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(name, None)}
    except OSError:
        found = set()
    return [*LOOPBACK_NAMES, name, f"{name}.local", *sorted(_bracketed(a) for a in found)]


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def guards(
    host: str,
    *,
    for_programs: bool = False,
    people: People | None = None,
    names: Sequence[str] = (),
) -> list[Middleware]:
    """The guards of a server bound to `host`, outermost first.

    With `for_programs` the addresses of its tools are open as well. With `people` only their proxy
    is answered, which may call the server by one of the `names`. An empty CORS policy is among
    them: where there is one, Gradio adds none of its own.
    """
    return [
        Middleware(SecurityHeaders),
        Middleware(
            TrustedHostMiddleware,
            allowed_hosts=[*trusted_names(host), *names],
            www_redirect=False,
        ),
        Middleware(OriginGuard),
        Middleware(KnownRoutes, for_programs=for_programs),
        Middleware(BodyLimit),
        *([] if people is None else [Middleware(PersonGuard, people=people)]),
        Middleware(CORSMiddleware, allow_origins=()),
    ]


class SecurityHeaders:
    """Adds the headers that every response carries; what a response sets itself stays."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("content-security-policy", content_security_policy())
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class OriginGuard:
    """Refuses what another site's page sends, and every request that is no plain HTTP."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            refused = PlainTextResponse("Only Byline's own page may ask for this.", 403)
            app = refused if _is_foreign(scope["method"], Headers(scope=scope)) else self.app
            await app(scope, receive, send)


def _is_foreign(method: str, headers: Headers) -> bool:
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != headers.get("host"):
        return True
    if headers.get("sec-fetch-site", "none") in {"none", "same-origin"}:
        return False
    # A link on another site may open the page; nothing else of another site reaches us.
    return method != "GET" or headers.get("sec-fetch-mode") != "navigate"


class KnownRoutes:
    """Answers 404 for every address that the page does not use: uploads, files, bare calls."""

    def __init__(self, app: ASGIApp, *, for_programs: bool = False) -> None:
        self.app = app
        self._for_programs = for_programs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.app
        if scope["type"] == "http" and not self._is_known(scope["method"], scope["path"]):
            app = PlainTextResponse("There is nothing at this address.", 404)
        await app(scope, receive, send)

    def _is_known(self, method: str, path: str) -> bool:
        known = _PROGRAMS_WRITE if method == "POST" else _PROGRAMS_READ
        if self._for_programs and method in {"GET", "POST"} and known.fullmatch(path):
            return True
        return _is_known(method, path)


def _is_known(method: str, path: str) -> bool:
    if method in {"GET", "HEAD"}:
        return _READ.fullmatch(path) is not None and ".." not in path
    return method == "POST" and _WRITE.fullmatch(path) is not None


class BodyLimit:
    """Refuses bodies above `LARGEST_BODY`, whether or not their length was announced."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isdecimal() or int(announced) > LARGEST_BODY:
            await _too_large(scope, receive, send)
            return
        body = await _read_body(receive) if scope["method"] == "POST" else b""
        if body is None:
            await _too_large(scope, receive, send)
        else:
            await self.app(scope, _replay(body, receive), send)


_too_large = PlainTextResponse("This is more than Byline reads at once.", 413)


async def _read_body(receive: Receive) -> bytes | None:
    """The whole body; None as soon as it is too large."""
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return body
        body += bytes(message.get("body", b""))
        if len(body) > LARGEST_BODY:
            return None
        if not message.get("more_body", False):
            return body


def _replay(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives the body once and then waits for the connection to close."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def content_security_policy(script_hashes: tuple[str, ...] = ()) -> str:
    """What a page may load and run: only what this server sends.

    Gradio's front end compiles its templates in the browser, hence 'unsafe-eval', and styles
    elements in place, hence inline styles. Inline scripts run only if their hash is named, and
    event handlers written into markup never do.
    """
    scripts = " ".join(["'self'", "'unsafe-eval'", *(f"'{digest}'" for digest in script_hashes)])
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )
