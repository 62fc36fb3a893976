"""Bytes that come with the name of their encoding, which may be wrong, to text."""

from __future__ import annotations

import codecs

from index.decoding import Decoded, NotTextError, decode
from index.formats.reading import UnreadableError

# Browsers read these names as the larger set of Windows.
_AS_WINDOWS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254",
               "iso8859-11": "cp874", "gb2312": "gb18030", "gbk": "gb18030"}  # fmt: skip
_NO_TEXT_ENCODINGS = frozenset(("utf-7", "idna", "punycode"))


def decode_declared(data: bytes, declared: str | None) -> Decoded:
    """Decode as UTF-8 where it is, else as declared, else as English in an old encoding.

    Raises:
        UnreadableError: for binary data, and for text in an encoding that cannot be told.
    """
    name = _known(declared)
    if name is not None and not name.startswith("utf") and not _is_utf8(data):
        try:
            return Decoded(data.decode(name), ())
        except UnicodeDecodeError:
            pass
    try:
        return decode(data)
    except NotTextError as error:
        if name is None or b"\x00" in data[:1000]:
            raise UnreadableError(str(error)) from error
        text = data.decode(name, "replace")
        return Decoded(text, (f"Some characters could not be read as {declared}.",))


def _known(declared: str | None) -> str | None:
    """Python's name of an encoding of text; None for what is none."""
    try:
        found = codecs.lookup((declared or "").strip(" \"'"))
    except (LookupError, ValueError):
        return None
    if not getattr(found, "_is_text_encoding", True) or found.name in _NO_TEXT_ENCODINGS:
        return None
    return _AS_WINDOWS.get(found.name, found.name)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
