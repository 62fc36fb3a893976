"""The formats Byline reads: bytes of a file to clean text and the fields around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from index.clean_text import clean_text
from index.decoding import NotTextError, decode
from index.front_matter import Fields, split_front_matter
from index.headings import read_heading
from index.markdown_text import first_heading, markdown_to_text


class Reading(NamedTuple):
    """What one file says, as a reader of it would see it."""

    text: str
    fields: Fields
    removed: int


class UnreadableError(ValueError):
    """This file holds no article; the message says why."""


def read_bytes(data: bytes, suffix: str) -> Reading:
    """Read one file of the format that its suffix names.

    Raises:
        UnreadableError: when it is not text, or no text is left that a reader would see.
    """
    try:
        raw = decode(data)
    except NotTextError as error:
        raise UnreadableError(str(error)) from error
    front, body = split_front_matter(raw)
    if READERS[suffix] is markdown_to_text and front.title is None:
        front = replace(front, title=first_heading(body))
    text, removed = clean_text(READERS[suffix](body))
    text = text.strip("\n")
    if not text.strip():
        raise UnreadableError("it has no text")
    return Reading(text, _complete(front, read_heading(text)), removed)


def _complete(front: Fields, heading: Fields) -> Fields:
    """Front matter was written as data; the heading only fills what it leaves open."""
    stated = {
        name: value
        for name in ("title", "outlet", "byline", "published", "place", "url")
        if (value := getattr(front, name)) is not None
    }
    return replace(heading, **stated)


def _as_written(text: str) -> str:
    return text


READERS: dict[str, Callable[[str], str]] = {
    ".txt": _as_written,
    ".text": _as_written,
    ".md": markdown_to_text,
    ".markdown": markdown_to_text,
}
