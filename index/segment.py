"""A part of a library that never changes: some articles with their passages and their words.

Everything is read when it is asked for. Numbers of articles and rows of passages are those within
the segment; what came after it was written, or went, the library knows.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.articles import Article
from index.columns import Origin, numbered, origin_of
from index.contents import IndexedArticle
from index.dates import day_of
from index.directed_questions import title_runs
from index.folder import article_id
from index.lexical import Stems, count_words, joined
from index.near_copies import Signatures
from index.packed_arrays import Array, PackedArrays, as_bytes, ends_of
from index.postings import Postings
from index.sentences import Span
from index.spelling import count_written

_FIELDS = ("title", "outlet", "byline", "published", "place", "url")
_ID = "S24"
_PLACE = re.compile(rb'"place": ("(?:[^"\\]|\\.)*")')  # of a record: no text of it has bare marks

# What the two files of a segment are called, before its name.
ARTICLES, WORDS = "articles", "words"

Spread = tuple[tuple[int, int], ...]


class Segment:
    """The articles of one save, or of several that were put together."""

    def __init__(self, name: str, articles: PackedArrays, words: PackedArrays) -> None:
        self.name = name
        self.arrays = articles
        self.word_arrays = words
        self.postings = Postings(words)
        self.ids: list[str] = [each.decode("ascii") for each in articles["ids"].tolist()]
        self.row_starts: NDArray[np.int64] = articles.copy("row_starts")

    @property
    def rows(self) -> int:
        """How many passages it has."""
        return int(self.row_starts[-1])

    def article(self, folder: Path, number: int) -> Article:
        """One article, which must still have the id that its words had.

        Raises:
            DamageError: it has not, or cannot be read.
        """
        fields = self._record(number)
        first, *others = (folder / path for path in fields["paths"])
        article = Article(
            id=self.ids[number],
            path=first,
            text=self.text(number),
            also_at=tuple(others),
            removed_characters=fields["removed"],
            item=fields["item"],
            problems=tuple(fields["problems"]),
            pages=tuple((at, page) for at, page in fields["pages"]),
            **{name: fields[name] for name in _FIELDS},
        )
        if article_id(article) != article.id:
            raise self.arrays.file.damage(f"article {article.id} has other words")
        return article

    def text(self, number: int) -> str:
        """The words of an article."""
        return self.arrays.text("texts", *self._ends("text_ends", number))

    def sentences(self, number: int) -> tuple[Span, ...]:
        """The sentences of an article."""
        found = self.arrays.rows("sentences", *self._ends("sentence_ends", number))
        return tuple(Span(start, end) for start, end in found.tolist())

    def passages(self, number: int) -> Spread:
        """The passages of an article, as ranges of its sentences."""
        start, end = int(self.row_starts[number]), int(self.row_starts[number + 1])
        return tuple(
            (first, last) for first, last in self.arrays.rows("passages", start, end).tolist()
        )

    def indexed(self, folder: Path, number: int) -> IndexedArticle:
        """An article with both."""
        return IndexedArticle(
            self.article(folder, number), self.sentences(number), self.passages(number)
        )

    def title(self, number: int) -> str | None:
        """The title of an article."""
        found: str | None = self._record(number)["title"]
        return found

    @cached_property
    def origins(self) -> list[Origin]:
        """Every outlet there is; which one an article has says `origin_of`."""
        return [Origin(*each) for each in self._table("origins")]

    @cached_property
    def bylines(self) -> list[str]:
        return [str(each) for each in self._table("bylines")]

    def places(self) -> tuple[NDArray[np.int32], list[str]]:
        """Where each article is from, -1 where it does not say, and what these numbers stand for.

        Looked for in the bytes of all records, which takes a hundredth of reading them.
        """
        said = [(found.start(), json.loads(found[1])) for found in _PLACE.finditer(self._records)]
        numbers = np.searchsorted(
            self.arrays["record_ends"], [start for start, _ in said], side="right"
        )
        codes, places = numbered(place or None for _, place in said)
        found = np.full(len(self.ids), -1, np.int32)
        found[numbers - 1] = codes
        return found, list(places)

    @property
    def _records(self) -> memoryview:
        return self.arrays["records"].data

    def written(self) -> Counter[str]:
        """How often each word stands there as it is written."""
        forms = self.word_arrays["written"].tobytes().decode("utf-8", "surrogatepass").split("\n")
        times = self.word_arrays["written_times"].tolist()
        return Counter(dict(zip(forms, times, strict=False)))

    def _record(self, number: int) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(
            self.arrays.text("records", *self._ends("record_ends", number))
        )
        return found

    def _ends(self, name: str, number: int) -> tuple[int, int]:
        start, end = self.arrays.rows(name, number, number + 2).tolist()
        return start, end

    def _table(self, name: str) -> list[Any]:
        found: list[Any] = json.loads(self.arrays[name].tobytes())
        return found


class SegmentArrays(NamedTuple):
    """What a segment consists of: its articles, and its words."""

    articles: Mapping[str, Array]
    words: Mapping[str, Array]

    def segment(self, name: str) -> Segment:
        """The segment, in memory."""
        return Segment(name, PackedArrays.of(self.articles), PackedArrays.of(self.words))


def new_arrays(
    folder: Path,
    articles: Sequence[IndexedArticle],
    signatures: Signatures,
    stems: Stems | None = None,
) -> SegmentArrays:
    """A segment of new articles."""
    words = count_words(lexical_texts(articles), stems).arrays()
    return SegmentArrays(
        {**_article_arrays(folder, articles), "signatures": signatures},
        {**words, **spelt(written_in(articles))},
    )


def new_segment(
    name: str, folder: Path, articles: Sequence[IndexedArticle], signatures: Signatures
) -> Segment:
    """The same in memory."""
    return new_arrays(folder, articles, signatures).segment(name)


def written_in(articles: Iterable[IndexedArticle]) -> Counter[str]:
    """How often each word stands in some articles as it is written."""
    return count_written(
        text for item in articles for text in (item.article.title or "", item.article.text)
    )


def lexical_texts(articles: Iterable[IndexedArticle]) -> Iterable[str]:
    """The words by which passages are found: their own, their article's title and outlet."""
    for item in articles:
        for passage in item.all_passages():
            yield joined([item.article.title, item.article.outlet, passage.text])


def spelt(written: Counter[str]) -> dict[str, Array]:
    """The words as they are written there, and how often."""
    forms = sorted(written)
    return {
        "written": as_bytes("\n".join(forms)),
        "written_times": np.array([written[form] for form in forms], np.int32),
    }


def _article_arrays(folder: Path, items: Sequence[IndexedArticle]) -> dict[str, Array]:
    articles = [item.article for item in items]
    records = [encode_record(folder, article) for article in articles]
    texts = [article.text.encode("utf-8", "surrogatepass") for article in articles]
    days = [day.toordinal() if (day := day_of(a.published)) else 0 for a in articles]
    origin_codes, origins = numbered(map(origin_of, articles))
    byline_codes, bylines = numbered(article.byline or None for article in articles)
    titles = title_runs([article.title for article in articles])
    return {
        "ids": np.array([article.id for article in articles], _ID),
        "records": np.frombuffer(b"".join(records), np.uint8),
        "record_ends": ends_of([len(each) for each in records]),
        "texts": np.frombuffer(b"".join(texts), np.uint8),
        "text_ends": ends_of([len(each) for each in texts]),
        "sentences": _pairs(span for item in items for span in item.sentences),
        "sentence_ends": ends_of([len(item.sentences) for item in items]),
        "passages": _pairs(each for item in items for each in item.passages),
        "row_starts": ends_of([len(item.passages) for item in items]),
        "days": np.array(days, np.int32),
        "origin_of": origin_codes,
        "origins": as_bytes(json.dumps(origins)),
        "byline_of": byline_codes,
        "bylines": as_bytes(json.dumps(bylines)),
        "title_lengths": titles.lengths,
        "title_runs": titles.runs,
        "title_articles": titles.articles,
    }


def _pairs(pairs: Iterable[Sequence[int]]) -> NDArray[np.int32]:
    return np.array([tuple(pair) for pair in pairs], np.int32).reshape(-1, 2)


def encode_record(folder: Path, article: Article) -> bytes:
    """What is kept of an article beside its text."""
    fields = {
        "paths": [str(path.relative_to(folder)) for path in (article.path, *article.also_at)],
        **{name: getattr(article, name) for name in _FIELDS},
        "removed": article.removed_characters,
        "item": article.item,
        "problems": article.problems,
        "pages": article.pages,
    }
    return json.dumps(fields).encode()
