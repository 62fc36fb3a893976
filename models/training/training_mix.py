"""Everything that is trained on, and how often each source is drawn."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from models.training.answer_claims import answer_claims
from models.training.article_vectors import load_vectors, question_vectors
from models.training.attribution_sources import attributions
from models.training.claim_sources import ClaimSource, claims, mutations, tricky_claims
from models.training.desk_claims import DeskClaims, desk_claims
from models.training.desk_folders import day_and_title, read_desk
from models.training.reader_data import Example, read_lines, split_passages
from models.training.reader_desk import DeskSource, desk_questions
from models.training.reader_news import NewsPool, echoes, headlines, news, tuning_weeks, week_of
from models.training.reader_sources import (
    add_spans,
    clapnq,
    condaqa,
    qed,
    question_sentences,
    quotesum,
    xquad,
)
from models.training.training_source import Source
from qa.evidence.reader import Reader as Teacher

TAUGHT = 4000  # sentences whose span a teacher proposes

# Shares of the questions drawn, by what they teach. An editor's questions are what is asked in use;
# a few of the others keep what was learnt from them.
DESK_SHARES = {
    "desk": 0.88,
    "squad": 0.05,
    "xquad": 0.02,
    "qed": 0.03,
    "condaqa": 0.02,
}
# The judge's, with an editor's claims; some labelled claims, so that it stays as good there.
JUDGE_DESK_SHARES = {
    "desk": 0.26,
    "desk_claims": 0.40,
    "desk_answers": 0.06,
    "tricky": 0.05,
    "mutations": 0.08,
    "qed": 0.02,
    "condaqa": 0.01,
    "claims": 0.12,
}
# From which a first reader was trained before there were such questions.
SHARES = {
    "news": 0.18,
    "headlines": 0.10,
    "echoes": 0.10,
    "squad": 0.40,
    "xquad": 0.07,
    "qed": 0.09,
    "clapnq": 0.02,
    "quotesum": 0.02,
    "condaqa": 0.02,
}
# The judge's: it also learns from claims, which are short, and from who said what.
JUDGE_SHARES = {
    "news": 0.06,
    "headlines": 0.03,
    "echoes": 0.03,
    "squad": 0.09,
    "xquad": 0.03,
    "qed": 0.05,
    "clapnq": 0.01,
    "quotesum": 0.01,
    "condaqa": 0.01,
    "attributions": 0.03,
    "answers": 0.13,
    "claims": 0.36,
    "mutations": 0.12,
    "speakers": 0.04,
}
Drawable = Source | ClaimSource | DeskSource | DeskClaims
JUDGE_DESK_READS = 2
JUDGE_READS = 3  # passages beside a question at most: it is shown the best few alone


def stream(
    sources: Mapping[str, Drawable], shares: dict[str, float], rng: random.Random
) -> Iterator[Example]:
    """Draw examples for ever, each source by its share, each question once a round."""
    queues: dict[str, list[int]] = {k: [] for k in sources}
    kinds = list(sources)
    weights = [shares[k] for k in kinds]
    while True:
        kind = rng.choices(kinds, weights)[0]
        if not queues[kind]:
            queues[kind] = list(range(len(sources[kind].questions)))
            rng.shuffle(queues[kind])
        yield from sources[kind].draw(queues[kind].pop(), rng)


def load_desk(data: Path, *, judge: bool) -> dict[str, Drawable]:
    """The sources of `DESK_SHARES`, or of `JUDGE_DESK_SHARES`."""
    found: dict[str, Drawable] = {
        "desk": desk_questions(data, judge=judge),
        "qed": qed(data),
        "condaqa": condaqa(data),
    }
    if judge:
        found["desk_claims"], found["desk_answers"] = desk_claims(data)
        found["claims"], found["tricky"] = claims(data), tricky_claims(data)
        found["mutations"] = mutations(
            split_passages(day_and_title(a), a["text"], a["id"])
            for a in read_desk(data, "learn")[0].values()
        )
        for name in ("qed", "condaqa"):
            found[name] = replace(found[name], read=JUDGE_DESK_READS)
    else:
        found["squad"], found["xquad"] = question_sentences(data), xquad(data)
    for name, source in found.items():
        print(name, len(source.questions), "questions")
    return found


def load_sources(
    data: Path, work: Path, teacher: Path | None, *, judge: bool
) -> dict[str, Drawable]:
    """Build all other sources; with a `teacher`, spans for the sentences that have none."""
    questions = read_lines(data / "news_train_questions.jsonl.gz")
    tuning = tuning_weeks(questions)
    named = {a for q in questions if week_of(q["date"]) not in tuning for a in q["articles"]}
    kept_away = {a for q in questions if week_of(q["date"]) in tuning for a in q["articles"]}
    # Articles by which an editor's questions are tuned enter the training by no other way.
    desk_tuning = set(read_desk(data, "tune")[0])
    named -= desk_tuning
    articles = read_lines(data / "news_train_articles.jsonl.gz")
    training = [a for a in articles if a["id"] in named]
    apart = [a for a in training if a["id"] not in kept_away]
    pool = NewsPool(training, load_vectors(work / "emb"))
    vectors = question_vectors(work, [q["question"] for q in questions])
    made = {
        "news": news(data, pool, vectors),
        "headlines": headlines(pool, apart),
        "echoes": echoes(pool, apart),
        "squad": question_sentences(data),
        "xquad": xquad(data),
        "qed": qed(data),
        "clapnq": clapnq(data),
        "quotesum": quotesum(data),
        "condaqa": condaqa(data),
    }
    if teacher is not None:
        count = add_spans(made["squad"], Teacher.load(teacher), TAUGHT, random.Random(5))
        print("squad", count, "spans from the teacher", flush=True)
    found: dict[str, Drawable] = dict(made)
    if judge:
        asked, speakers = attributions(data)
        answers = answer_claims({**made, "attributions": asked})
        found = {k: replace(s, read=min(s.read, JUDGE_READS)) for k, s in made.items()}
        found |= {
            "attributions": asked,
            "answers": answers,
            "claims": claims(data),
            "mutations": mutations([pool.passages[r] for r in pool.rows[a["id"]]] for a in apart),
            "speakers": speakers,
        }
    for name, source in found.items():
        print(name, len(source.questions), "questions")
    return found
