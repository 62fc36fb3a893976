"""Folders of news articles, one a week, with questions and what Byline's own search finds there."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index import open_library
from models.training.reader_data import find_answers, read_lines
from models.training.reader_news import week_of
from qa.evidence.trained_selector import MOST_PASSAGES

if TYPE_CHECKING:
    from index import ArticleLibrary, Embedder, Hit, Sentence

SEARCHED = 100  # hits, of which those in articles that were taken away are dropped


@dataclass(frozen=True)
class Case:
    """A question, its hits with and without the articles that tell the answer."""

    question: str
    hits: tuple[Hit, ...]
    untold: tuple[Hit, ...]
    holds: Callable[[Sentence], bool]  # whether a sentence contains an answer

    @property
    def findable(self) -> bool:
        """Whether a sentence that is read holds the answer."""
        return any(self.holds(s) for hit in self.hits for s in hit.sentences)


def write_article(folder: Path, name: str, text: str, **fields: str) -> None:
    """Write one article file as Byline reads them."""
    lines = [f"{key}: {json.dumps(value)}" for key, value in fields.items() if value]
    (folder / f"{name}.txt").write_text("\n".join(["---", *lines, "---", text]), encoding="utf-8")


def opened(folder: Path, work: Path, embedder: Embedder) -> ArticleLibrary:
    """The library of a folder; built again where it was made by another embedder."""
    return open_library(folder, home=work / "home", embedder=embedder)


def holding(answers: list[str]) -> Callable[[Sentence], bool]:
    """Whether a sentence contains one of the answers."""
    return lambda sentence: bool(find_answers(sentence.text, answers))


class NewsWeeks:
    """Weekly questions: each week's folder is the union of the articles found for its questions."""

    def __init__(self, data: Path, name: str) -> None:
        self.questions = read_lines(data / f"news_{name}_questions.jsonl.gz")
        self.articles = {a["id"]: a for a in read_lines(data / f"news_{name}_articles.jsonl.gz")}
        self.name = name
        self.by_week: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for question in self.questions:
            self.by_week[week_of(question["date"])].append(question)

    def cases(self, weeks: Sequence[str], work: Path, embedder: Embedder) -> list[Case]:
        """Questions for which an article was found that contains an answer."""
        found = []
        for week in weeks:
            members = {a for q in self.by_week[week] for a in q["articles"]}
            folder = work / self.name / week
            folder.mkdir(parents=True, exist_ok=True)
            for identifier in members:
                a = self.articles[identifier]
                fields = {"title": a["title"], "url": a["url"], "published": a["published"]}
                if not (folder / f"{identifier}.txt").exists():
                    write_article(folder, identifier, a["text"], **fields)
            library = opened(folder, work, embedder)
            found += [self._case(q, members, library) for q in self.by_week[week] if q["gold"]]
        return found

    def _case(self, q: dict[str, Any], members: set[str], library: ArticleLibrary) -> Case:
        hits = library.search(q["question"], top=SEARCHED)
        telling = {*q.get("answer_anywhere", ()), *q["gold"]}
        telling |= {a for a in members if self._tells(self.articles[a], q["answers"])}
        untold = [h for h in hits if h.passage.article.path.stem not in telling]
        return Case(
            q["question"],
            tuple(hits[:MOST_PASSAGES]),
            tuple(untold[:MOST_PASSAGES]),
            holding(q["answers"]),
        )

    def _tells(self, article: dict[str, Any], answers: list[str]) -> bool:
        address = article["url"].replace("-", " ").replace("/", " ")
        return bool(find_answers(f"{article['text']}\n{article['title']}\n{address}", answers))
