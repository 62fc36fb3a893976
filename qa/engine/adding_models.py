"""Brings a GGUF file into `BYLINE_HOME/models`: from a path, or on request from an address.

`fetch_model` is called by the command that names an address alone. It and `package_pieces`, for the
command that names a model of the catalogue, are all of Byline that asks anything of the network.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import os
import re
import shutil
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from qa.engine.gguf_files import sha256_of
from qa.engine.gguf_header import read_header
from qa.engine.shipped_models import models_folder
from qa.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Tell = Callable[[str, int, int], None]

PIECE = 1 << 20  # bytes
MOST_BYTES = 64 << 30
SPARE_BYTES = 256 << 20  # left free on the disk
TIMEOUT_SECONDS = 30
FILE_NAME = re.compile(r"[A-Za-z0-9][\w.+-]{0,180}\.gguf")
SHA256 = re.compile(r"[0-9a-f]{64}")


class Answer(Protocol):
    """What comes from an address: bytes, and how many where that is told."""

    @property
    def length(self) -> int | None:
        """Bytes that are still to come."""
        ...

    def read(self, size: int, /) -> bytes: ...

    def close(self) -> None: ...


def add_model(file: Path, home: Path, tell: Tell = lambda _stage, _done, _of: None) -> Path:
    """Link or copy a GGUF file into the models; its path there.

    A link takes no room, and is made where both are on one disk.

    Raises:
        ModelError: it is no GGUF file, one of its name is there, or the disk has no room for it.
    """
    source = file.expanduser().resolve()
    if not source.is_file():
        raise ModelError(f"There is no file {file}. Name a GGUF file: byline models add FILE")
    read_header(source)
    target = _place(source.name, home)
    if target.exists():
        return _already(target, source)
    try:
        with _scratch(target) as scratch:
            scratch.unlink()
            try:
                scratch.hardlink_to(source)
            except OSError:  # another disk, or a file system without links
                size = source.stat().st_size
                _check_room(size, target.parent)
                with source.open("rb") as reading, scratch.open("wb") as writing:
                    _copy(reading.read, writing, size, f"Copying {source.name}:", tell)
            scratch.replace(target)
    except OSError as error:
        raise ModelError(f"{source} cannot be brought to {target}: {error.strerror}.") from error
    return target


def fetch_model(
    url: str,
    sha256: str,
    home: Path,
    *,
    tell: Tell = lambda _stage, _done, _of: None,
    open_address: Callable[[str], Answer] | None = None,
) -> Path:
    """Fetch a GGUF file whose sum is known; its path. Nothing is kept unless the sum is right.

    Raises:
        ModelError: the address cannot be used or reached, what came is another file or too large,
            or the disk has no room for it.
    """
    wanted = sha256.strip().casefold()
    if not SHA256.fullmatch(wanted):
        raise ModelError(f"{sha256!r} is no SHA-256 sum: 64 digits and letters from a to f.")
    target = _place(_file_name(url), home)
    if target.exists():
        if sha256_of(target) == wanted:
            return target
        raise ModelError(f"There is another {target} already. Move it away first.")
    try:
        with _scratch(target) as scratch:
            answer = (open_address or _open_address)(url)
            with contextlib.closing(answer), scratch.open("wb") as writing:
                size = answer.length or 0
                _check_room(size, target.parent)
                digest = _copy(answer.read, writing, size, f"Fetching {target.name}:", tell)
            if digest != wanted:
                raise ModelError(
                    f"What came from {url} has the SHA-256 sum {digest}, not {wanted}: it is "
                    "another file or was altered on its way. Nothing was kept."
                )
            read_header(scratch, shown=url)
            scratch.replace(target)
    except urllib.error.HTTPError as error:
        raise ModelError(f"{url} cannot be fetched: the server says {error.code}.") from error
    except (urllib.error.URLError, http.client.HTTPException, TimeoutError) as error:
        reason = getattr(error, "reason", None) or str(error) or type(error).__name__
        raise ModelError(f"{url} cannot be reached: {reason}. Is there a network?") from error
    except OSError as error:
        raise ModelError(f"{target} cannot be written: {error.strerror}.") from error
    return target


def _copy(
    read: Callable[[int], bytes], writing: IO[bytes], size: int, stage: str, tell: Tell
) -> str:
    """Piece by piece to the disk; the SHA-256 of what was copied."""
    digest, done = hashlib.sha256(), 0
    while piece := read(PIECE):
        done += len(piece)
        if done > MOST_BYTES:
            raise ModelError(f"The file has more than {MOST_BYTES >> 30} GiB. Nothing was kept.")
        digest.update(piece)
        writing.write(piece)
        tell(stage, done >> 20, size >> 20)  # MiB
    if done < size:
        raise ModelError(f"Only {done:,} of {size:,} bytes came. Try again.")
    writing.flush()
    os.fsync(writing.fileno())
    return digest.hexdigest()


def _place(name: str, home: Path) -> Path:
    if not FILE_NAME.fullmatch(name):
        raise ModelError(
            f"{name!r} cannot be the name of a model: letters, digits and . + - _, then .gguf."
        )
    folder = models_folder(home)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ModelError(f"{folder} cannot be made: {error.strerror}.") from error
    return folder / name


def _already(target: Path, source: Path) -> Path:
    if target.samefile(source) or sha256_of(target) == sha256_of(source):
        return target
    raise ModelError(f"There is another {target} already. Give {source} a new name first.")


def _check_room(size: int, folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if size > MOST_BYTES or size + SPARE_BYTES > free:
        raise ModelError(
            f"There is no room for {size / 2**30:.1f} GiB in {folder}, where "
            f"{free / 2**30:.1f} GiB are free."
        )


@contextlib.contextmanager
def _scratch(target: Path) -> Iterator[Path]:
    """A file beside the target; it is gone afterwards unless it took the target's place."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    os.close(descriptor)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _file_name(url: str) -> str:
    try:
        address = urllib.parse.urlsplit(url)
    except ValueError as error:
        raise ModelError(f"{url!r} is no address: {error}.") from error
    if address.scheme != "https" or not address.hostname:
        raise ModelError(f"{url!r} is no https address. Byline fetches over https alone.")
    return urllib.parse.unquote(address.path).rpartition("/")[2]


class HttpsOnly(urllib.request.HTTPRedirectHandler):
    """Follows a server to another address only over https."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if urllib.parse.urlsplit(newurl).scheme != "https":
            raise urllib.error.URLError(f"the server leads to {newurl}, which is not https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _open_address(url: str) -> Answer:
    opener = urllib.request.build_opener(HttpsOnly)
    request = urllib.request.Request(url, headers={"User-Agent": "byline"})  # noqa: S310 - https
    answer: Answer = opener.open(request, timeout=TIMEOUT_SECONDS)
    return answer
