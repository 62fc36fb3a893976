"""Who asks, where a proxy before Byline signs people in. Plain ASGI; knows no component.

The name comes in a header that the proxy sets. It is believed only where that header was named in
the settings, and only from the proxy's own addresses. Every session that a page calls by a name of
its own is then called by the person's too, so that nobody reaches another person's page.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, unquote, urlencode

from starlette.responses import PlainTextResponse

from qa.errors import SettingsError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from qa.settings import Serving

    Networks = tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]

LOOPBACK = "127.0.0.0/8,::1"
LONGEST_NAME = 200  # characters
OPEN = frozenset({"/health", "/metrics"})  # what a proxy asks for itself
_BETWEEN = ":"  # stands in no quoted name
_HEARTBEAT = "/gradio_api/heartbeat/"


@dataclass(frozen=True, slots=True)
class People:
    """The header with a person's name, and the addresses of the proxies that may set it."""

    header: str
    proxies: Networks

    @classmethod
    def of(cls, serving: Serving) -> People | None:
        """As the settings say; None where no header is named: then there is one person.

        Raises:
            SettingsError: an address is none, or the header has no name.
        """
        if not serving.person_header:
            return None
        header = serving.person_header.strip().casefold()
        if not header or not header.replace("-", "").replace("_", "").isalnum():
            raise SettingsError(f"{serving.person_header!r} is no name of a header.")
        return cls(header, networks_of(serving.proxy or LOOPBACK))

    def is_proxy(self, scope: Scope) -> bool:
        """Whether the other end of the connection is one of the proxies."""
        client = scope.get("client")
        try:
            address = ipaddress.ip_address(client[0]) if client else None
        except ValueError:
            return False
        mapped = getattr(address, "ipv4_mapped", None)
        return any((mapped or address) in network for network in self.proxies if address)

    def named(self, scope: Scope) -> str | None:
        """The person that the proxy names, if it names exactly one."""
        found = [value for name, value in scope["headers"] if name.decode("latin-1") == self.header]
        if len(found) != 1:
            return None
        name = found[0].decode("utf-8", "replace").strip()
        return name if name.isprintable() and 0 < len(name) <= LONGEST_NAME else None


def session_of_person(person: str, session: str) -> str:
    """A session's name with the person's, which no other person's can be."""
    return f"{quote(person, safe='')}{_BETWEEN}{session}"


def person_of(session: str) -> str:
    """Whose session it is; for sessions that `PersonGuard` has named."""
    return unquote(session.partition(_BETWEEN)[0])


class PersonGuard:
    """Answers only proxies that say who asks, and gives every session its person's name."""

    def __init__(self, app: ASGIApp, people: People) -> None:
        self.app = app
        self._people = people

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        app, person = self.app, self._people.named(scope)
        if not self._people.is_proxy(scope):
            app = PlainTextResponse("Only the proxy before Byline may ask for this.", 403)
        elif scope["path"] not in OPEN:
            if person is None:
                app = PlainTextResponse("The proxy has not said who you are: sign in first.", 401)
            else:
                scope, receive = await _named(person, scope, receive)
        await app(scope, receive, send)


async def _named(person: str, scope: Scope, receive: Receive) -> tuple[Scope, Receive]:
    """The request with the person's name in every session that it names."""
    scope = dict(scope)
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    if any(name == "session_hash" for name, _ in pairs):
        owned = [(n, session_of_person(person, v) if n == "session_hash" else v) for n, v in pairs]
        scope["query_string"] = urlencode(owned).encode("ascii")
    if scope["path"].startswith(_HEARTBEAT):
        session = session_of_person(person, scope["path"].removeprefix(_HEARTBEAT).rstrip("/"))
        scope["path"] = _HEARTBEAT + session
        scope["raw_path"] = quote(scope["path"]).encode("ascii")
    if scope["method"] != "POST":
        return scope, receive
    body = _with_person(person, (await receive()).get("body", b""))
    kept = [(name, value) for name, value in scope["headers"] if name != b"content-length"]
    scope["headers"] = [*kept, (b"content-length", str(len(body)).encode())]
    return scope, _once(body, receive)


def _with_person(person: str, body: bytes) -> bytes:
    try:
        told: Any = json.loads(body)
    except (ValueError, RecursionError):
        return body  # it names no session
    if not isinstance(told, dict):
        return body
    named = told.get("session_hash")  # who names none has one all the same
    told["session_hash"] = session_of_person(person, named if isinstance(named, str) else "")
    return json.dumps(told).encode()


def _once(body: bytes, receive: Receive) -> Receive:
    given = False

    async def once() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return once


def networks_of(addresses: str) -> Networks:
    """Addresses and networks, parted by commas.

    Raises:
        SettingsError: one is none.
    """
    try:
        return tuple(
            ipaddress.ip_network(each.strip(), strict=False)
            for each in addresses.split(",")
            if each.strip()
        )
    except ValueError as error:
        raise SettingsError(
            f"BYLINE_PROXY is {addresses!r}, but {error}. "
            "Write addresses or networks such as 10.0.0.0/8, parted by commas."
        ) from error


def public_names(given: str | None) -> Sequence[str]:
    """The names under which a proxy shows Byline, parted by commas."""
    return [each.strip() for each in (given or "").split(",") if each.strip()]
