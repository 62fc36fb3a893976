"""Bytes of a file to text, or the reason why they are not text."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from index.wrong_encodings import guess_text, lost_characters, mend_garbled

# The longer marks first: UTF-16's is the beginning of UTF-32's.
_BYTE_ORDER_MARKS = (
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


class NotTextError(ValueError):
    """These bytes are not text; the message says what they look like."""


class Decoded(NamedTuple):
    """The text of a file, and sentences about what was repaired or could not be read."""

    text: str
    problems: tuple[str, ...]


def decode(data: bytes) -> Decoded:
    """Decode UTF-8, UTF-16 and UTF-32 with a byte order mark, else English in an old encoding.

    Raises:
        NotTextError: for binary data, and for text in an encoding that cannot be told.
    """
    for signature, kind in _BINARY_SIGNATURES:
        if data.startswith(signature):
            raise NotTextError(f"it is {kind}, not text")
    text = _decode_marked(data)
    guessed: tuple[str, ...] = ()
    if text is None:
        text, guessed = _decode_unmarked(data.removeprefix(codecs.BOM_UTF8))
    if _control_share(text) > MAX_CONTROL_SHARE:
        raise NotTextError("it is binary, not text")
    mended, repaired = mend_garbled(text)
    return Decoded(mended, (*guessed, *repaired, *lost_characters(mended)))


def _decode_marked(data: bytes) -> str | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise NotTextError(
                    f"it begins as {encoding} but breaks at byte {error.start}"
                ) from error
    return None


def _decode_unmarked(data: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        guess = guess_text(data)
        if guess is None:
            raise NotTextError("it is neither UTF-8 nor Windows-1252 text") from error
        return guess


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
