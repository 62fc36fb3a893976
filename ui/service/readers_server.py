"""The reader, the judge and the embedder as a server, one run after the other.

Several application processes share its weights and its processors. Runs of different questions are
not put together: the networks round by what stands in one run, and an answer must not depend on
what somebody else asks. Knows no question and no article: windows of word ids come here and go as
numbers, texts go as vectors.
"""

from __future__ import annotations

import hmac
import json
import logging
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import anyio
import numpy as np
from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from index import EmbedderError
from index.embedding import checked_vectors
from qa.engine.served_embedder import EMBEDDER_PATH, MOST_TEXTS, VECTORS
from qa.engine.served_network import PATH, from_bytes, to_bytes
from qa.errors import SettingsError
from ui.service.guards import is_loopback

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray
    from starlette.requests import Request

    from index import Embedder
    from qa.evidence.reader import Network

Served = TypeVar("Served")
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
    """Answers for networks and embedders by name. With a `key` only who has it is answered.

    Of the embedders the first is for those who have no library yet.
    """

    loaded: Mapping[str, Loaded]
    key: str | None = None
    embedders: Mapping[str, Embedder] = field(default_factory=dict)
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
                Route(EMBEDDER_PATH, self.embedder),
                Route(EMBEDDER_PATH, self.embed, methods=["POST"]),
            ]
        )

    async def health(self, _request: Request) -> Response:
        return JSONResponse({"status": "ok", "runs": self.runs, "waiting": self._waiting})

    async def names(self, request: Request) -> Response:
        self._admit(request)
        return JSONResponse({"networks": {name: each.digest for name, each in self.loaded.items()}})

    async def run(self, request: Request) -> Response:
        """One run of a network."""
        self._admit(request)
        found = self.loaded.get(request.path_params["name"])
        if found is None:
            raise HTTPException(404, "There is no such network.")
        return await self._in_turn(_run, found.network, await _body(request))

    async def embedder(self, request: Request) -> Response:
        self._admit(request)
        if not self.embedders:
            raise HTTPException(404, "There is no embedder.")
        return JSONResponse({"embedder": next(iter(self.embedders))})

    async def embed(self, request: Request) -> Response:
        """The vectors of some texts."""
        self._admit(request)
        return await self._in_turn(_embed, self.embedders, await _body(request))

    async def _in_turn(
        self, work: Callable[[Served, bytes], bytes], served: Served, body: bytes
    ) -> Response:
        """What a thread of its own makes of a body when it is its turn; 503 where too many wait."""
        if self._waiting >= MOST_WAITING:
            raise HTTPException(503, "Too many readings wait.", {"retry-after": "1"})
        self._waiting += 1
        try:
            made = await to_thread.run_sync(work, served, body, limiter=self._one)
        finally:
            self._waiting -= 1
        self.runs += 1
        return Response(made, media_type="application/octet-stream")

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


def _embed(embedders: Mapping[str, Embedder], body: bytes) -> bytes:
    """Texts to the bytes of their vectors."""
    try:
        name, texts = checked_texts(body)
        embedder = embedders[name]
    except ValueError as error:
        raise HTTPException(400, str(error)) from error
    except KeyError as error:
        raise HTTPException(404, f"There is no embedder {str(error)[:80]}.") from error
    try:
        return to_bytes({VECTORS: checked_vectors(embedder, texts)})
    except EmbedderError as error:
        raise HTTPException(422, str(error)) from error
    except Exception as error:  # the library's own errors share no base class
        _LOGGER.exception("Embedding failed")
        raise HTTPException(422, "The embedder failed over this.") from error


def checked_texts(body: bytes) -> tuple[str, list[str]]:
    """The name of an embedder, and what it is to embed.

    Raises:
        ValueError: it is something else.
    """
    told = json.loads(body)
    name = told.get("embedder") if isinstance(told, dict) else None
    texts = told.get("texts") if isinstance(told, dict) else None
    if not isinstance(name, str) or not isinstance(texts, list) or len(texts) > MOST_TEXTS:
        raise ValueError(f"A run takes the name of an embedder and at most {MOST_TEXTS} texts.")
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("What is embedded has to be text.")
    return name, texts


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


def load_embedders(threads: int, home: Path) -> dict[str, Embedder]:
    """The embedder in every arithmetic, the fastest first, which is loaded; others when asked for.

    Raises:
        EmbedderError: the model is not installed.
    """
    # PyTorch takes this when it is imported.
    os.environ.setdefault("OMP_NUM_THREADS", str(threads))
    from index.fastest_mode import fastest_mode
    from index.sentence_transformer import Mode, SentenceTransformerEmbedder

    fastest = SentenceTransformerEmbedder(fastest_mode(home))
    fastest.load()
    others = [SentenceTransformerEmbedder(mode) for mode in Mode if mode is not fastest.mode]
    return {each.name: each for each in (fastest, *others)}
