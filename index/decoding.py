"""Bytes of a file to text, or the reason why they are not text."""

from __future__ import annotations

import codecs

# The longer marks first: UTF-16's is the beginning of UTF-32's.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)
_TEXT_CONTROLS = frozenset("\t\n\r\x0b\x0c\x1b\x85\x00")
MAX_CONTROL_SHARE = 0.01
# English in the old Western encoding is mostly ASCII; noise is not.
MAX_FOREIGN_SHARE = 0.15


class NotTextError(ValueError):
    """These bytes are not text; the message says what they look like."""


def decode(data: bytes) -> str:
    """Decode UTF-8, UTF-16 and UTF-32 with a byte order mark, else Windows-1252 if it is text.

    Raises:
        NotTextError: for binary data, and for text in an encoding that cannot be told.
    """
    for signature, kind in _BINARY_SIGNATURES:
        if data.startswith(signature):
            raise NotTextError(f"it is {kind}, not text")
    text = _decode_marked(data)
    if text is None:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = _decode_western(data)
    if _control_share(text) > MAX_CONTROL_SHARE:
        raise NotTextError("it is binary, not text")
    return text


def _decode_marked(data: bytes) -> str | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
            except UnicodeDecodeError as error:
                raise NotTextError(
                    f"it begins as {encoding} but breaks at byte {error.start}"
                ) from error
    return None


def _decode_western(data: bytes) -> str:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise NotTextError("it is neither UTF-8 nor Windows-1252 text") from error
    foreign = sum(character > "\x7f" for character in text)
    if "\x00" in text or foreign > MAX_FOREIGN_SHARE * len(text):
        raise NotTextError("it is neither UTF-8 nor Windows-1252 text")
    return text


def _control_share(text: str) -> float:
    if not text:
        return 0.0
    controls = sum(
        text.count(character)
        for character in set(text)
        if (character < " " or character == "\x7f") and character not in _TEXT_CONTROLS
    )
    # A stray NUL is a slip of some program; many are UTF-16 without its mark, or a binary.
    return (controls + max(0, text.count("\x00") - 8)) / len(text)
