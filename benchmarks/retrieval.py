"""How often the right passage is found: python -m benchmarks.retrieval DATA_FOLDER.

DATA_FOLDER holds XQuAD English (`xquad.en.json.gz`, SQuAD format) and news questions with their
articles (`news_dev_questions.jsonl.gz`, `news_dev_articles.jsonl.gz`: RealTime QA, one folder of
articles a week). Nothing is tuned here; each line of the result is one way of ranking.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from index.articles import Article, Passage
from index.contents import IndexedArticle, encode_files
from index.dates import day_of
from index.embedding import Vectors
from index.folder import article_id
from index.fusion import Rows, top_rows
from index.lexical import LexicalIndex
from index.local_store import LocalStore
from index.near_copies import find_near_copies
from index.passages import embedded_text, pack_passages
from index.ranking import Ranker
from index.saved_library import settings_for
from index.segment import lexical_texts, new_segment
from index.sentence_transformer import Mode, SentenceTransformerEmbedder
from index.sentences import Span, split_sentences

CUTS = (1, 3, 5, 10)
RANK_OFFSET = 60  # of reciprocal-rank fusion, the baseline


@dataclass(frozen=True)
class Question:
    """A question, the day it was asked, and whether a passage answers it."""

    text: str
    today: dt.date | None
    is_answered_by: Callable[[Passage], bool]


@dataclass(frozen=True)
class Folder:
    """Articles that are searched together, and questions about them."""

    articles: tuple[IndexedArticle, ...]
    questions: tuple[Question, ...]


def main() -> None:
    """Print a table of hit rates for each data set and way of ranking."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--mode", type=Mode, default=Mode.FLOAT32, choices=list(Mode))
    parser.add_argument("--weeks", type=int, default=100, help="weeks of news at most")
    options = parser.parse_args()
    embedder = SentenceTransformerEmbedder(options.mode)
    embedder.load()
    print(f"{embedder.name}: hit@{'/'.join(map(str, CUTS))}, mean reciprocal rank")
    for name, folders in (
        ("XQuAD, paragraphs", [read_xquad(options.data)]),
        ("news of 2025, passages with the answer", read_news(options.data, options.weeks)),
    ):
        measure(name, folders, embedder)


def read_xquad(data: Path) -> Folder:
    """240 paragraphs, each a passage of its own, and 1,190 questions."""
    with gzip.open(data / "xquad.en.json.gz", "rt", encoding="utf-8") as file:
        documents = json.load(file)["data"]
    articles: list[IndexedArticle] = []
    questions: list[Question] = []
    for paragraph in (each for document in documents for each in document["paragraphs"]):
        text = paragraph["context"]
        article = Article(str(len(articles)), Path("xquad"), text)
        article = replace(article, id=article_id(article))
        articles.append(IndexedArticle(article, (Span(0, len(text)),), ((0, 1),)))
        questions += [
            Question(entry["question"], None, _is_of({article.id})) for entry in paragraph["qas"]
        ]
    return Folder(tuple(articles), tuple(questions))


def read_news(data: Path, weeks: int) -> Iterator[Folder]:
    """One folder a week: the union of the articles that its questions name."""
    articles = {each["id"]: each for each in _lines(data / "news_dev_articles.jsonl.gz")}
    by_week: dict[str, list[dict[str, Any]]] = {}
    for question in _lines(data / "news_dev_questions.jsonl.gz"):
        by_week.setdefault(question["date"], []).append(question)
    for week in sorted(by_week)[:weeks]:
        ids = sorted({each for question in by_week[week] for each in question["articles"]})
        indexed = tuple(_index(articles[each]) for each in ids)
        today = day_of(week.replace("/", "-"))
        asked = tuple(
            Question(each["question"], today, _has_answer(each))
            for each in by_week[week]
            if each["gold"]
        )
        yield Folder(indexed, asked)


def measure(name: str, folders: Iterable[Folder], embedder: SentenceTransformerEmbedder) -> None:
    """Rank every question in every way and print one line for each."""
    places: dict[str, list[float]] = {}
    milliseconds: list[float] = []
    passages = 0
    for folder in folders:
        searcher = _Searcher(folder, embedder)
        passages += len(searcher.passages)
        answerable = [
            question
            for question in folder.questions
            if any(map(question.is_answered_by, searcher.passages))
        ]
        for question in answerable:
            for way, found in searcher.rank(question, milliseconds):
                places.setdefault(way, []).append(_place(question, found))
    count = len(next(iter(places.values())))
    print(f"\n{name}: {count} questions, {passages} passages")
    for way, ranks in places.items():
        rates = "  ".join(f"{100 * np.mean(np.array(ranks) <= cut):5.1f}" for cut in CUTS)
        print(f"  {way:24} {rates}   {np.mean(1 / np.array(ranks)):.3f}")
    print(f"  ranking takes {np.median(milliseconds):.1f} ms at the median, without the embedding")


class _Searcher:
    def __init__(self, folder: Folder, embedder: SentenceTransformerEmbedder) -> None:
        self.passages = [passage for item in folder.articles for passage in item.all_passages()]
        self._embedder = embedder
        texts = [embedded_text(passage) for passage in self.passages]
        self._vectors = embedder.embed(texts)
        self._lexical = LexicalIndex.build(lexical_texts(folder.articles))
        self._ranker = Ranker(_store(folder.articles, self._vectors, embedder))

    def rank(
        self, question: Question, milliseconds: list[float]
    ) -> Iterator[tuple[str, Sequence[Passage]]]:
        vector = self._embedder.embed([question.text])[0]
        dense = top_rows(1 + self._vectors @ vector, 100)
        lexical = top_rows(self._lexical.scores(question.text), 100)
        yield "dense", self._of(dense)
        yield "BM25", self._of(lexical)
        yield "reciprocal ranks", self._of(_reciprocal_ranks(dense, lexical))
        for way, today in (("Byline, no dates", None), ("Byline", question.today)):
            began = time.perf_counter()
            hits = self._ranker.rank(question.text, vector, top=100, filters=None, today=today)
            milliseconds.append(1000 * (time.perf_counter() - began))
            yield way, [hit.passage for hit in hits]

    def _of(self, rows: Rows) -> list[Passage]:
        return [self.passages[row] for row in rows.tolist()]


def _store(
    articles: Sequence[IndexedArticle], vectors: Vectors, embedder: SentenceTransformerEmbedder
) -> LocalStore:
    """A library in memory."""
    copies = find_near_copies([item.article.text for item in articles])
    numbers = np.arange(len(articles), dtype=np.int32)
    store = LocalStore(
        Path(),
        settings_for(embedder),
        [new_segment("0", Path(), articles, copies.signatures)],
        order=np.stack([np.zeros_like(numbers), numbers], axis=1),
        groups=np.array(copies.groups, np.int32),
        judged=copies.judged,
        files=encode_files({}, ()),
    )
    store.learn(np.arange(len(vectors)), vectors)
    return store


def _reciprocal_ranks(*rankings: Rows) -> Rows:
    fused: dict[int, float] = {}
    for ranking in rankings:
        for rank, row in enumerate(ranking.tolist(), start=1):
            fused[row] = fused.get(row, 0.0) + 1 / (RANK_OFFSET + rank)
    return np.array(sorted(fused, key=lambda row: (-fused[row], row)), np.int64)


def _place(question: Question, passages: Sequence[Passage]) -> float:
    """The rank of the first passage that answers; infinite where none does."""
    for rank, passage in enumerate(passages, start=1):
        if question.is_answered_by(passage):
            return rank
    return float("inf")


def _index(stored: dict[str, Any]) -> IndexedArticle:
    published = (stored["published"] or "").replace("/", "-") or None
    article = Article(
        stored["id"],
        Path(stored["id"]),
        stored["text"],
        title=stored["title"],
        published=published,
    )
    sentences = split_sentences(article.text)
    article = replace(article, id=article_id(article))
    return IndexedArticle(article, tuple(sentences), tuple(pack_passages(article.text, sentences)))


def _is_of(ids: set[str]) -> Callable[[Passage], bool]:
    return lambda passage: passage.article.id in ids


def _has_answer(question: dict[str, Any]) -> Callable[[Passage], bool]:
    """Gold articles are those that contain an answer, which is sometimes so by chance."""
    gold = set(question["gold"])
    answers = [_plain(answer) for answer in question["answers"]]
    return lambda passage: (
        passage.article.path.name in gold
        and any(answer in _plain(passage.text) for answer in answers)
    )


def _plain(text: str) -> str:
    return " " + " ".join(re.findall(r"\w+", text.casefold())) + " "


def _lines(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


if __name__ == "__main__":
    main()
