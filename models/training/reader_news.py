"""News questions and headlines as training sources, with passages found as Byline finds them."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from models.training.reader_data import (
    STOP_WORDS,
    Labelled,
    Passage,
    Pool,
    content_words,
    find_answers,
    read_lines,
    sentences_of,
    split_passages,
    words_of,
)
from models.training.training_source import Source

LEAST_FOLDER = 60  # articles
MOST_CLOZE = 22  # words of a question made from a sentence
MOST_MENTIONS = 14  # of a name that is asked for; the article's main subject is no answer


def week_of(date: str) -> str:
    """One spelling for the dates of the news questions."""
    return date.replace("/", "-")


def tuning_weeks(questions: list[dict[str, Any]]) -> set[str]:
    """Every fifth week of the training questions is kept for tuning and calibration."""
    weeks = sorted({week_of(q["date"]) for q in questions})
    return {week for n, week in enumerate(weeks) if n % 5 == 0}


class NewsPool(Pool):
    """Passages of all articles, searched by words and meaning within the articles of a folder."""

    def __init__(self, articles: list[dict[str, Any]], vectors: dict[str, np.ndarray]) -> None:
        self.rows: dict[str, list[int]] = {}
        passages: list[Passage] = []
        for article in articles:
            cut = split_passages(article["title"], article["text"], article["id"])
            self.rows[article["id"]] = list(range(len(passages), len(passages) + len(cut)))
            passages += cut
        super().__init__(passages)
        self.vectors: np.ndarray | None = None
        if all(
            a["id"] in vectors and len(vectors[a["id"]]) == len(self.rows[a["id"]])
            for a in articles
        ):
            self.vectors = np.concatenate([vectors[a["id"]] for a in articles]).astype(np.float32)

    def rank(
        self, question: str, folder: list[str], vector: np.ndarray | None
    ) -> list[tuple[int, float]]:
        """Rows of the folder with their reciprocal-rank-fusion score, best first."""
        rows = np.array([r for a in folder for r in self.rows[a]])
        if not len(rows):
            return []
        lexical = self.scores(question)[rows]
        fused = 1.0 / (60 + np.argsort(np.argsort(-lexical, kind="stable")))
        if vector is not None and self.vectors is not None:
            dense = self.vectors[rows] @ vector
            fused = fused + 1.0 / (60 + np.argsort(np.argsort(-dense, kind="stable")))
        best = np.argsort(-fused, kind="stable")[:60]
        return [(int(rows[i]), float(fused[i])) for i in best]


def _weight(pool: Pool, word: str) -> float:
    return float(np.log(1 + len(pool.passages) / (1 + pool.frequency.get(word, 0))))


def label_news(
    pool: Pool, question: str, answers: list[str], passage: Passage
) -> tuple[Labelled, list[float]]:
    """Mark sentences with an answer, and say how much of the question stands around each.

    An answer alone proves little ("Japan" stands in every article about Japan): the share of
    the question's words (weighted by rarity) in the sentence and its passage is the prior.
    """
    spans = find_answers(passage.text, answers)
    asked = {w: _weight(pool, w) for w in content_words(question)}
    around = set(words_of(f"{passage.title} {passage.text}"))
    words = [set(words_of(passage.text[s:e])) for s, e in passage.sentences]
    total = sum(asked.values()) or 1.0
    priors = []
    for near, before in zip(words, [set(), *words], strict=False):
        share = 0.0
        for word, weight in asked.items():
            if word in near:
                share += weight
            elif word in before:
                share += 0.6 * weight
            elif word in around:
                share += 0.4 * weight
        priors.append(share / total)
    return Labelled(passage, sentences_of(passage, spans), tuple(spans)), priors


def _likely(
    marked: list[tuple[Labelled, list[float]]], *, least: float, near: float
) -> list[Labelled]:
    """Keep as right the sentences whose prior comes near the best one; the others are ignored.

    Nothing is right when even the best prior is below `least`: the answer stands there by chance.
    """
    best = max((p[i] for labelled, p in marked for i in labelled.positive), default=0.0)
    if best < least:
        return []
    right = []
    for labelled, priors in marked:
        sure = frozenset(i for i in labelled.positive if priors[i] >= near * best)
        if sure:
            spans = (s for s in labelled.spans if sentences_of(labelled.passage, [s]) & sure)
            ignored = labelled.positive - sure
            right.append(replace(labelled, positive=sure, spans=tuple(spans), ignored=ignored))
    return right


def _folders(kept: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The articles of each week, with those of the weeks beside it while there are few."""
    members: dict[str, set[str]] = defaultdict(set)
    for q in kept:
        members[week_of(q["date"])].update(q["articles"])
    weeks = sorted(members)
    folders = {}
    for at, week in enumerate(weeks):
        folder = set(members[week])
        for step in (1, -1, 2, -2, 3):
            if len(folder) < LEAST_FOLDER and 0 <= at + step < len(weeks):
                folder |= members[weeks[at + step]]
        folders[week] = sorted(folder)
    return folders


def news(data: Path, pool: NewsPool, vectors: np.ndarray) -> Source:
    """News-quiz questions: sentences with the answer are weakly right, found passages wrong."""
    questions = read_lines(data / "news_train_questions.jsonl.gz")
    tuning = tuning_weeks(questions)
    folders = _folders([q for q in questions if week_of(q["date"]) not in tuning])
    source = Source("news", pool, read=5, share_none=0.5, most_right=2)
    for q, vector in zip(questions, vectors, strict=True):
        week = week_of(q["date"])
        if week in tuning:
            continue
        marked: list[tuple[Labelled, list[float]]] = []
        wrong: list[int] = []
        for row, _ in pool.rank(q["question"], folders[week], vector)[:50]:
            passage = pool.passages[row]
            labelled, priors = label_news(pool, q["question"], q["answers"], passage)
            if labelled.positive:
                marked.append((labelled, priors))
            elif not find_answers(passage.title, q["answers"]):
                wrong.append(row)
        right = _likely(marked, least=0.3, near=0.6)
        if right:
            source.add(q["question"], right[:5], wrong[:24])
    return source


_NAME = re.compile(
    r"(?:[A-Z][\w’'.-]*\w)(?: (?:of |the |and )?[A-Z][\w’'.-]*\w)*"
    r"|[$£€]?\d[\d,.]*\d(?: (?:million|billion|percent))?%?"
)


def _cloze(title: str, body: str, rng: random.Random) -> tuple[str, str, str] | None:
    """A headline with one name taken out: question, answer, and the words that remain."""
    if "?" in title or title[0] in "'‘“\"" or not 5 <= len(title.split()) <= MOST_CLOZE:
        return None
    names = [
        m
        for m in _NAME.finditer(title)
        if m.group().lower() not in STOP_WORDS
        and 1 <= len(find_answers(body, [m.group()])) <= MOST_MENTIONS
    ]
    if not names:
        return None
    name = rng.choice(names)
    answer = name.group()
    before, after = title[: name.start()].strip(), title[name.end() :].strip(" ,;:")
    asked = _question_word(answer, before, rng)
    question = rng.choice([f"{asked} {after} {before}?", f"{before} {asked} {after}?"])
    question = re.sub(r"\s+", " ", question).strip().replace(" ?", "?")
    rest = f"{before} {after}"
    if len(set(content_words(rest)) - set(words_of(answer))) < 3:
        return None
    return question[0].upper() + question[1:], answer, rest


def _question_word(answer: str, before: str, rng: random.Random) -> str:
    if answer[0] in "$£€":
        return "how much"
    if answer[0].isdigit():
        return "how many"
    if before.lower().endswith(" in"):
        return rng.choice(["which place", "what country", "which city"])
    return rng.choice(["who", "what", "which", "who or what"])


def headlines(pool: NewsPool, articles: list[dict[str, Any]]) -> Source:
    """Questions made from headlines: a name or figure is taken out and asked for.

    A headline says in other words what its article says, so the sentences of the article that
    hold the missing name and most of the other words answer it.
    """
    rng = random.Random(2)
    source = Source("headlines", pool, read=4, share_none=0.4, most_right=2)
    for article in articles:
        title = re.split(r" [|–-] ", article["title"])[0]
        rows = pool.rows[article["id"]]
        made = _cloze(title, " ".join(pool.passages[r].text for r in rows), rng)
        if made is None:
            continue
        question, answer, rest = made
        untitled = [replace(pool.passages[r], title="") for r in rows]
        marked = [label_news(pool, rest, [answer], p) for p in untitled]
        right = _likely(marked, least=0.45, near=0.75)
        if not right:
            continue
        right.sort(key=lambda item: -len(item.positive))
        beside = [r for r, (m, _) in zip(rows, marked, strict=True) if not m.positive]
        wrong = beside[:4]
        for row in pool.nearest(question, 16):
            passage = pool.passages[row]
            text = f"{passage.title} {passage.text}"
            if row not in rows and not find_answers(text, [answer]):
                wrong.append(row)
        rng.shuffle(wrong)
        source.add(question, right[:3], wrong)
    return source


_SUBJECT = re.compile(r"(?:[A-Z][\w’'.-]*\w)(?: (?:of |the )?[A-Z][\w’'.-]*\w){0,4}(?= [a-z])")
_VERB = re.compile(
    r"(?:also |now |then |has |have |had |will |would |could |may |might )*"
    r"(?:is|are|was|were|be|been|said|told|won|lost|made|took|began|left|beat|led|gave|got|hit|shot|"
    r"plan|want|agree|\w+(?:ed|s))\b"
)
_LEAD = 8  # sentences of an article that questions are made from
_LEAST_ASKED = 4  # content words of a question
_COPY = 0.9  # share of words in common from which a sentence repeats the other


def subject_question(sentence: str, rng: random.Random) -> tuple[str, str, str] | None:
    """A sentence's first clause with its subject asked for: question, answer, remaining words."""
    name = _SUBJECT.match(sentence)
    if name is None or name.group().lower() in STOP_WORDS:
        return None
    clause = re.split(r"[,;:—–(]|[.!?]$|[\"“]", sentence[name.end() :])[0].strip()
    if len(set(content_words(clause))) < _LEAST_ASKED or len(clause.split()) > MOST_CLOZE:
        return None
    if not _VERB.match(clause):
        return None
    asked = rng.choice(["Who", "Who", "What", "Which"])
    return f"{asked} {clause}?", name.group(), clause


def echoes(pool: NewsPool, articles: list[dict[str, Any]]) -> Source:
    """Questions about the subject of a sentence, answered by what other articles write.

    Several outlets report the same: a sentence of another article that holds the same name and
    most of the words answers in words of its own. Repeated sentences are left out.
    """
    rng = random.Random(4)
    source = Source("echoes", pool, read=3, share_none=0.7, most_right=2)
    seen: set[str] = set()
    for article in articles:
        own = pool.rows[article["id"]]
        lead = [pool.passages[r] for r in own[:3]]
        sentences = [p.text[s:e] for p in lead for s, e in p.sentences][:_LEAD]
        for sentence in sentences:
            made = subject_question(sentence, rng)
            if made is None:
                continue
            question, answer, clause = made
            right, wrong = _echoed(pool, set(own), sentence, answer, clause)
            if right and question not in seen:
                seen.add(question)
                source.add(question, right[:3], wrong)
    return source


def _echoed(
    pool: NewsPool, own: set[int], sentence: str, answer: str, clause: str
) -> tuple[list[Labelled], list[int]]:
    """Passages of other articles that say the same of the same name, and those that do not."""
    words = set(content_words(sentence))
    marked, wrong = [], []
    for row in pool.nearest(f"{answer} {clause}", 16):
        passage = pool.passages[row]
        if row in own:
            continue
        labelled, priors = label_news(pool, clause, [answer, answer.split()[-1]], passage)
        if not labelled.positive:
            wrong.append(row)
            continue
        theirs = [set(content_words(passage.text[s:e])) for s, e in passage.sentences]
        if all(len(words & t) < _COPY * len(words | t) for t in theirs):
            marked.append((labelled, priors))
    return _likely(marked, least=0.6, near=0.8), wrong
