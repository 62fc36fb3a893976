"""A language model behind any server that speaks OpenAI's chat protocol: vLLM, llama.cpp, others.

It writes freely: what may be shown of it is for the checks to say, which trust no model. Nothing is
sent but to the addresses that a person has named. Knows no prompt.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qa.engine.chat_stream import written
from qa.engine.control_words import without_control_words
from qa.engine.http_exchange import Asked, HttpExchange, RequestFailedError, shared_exchange
from qa.errors import CancelledError, ModelError

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from qa.engine.constraints import DecodingConstraint
    from qa.engine.language_model import Cancelled, Generated, Message
    from qa.engine.server_address import ServerAddress

LIST_SECONDS = 10.0
REST_SECONDS = 20.0  # in which a server that failed is asked after the others
LONGEST_PAUSE = 8.0  # whatever a server wishes
_LOOK_SECONDS = 0.02
_NO_LIST = frozenset({404, 405, 501})
CONTEXT_TOKENS = 4096  # of a server that does not say
TOKEN_CHARACTERS = 3  # English has more, so that no prompt is longer than it is taken for
MESSAGE_TOKENS = 8  # what a template puts around each
# The server of llama-cpp-python, which names itself so, makes words less likely that were there
# before, and who keeps to the words of sources has to repeat them. Others do not know the setting.
_OWNER, _REPEATING = "me", {"repeat_penalty": 1.0}


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one answer may take, in seconds, and how often every server is tried for it.

    `silence` is the longest wait for the next byte: a busy server lets a request wait. The first
    `pause` between two rounds doubles with each.
    """

    seconds: float = 150.0  # as of a model in a process of its own
    silence: float = 60.0
    pause: float = 0.5
    rounds: int = 3


PATIENCE = Patience()


@dataclass(slots=True)
class Endpoint:
    """One server, and what is known of it. `model` is None until it was asked."""

    address: ServerAddress
    key: str | None
    model: str | None = None
    context: int = CONTEXT_TOKENS
    settings: dict[str, float] = field(default_factory=dict)
    under_way: int = 0
    rests_until: float = 0.0


@dataclass(frozen=True)
class ServedModel:
    """One model on one server or several, which stand in for each other.

    A request goes to the server that has least to do. Where it fails before a word was given out it
    is made again, elsewhere first and then after a pause.
    """

    endpoints: tuple[Endpoint, ...]
    wanted: str | None = None  # the model's name at the servers; None takes their first
    patience: Patience = PATIENCE
    http: HttpExchange = field(default_factory=shared_exchange)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def at(
        cls,
        addresses: Sequence[ServerAddress],
        *,
        model: str | None = None,
        keys: Sequence[str] = (),
        patience: Patience = PATIENCE,
    ) -> ServedModel:
        """The model at these addresses; with a key for all of them, or one for each.

        Raises:
            ModelError: the number of keys is neither, or one is none.
        """
        if len(keys) > 1 and len(keys) != len(addresses):
            raise ModelError(
                f"BYLINE_MODEL_SERVER_KEY holds {len(keys)} keys, but there are {len(addresses)} "
                "model servers. Give one key for all, or one for each, parted by commas."
            )
        if any(not key.isascii() or not key.isprintable() or " " in key for key in keys):
            raise ModelError("BYLINE_MODEL_SERVER_KEY holds a sign that no key has. Copy it again.")
        each = keys if len(keys) > 1 else [*keys, None][:1] * len(addresses)
        endpoints = tuple(Endpoint(a, key) for a, key in zip(addresses, each, strict=True))
        return cls(endpoints, model, patience)

    @property
    def name(self) -> str:
        """The model and its servers, as far as they have been asked."""
        known = next((e.model for e in self.endpoints if e.model is not None), self.wanted)
        places = ", ".join(endpoint.address.shown for endpoint in self.endpoints)
        return f"{known or 'a model'} at {places}"

    def examine(self) -> list[tuple[str, str | None, str]]:
        """Of each server its address, its model, and what is wrong with it or ""."""
        found: list[tuple[str, str | None, str]] = []
        for endpoint in self.endpoints:
            try:
                self._introduce(endpoint, lambda: False)
            except RequestFailedError as failed:
                found.append((endpoint.address.shown, None, str(failed)))
            else:
                found.append((endpoint.address.shown, endpoint.model, ""))
        return found

    def fits(self, messages: Sequence[Message], max_tokens: int) -> bool:
        """Whether the prompt leaves room on every server, by an estimate on the safe side."""
        prompt = sum(
            len(without_control_words(message.content)) // TOKEN_CHARACTERS + MESSAGE_TOKENS
            for message in messages
        )
        return prompt + max_tokens <= min(endpoint.context for endpoint in self.endpoints)

    def generate(
        self,
        messages: Sequence[Message],
        *,
        constraint: DecodingConstraint | None = None,
        max_tokens: int = 160,
        cancelled: Cancelled = lambda: False,
    ) -> Generator[Generated]:
        """Write; a constraint is not kept.

        Raises:
            ModelError: no server has answered, or one broke off when a part was given out.
        """
        deadline = time.monotonic() + self.patience.seconds
        hopeless: set[int] = set()  # rows of servers that will not answer this request
        failures: dict[str, str] = {}
        for attempt in range(self.patience.rounds * len(self.endpoints)):
            row = self._choose(hopeless)
            if row is None or time.monotonic() >= deadline:
                break
            endpoint, given = self.endpoints[row], False
            try:
                for piece in self._written(endpoint, messages, max_tokens, deadline, cancelled):
                    given = given or bool(piece.text)
                    yield piece
            except RequestFailedError as failed:
                self._rest(endpoint)
                shown = endpoint.address.shown
                if given:
                    raise ModelError(
                        f"The model server at {shown} failed in the middle of an answer: {failed}. "
                        "Ask again."
                    ) from failed
                failures[shown] = str(failed)
                if not failed.passing:
                    hopeless.add(row)
                self._wait(attempt, failed, deadline, cancelled)
            else:
                return
        raise ModelError(_unanswered(failures, self.patience.seconds))

    def _written(
        self,
        endpoint: Endpoint,
        messages: Sequence[Message],
        max_tokens: int,
        deadline: float,
        cancelled: Cancelled,
    ) -> Generator[Generated]:
        with self._lock:
            endpoint.under_way += 1
        try:
            self._introduce(endpoint, cancelled)
            asked = Asked(
                f"{endpoint.address.url}/v1/chat/completions",
                _request(endpoint, messages, max_tokens),
                {"content-type": "application/json", **_authorisation(endpoint)},
                silence=self.patience.silence,
                seconds=max(0.1, deadline - time.monotonic()),
            )
            with contextlib.closing(self.http.pieces(asked, cancelled=cancelled)) as pieces:
                yield from written(pieces, max_tokens)
        finally:
            with self._lock:
                endpoint.under_way -= 1

    def _introduce(self, endpoint: Endpoint, cancelled: Cancelled) -> None:
        """Ask a server once which models it has; after it has failed, again."""
        if endpoint.model is not None:
            return
        url, headers = f"{endpoint.address.url}/v1/models", _authorisation(endpoint)
        asked = Asked(url, None, headers, silence=LIST_SECONDS, seconds=LIST_SECONDS)
        try:
            listed = _listed(self.http.whole(asked, cancelled=cancelled))
        except RequestFailedError as failed:
            if failed.status not in _NO_LIST or self.wanted is None:
                raise
            listed = [(self.wanted, None, None)]  # some do not tell which models they have
        names = [name for name, _, _ in listed]
        if self.wanted is not None and self.wanted not in names:
            raise RequestFailedError(
                f"it has no model {self.wanted!r}, but {', '.join(names[:4])}; name one of these "
                "with --model",
                passing=False,
            )
        row = 0 if self.wanted is None else names.index(self.wanted)
        endpoint.model, context, owner = listed[row]
        endpoint.context = context or CONTEXT_TOKENS
        endpoint.settings = _REPEATING if owner == _OWNER else {}

    def _choose(self, hopeless: set[int]) -> int | None:
        """The server with least to do; of those that failed lately, last of all, the first one."""
        now = time.monotonic()

        def later(row: int) -> tuple[float, int]:
            endpoint = self.endpoints[row]
            resting = endpoint.rests_until if endpoint.rests_until > now else 0.0
            return resting, endpoint.under_way

        with self._lock:
            rows = [row for row in range(len(self.endpoints)) if row not in hopeless]
            return min(rows, key=later, default=None)

    def _rest(self, endpoint: Endpoint) -> None:
        endpoint.rests_until = time.monotonic() + REST_SECONDS
        endpoint.model = None  # another may run there when it is back

    def _wait(
        self, attempt: int, failed: RequestFailedError, deadline: float, cancelled: Cancelled
    ) -> None:
        """Between two rounds, longer each time and as long as the server wishes, within bounds."""
        done, left = divmod(attempt + 1, len(self.endpoints))
        if left or not failed.passing or done >= self.patience.rounds:
            return
        pause = min(max(self.patience.pause * 2 ** (done - 1), failed.after or 0.0), LONGEST_PAUSE)
        until = min(time.monotonic() + pause, deadline)
        while time.monotonic() < until:
            if cancelled():
                raise CancelledError("The question was cancelled.")
            time.sleep(_LOOK_SECONDS)


def _unanswered(failures: dict[str, str], seconds: float) -> str:
    said = "; ".join(f"{shown}: {reason}" for shown, reason in failures.items())
    if not said:
        said = f"none answered within {seconds:g} seconds"
    which = "The model server does" if len(failures) == 1 else "The model servers do"
    return f"{which} not answer ({said}). Ask again when it runs; byline doctor looks at it."


def _authorisation(endpoint: Endpoint) -> dict[str, str]:
    return {} if endpoint.key is None else {"authorization": f"Bearer {endpoint.key}"}


def _request(endpoint: Endpoint, messages: Sequence[Message], max_tokens: int) -> bytes:
    told = [
        {"role": message.role, "content": without_control_words(message.content)}
        for message in messages
    ]
    asked = {
        "model": endpoint.model,
        "messages": told,
        "max_tokens": max_tokens,
        "temperature": 0,
        "stream": True,
        **endpoint.settings,
    }
    return json.dumps(asked, ensure_ascii=False).encode("utf-8", "replace")


def _listed(body: bytes) -> list[tuple[str, int | None, object]]:
    """The models that a server tells of, each with its context and its owner where it says so."""
    try:
        told: Any = json.loads(body)
        found = [
            (str(each["id"]), each.get("max_model_len"), each.get("owned_by"))
            for each in told["data"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise RequestFailedError("it does not list its models as it should") from error
    if not found:
        raise RequestFailedError("it has no model")
    return [(name, size if isinstance(size, int) else None, owner) for name, size, owner in found]
