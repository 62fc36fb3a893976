"""The questions of a file, one a line, plain or as JSON. Knows nothing of answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that holds no question, as far as it can be shown, and the reason."""

    question: str
    error: str


def read_questions(lines: Iterable[bytes]) -> Iterator[str | BadLine]:
    """Yield the question of each line; empty lines are passed over.

    A line that begins with `{` is a JSON object with "question", any other is the question itself.
    """
    for number, line in enumerate(lines, start=1):
        raw = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if raw.strip():
            yield _question(raw.strip(), number)


def _question(raw: bytes, number: int) -> str | BadLine:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        shown = raw.decode("utf-8", errors="replace")
        return BadLine(shown, f"line {number} is not UTF-8: {error.reason} at byte {error.start}")
    if not text.startswith("{"):
        return text
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        return BadLine(text, f"line {number} is not JSON: {error}")
    question = value.get("question")
    if not isinstance(question, str):
        return BadLine(text, f'line {number} has no text under "question"')
    return question
