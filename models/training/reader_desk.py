"""An editor's questions as training examples: pairs that read alike, and only one is answered.

A model that never reads the article must not win. So a question and its counterpart are drawn
together, the same question stands beside its article without the sentences that tell it, and case
and question mark are taken away at random from all questions alike.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from models.training.desk_folders import day_and_title, read_desk
from models.training.reader_data import (
    Example,
    Labelled,
    Pool,
    find_answers,
    sentences_of,
    split_passages,
    without_sentences,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.training.reader_data import Passage

TWINS = 0.25  # of the answerable questions that are asked again where nothing tells it
TEMPTED = 0.5  # of the unanswerable halves: beside the passage that answers the other half
LOWER, UNMARKED = 0.3, 0.3  # of all questions: without capitals, without a question mark
UNTITLED = 0.15
# Passages beside one question: mostly a few, since reading costs; sometimes as many as in use.
READ = (2, 2, 2, 3, 3, 4, 8)
JUDGE_READ = (1, 1, 1, 2)  # it reads few, and slowly


@dataclass
class DeskSource:
    """Pairs of counterparts, and questions that have none; one draw gives both halves."""

    kind: str = "desk"
    questions: list[tuple[dict[str, Any], ...]] = field(default_factory=list)
    pools: dict[str, Pool] = field(default_factory=dict)  # by article
    read: tuple[int, ...] = READ

    def draw(self, row: int, rng: random.Random) -> list[Example]:
        """The halves of a pair beside passages of their articles, and sometimes a twin."""
        read = rng.choice(self.read)
        untitled = rng.random() < UNTITLED
        examples = []
        pair = self.questions[row]
        beside = [e for line in pair for e in line.get("evidence", ())]
        for line in pair:
            told, others = self._passages(line, beside, rng, read)
            examples.append(self._example(line, [*told, *others], rng, untitled=untitled))
            if line["answerable"] and rng.random() < TWINS:
                cut = [Labelled(without_sentences(p.passage, p.positive | p.ignored)) for p in told]
                cut = [p for p in cut if p.passage.sentences]
                examples.append(self._example(line, [*cut, *others], rng, untitled=untitled))
        return [example for example in examples if example.passages]

    def _passages(
        self, line: dict[str, Any], beside: list[list[Any]], rng: random.Random, read: int
    ) -> tuple[list[Labelled], list[Labelled]]:
        """The passages that tell it, and the nearest others of the same articles."""
        told, others = [], []
        for article in line["articles"]:
            pool = self.pools[article]
            spans = [(a, b) for i, a, b in line.get("evidence", ()) if i == article]
            for row in pool.nearest(line["question"], len(pool.passages)):
                labelled = _labelled(line, pool.passages[row], spans, article)
                (told if labelled.positive else others).append(labelled)
        near = others
        if line["answerable"]:
            near = others[: 2 * read]
            rng.shuffle(near)
        # First what a careless reader would take for the answer, or what tells the other half.
        tempting = beside if beside and rng.random() < TEMPTED else line.get("nearest", ())
        near.sort(key=lambda each: not _touched(each.passage, tempting))
        wanted = read - len(told)
        return told, near[: max(wanted, 0 if told else 1)]

    def _example(
        self, line: dict[str, Any], passages: list[Labelled], rng: random.Random, *, untitled: bool
    ) -> Example:
        shown = list(passages)
        if untitled:
            shown = [replace(p, passage=replace(p.passage, title="")) for p in shown]
        rng.shuffle(shown)
        return Example(restyled(line["question"], rng), tuple(shown), self.kind)


def restyled(question: str, rng: random.Random) -> str:
    """The question with less care at random: no capitals, no question mark."""
    if rng.random() < LOWER:
        question = question.lower()
    if rng.random() < UNMARKED:
        question = question.rstrip("? ")
    return question


def _touched(passage: Passage, spans: Sequence[Sequence[Any]]) -> bool:
    article, _, begin = passage.source.rpartition(":")
    low, high = int(begin), int(begin) + len(passage.text)
    return any(i == article and a < high and low < b for i, a, b in spans)


def _labelled(
    line: dict[str, Any], passage: Passage, spans: list[tuple[int, int]], article: str
) -> Labelled:
    """Every sentence of the evidence is right; an answer that stands elsewhere counts for nothing.

    `passage.source` is `article:start`, where it begins in the article.
    """
    begin = int(passage.source.rpartition(":")[2])
    positive = frozenset(
        n
        for n, (s, e) in enumerate(passage.sentences)
        if any(a < begin + e and begin + s < b for a, b in spans)
    )
    answer = line.get("answer")
    found = find_answers(passage.text, [answer]) if answer else []
    inside = tuple(each for each in found if sentences_of(passage, [each]) & positive)
    if "span" in line and line["span"][0] == article:
        exact = (line["span"][1] - begin, line["span"][2] - begin)
        if sentences_of(passage, [exact]) & positive:
            inside = (exact,)
    elsewhere = sentences_of(passage, found) - positive if len(answer or "") > 3 else frozenset()
    return Labelled(passage, positive, inside, ignored=elsewhere, every=True)


def desk_questions(data: Path, *, judge: bool = False) -> DeskSource:
    """All questions of the part `learn`, each with its counterpart where it has one.

    The judge reads fewer passages, each with the day of its article.
    """
    articles, lines = read_desk(data, "learn", talks=True)
    asked = {line["id"]: line for line in lines if "question" in line}
    halves: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in asked.values():
        of = line.get("of")
        halves[of if of in asked else line["id"]].append(line)
    source = DeskSource(questions=[tuple(each) for each in halves.values()])
    if judge:
        source.read = JUDGE_READ
        articles = {i: {**a, "title": day_and_title(a)} for i, a in articles.items()}
    for article in articles.values():
        source.pools[article["id"]] = Pool(_placed(article))
    return source


def _placed(article: dict[str, Any]) -> list[Passage]:
    """The passages of an article, each with the place where it begins."""
    at, placed = 0, []
    for passage in split_passages(article["title"] or "", article["text"], article["id"]):
        first = re.escape(passage.text[:200])
        found = re.compile(first).search(article["text"], at)
        at = article["text"].index(passage.text, at) if found is None else found.start()
        placed.append(replace(passage, source=f"{article['id']}:{at}"))
    return placed
