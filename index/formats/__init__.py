"""The formats Byline reads, a file of this package each: bytes to clean text and its fields.

Plain text and Markdown are read here; every other format in a process that may be stopped.
"""

from __future__ import annotations

from index.formats.plain import PLAIN_READERS, read_plain
from index.formats.reading import Reading, UnreadableError
from index.formats.reading_process import reading_process
from index.formats.registry import DRAFT, ELSEWHERE, FORMATS

__all__ = [
    "MAX_PLAIN_BYTES",
    "READERS",
    "Reading",
    "UnreadableError",
    "most_bytes",
    "read_bytes",
    "read_draft",
    "reading_process",
    "why_not_read",
]

MAX_PLAIN_BYTES = 4 * 2**20
READERS = (*PLAIN_READERS, *FORMATS)


def read_bytes(data: bytes, suffix: str) -> tuple[Reading, ...]:
    """Read one file of the format that its suffix names: its article, or its articles in order.

    Raises:
        UnreadableError: when it is not of that format, or no text is left that a reader would see.
    """
    if suffix in PLAIN_READERS:
        return read_plain(data, suffix)
    return reading_process().read(data, suffix)


def read_draft(data: bytes) -> str:
    """A draft in a Word document as Markdown, with its headings and lists marked.

    Raises:
        UnreadableError: it is no document, is damaged, or has no text.
    """
    (reading,) = reading_process().read(data, DRAFT)
    return reading.text


def most_bytes(suffix: str) -> int:
    """How large a file of a format may be."""
    return FORMATS[suffix].most_bytes if suffix in FORMATS else MAX_PLAIN_BYTES


def why_not_read(suffix: str) -> str | None:
    """What to do with a file whose format is not read; None where it is."""
    if suffix in READERS:
        return None
    return ELSEWHERE.get(suffix) or f"only {', '.join(READERS)} files are read"
