"""Names of files that somebody else gave, made into names that are safe on every system."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

LONGEST = 120  # bytes, the suffix included
_FORBIDDEN = '<>:"/\\|?*'
# Windows takes these for devices, whatever follows a dot.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{n}{d}" for n in ("com", "lpt") for d in "123456789")}


def clean_name(name: str, *, otherwise: str = "article") -> str:
    """The last part of a name, without what hides, leads elsewhere or is forbidden somewhere.

    The suffix stays and is in lower case; `otherwise` stands where nothing else is left.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(_visible(character) for character in unicodedata.normalize("NFC", last))
    path = PurePosixPath(" ".join(shown.split()).strip(" ."))
    suffix = path.suffix.lower() if path.suffix.isascii() else ""
    stem = path.name.removesuffix(path.suffix).strip(" .") or otherwise
    if stem.casefold() in _DEVICES:
        stem = f"{stem} {otherwise}"
    room = LONGEST - len(suffix.encode())
    return stem.encode()[:room].decode("utf-8", "ignore").strip(" .") + suffix


def _visible(character: str) -> str:
    if character in _FORBIDDEN or unicodedata.category(character) in {"Cc", "Zl", "Zp"}:
        return " "
    return "" if unicodedata.category(character) in {"Cf", "Cs", "Co", "Cn"} else character
