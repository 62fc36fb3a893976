"""Files that a page sends, piece by piece, through the door that everything else goes through.

No address of the server takes a whole file: a piece is as small as a question may be. What has
arrived stays in memory until it is taken, and is forgotten after some minutes.
"""

from __future__ import annotations

import base64
import binascii
import re
import threading
import time
from dataclasses import dataclass, field

LARGEST_FILE = 25_000_000  # bytes
_MOST_WAITING = 100_000_000  # bytes of all files together
_MOST_FILES = 200
_KEPT_SECONDS = 600
_KEY = re.compile(r"[0-9a-f]{32}")
_LONGEST_NAME = 1_000  # characters


class IncomingError(ValueError):
    """Why a piece or a file is not taken; the message may be shown to a person."""


@dataclass(slots=True)
class _Arriving:
    name: str
    data: bytearray = field(default_factory=bytearray)
    touched: float = field(default_factory=time.monotonic)


class Incoming:
    """Keeps pieces together by a key that only the page which sends them knows."""

    def __init__(self) -> None:
        self._arriving: dict[str, _Arriving] = {}
        self._lock = threading.Lock()

    def put(self, given: object) -> str:
        """Add a piece, as the page's script sends it; the reason where it is not taken, else "".

        `given` has `key`, `name` and `piece`, the latter in base64.
        """
        try:
            key, name, piece = _piece(given)
            with self._lock:
                self._forget_the_old()
                self._add(key, name, piece)
        except IncomingError as error:
            return str(error)
        return ""

    def take(self, key: object) -> tuple[str, bytes]:
        """The name and the bytes of a file, which is forgotten here.

        Raises:
            IncomingError: nothing has arrived under this key.
        """
        with self._lock:
            found = self._arriving.pop(key, None) if isinstance(key, str) else None
        if found is None:
            raise IncomingError("The file did not arrive. Try again.")
        return found.name, bytes(found.data)

    def _add(self, key: str, name: str, piece: bytes) -> None:
        arriving = self._arriving.setdefault(key, _Arriving(name))
        if len(arriving.data) + len(piece) > LARGEST_FILE:
            del self._arriving[key]
            raise IncomingError(f"It has more than {LARGEST_FILE // 1_000_000} MB.")
        size = sum(len(a.data) for a in self._arriving.values()) + len(piece)
        if size > _MOST_WAITING or len(self._arriving) > _MOST_FILES:
            del self._arriving[key]
            raise IncomingError("Too many files arrive at once. Try again in a minute.")
        arriving.data += piece
        arriving.touched = time.monotonic()

    def _forget_the_old(self) -> None:
        oldest = time.monotonic() - _KEPT_SECONDS
        for key in [key for key, a in self._arriving.items() if a.touched < oldest]:
            del self._arriving[key]


def _piece(given: object) -> tuple[str, str, bytes]:
    told = given if isinstance(given, dict) else {}
    key, name, piece = (told.get(each) for each in ("key", "name", "piece"))
    if not (isinstance(key, str) and isinstance(name, str) and isinstance(piece, str)):
        raise IncomingError("This is no piece of a file.")
    if not _KEY.fullmatch(key) or len(name) > _LONGEST_NAME:
        raise IncomingError("This is no piece of a file.")
    try:
        return key, name, base64.b64decode(piece, validate=True)
    except (binascii.Error, ValueError) as error:
        raise IncomingError("A piece of the file was damaged on its way.") from error
