"""The embedder that another process has: texts over HTTP, the vectors of this Byline's own back.

A process that asks there loads neither PyTorch nor the model. Knows nothing of libraries.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import EmbedderError
from index.sentence_transformer import DIMENSION
from qa.engine.http_exchange import Asked, HttpExchange, shared_exchange
from qa.engine.served_network import PAUSES, SECONDS, answered, from_bytes
from qa.errors import ModelError

if TYPE_CHECKING:
    from index.embedding import Vectors
    from qa.engine.server_address import ServerAddress

EMBEDDER_PATH = "/v1/embedder"
VECTORS = "vectors"
MOST_TEXTS = 512  # of one request; what is shown or embedded at once has fewer


@dataclass(frozen=True)
class ServedEmbedder:
    """The embedder of one name at a server of readers."""

    address: ServerAddress
    name: str
    headers: Mapping[str, str] = field(default_factory=dict)
    http: HttpExchange = field(default_factory=shared_exchange)
    pauses: tuple[float, ...] = PAUSES

    @classmethod
    def at(
        cls, address: ServerAddress, *, name: str | None = None, key: str | None = None
    ) -> ServedEmbedder:
        """The embedder of that name there, else the one that is fastest there.

        Raises:
            EmbedderError: the server does not answer, or has no embedder.
        """
        headers = {} if not key else {"authorization": f"Bearer {key}"}
        if name is not None:
            return cls(address, name, headers)
        told = cls(address, "", headers)._answer(None)
        try:
            return cls(address, str(json.loads(told)["embedder"]), headers)
        except (ValueError, KeyError, TypeError) as error:
            raise EmbedderError(
                f"{address.shown} is no server of readers. Start one: byline serve-readers"
            ) from error

    @property
    def dimension(self) -> int:
        return DIMENSION

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, (n, dimension).

        Raises:
            EmbedderError: the server does not answer, or with something else.
        """
        parts = [
            self._vectors(texts[start : start + MOST_TEXTS])
            for start in range(0, len(texts), MOST_TEXTS)
        ]
        return np.concatenate([np.empty((0, DIMENSION), np.float32), *parts])

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        asked = json.dumps({"embedder": self.name, "texts": list(texts)}).encode()
        body = self._answer(asked)
        try:
            vectors: Any = from_bytes(body)[VECTORS]
            return np.asarray(vectors, dtype=np.float32).reshape(-1, DIMENSION)
        except (ValueError, KeyError) as error:
            raise EmbedderError(
                f"The readers' server at {self.address.shown} sent something that is no vector."
            ) from error

    def _answer(self, content: bytes | None) -> bytes:
        asked = Asked(self.address.url + EMBEDDER_PATH, content, self.headers, seconds=SECONDS)
        try:
            return answered(asked, self.address.shown, self.http, self.pauses)
        except ModelError as error:
            raise EmbedderError(str(error)) from error
