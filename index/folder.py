"""Reading a folder of articles, file by file, without leaving it. Knows nothing of indexes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from index.articles import Article
from index.errors import ArticleFolderError
from index.file_looks import SETTLED_SECONDS, Look, keeps_looks
from index.folder_files import Walk, read_files, suffix_of
from index.formats import Reading, UnreadableError, read_bytes

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


class Seen(NamedTuple):
    """What a file looked like when it was read, and what it was."""

    look: Look
    state: FileState


class FolderWalk:
    """One walk through a folder, and what each of its files turns out to be.

    `known` files go by their digest, those that are `believed` to be what they were, where they
    look so, by their path. `progress` gets the number of files seen so far.
    """

    def __init__(
        self,
        folder: Path,
        known: Mapping[str, FileState],
        progress: Callable[[int], None],
        *,
        believed: Mapping[str, Seen] | None = None,
        settled_seconds: float = SETTLED_SECONDS,
    ) -> None:
        self._believed = believed if believed and keeps_looks(folder) else {}
        self._walk = Walk(folder, self._believed, settled_seconds)
        self._known = known
        self._progress = progress
        self._files: dict[str, FileState | None] = {}
        self._looks: list[Look] = []
        self.read = 0  # files whose bytes were looked at

    def new_files(self) -> Iterator[NewFile]:
        """The files that are not known, of each of which `learn` must be told."""
        for number, (relative, data, look) in enumerate(read_files(self._walk), start=1):
            self._progress(number)
            self._looks.append(look)
            if data is None:
                state: FileState | None = self._believed[relative].state
            else:
                self.read += 1
                digest = file_digest(data, suffix_of(relative))
                state = self._known.get(digest)
            self._files[relative] = state
            if state is None or state.reason is not None:
                self._walk.met.append((relative, None))
            if state is None and data is not None:
                yield NewFile(relative, digest, data)

    def learn(self, path: str, state: FileState) -> None:
        """What a new file is."""
        self._files[path] = state

    @cached_property
    def files(self) -> dict[str, FileState]:
        """Every file, in the order in which it was met, when all that is new was learnt."""
        return {path: state for path, state in self._files.items() if state is not None}

    @property
    def looks(self) -> list[Look]:
        """What every file looked like, in the same order."""
        return self._looks

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
        relative: file_digest(data, suffix_of(relative))
        for relative, data, _ in read_files(Walk(folder))
        if data is not None
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
