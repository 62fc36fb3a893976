"""What `--store` may say: the files of this computer, or a Milvus. Opens nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from index.errors import StoreError

LOCAL = "local"
STORE = "BYLINE_STORE"
KEY = f"{STORE}_KEY"
_SUFFIX = ".db"
_SCHEMES = frozenset({"http", "https", "tcp"})
_FIX = (
    "Write local, a file that ends in .db, or an address such as http://127.0.0.1:19530 or "
    "http://127.0.0.1:19530/DATABASE."
)


@dataclass(frozen=True, slots=True)
class StoreAddress:
    """Where a Milvus is: a server with one of its databases, or a file of its embedded form."""

    uri: str
    database: str = ""
    file: Path | None = None

    @property
    def shown(self) -> str:
        """As a person wrote it."""
        return f"{self.uri}/{self.database}" if self.database else self.uri


def store_address(told: str | None) -> StoreAddress | None:
    """The address that a setting names; None for the files of this computer.

    Raises:
        StoreError: it is none.
    """
    if told is None or told.strip() in ("", LOCAL):
        return None
    told = told.strip()
    if told.endswith(_SUFFIX) and "://" not in told:
        file = Path(told).expanduser().resolve()
        return StoreAddress(str(file), file=file)
    try:
        parts = urlsplit(told)
        port = parts.port
    except ValueError as error:
        raise StoreError(f"The store {told!r} is no address: {error}. {_FIX}") from error
    if parts.username or parts.password:
        raise StoreError(
            f"The address of the store {parts.hostname} holds a password. "
            f"Take it out, and put NAME:PASSWORD into {KEY}."
        )
    database = parts.path.strip("/")
    if parts.scheme not in _SCHEMES or not parts.hostname or "/" in database or parts.query:
        raise StoreError(f"The store {told!r} is no address. {_FIX}")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return StoreAddress(f"{parts.scheme}://{host}:{port or 19530}", database)
