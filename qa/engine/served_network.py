"""A network of weights that another process has: arrays over HTTP, the same numbers out.

Windows of words go in and numbers come out; what a question is for, no server is told. Knows
nothing of what the numbers mean.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from safetensors import SafetensorError
from safetensors.numpy import load, save

from qa.engine.http_exchange import Asked, HttpExchange, RequestFailedError, shared_exchange
from qa.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from qa.engine.server_address import ServerAddress

PATH = "/v1/networks"
TRIES = 3
PAUSES = (0.2, 1.0)  # seconds, between them
SECONDS = 60.0


@dataclass(frozen=True)
class ServedNetwork:
    """The network of one name at a server of readers."""

    address: ServerAddress
    network: str
    headers: Mapping[str, str] = field(default_factory=dict)
    http: HttpExchange = field(default_factory=shared_exchange)
    pauses: tuple[float, ...] = PAUSES

    @classmethod
    def at(cls, address: ServerAddress, network: str, *, key: str | None = None) -> ServedNetwork:
        """The network at this address."""
        return cls(address, network, {} if not key else {"authorization": f"Bearer {key}"})

    def compare(self, digest: str) -> None:
        """Make sure that the server has the weights with this digest.

        Raises:
            ModelError: it has others, or does not answer.
        """
        try:
            told: Any = json.loads(self._answer(PATH, None))
            there = told["networks"].get(self.network)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(
                f"{self.address.shown} is no server of readers. Start one: byline serve-readers"
            ) from error
        if there != digest:
            raise ModelError(
                f"The readers' server at {self.address.shown} has other weights of the "
                f"{self.network} ({str(there)[:8]}) than this Byline ({digest[:8]}). Run the same "
                "version of Byline on both."
            )

    def __call__(self, inputs: dict[str, NDArray[Any]]) -> Sequence[NDArray[np.float32]]:
        """Run the network there.

        Raises:
            ModelError: the server does not answer, or with something else.
        """
        body = self._answer(f"{PATH}/{self.network}", to_bytes(inputs))
        try:
            outputs = from_bytes(body)
            return [outputs[str(row)] for row in range(len(outputs))]
        except (ValueError, KeyError) as error:
            raise ModelError(
                f"The readers' server at {self.address.shown} sent something that is no reading."
            ) from error

    def _answer(self, path: str, content: bytes | None) -> bytes:
        asked = Asked(self.address.url + path, content, self.headers, seconds=SECONDS)
        return answered(asked, self.address.shown, self.http, self.pauses)


def answered(asked: Asked, shown: str, http: HttpExchange, pauses: Sequence[float]) -> bytes:
    """What the server of readers at `shown` answers, asked again with pauses where it fails.

    Raises:
        ModelError: it does not answer.
    """
    for attempt in range(TRIES):
        try:
            return http.whole(asked)
        except RequestFailedError as failed:
            if not failed.passing or attempt == TRIES - 1:
                raise ModelError(
                    f"The readers' server at {shown} does not answer ({failed}). "
                    "Ask again when it runs: byline serve-readers"
                ) from failed
            time.sleep(pauses[min(attempt, len(pauses) - 1)])
    raise AssertionError("unreachable")


def to_bytes(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Arrays with their names; nothing in them can be run."""
    return bytes(save(dict(arrays)))


def from_bytes(data: bytes) -> dict[str, NDArray[Any]]:
    """What `to_bytes` wrote.

    Raises:
        ValueError: it is something else.
    """
    try:
        return dict(load(data))
    except SafetensorError as error:
        raise ValueError(f"these are no arrays: {error}") from error
