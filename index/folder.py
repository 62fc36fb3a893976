"""Reading a folder of articles, file by file, without leaving it. Knows nothing of indexes."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from index.articles import Article
from index.errors import ArticleFolderError
from index.formats import Reading, UnreadableError, most_bytes, read_bytes, why_not_read
from index.saved_pages import parts_folders, with_folder

MAX_FILES = 200_000
_ID_LENGTH = 24  # hex digits; 96 bits, so that nobody finds two texts with one id


class FileState(NamedTuple):
    """The hash of a file as it was read, and its articles in order or the reason why it has none.

    `problems` are those of this file: another with the same article may have none.
    """

    digest: str
    articles: tuple[str, ...]
    reason: str | None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FolderReading:
    """What each file of a folder turned out to be, and the articles of those not known before.

    `files` goes by the path relative to the folder, so that a folder may move.
    """

    articles: tuple[Article, ...]
    skipped: tuple[tuple[str, str], ...]  # path relative to the folder, reason
    files: Mapping[str, FileState]


class NewFile(NamedTuple):
    """A file that is not known: its path relative to the folder, its digest, its bytes."""

    path: str
    digest: str
    data: bytes


@dataclass
class _Walk:
    folder: Path
    # What was met, in order; without a reason where the file itself says it.
    met: list[tuple[str, str | None]] = field(default_factory=list)

    def skip(self, relative: str, reason: str) -> None:
        self.met.append((relative, reason))

    def skip_folder(self, error: OSError) -> None:
        """A folder below that may not be listed is named like a file that may not be read."""
        name = os.path.relpath(error.filename or ".", self.folder)
        self.skip(name, f"it cannot be read: {error.strerror}")


class FolderWalk:
    """One walk through a folder, and what each of its files turns out to be.

    `known` files go by their digest. `progress` gets the number of files seen so far.
    """

    def __init__(
        self, folder: Path, known: Mapping[str, FileState], progress: Callable[[int], None]
    ) -> None:
        self._walk = _Walk(folder)
        self._known = known
        self._progress = progress
        self._files: dict[str, FileState | None] = {}

    def new_files(self) -> Iterator[NewFile]:
        """The files that are not known, of each of which `learn` must be told."""
        for number, (relative, data) in enumerate(_read_files(self._walk), start=1):
            self._progress(number)
            digest = file_digest(data, _suffix(relative))
            self._files[relative] = self._known.get(digest)
            self._walk.met.append((relative, None))
            if self._files[relative] is None:
                yield NewFile(relative, digest, data)

    def learn(self, path: str, state: FileState) -> None:
        """What a new file is."""
        self._files[path] = state

    @property
    def files(self) -> dict[str, FileState]:
        """Every file, in the order in which it was met."""
        return {path: state for path, state in self._files.items() if state is not None}

    @property
    def skipped(self) -> tuple[tuple[str, str], ...]:
        """What holds no article, and why."""
        files = self.files
        told = ((path, reason or files[path].reason) for path, reason in self._walk.met)
        return tuple((path, reason) for path, reason in told if reason is not None)


def state_of(digest: str, found: tuple[Article, ...] | str) -> FileState:
    """What a file is of which this was read."""
    if isinstance(found, str):
        return FileState(digest, (), found)
    problems = tuple(dict.fromkeys(each for article in found for each in article.problems))
    return FileState(digest, tuple(each.id for each in found), None, problems)


def resolve_folder(folder: Path) -> Path:
    """The folder itself, without links, or the reason why it cannot be one."""
    try:
        resolved = folder.expanduser().resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise ArticleFolderError(
            f"there is no folder {folder}. Name one with articles: --articles DIR"
        ) from error
    if not resolved.is_dir():
        raise ArticleFolderError(
            f"{folder} is a file, not a folder. Name the folder it is in: --articles DIR"
        )
    if not os.access(resolved, os.R_OK | os.X_OK):
        raise ArticleFolderError(f"{folder} may not be read. Allow it: chmod u+rx {folder}")
    return resolved


def folder_state(folder: Path) -> frozenset[tuple[str, int, int]]:
    """Changes when a file is added, altered, renamed or removed; no file is read for it."""
    found = []
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                status = os.lstat(os.path.join(parent, name))  # noqa: PTH118 - bytes stay as they are
            except OSError:
                continue
            found.append((f"{parent}/{name}", status.st_size, status.st_ctime_ns))
    return frozenset(found)


def read_folder(
    folder: Path,
    *,
    known: Mapping[str, FileState],
    progress: Callable[[int], None],
) -> FolderReading:
    """Read the articles of a folder; a file whose digest is in `known` is not parsed again.

    The same words and fields under two paths are one article, so that a copy is not a second
    source; its `path` is the first that is met (the files of a folder before those below it, in
    alphabetical order) and the others stand in `also_at`.
    `progress` gets the number of files seen so far.
    """
    walk = FolderWalk(folder, known, progress)
    articles: dict[str, Article] = {}
    for file in walk.new_files():
        path = folder / file.path
        found = read_articles(path, file.data)
        walk.learn(file.path, state_of(file.digest, found))
        for article in () if isinstance(found, str) else found:
            _keep(replace(article, path=path, also_at=()), articles)
    return FolderReading(tuple(articles.values()), walk.skipped, walk.files)


def _keep(article: Article, articles: dict[str, Article]) -> None:
    """Add an article, or another place of one that is known."""
    first = articles.get(article.id)
    if first is None:
        articles[article.id] = article
    elif article.path not in (first.path, *first.also_at):
        articles[article.id] = replace(first, also_at=(*first.also_at, article.path))


def read_digests(folder: Path) -> dict[str, str]:
    """The digest of every file that may be an article, by its path relative to the folder."""
    return {
        relative: file_digest(data, _suffix(relative))
        for relative, data in _read_files(_Walk(folder))
    }


def file_digest(data: bytes, suffix: str) -> str:
    """The hash of a file; the same bytes read as another format are another article."""
    return hashlib.sha256(suffix.encode() + b"\0" + data).hexdigest()


def article_id(article: Article) -> str:
    """The id of what an article says: its text and every field that can be cited."""
    fields = (article.title, article.outlet, article.byline, article.published, article.place,
              article.url)  # fmt: skip
    said = "\x00".join(("" if value is None else f"={value}") for value in (*fields, article.text))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_LENGTH]


def read_articles(path: Path, data: bytes) -> tuple[Article, ...] | str:
    """The articles of a file, or the reason why it has none."""
    try:
        readings = read_bytes(data, path.suffix.lower())
    except UnreadableError as error:
        return str(error)
    return tuple(_article(path, item, reading) for item, reading in enumerate(readings))


def _article(path: Path, item: int, reading: Reading) -> Article:
    fields = reading.fields
    article = Article(
        id="",
        path=path,
        text=reading.text,
        title=fields.title,
        outlet=fields.outlet,
        byline=fields.byline,
        published=fields.published,
        place=fields.place,
        url=fields.url,
        removed_characters=reading.removed,
        item=item,
        problems=reading.problems,
        pages=reading.pages,
    )
    return replace(article, id=article_id(article))


def _read_files(walk: _Walk) -> Iterator[tuple[str, bytes]]:
    """Relative path and bytes of each readable candidate, in the same order on every machine.

    Every name is opened relative to an open directory and without following links, so nothing
    that is swapped in meanwhile can lead out of the folder.
    """
    count = 0
    for root, folders, names, directory in _walk_folders(walk):
        parts = parts_folders(names, folders)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in parts.values()
        )
        below = os.path.relpath(root, walk.folder)
        for name in [*folders, *sorted(names)]:
            relative = name if below == "." else f"{below}/{name}"
            if name in folders:
                _name_linked_folder(walk, relative, name, directory)
                continue
            if name.startswith("."):
                continue
            count += 1
            if count > MAX_FILES:
                walk.skip(relative, f"only the first {MAX_FILES:,} files of a folder are read")
                return
            data = _read_file(walk, relative, name, directory)
            if data is not None and name in parts:
                data = with_folder(data, parts[name], directory, _read_regular)
            if data is not None:
                yield relative, data


def _walk_folders(walk: _Walk) -> Iterator[tuple[str, list[str], list[str], int]]:
    try:
        yield from os.fwalk(walk.folder, onerror=walk.skip_folder)
    except OSError as error:
        raise ArticleFolderError(
            f"{walk.folder} cannot be read: {error.strerror}. Look at it: ls -ld {walk.folder}"
        ) from error


def _name_linked_folder(walk: _Walk, relative: str, name: str, directory: int) -> None:
    if stat.S_ISLNK(os.stat(name, dir_fd=directory, follow_symlinks=False).st_mode):
        walk.skip(relative, "links to other folders are not followed")


def _read_file(walk: _Walk, relative: str, name: str, directory: int) -> bytes | None:
    try:
        status = os.stat(name, dir_fd=directory, follow_symlinks=False)
        reason = _why_not(walk.folder, relative, status)
        if reason is None:
            return _read_regular(name, directory, most_bytes(_suffix(name)))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
    if reason:
        walk.skip(relative, reason)
    return None


def _why_not(folder: Path, relative: str, status: os.stat_result) -> str | None:
    """Why this file is not read: a sentence; empty for what needs no word; None when it is."""
    if stat.S_ISLNK(status.st_mode):
        return _judge_link(folder, folder / relative)
    if not stat.S_ISREG(status.st_mode):
        return "it is not a regular file"
    suffix = _suffix(relative)
    if (reason := why_not_read(suffix)) is not None:
        return reason
    if status.st_size > most_bytes(suffix):
        return f"it has {status.st_size:,} bytes, more than {most_bytes(suffix):,}"
    return None


def _judge_link(folder: Path, path: Path) -> str:
    try:
        inside = path.resolve(strict=True).is_relative_to(folder)
    except (OSError, RuntimeError):
        return "it is a link that leads nowhere"
    # What lies inside is read under its own name.
    return "" if inside else "it is a link that leads out of the folder"


def _read_regular(name: str, directory: int, most: int) -> bytes:
    """Read a file that is still a regular one; opening a pipe does not wait."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    descriptor = os.open(name, flags, dir_fd=directory)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise ValueError("it is not a regular file")
        data = os.read(descriptor, min(status.st_size, most) + 1)
        while len(data) <= most and (more := os.read(descriptor, most + 1 - len(data))):
            data += more
    finally:
        os.close(descriptor)
    if len(data) > most:
        raise ValueError(f"it grew beyond {most:,} bytes")
    return data


def _suffix(name: str) -> str:
    """As `Path` has it, in a tenth of the time: there may be a hundred thousand files."""
    ending = os.path.splitext(name)[1]  # noqa: PTH122
    return "" if ending == "." else ending.lower()
