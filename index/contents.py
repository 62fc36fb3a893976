"""What a library is made of: its settings, articles in passages, and the files they are from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.articles import Article, Passage
from index.folder import FileState
from index.sentences import Span

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that must be the same for a saved library to be used."""

    format: str
    embedder: str
    dimension: int
    chunker: str
    lexical: str

    def differences(self, other: Settings) -> str:
        """The settings in which two libraries differ, with both values."""
        mine, theirs = asdict(self), asdict(other)
        return ", ".join(
            f"{name} {mine[name]!r} instead of {theirs[name]!r}"
            for name in mine
            if mine[name] != theirs[name]
        )


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """An article with its sentences and its passages, which are ranges of sentences."""

    article: Article
    sentences: tuple[Span, ...]
    passages: tuple[tuple[int, int], ...]

    def all_passages(self) -> tuple[Passage, ...]:
        """The passages of the article, in order."""
        return tuple(self.passage(number) for number in range(len(self.passages)))

    def passage(self, number: int) -> Passage:
        """One of them."""
        first, last = self.passages[number]
        return Passage(self.article, self.sentences[first].start, self.sentences[last - 1].end)


class Place(NamedTuple):
    """Where an article is found: its file, by the path relative to the folder, and other files.

    `problems` are those of its file; None where the file has several articles, each its own.
    """

    path: str
    item: int
    also_at: tuple[str, ...] = ()
    problems: tuple[str, ...] | None = None


def places_of(files: Mapping[str, FileState]) -> dict[str, Place]:
    """Where each article is found, by its id, in the order of the files."""
    found: dict[str, Place] = {}
    for path, state in files.items():
        for item, each in enumerate(state.articles):
            first = found.get(each)
            if first is None:
                own = state.problems if len(state.articles) == 1 else None
                found[each] = Place(path, item, (), own)
            elif path not in (first.path, *first.also_at):
                found[each] = first._replace(also_at=(*first.also_at, path))
    return found


def version_of(settings: Settings, ids: Iterable[str], embedded: Mask) -> str:
    """Twelve hex digits that change with the articles, the settings and what is embedded.

    No clock has a part in it: the same library has the same version again.
    """
    said = [asdict(settings), sorted(ids)]
    if not embedded.all():
        said.append(hashlib.sha256(np.packbits(embedded).tobytes()).hexdigest())
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:12]


def encode_files(files: Mapping[str, FileState], skipped: Sequence[tuple[str, str]]) -> bytes:
    """What each file of the folder was when it was read."""
    return json.dumps({"files": files, "skipped": skipped}, ensure_ascii=True).encode()


def decode_skipped(data: bytes) -> tuple[tuple[str, str], ...]:
    """Of that only the files that hold no article, which stand at the end."""
    mark = b'"skipped": '  # in a text its marks would not stand bare
    found = json.loads(data[data.rindex(mark) + len(mark) : -1])
    return tuple((path, reason) for path, reason in found)


def decode_files(data: bytes) -> tuple[dict[str, FileState], tuple[tuple[str, str], ...]]:
    """Read back what `encode_files` wrote."""
    fields = json.loads(data)
    files = {
        name: FileState(digest, tuple(articles), reason, tuple(problems))
        for name, (digest, articles, reason, problems) in fields["files"].items()
    }
    return files, decode_skipped(data)
