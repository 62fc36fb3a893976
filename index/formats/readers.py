"""A file of any format to its articles, here and now: what the process that reads files calls."""

from __future__ import annotations

from importlib import import_module

from index.formats.plain import PLAIN_READERS, read_plain
from index.formats.reading import NO_TEXT, Reading, UnreadableError
from index.formats.registry import DRAFTS, FORMATS


def read_file(data: bytes, suffix: str) -> tuple[Reading, ...]:
    """The articles of a file in order, at least one.

    Raises:
        UnreadableError: it is not of its format, or holds no text.
    """
    if suffix in PLAIN_READERS:
        return read_plain(data, suffix)
    reader = import_module((FORMATS | DRAFTS)[suffix].module)
    readings = tuple(reader.read(data, suffix))
    if not readings:
        raise UnreadableError(NO_TEXT)
    return readings
