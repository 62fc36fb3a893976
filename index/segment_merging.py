"""Several segments as one: what is left of each, copied without being understood again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.packed_arrays import Array, as_bytes, ends_of
from index.postings import Postings, WordCounts
from index.segment import Segment, SegmentArrays, spelt, written_in

# The arrays with a row for each article.
_COLUMNS = ("ids", "days", "title_lengths", "signatures")


@dataclass(frozen=True, slots=True)
class Part:
    """The articles of a segment that are still there, by their numbers, in order.

    `records` are those that are others now.
    """

    segment: Segment
    numbers: Sequence[int]
    records: Mapping[int, bytes] = field(default_factory=dict)


def merged_arrays(folder: Path, parts: Sequence[Part]) -> SegmentArrays:
    """One segment of the articles of several, in their order."""
    return SegmentArrays(_articles(parts), _words(folder, parts))


def _articles(parts: Sequence[Part]) -> dict[str, Array]:
    """In the order in which a new segment has them: the same articles make the same file."""
    records = [record for part in parts for record in _records(part)]
    columns = {
        name: np.concatenate([part.segment.arrays[name][list(part.numbers)] for part in parts])
        for name in _COLUMNS
    }
    texts, text_ends = _stretches(parts, "texts", "text_ends")
    sentences, sentence_ends = _stretches(parts, "sentences", "sentence_ends")
    passages, row_starts = _stretches(parts, "passages", "row_starts")
    origin_of, origins = _named(parts, "origin_of", "origins")
    byline_of, bylines = _named(parts, "byline_of", "bylines")
    runs, articles = _title_runs(parts)
    return {
        "ids": columns["ids"],
        "records": np.frombuffer(b"".join(records), np.uint8),
        "record_ends": ends_of([len(each) for each in records]),
        "texts": texts,
        "text_ends": text_ends,
        "sentences": sentences,
        "sentence_ends": sentence_ends,
        "passages": passages,
        "row_starts": row_starts,
        "days": columns["days"],
        "origin_of": origin_of,
        "origins": origins,
        "byline_of": byline_of,
        "bylines": bylines,
        "title_lengths": columns["title_lengths"],
        "title_runs": runs,
        "title_articles": articles,
        "signatures": columns["signatures"],
    }


def _records(part: Part) -> Iterator[bytes]:
    arrays = part.segment.arrays
    data, ends = arrays["records"].tobytes(), arrays["record_ends"].tolist()
    for number in part.numbers:
        yield part.records.get(number) or data[ends[number] : ends[number + 1]]


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow one another, as the first of them and the one behind the last."""
    each = np.asarray(numbers, np.int64)
    cuts = np.flatnonzero(np.diff(each) != 1) + 1
    for run in np.split(each, cuts):
        if len(run):
            yield int(run[0]), int(run[-1]) + 1


def _stretches(parts: Sequence[Part], values: str, ends: str) -> tuple[Array, NDArray[np.int64]]:
    """An array of which each article has a stretch, and where the stretches begin and end."""
    found: list[Array] = []
    sizes: list[NDArray[np.int64]] = []
    for part in parts:
        arrays = part.segment.arrays
        places = arrays[ends]
        for first, last in _runs(part.numbers):
            found.append(arrays.rows(values, int(places[first]), int(places[last])))
            sizes.append(np.diff(places[first : last + 1]))
    return np.concatenate(found), ends_of(np.concatenate(sizes))


def _named(parts: Sequence[Part], of: str, table: str) -> tuple[NDArray[np.int32], Array]:
    """The number of each article's name, -1 for none, and the names as they are first met."""
    known: dict[Any, int] = {}
    found = []
    for part in parts:
        mine = part.segment.arrays[of][list(part.numbers)]
        names = json.loads(part.segment.arrays[table].tobytes())
        used, first = np.unique(mine, return_index=True)
        now = np.full(len(names) + 1, -1, np.int32)  # the last one is that of -1
        for at in used[np.argsort(first)].tolist():
            if at >= 0:
                name = names[at]
                key = tuple(name) if isinstance(name, list) else name
                now[at] = known.setdefault(key, len(known))
        found.append(now[mine])
    return np.concatenate(found), as_bytes(json.dumps(list(known)))


def _title_runs(parts: Sequence[Part]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    runs, articles, before = [], [], 0
    for part in parts:
        arrays = part.segment.arrays
        now = np.full(len(part.segment.ids), -1, np.int32)
        now[list(part.numbers)] = np.arange(before, before + len(part.numbers))
        before += len(part.numbers)
        of = now[arrays["title_articles"]]
        runs.append(arrays["title_runs"][of >= 0])
        articles.append(of[of >= 0])
    run, article = np.concatenate(runs), np.concatenate(articles)
    order = np.lexsort((article, run))
    return run[order], article[order]


def _words(folder: Path, parts: Sequence[Part]) -> dict[str, Array]:
    moved: list[tuple[Postings, NDArray[np.int32]]] = []
    written: Counter[str] = Counter()
    row = 0
    for part in parts:
        segment = part.segment
        there = np.full(segment.rows, -1, np.int32)
        for first, last in _runs(part.numbers):
            start, end = int(segment.row_starts[first]), int(segment.row_starts[last])
            there[start:end] = np.arange(row, row + end - start)
            row += end - start
        moved.append((segment.postings, there))
        written.update(segment.written())
        gone = set(range(len(segment.ids))) - set(part.numbers)
        written.subtract(written_in(segment.indexed(folder, number) for number in gone))
    return {**WordCounts.merged(moved, row).arrays(), **spelt(+written)}
