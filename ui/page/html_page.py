"""The one HTML page: Gradio's, with our style sheet from the start and nobody else's cards."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

from ui.service.guards import content_security_policy

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_CARDS = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*')
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
_HEAD = (
    '<title>Byline</title><meta name="color-scheme" content="light dark">'
    '<link rel="stylesheet" href="./byline/byline.css">'
    '<link rel="stylesheet" href="./byline/views.css">'
    '<script defer src="./byline/views.js"></script>'
    '<script defer src="./byline/articles.js"></script>'
    '<script defer src="./byline/briefing.js"></script>'
    '<script defer src="./byline/byline.js"></script>'
)


class Page:
    """Rewrites the page on its way out and names the scripts that may run in it.

    The page holds no word of an article: those come later, as events. So whatever script it
    carries is Gradio's own, and its hash goes into the policy.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self.app({**scope, "headers": plain}, receive, _rewriting(send))


def _rewriting(send: Send) -> Send:
    start: Message = {}
    body = b""

    async def collect(message: Message) -> None:
        nonlocal start, body
        if message["type"] == "http.response.start":
            start = message
            return
        body += message.get("body", b"")
        if message.get("more_body", False):
            return
        headers = MutableHeaders(scope=start)
        if headers.get("content-type", "").startswith("text/html"):
            page = rewrite(body.decode("utf-8"))
            body = page.encode("utf-8")
            headers["content-length"] = str(len(body))
            headers["content-security-policy"] = content_security_policy(script_hashes(page))
            headers["cache-control"] = "no-store"
        await send(start)
        await send({"type": "http.response.body", "body": body})

    return collect


def rewrite(page: str) -> str:
    """Take out the cards that advertise Gradio and put in our style sheet and script."""
    return _CARDS.sub("", page).replace("</head>", f"{_HEAD}</head>", 1)


def script_hashes(page: str) -> tuple[str, ...]:
    """What the policy calls the inline scripts of the page."""
    digests = (hashlib.sha256(script.encode()).digest() for script in _INLINE_SCRIPT.findall(page))
    return tuple(f"sha256-{base64.b64encode(digest).decode()}" for digest in digests)
