"""The stream of an OpenAI-compatible server as pieces of text. Knows no server and no prompt."""

from __future__ import annotations

import codecs
import json
from typing import TYPE_CHECKING, Any

from qa.engine.http_exchange import RequestFailedError, error_message
from qa.engine.language_model import Generated

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

LONGEST_TOKEN = 48  # characters, on the average of an answer: a server may not count as we do
LONGEST_LINE = 1 << 20  # characters; one has a token and its numbers
_DONE = "[DONE]"
_ENDED = "its answer broke off before its end"
_GARBAGE = "it sent something that is no answer"


def written(pieces: Iterable[bytes], max_tokens: int) -> Generator[Generated]:
    """The text as it is written, up to the piece that has the reason why it ended.

    An end that is not the model's own is `length`: the last sentence may not be whole.

    Raises:
        RequestFailedError: the stream is none, broke off, or tells of an error.
    """
    room = max_tokens * LONGEST_TOKEN
    for line in _lines(pieces):
        if not line.startswith("data:"):
            continue
        told = line.removeprefix("data:").strip()
        if told == _DONE:
            break
        text, reason = _piece(told)
        room -= len(text)
        if room < 0:
            yield Generated("", "length")
            return
        if text:
            yield Generated(text)
        if reason is not None:
            yield Generated("", "stop" if reason == "stop" else "length")
            return
    raise RequestFailedError(_ENDED)


def _lines(pieces: Iterable[bytes]) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    rest = ""
    for piece in pieces:
        *lines, rest = (rest + decoder.decode(piece)).split("\n")
        yield from lines
        if len(rest) > LONGEST_LINE:
            raise RequestFailedError(_GARBAGE, passing=False)
    yield rest + decoder.decode(b"", final=True)


def _piece(told: str) -> tuple[str, str | None]:
    """The text of one event, and why the answer ends with it, if it does."""
    try:
        event = json.loads(told)
    except (ValueError, RecursionError) as error:
        raise RequestFailedError(_GARBAGE) from error
    if isinstance(event, dict) and event.get("error"):
        raise RequestFailedError(f"it says: {error_message(event) or 'an error'}")
    choices = event.get("choices") if isinstance(event, dict) else None
    if not isinstance(choices, list):
        raise RequestFailedError(_GARBAGE)
    return _chosen(choices[0]) if choices else ("", None)  # usage comes without a choice


def _chosen(choice: Any) -> tuple[str, str | None]:  # noqa: ANN401 - what JSON may hold
    delta = choice.get("delta") if isinstance(choice, dict) else None
    if not isinstance(delta, dict):
        raise RequestFailedError(_GARBAGE)
    text, reason = delta.get("content"), choice.get("finish_reason")
    if not isinstance(text, str | None) or not isinstance(reason, str | None):
        raise RequestFailedError(_GARBAGE)
    return text or "", reason
