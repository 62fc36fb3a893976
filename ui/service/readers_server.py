"""The reader and the judge as a server: arrays in, numbers out, one run after the other.

Several application processes share its weights and its processors. Runs of different questions are
not put together: the networks round by what stands in one run, and an answer must not depend on
what somebody else asks. Knows no question and no article; only windows of word ids come here.
"""

from __future__ import annotations

import hmac
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import anyio
import numpy as np
from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from qa.engine.served_network import PATH, from_bytes, to_bytes
from qa.errors import SettingsError
from ui.service.guards import is_loopback

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from starlette.requests import Request

    from qa.evidence.reader import Network

LARGEST_BODY = 8 << 20  # bytes; sixteen passages of the longest need less than one million
MOST_WAITING = 64  # runs
_INPUTS = {"input_ids": 2, "attention_mask": 2, "token_type_ids": 2, "sentence_mask": 3}
_LONGEST = 512  # word pieces, which is what the networks were made for
_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A network and the digest of its weights."""

    network: Network
    digest: str


@dataclass
class ReadersServer:
    """Answers for networks by name. With a `key` only who has it is answered."""

    loaded: Mapping[str, Loaded]
    key: str | None = None
    runs: int = 0
    _waiting: int = 0
    _one: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(1))

    def app(self) -> Starlette:
        """The server's addresses."""
        return Starlette(
            routes=[
                Route("/health", self.health),
                Route(PATH, self.names),
                Route(f"{PATH}/{{name}}", self.run, methods=["POST"]),
            ]
        )

    async def health(self, _request: Request) -> Response:
        return JSONResponse({"status": "ok", "runs": self.runs, "waiting": self._waiting})

    async def names(self, request: Request) -> Response:
        self._admit(request)
        return JSONResponse({"networks": {name: each.digest for name, each in self.loaded.items()}})

    async def run(self, request: Request) -> Response:
        """One run of a network; 503 where too many wait."""
        self._admit(request)
        found = self.loaded.get(request.path_params["name"])
        if found is None:
            raise HTTPException(404, "There is no such network.")
        body = await _body(request)
        if self._waiting >= MOST_WAITING:
            raise HTTPException(503, "Too many readings wait.", {"retry-after": "1"})
        self._waiting += 1
        try:
            outputs = await to_thread.run_sync(_run, found.network, body, limiter=self._one)
        finally:
            self._waiting -= 1
        self.runs += 1
        return Response(outputs, media_type="application/octet-stream")

    def _admit(self, request: Request) -> None:
        given = request.headers.get("authorization", "").encode("utf-8", "replace")
        if self.key is not None and not hmac.compare_digest(given, f"Bearer {self.key}".encode()):
            raise HTTPException(401, "Only who has the key is answered.")


def _run(network: Network, body: bytes) -> bytes:
    """Bytes of a run to bytes of what came of it; for a thread of its own."""
    try:
        outputs = network(checked_inputs(from_bytes(body)))
    except ValueError as error:
        raise HTTPException(400, str(error)) from error
    except Exception as error:  # the library's own errors share no base class
        _LOGGER.exception("A reading failed")
        raise HTTPException(422, "The network failed over this.") from error
    return to_bytes({str(row): np.ascontiguousarray(each) for row, each in enumerate(outputs)})


def checked_inputs(arrays: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The arrays of one run.

    Raises:
        ValueError: they are not what a reader makes: what is wrong, the network is not asked.
    """
    if arrays.keys() != _INPUTS.keys():
        raise ValueError(f"A run takes {', '.join(_INPUTS)}, not {', '.join(arrays) or 'nothing'}.")
    rows, length = arrays["input_ids"].shape[0], arrays["input_ids"].shape[-1]
    for name, dimensions in _INPUTS.items():
        array = arrays[name]
        kind = np.float32 if name == "sentence_mask" else np.int64
        fits = array.ndim == dimensions and array.dtype == kind and array.size > 0
        if not fits or (array.shape[0], array.shape[-1]) != (rows, length) or length > _LONGEST:
            raise ValueError(f"{name} has the shape {array.shape} of {array.dtype}.")
    return arrays


async def _body(request: Request) -> bytes:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_BODY:
            raise HTTPException(413, "This is more than one reading has.")
    return body


def require_key(host: str, key: str | None) -> None:
    """Refuse to serve other computers without a key."""
    if not key and not is_loopback(host):
        raise SettingsError(
            f"Bound to {host}, the readers can be reached from other computers, so they need a "
            "key: set BYLINE_READERS_SERVER_KEY here and where the chat runs."
        )


def load_networks(threads: int) -> dict[str, Loaded]:
    """The networks that are installed, each with its weights compared and loaded.

    Raises:
        ModelError: weights are not what they should be.
        SettingsError: there are none.
    """
    from qa.evidence.reader import WEIGHTS, Reader, weights_digest
    from qa.loaded_readers import judge_folder, reader_folder

    loaded = {
        folder.name: Loaded(Reader.load(folder, threads=threads).network, weights_digest(folder))
        for folder in (reader_folder(), judge_folder())
        if (folder / WEIGHTS).is_file()
    }
    if not loaded:
        raise SettingsError("There are no trained readers here. byline doctor says what is missing")
    return loaded
