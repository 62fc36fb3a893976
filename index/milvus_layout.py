"""How a library lies in Milvus: its collections, their fields, and what an expression says.

A collection of articles and one of passages have rows that only come and go, each with the
generation in which it came; one of parts has whatever else there is, as bytes by their hash. Which
generation counts, one row of the pointer says, which is written last: no transaction spans rows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from index.local_vectors import EXACT_ROWS
from index.search import SearchFilters

POINTER = "byline_pointer"
# A passage's key is its article's number times this, and its place in it.
PASSAGES_EACH = 1 << 16
NOWHERE = {"at": [0.0, 0.0]}  # Milvus wants a vector in every row
_TEXT = 65_535  # bytes of the longest text that Milvus takes
_ID = re.compile(r"[0-9a-f]{1,24}\Z")

Fields = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Layout:
    """The collections of one filling from nothing; a later one has others."""

    epoch: int

    @property
    def articles(self) -> str:
        return f"byline_{self.epoch}_articles"

    @property
    def passages(self) -> str:
        return f"byline_{self.epoch}_passages"

    @property
    def parts(self) -> str:
        return f"byline_{self.epoch}_parts"

    @property
    def all(self) -> tuple[str, str, str]:
        return self.articles, self.passages, self.parts


def article_fields() -> Fields:
    """Of the rows of articles; `serial` is the key."""
    return [
        {"name": "serial", "kind": "INT64"},
        {"name": "id", "kind": "VARCHAR", "max_length": 24},
        {"name": "born", "kind": "INT64"},
        {"name": "body", "kind": "VARCHAR", "max_length": 64},
        {"name": "day", "kind": "INT64"},
        {"name": "published", "kind": "VARCHAR", "max_length": 256},
        {"name": "origin", "kind": "INT64"},
        {"name": "byline", "kind": "INT64"},
        {"name": "title", "kind": "VARCHAR", "max_length": _TEXT},
        {"name": "titled", "kind": "SPARSE_FLOAT_VECTOR"},
    ]


def passage_fields(dimension: int) -> Fields:
    """Of the rows of passages; `seal` is the checksum of `dense`."""
    return [
        {"name": "key", "kind": "INT64"},
        {"name": "serial", "kind": "INT64"},
        {"name": "id", "kind": "VARCHAR", "max_length": 24},
        {"name": "born", "kind": "INT64"},
        {"name": "day", "kind": "INT64"},
        {"name": "origin", "kind": "INT64"},
        {"name": "length", "kind": "INT64"},
        {"name": "known", "kind": "BOOL"},
        {"name": "seal", "kind": "INT64"},
        {"name": "dense", "kind": "FLOAT_VECTOR", "dim": dimension},
        {"name": "words", "kind": "SPARSE_FLOAT_VECTOR"},
    ]


def part_fields() -> Fields:
    """Of the rows of parts, and of the pointer."""
    return [
        {"name": "key", "kind": "VARCHAR", "max_length": 80},
        {"name": "count", "kind": "INT64"},
        {"name": "data", "kind": "VARCHAR", "max_length": _TEXT},
        {"name": "at", "kind": "FLOAT_VECTOR", "dim": 2},
    ]


PARTS_INDEXES: Fields = [{"field_name": "at", "index_type": "FLAT", "metric_type": "IP"}]
_SPARSE = {"index_type": "SPARSE_INVERTED_INDEX", "metric_type": "IP"}
ARTICLE_INDEXES: Fields = [
    {"field_name": "titled", **_SPARSE},
    {"field_name": "id", "index_type": "INVERTED"},
]


def passage_indexes(passages: int) -> Fields:
    """Few passages are compared one by one; of many, a graph of near ones is walked."""
    dense: dict[str, Any] = {"field_name": "dense", "index_type": "FLAT", "metric_type": "IP"}
    if passages > EXACT_ROWS:
        dense |= {"index_type": "HNSW", "params": {"M": 16, "efConstruction": 128}}
    return [
        dense,
        {"field_name": "words", **_SPARSE},
        {"field_name": "serial", "index_type": "INVERTED"},
    ]


def graph_settings(most: int) -> Mapping[str, Any]:
    """How far the graph is walked for so many rows; a comparison one by one takes no notice."""
    return {"ef": max(512, 2 * most)}


def one_of(field: str, values: Iterable[int] | Iterable[str]) -> str:
    """A field has one of some values."""
    return f"{field} in {json.dumps(list(values))}"


def ids_among(ids: Collection[str]) -> list[str]:
    """Those that may be ids; nothing else gets into an expression."""
    return sorted(each for each in ids if _ID.match(each))


def both(*expressions: str) -> str:
    """All of some expressions that say anything."""
    return " and ".join(each for each in expressions if each)


def admitted(filters: SearchFilters, origins: Sequence[int]) -> str | None:
    """What the filters let be found, by the numbers of the origins they admit; None for nothing."""
    said = []
    if filters.since is not None or filters.until is not None:
        said.append("day > 0")
    if filters.since is not None:
        said.append(f"day >= {filters.since.toordinal()}")
    if filters.until is not None:
        said.append(f"day <= {filters.until.toordinal()}")
    if filters.by_outlet:
        if not origins:
            return None
        said.append(one_of("origin", origins))
    if filters.within:
        ids = ids_among(filters.within)
        if not ids:
            return None
        said.append(one_of("id", ids))
    return both(*said)


def run_weights(runs: Iterable[int]) -> dict[int, float]:
    """Runs of words as a sparse vector: the product of two says how many runs they share."""
    return {1 + run % (2**32 - 3): 1.0 for run in runs} or dict(NO_WORD)


# No word has this number; Milvus takes no empty vector.
NO_WORD = {0: 1.0}


def word_weights(numbers: Iterable[int], weights: Iterable[np.float32]) -> dict[int, float]:
    """Words as a sparse vector."""
    return {number: float(weight) for number, weight in zip(numbers, weights, strict=True)} or dict(
        NO_WORD
    )
