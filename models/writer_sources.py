"""Public question sets as writing tasks: a question, sentences that answer it, others that do not.

Nothing that is held out is here: XQuAD's third, QED's fifth, half of CLAP NQ, the weeks of news
kept for tuning, the news of 2025, and sets that may not be used commercially.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models.reader_data import bucket, read_lines, split_sentences
from models.reader_news import (
    NewsPool,
    echoes,
    news,
    subject_question,
    tuning_weeks,
    week_of,
)
from models.reader_sources import clapnq, condaqa, qed, xquad
from models.writer_people import meanings, quoted, said, summaries
from models.writer_tasks import PRONOUN, Task, nearest, whole_words
from qa.grammar import parts_of_speech

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.reader_data import Example, Labelled
    from models.training_source import Source

MOST_SUBJECTS = 2500  # questions for the subject of a news sentence
ROUNDS = {"news": 3, "xquad": 2, "qed": 2, "clapnq": 1, "condaqa": 1, "echoes": 1}
_LEAD = 12  # sentences of an article that questions are made from


@dataclass
class Rows:
    """Sentences of one passage around a right one."""

    right: list[str] = field(default_factory=list)
    answers: list[str | None] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def tasks(data: Path) -> Iterator[Task]:
    """All of them, mixed: the first thousand are as good a sample as any other."""
    found: list[Task] = []
    articles, questions = _news_articles(data)
    pool = NewsPool(articles, {})
    sources = {
        "xquad": xquad(data),
        "qed": qed(data),
        "clapnq": clapnq(data),
        "condaqa": condaqa(data),
        "news": news(data, pool, [None] * len(questions)),  # type: ignore[arg-type]
        "echoes": echoes(pool, articles),
    }
    for name, source in sources.items():
        for turn in range(ROUNDS[name]):
            found += _of_source(name, source, random.Random(turn))
    found += _subjects(articles)
    found += said(data)
    found += quoted(data)
    found += summaries(data)
    found += meanings(data)
    random.Random(3).shuffle(found)
    yield from found


def _news_articles(data: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Articles of the training weeks, and all questions."""
    questions = read_lines(data / "news_train_questions.jsonl.gz")
    tuning = tuning_weeks(questions)
    named = {a for q in questions if week_of(q["date"]) not in tuning for a in q["articles"]}
    articles = read_lines(data / "news_train_articles.jsonl.gz")
    return [a for a in articles if a["id"] in named], questions


def _of_source(name: str, source: Source, rng: random.Random) -> Iterator[Task]:
    """The reader's examples, their sentences taken apart; a share has lost its answer."""
    for row in range(len(source.questions)):
        for example in source.draw(row, rng):
            task = _of_example(name, example)
            if task is not None and (task.right or rng.random() < _kept(name)):
                yield task


def _kept(name: str) -> float:
    """Share of the refusals kept: about one task in four shall be one."""
    return {"clapnq": 1.0, "condaqa": 0.7, "news": 0.45, "echoes": 0.3}.get(name, 0.45)


def _of_example(name: str, example: Example) -> Task | None:
    rows = Rows()
    for labelled in example.passages:
        _take(labelled, rows)
    question = example.question[:1].upper() + example.question[1:]
    known = [a for a in rows.answers if a]
    wrong = nearest(question, rows.wrong, known)
    if not rows.right:
        return Task(name, question, (), wrong[:4], misleading=_name_in(wrong[:2], question))
    # No condaqa question is answered by a sentence alone: most ask for yes or no.
    if name == "condaqa":
        return None
    return Task(name, question, (rows.right[0],), wrong[:3], (rows.answers[0],), ("",))


def _take(labelled: Labelled, rows: Rows) -> None:
    """The first right sentence of a passage, and those that surely do not answer."""
    passage = labelled.passage
    text = passage.text
    for n, (start, end) in enumerate(passage.sentences):
        sentence = whole_words(text[start:end])
        if len(sentence.split()) < 4:
            continue
        if n not in labelled.positive | labelled.ignored:
            rows.wrong.append(sentence)
        elif n in labelled.positive and not rows.right:
            span = next((s for s in labelled.spans if start <= s[0] and s[1] <= end), None)
            if n and PRONOUN.match(sentence):
                before = text[slice(*passage.sentences[n - 1])]
                sentence = f"{whole_words(before)} {sentence}"
            rows.right.append(sentence)
            rows.answers.append(None if span is None else whole_words(text[slice(*span)]))


def _name_in(sentences: tuple[str, ...], question: str) -> str | None:
    """A name that a reader may take for the answer where there is none."""
    names = re.findall(
        r"(?<=[a-z,] )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*|\d[\d,.]*\d", " ".join(sentences)
    )
    return next((n for n in names if n.lower() not in question.lower()), None)


def _subjects(articles: list[dict[str, Any]]) -> Iterator[Task]:
    """Questions for the subject of a long news sentence, answered by its main clause."""
    rng = random.Random(6)
    made = 0
    for article in sorted(articles, key=lambda a: bucket(a["id"], 1_000_003)):
        text = article["text"]
        lines = [line for line in text.split("\n") if line.strip()]
        sentences = [line[s:e] for line in lines for s, e in split_sentences(line)][:_LEAD]
        found = [(s, subject_question(s, rng)) for s in sentences if len(s.split()) >= 12]
        usable = [(s, m) for s, m in found if m is not None and _is_predicate(s, m)]
        for sentence, (question, answer, clause) in usable[:2]:
            wrong = nearest(question, [s for s in sentences if s != sentence], [answer])
            written = f"{answer} {clause}."
            sentence = " ".join(sentence.split())
            if rng.random() < 0.25:
                name = _name_in(wrong[:2], question)
                yield Task("subjects", question, (), wrong[:4], misleading=name)
            else:
                yield Task("subjects", question, (sentence,), wrong[:3], (answer,), (written,))
            made += 1
        if made >= MOST_SUBJECTS:
            return


_SPEAKING = re.compile(r"\b(?:said|says|say|told|tells|wrote|added)\b")


def _is_predicate(sentence: str, made: tuple[str, str, str]) -> bool:
    """Whether a verb follows the name, and no speech was cut off in the middle."""
    _, name, clause = made
    cut = sentence[len(name) :].strip(" .") != clause
    parts = parts_of_speech(" ".join(sentence.split()))
    behind = next((part for part in parts if part.start > len(name) - 1), None)
    verb = behind is not None and behind.tag[:2] in {"VB", "MD", "RB"}
    return verb and not (cut and _SPEAKING.search(clause))
