"""An editor's claims and answers beside the sentences that tell them, for the judge.

A claim and its counterpart read alike, stand beside the same sentences, and only one is supported.
The text is what a search would find: the evidence, sentences around it, and others that share words
with the claim. Knows nothing of networks.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models.training.answer_claims import ALIKE, alike
from models.training.claim_sources import altered
from models.training.desk_folders import day_and_title, read_desk
from models.training.reader_data import (
    Example,
    Labelled,
    content_words,
    from_sentences,
    split_sentences,
)
from models.training.reader_desk import restyled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.training.reader_data import Passage

Line = dict[str, Any]

SUPPORTED, UNTOLD, NOT_SUPPORTED = (0,), (2,), (1, 2)  # places in VERDICTS
TWINS = 0.15  # of the supported claims that stand once more beside other sentences
BESIDE = 0.5  # of the sentences before and behind the evidence
LONGEST = 130  # words of a text
UNTITLED = 0.25
WRITTEN = 0.35  # of the answers that are told as an editor wrote them


@dataclass(frozen=True)
class Told:
    """An article as its sentences."""

    title: str
    sentences: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    words: tuple[frozenset[str], ...]

    def rows(self, spans: list[tuple[int, int]]) -> set[int]:
        """The sentences that spans of the article's text touch."""
        return {n for n, (s, e) in enumerate(self.spans) if any(a < e and s < b for a, b in spans)}


@dataclass
class DeskClaims:
    """Pairs of claims; one draw gives both halves, and sometimes one without its evidence."""

    kind: str = "desk_claims"
    questions: list[tuple[Line, ...]] = field(default_factory=list)
    articles: dict[str, Told] = field(default_factory=dict)

    def draw(self, row: int, rng: random.Random) -> list[Example]:
        """The halves beside the same sentences."""
        halves = self.questions[row]
        show = Shown(self.articles, halves, rng)
        examples = []
        for line in halves:
            support = (("supported", "contradicted", "not_stated").index(line["label"]),)
            examples.append(self._example(line["claim"], show.passage(), support))
        if halves[0]["label"] == "supported" and rng.random() < TWINS:
            examples.append(self._example(halves[0]["claim"], show.without(), UNTOLD))
        return [example for example in examples if example.passages[0].passage.sentences]

    def _example(self, claim: str, passage: Passage, support: tuple[int, ...]) -> Example:
        return Example(claim, (Labelled(passage, support=support),), self.kind)


@dataclass
class DeskAnswers(DeskClaims):
    """Questions with a short answer behind them, read as one claim."""

    kind: str = "desk_answers"

    def draw(self, row: int, rng: random.Random) -> list[Example]:
        """The right answer, another one of its kind, and the right answer to the other question."""
        told, *counterparts = self.questions[row]
        show = Shown(self.articles, (told,), rng)
        return [
            self._example(claim, show.passage(), support)
            for claim, support in self._claims(told, counterparts, show, rng)
        ]

    def _claims(
        self, told: Line, counterparts: list[Line], show: Shown, rng: random.Random
    ) -> Iterator[tuple[str, tuple[int, ...]]]:
        if rng.random() < WRITTEN:
            yield told["written"], SUPPORTED
            wrong = altered(told["written"], list(show.sentences), rng)
            if wrong is not None:
                yield wrong, NOT_SUPPORTED
            return
        question, answer = told["question"], told["answer"]
        yield asked(question, answer, rng), SUPPORTED
        text = " ".join(show.sentences)
        others = [m.group() for m in ALIKE.finditer(text) if alike(m.group(), answer)]
        others = [o for o in others if o.lower() not in question.lower()]
        if others and (not counterparts or rng.random() < 0.5):
            yield asked(question, rng.choice(others), rng), NOT_SUPPORTED
        for line in counterparts:
            yield asked(line["question"], answer, rng), NOT_SUPPORTED


def asked(question: str, answer: str, rng: random.Random) -> str:
    """Question and answer as one claim."""
    return f"{restyled(question, rng)} {answer}"


class Shown:
    """Chooses the sentences beside some lines: their evidence and what a search finds besides."""

    def __init__(
        self, articles: dict[str, Told], lines: tuple[Line, ...], rng: random.Random
    ) -> None:
        self.rng = rng
        self.articles = {a: articles[a] for a in lines[0]["articles"]}
        self.evidence = {
            (a, row)
            for line in lines
            for a, told in self.articles.items()
            for row in told.rows([(s, e) for i, s, e in line["evidence"] if i == a])
        }
        words = frozenset(content_words(lines[0].get("claim") or lines[0]["question"]))
        self.others = sorted(
            (
                (a, row)
                for a, told in self.articles.items()
                for row in range(len(told.sentences))
                if (a, row) not in self.evidence
            ),
            key=lambda at: -len(words & self.articles[at[0]].words[at[1]]),
        )
        self.untitled = rng.random() < UNTITLED
        self.chosen = self._chosen()

    @property
    def sentences(self) -> list[str]:
        """Those that are shown, in their order."""
        return [self._text(at) for at in sorted(self.chosen)]

    def passage(self) -> Passage:
        """The evidence with what stands around it and what shares words."""
        return self._passage(self.chosen)

    def without(self) -> Passage:
        """What shares words, without the evidence."""
        return self._passage(set(self._fitting(set(), self.others[: self.rng.randint(2, 5)])))

    def _chosen(self) -> set[tuple[str, int]]:
        beside = [
            (a, row + step)
            for a, row in sorted(self.evidence)
            for step in (-1, 1)
            if self.rng.random() < BESIDE and 0 <= row + step < len(self.articles[a].sentences)
        ]
        more = [*beside, *self.others[: self.rng.randint(0, 3)]]
        return self._fitting(self.evidence, more)

    def _fitting(
        self, kept: set[tuple[str, int]], more: list[tuple[str, int]]
    ) -> set[tuple[str, int]]:
        found = set(kept)
        size = sum(len(self._text(at).split()) for at in found)
        for at in more:
            size += len(self._text(at).split())
            if size <= LONGEST:
                found.add(at)
        return found

    def _passage(self, chosen: set[tuple[str, int]]) -> Passage:
        told = [self._text(at) for at in sorted(chosen)]
        first = min(chosen, default=(next(iter(self.articles)), 0))[0]
        title = "" if self.untitled else self.articles[first].title
        return from_sentences(title, told, "")

    def _text(self, at: tuple[str, int]) -> str:
        return self.articles[at[0]].sentences[at[1]]


def desk_claims(data: Path) -> tuple[DeskClaims, DeskAnswers]:
    """Claims and answered questions of the part `learn`, each with its counterpart."""
    articles, lines = read_desk(data, "learn")
    told = {a: _told(article) for a, article in articles.items()}
    claims = [line for line in lines if "claim" in line]
    questions = [line for line in lines if "question" in line]
    answered = [
        halves
        for halves in _halves(questions)
        if halves[0]["answerable"] and "written" in halves[0]
    ]
    return (
        DeskClaims(questions=_halves(claims), articles=told),
        DeskAnswers(questions=answered, articles=told),
    )


def _halves(lines: list[Line]) -> list[tuple[Line, ...]]:
    """Lines with their counterparts; what is supported or answered comes first."""
    known = {line["id"] for line in lines}
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[line["of"] if line.get("of") in known else line["id"]].append(line)
    return [
        tuple(
            sorted(each, key=lambda x: not (x.get("answerable") or x.get("label") == "supported"))
        )
        for each in found.values()
    ]


def _told(article: dict[str, Any]) -> Told:
    text = article["text"]
    spans = tuple(
        span for begin, end in _paragraphs(text) for span in split_sentences(text, begin, end)
    )
    sentences = tuple(" ".join(text[s:e].split()) for s, e in spans)
    words = tuple(frozenset(content_words(sentence)) for sentence in sentences)
    return Told(day_and_title(article), sentences, spans, words)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1
