"""New articles on their way into a library: read, split and counted, some files at a time.

A batch is made of bytes alone, in whatever process, and comes as bytes too; what is made of the
same files in the same order is the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from index.articles import Article
from index.contents import IndexedArticle
from index.folder import FileState, NewFile, read_articles, state_of
from index.lexical import Stems
from index.near_copies import signatures_of
from index.packed_arrays import PackedArrays, pack
from index.passages import pack_passages
from index.sealed_files import SealedFile
from index.segment import Segment, new_arrays
from index.sentences import split_sentences

_LENGTH = 8  # bytes before each part of an encoded batch


class Batch(NamedTuple):
    """What some files turned out to be, in their order, and their articles, each once."""

    states: Sequence[FileState]
    segment: Segment


def make_batch(folder: Path, files: Sequence[NewFile], stems: Stems | None = None) -> bytes:
    """Read some files and index their articles; `decode_batch` gives the batch."""
    states: list[FileState] = []
    articles: dict[str, Article] = {}
    for file in files:
        found = read_articles(folder / file.path, file.data)
        states.append(state_of(file.digest, found))
        for article in () if isinstance(found, str) else found:
            noted = states[-1].problems if len(found) == 1 else article.problems
            articles.setdefault(article.id, replace(article, problems=noted))
    items = [indexed(article) for article in articles.values()]
    signatures = signatures_of(article.text for article in articles.values())
    arrays = new_arrays(folder, items, signatures, stems)
    told = json.dumps(states).encode()
    told += b" " * (-len(told) % _LENGTH)  # numbers behind it lie where they are read fastest
    parts = [told, pack(arrays.articles), pack(arrays.words)]
    return b"".join(len(part).to_bytes(_LENGTH, "big") + part for part in parts)


def indexed(article: Article) -> IndexedArticle:
    """An article with its sentences and passages."""
    sentences = split_sentences(article.text)
    return IndexedArticle(article, tuple(sentences), tuple(pack_passages(article.text, sentences)))


def decode_batch(data: bytes) -> Batch:
    """Read back what `make_batch` made."""
    told, articles, words = _parts(data)
    states = [
        FileState(digest, tuple(ids), reason, tuple(problems))
        for digest, ids, reason, problems in json.loads(told.tobytes())
    ]
    return Batch(states, Segment("", _packed(articles), _packed(words)))


def _parts(data: bytes) -> Iterator[memoryview]:
    left = memoryview(data)
    while left:
        size = int.from_bytes(left[:_LENGTH], "big")
        yield left[_LENGTH : _LENGTH + size]
        left = left[_LENGTH + size :]


def _packed(part: memoryview) -> PackedArrays:
    return PackedArrays(SealedFile(Path(), part))
