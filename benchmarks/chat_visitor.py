"""A visitor of the chat without a browser: sends the events that the page sends, reads the answers.

Speaks what Gradio's own front end speaks: an event is put into the queue, its outcome is streamed.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping
from typing import Any
from uuid import uuid4

import httpx

LONGEST_WAIT = 300.0  # seconds
BUSY = "Too many questions are waiting."
_STAGE = re.compile(r'<section class="turn turn-(\w+)"')


class BusyServerError(Exception):
    """The server said that it takes no more questions now."""


class Visitor:
    """One page: a conversation of its own. The client is shared and belongs to the caller."""

    def __init__(self, client: httpx.AsyncClient, config: dict[str, Any]) -> None:
        self._client = client
        self._session = uuid4().hex[:11]
        parts = {c["props"].get("elem_id"): c["id"] for c in config["components"]}
        self._box = parts["question"]
        self._events = {
            event: dependency["id"]
            for dependency in config["dependencies"]
            for target, event in dependency["targets"]
            if target == self._box
        }

    async def ask(self, question: str) -> str:
        """The conversation as it is shown when the question is answered.

        Raises:
            BusyServerError: it is not taken now.
            TimeoutError: nothing came for minutes.
        """
        async with asyncio.timeout(LONGEST_WAIT):
            shown = [step async for step in self.steps(question)][-1]
        if BUSY in shown.rpartition("<section")[2]:
            raise BusyServerError
        return shown

    async def steps(self, question: str) -> AsyncIterator[str]:
        """The conversation as it is shown, each time that it changes."""
        async for output in self._send("submit", [None, question, None]):
            shown = output[1]
            if isinstance(shown, list):  # a change of what was there; the page is replaced whole
                shown = shown[0][2] if shown else ""
            if shown:
                yield shown

    async def stop(self) -> None:
        """Press the button; what comes of it is among the steps of the question."""
        await self._join("stop", [])

    async def _send(self, event: str, data: list[object]) -> AsyncIterator[list[Any]]:
        mine = await self._join(event, data)
        url, session = "/gradio_api/queue/data", {"session_hash": self._session}
        async with self._client.stream("GET", url, params=session) as stream:
            stream.raise_for_status()
            async for line in stream.aiter_lines():
                message = json.loads(line.removeprefix("data: ")) if line else {}
                # Read to the end, as the page does: who leaves earlier is taken to have gone.
                if message.get("event_id") == mine and "success" in message:
                    if not message["success"]:
                        raise RuntimeError(f"the server failed: {message}")
                    yield message["output"]["data"]

    async def _join(self, event: str, data: list[object]) -> str:
        joined = await self._client.post(
            "/gradio_api/queue/join",
            json={
                "data": data,
                "event_data": None,
                "fn_index": self._events[event],
                "trigger_id": self._box,
                "session_hash": self._session,
            },
        )
        if joined.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            raise BusyServerError
        joined.raise_for_status()
        return str(joined.json()["event_id"])


def stage(shown: str) -> str:
    """How far the last question of a conversation has come."""
    return str(_STAGE.findall(shown)[-1])


def visitors(address: str, headers: Mapping[str, str] | None = None) -> httpx.AsyncClient:
    """A client for very many visitors at once, or for one with headers of its own."""
    # No connection is kept: one that the server closes while a question is on its way cuts it off.
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
    return httpx.AsyncClient(
        base_url=address, headers=headers, trust_env=False, timeout=300, limits=limits
    )
