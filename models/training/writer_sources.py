"""Public question sets as writing tasks: a question, the sentence that answers it, its answer.

Nothing that is held out is here: XQuAD's third, QED's fifth, a fifth of PolNeAR, the weeks of news
kept for tuning, the news of 2025, and sets that may not be used commercially.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from models.training.reader_data import bucket, read_lines, split_sentences
from models.training.reader_news import (
    NewsPool,
    echoes,
    news,
    subject_question,
    tuning_weeks,
    week_of,
)
from models.training.reader_sources import qed, xquad
from models.training.writer_people import quoted, said
from models.training.writer_tasks import PRONOUN, Task, whole_words
from qa.english.grammar import parts_of_speech
from qa.english.speaking import SPEAKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.training.reader_data import Example, Labelled
    from models.training.training_source import Source

MOST_SUBJECTS = 2500  # questions for the subject of a news sentence
ROUNDS = {"news": 3, "xquad": 2, "qed": 2, "echoes": 1}
LEAD = 12  # sentences of an article that questions are made from


def tasks(data: Path) -> list[Task]:
    """Every task once, mixed: the first thousand are as good a sample as any other."""
    articles = training_articles(data)
    pool = NewsPool(articles, {})
    questions = read_lines(data / "news_train_questions.jsonl.gz")
    sources = {
        "xquad": xquad(data),
        "qed": qed(data),
        "news": news(data, pool, [None] * len(questions)),  # type: ignore[arg-type]
        "echoes": echoes(pool, articles),
    }
    found = [
        task
        for name, source in sources.items()
        for turn in range(ROUNDS[name])
        for task in _of_source(name, source, random.Random(turn))
    ]
    found += [*_subjects(articles), *said(data), *quoted(data)]
    once = {(task.question, task.sentence): task for task in found if task.usable}
    mixed = list(once.values())
    random.Random(3).shuffle(mixed)
    return mixed


def training_articles(data: Path, *, apart: bool = False) -> list[dict[str, Any]]:
    """The news articles of the weeks that are trained on; `apart`: of no week kept for tuning."""
    questions = read_lines(data / "news_train_questions.jsonl.gz")
    tuning = tuning_weeks(questions)
    named = {a for q in questions if week_of(q["date"]) not in tuning for a in q["articles"]}
    kept_away = {a for q in questions if week_of(q["date"]) in tuning for a in q["articles"]}
    wanted = named - kept_away if apart else named
    return [a for a in read_lines(data / "news_train_articles.jsonl.gz") if a["id"] in wanted]


def _of_source(name: str, source: Source, rng: random.Random) -> Iterator[Task]:
    for row in range(len(source.questions)):
        for example in source.draw(row, rng):
            task = _of_example(name, example)
            if task is not None:
                yield task


def _of_example(name: str, example: Example) -> Task | None:
    """The first right sentence with its short answer; None where it has none."""
    question = example.question[:1].upper() + example.question[1:]
    found = (_answering(labelled) for labelled in example.passages)
    pair = next((pair for pair in found if pair is not None), None)
    return None if pair is None else Task(name, question, *pair)


def _answering(labelled: Labelled) -> tuple[str, str] | None:
    text, sentences = labelled.passage.text, labelled.passage.sentences
    for row in sorted(labelled.positive):
        start, end = sentences[row]
        span = next((s for s in labelled.spans if start <= s[0] and s[1] <= end), None)
        if span is None:
            continue
        sentence = whole_words(text[start:end])
        if row and PRONOUN.match(sentence):
            sentence = f"{whole_words(text[slice(*sentences[row - 1])])} {sentence}"
        return sentence, whole_words(text[slice(*span)])
    return None


def _subjects(articles: list[dict[str, Any]]) -> Iterator[Task]:
    """Questions for the subject of a long news sentence."""
    rng = random.Random(6)
    made = 0
    for article in sorted(articles, key=lambda a: bucket(a["id"], 1_000_003)):
        lines = [line for line in article["text"].split("\n") if line.strip()]
        sentences = [line[s:e] for line in lines for s, e in split_sentences(line)][:LEAD]
        found = [(s, subject_question(s, rng)) for s in sentences if len(s.split()) >= LEAD]
        usable = [(s, m) for s, m in found if m is not None and _is_predicate(s, m)]
        for sentence, (question, answer, _) in usable[:2]:
            yield Task("subjects", question, " ".join(sentence.split()), answer)
            made += 1
        if made >= MOST_SUBJECTS:
            return


def _is_predicate(sentence: str, made: tuple[str, str, str]) -> bool:
    """Whether a verb follows the name, and no speech was cut off in the middle."""
    _, name, clause = made
    cut = sentence[len(name) :].strip(" .") != clause
    parts = parts_of_speech(" ".join(sentence.split()))
    behind = next((part for part in parts if part.start > len(name) - 1), None)
    verb = behind is not None and behind.tag[:2] in {"VB", "MD", "RB"}
    speaks = any(p.lemma in SPEAKING and p.start >= len(name) for p in parts)
    return verb and not (cut and speaks)
