"""Requests to servers that somebody has named. The only importer of httpx; knows no model.

Nothing is asked of a proxy or of a file with passwords, no redirection is followed, and a person
who does not wait any more ends a request at once, whatever the server does.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import functools
import json
import queue
import ssl
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

from qa.errors import CancelledError

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from qa.engine.language_model import Cancelled

CONNECT_SECONDS = 5.0
MOST_BYTES = 16 << 20  # of a whole answer
_LOOK_SECONDS = 0.02
_SHOWN = 200  # characters of what a server says about an error
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 529})


class RequestFailedError(Exception):
    """Why a request has no answer. `passing`: it may have one later; `after`: in so many seconds.

    `status` is what the server answered with, None where it did not answer.
    """

    def __init__(
        self,
        reason: str,
        *,
        passing: bool = True,
        after: float | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(reason)
        self.passing = passing
        self.after = after
        self.status = status


@dataclass(frozen=True, slots=True)
class Asked:
    """A request. `silence`: the longest wait for the next byte; `seconds`: for all of it."""

    url: str
    content: bytes | None = None  # then it is a POST
    headers: Mapping[str, str] = field(default_factory=dict)
    silence: float = 60.0
    seconds: float = 150.0


class HttpExchange:
    """Makes requests on an event loop of its own, each for one thread that waits for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._client: httpx.AsyncClient | None = None

    def whole(self, asked: Asked, *, cancelled: Cancelled = lambda: False) -> bytes:
        """The body of the answer.

        Raises:
            RequestFailedError: there is none, or its status is not 200.
            CancelledError: nobody waits for it any more.
        """
        return b"".join(self.pieces(asked, cancelled=cancelled))

    def pieces(self, asked: Asked, *, cancelled: Cancelled = lambda: False) -> Generator[bytes]:
        """The same as it comes. Closed before its end, the connection is."""
        arrived: queue.SimpleQueue[bytes | RequestFailedError | None] = queue.SimpleQueue()
        task = asyncio.run_coroutine_threadsafe(self._fetch(asked, arrived), self._running_loop())
        try:
            while True:
                if cancelled():
                    raise CancelledError("The question was cancelled.")
                try:
                    piece = arrived.get(timeout=_LOOK_SECONDS)
                except queue.Empty:
                    if task.done() and arrived.empty():  # nothing was foreseen of how it ended
                        task.result()
                        raise RequestFailedError("the request was given up") from None
                    continue
                if piece is None:
                    return
                if isinstance(piece, RequestFailedError):
                    raise piece
                yield piece
        finally:
            task.cancel()

    def close(self) -> None:
        """End the loop and every connection."""
        with self._lock:
            loop, client, self._loop, self._client = self._loop, self._client, None, None
        if loop is not None and client is not None:
            asyncio.run_coroutine_threadsafe(_end(client), loop).result(CONNECT_SECONDS)
            loop.call_soon_threadsafe(loop.stop)

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = loop = asyncio.new_event_loop()
                self._client = httpx.AsyncClient(
                    trust_env=False, follow_redirects=False, verify=ssl.create_default_context()
                )
                threading.Thread(target=_run, args=[loop], name="http", daemon=True).start()
            return self._loop

    async def _fetch(
        self, asked: Asked, arrived: queue.SimpleQueue[bytes | RequestFailedError | None]
    ) -> None:
        try:
            async with asyncio.timeout(asked.seconds):
                await self._receive(asked, arrived)
        except RequestFailedError as failed:
            arrived.put(failed)
        except httpx.ConnectTimeout:
            arrived.put(RequestFailedError("it cannot be reached"))
        except (httpx.TimeoutException, TimeoutError):
            arrived.put(RequestFailedError("it said nothing for too long"))
        except httpx.ConnectError as error:
            arrived.put(RequestFailedError(f"it cannot be reached: {_line(str(error))}"))
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError) as error:
            said = _line(str(error)) or type(error).__name__
            arrived.put(RequestFailedError(f"the connection broke off: {said}"))
        else:
            arrived.put(None)

    async def _receive(
        self, asked: Asked, arrived: queue.SimpleQueue[bytes | RequestFailedError | None]
    ) -> None:
        if self._client is None:  # closed meanwhile
            raise RequestFailedError("Byline is being closed", passing=False)
        patience = httpx.Timeout(asked.silence, connect=CONNECT_SECONDS)
        method = "GET" if asked.content is None else "POST"
        headers = {"accept-encoding": "identity", "user-agent": "byline", **asked.headers}
        async with self._client.stream(
            method, asked.url, content=asked.content, headers=headers, timeout=patience
        ) as response:
            left = MOST_BYTES
            said = b""
            async for piece in response.aiter_raw():
                left -= len(piece)
                if left < 0:
                    raise RequestFailedError("it sent more than any answer has", passing=False)
                if response.status_code == httpx.codes.OK:
                    arrived.put(piece)
                elif len(said) < (_SHOWN << 4):
                    said += piece
            if response.status_code != httpx.codes.OK:
                raise _refusal(response, said)


@functools.cache
def shared_exchange() -> HttpExchange:
    """One for the whole process, closed at its end."""
    exchange = HttpExchange()
    atexit.register(exchange.close)
    return exchange


async def _end(client: httpx.AsyncClient) -> None:
    """Give up what is under way, and leave no connection open."""
    under_way = asyncio.all_tasks() - {asyncio.current_task()}
    for task in under_way:
        task.cancel()
    await asyncio.gather(*under_way, return_exceptions=True)
    await client.aclose()
    await asyncio.sleep(0)  # what was closed is let go of in the loop's next round


def _run(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    loop.run_forever()
    loop.close()


def _refusal(response: httpx.Response, said: bytes) -> RequestFailedError:
    status = response.status_code
    after: float | None = None
    with contextlib.suppress(ValueError):
        after = float(response.headers.get("retry-after", ""))
    words = _said(said)
    reason = f"it answered {status}" + (f": {words}" if words else "")
    return RequestFailedError(reason, passing=status in _PASSING, after=after, status=status)


def _said(body: bytes) -> str:
    """What a server says of an error, on one line, as text; of a page of HTML nothing."""
    text = body.decode("utf-8", "replace")
    with contextlib.suppress(ValueError, RecursionError):
        text = error_message(json.loads(text)) or text
    return "" if "<html" in text.casefold() else _line(text)


def error_message(told: Any) -> str | None:  # noqa: ANN401 - what JSON may hold
    """The sentence in an error object, whichever of the usual forms it has."""
    while isinstance(told, dict):
        inner = next((told[key] for key in ("error", "message", "detail") if key in told), None)
        if isinstance(inner, str):
            return _line(inner)
        told = inner
    return None


def _line(text: str) -> str:
    plain = "".join(c if c.isprintable() else " " for c in text[: _SHOWN << 2])
    line = " ".join(plain.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
