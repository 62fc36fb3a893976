"""What a library holds, and its form on disk. Knows nothing of searching."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.articles import Article
from index.embedding import Vectors
from index.folder import FileState
from index.near_copies import NearCopies
from index.sentences import Span

ARTICLES = "articles.jsonl"
FILES = "files.json"
VECTORS = "vectors.npy"  # of the passages that are embedded
EMBEDDED = "embedded.npy"  # which passages those are
LEXICAL = "lexical.npz"
COPIES = "copies.npz"

Mask = NDArray[np.bool_]

_FIELDS = ("title", "outlet", "byline", "published", "place", "url")


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
    """An article with its sentences, its passages (ranges of sentences) and its near-copies.

    Articles with the same `group` tell the same story in nearly the same words.
    """

    article: Article
    sentences: tuple[Span, ...]
    passages: tuple[tuple[int, int], ...]
    group: int


@dataclass(frozen=True, slots=True)
class Contents:
    """One state of a library: its articles in order, and the vectors of their passages.

    `copies` numbers the articles. `vectors` has a row for each passage; where `embedded` is false
    it means nothing.
    """

    settings: Settings
    articles: tuple[IndexedArticle, ...]
    files: Mapping[str, FileState]
    skipped: tuple[tuple[str, str], ...]
    copies: NearCopies
    vectors: Vectors
    embedded: Mask

    @property
    def version(self) -> str:
        """Twelve hex digits that change with the articles, the settings and what is embedded."""
        return version_of(self.settings, self.articles, self.embedded)


def version_of(settings: Settings, articles: Iterable[IndexedArticle], embedded: Mask) -> str:
    """No clock has a part in it: the same library has the same version again."""
    said = [asdict(settings), sorted(item.article.id for item in articles)]
    if not embedded.all():
        said.append(hashlib.sha256(np.packbits(embedded).tobytes()).hexdigest())
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:12]


def encode_articles(folder: Path, articles: Iterable[IndexedArticle]) -> bytes:
    """A JSON object a line; paths are relative to the folder."""
    return b"".join(
        json.dumps(_to_fields(folder, item), ensure_ascii=True).encode() + b"\n"
        for item in articles
    )


def decode_articles(folder: Path, data: bytes) -> tuple[IndexedArticle, ...]:
    """Read back what `encode_articles` wrote."""
    return tuple(_from_fields(folder, json.loads(line)) for line in data.split(b"\n") if line)


def encode_files(files: Mapping[str, FileState], skipped: Sequence[tuple[str, str]]) -> bytes:
    """What each file of the folder was when it was read."""
    return json.dumps({"files": files, "skipped": skipped}, ensure_ascii=True).encode()


def decode_files(data: bytes) -> tuple[dict[str, FileState], tuple[tuple[str, str], ...]]:
    """Read back what `encode_files` wrote."""
    fields = json.loads(data)
    files = {
        name: FileState(digest, tuple(articles), reason, tuple(problems))
        for name, (digest, articles, reason, problems) in fields["files"].items()
    }
    return files, tuple((path, reason) for path, reason in fields["skipped"])


def encode_vectors(vectors: Vectors, embedded: Mask) -> tuple[bytes, bytes]:
    """Two .npy files: the rows that are embedded, and which of all they are."""
    return _to_npy(vectors if embedded.all() else vectors[embedded]), _to_npy(embedded)


def decode_vectors(vectors: bytes, embedded: bytes) -> tuple[Vectors, Mask]:
    """Read back what `encode_vectors` wrote: a row for each passage.

    Raises:
        ValueError: when the two do not belong together.
    """
    known = np.asarray(_from_npy(embedded), dtype=bool)
    rows = np.asarray(_from_npy(vectors), dtype=np.float32)
    if known.all():
        return rows, known
    if rows.ndim != 2 or known.sum() != len(rows):
        raise ValueError(f"vectors of {rows.shape} for {known.sum()} passages")
    whole = np.zeros((len(known), rows.shape[1]), np.float32)
    whole[known] = rows
    return whole, known


def _to_npy(array: NDArray[Any]) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    return buffer.getvalue()


def _from_npy(data: bytes) -> NDArray[Any]:
    array: NDArray[Any] = np.load(io.BytesIO(data), allow_pickle=False)
    return array


def _to_fields(folder: Path, item: IndexedArticle) -> dict[str, Any]:
    article = item.article
    return {
        "id": article.id,
        "paths": [str(path.relative_to(folder)) for path in (article.path, *article.also_at)],
        **{name: getattr(article, name) for name in _FIELDS},
        "removed": article.removed_characters,
        "item": article.item,
        "problems": article.problems,
        "pages": article.pages,
        "text": article.text,
        "sentences": item.sentences,
        "passages": item.passages,
        "group": item.group,
    }


def _from_fields(folder: Path, fields: Mapping[str, Any]) -> IndexedArticle:
    first, *others = (folder / path for path in fields["paths"])
    article = Article(
        id=fields["id"],
        path=first,
        text=fields["text"],
        also_at=tuple(others),
        removed_characters=fields["removed"],
        item=fields["item"],
        problems=tuple(fields["problems"]),
        pages=tuple((start, page) for start, page in fields["pages"]),
        **{name: fields[name] for name in _FIELDS},
    )
    return IndexedArticle(
        article,
        tuple(map(Span._make, fields["sentences"])),
        tuple((first, last) for first, last in fields["passages"]),
        fields["group"],
    )
