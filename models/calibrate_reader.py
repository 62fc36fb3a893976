"""Find where the exported reader should say that nothing answers, and write `reader.json`.

    python -m models.calibrate_reader DATA --work FOLDER --reader FOLDER

Uses the training weeks that were kept away from the weights (every fifth) and nothing that a
published figure is measured on: each question once with its week's articles, once without the
articles that hold an answer, and once with a name, a figure or a word changed so that the
articles no longer say it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import math
import random
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from models.article_vectors import load_vectors, question_vectors
from models.reader_data import Labelled, find_answers, read_lines
from models.reader_news import NewsPool, label_news, tuning_weeks, week_of
from models.unanswerable import corrupt
from qa.reader import Calibration, PassageText, Reader, Reading
from qa.trained_selector import MOST_PASSAGES

WEIGHTS_TRIED = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)


@dataclass(frozen=True)
class Case:
    """A question of the tuning weeks as it was read."""

    kind: str  # whole, without, changed
    found: tuple[tuple[Labelled, float], ...]
    reading: Reading

    @property
    def features(self) -> list[float]:
        """What the probability is made of: best relevance, best passage logit, lead."""
        scores = sorted(
            (s.relevance for p in self.reading.passages for s in p.sentences), reverse=True
        )
        if not scores:
            return [-20.0, -20.0, -20.0]
        others = float(np.logaddexp.reduce(np.array([0.0, *scores[1:]])))
        return [scores[0], max(p.answers for p in self.reading.passages), scores[0] - others]

    def places(self, weight: float) -> list[tuple[float, bool, float]]:
        """Every sentence: score mixed with the passage's rank, whether right, own relevance."""
        best = max(fused for _, fused in self.found)
        rows = [
            (s.relevance + weight * math.log(fused / best), n in labelled.positive, s.relevance)
            for (labelled, fused), passage in zip(self.found, self.reading.passages, strict=True)
            for n, s in enumerate(passage.sentences)
        ]
        return sorted(rows, key=lambda row: -row[0])

    @property
    def findable(self) -> bool:
        """Whether a sentence that was read holds the answer."""
        return any(labelled.positive for labelled, _ in self.found)


def read_cases(data: Path, work: Path, reader: Reader, every: int) -> list[Case]:
    """Read every `every`th question of the tuning weeks."""
    rng = random.Random(7)
    questions = read_lines(data / "news_train_questions.jsonl.gz")
    vectors = question_vectors(work, [q["question"] for q in questions])
    weeks = tuning_weeks(questions)
    articles = {a["id"]: a for a in read_lines(data / "news_train_articles.jsonl.gz")}
    folders: dict[str, set[str]] = defaultdict(set)
    for q in questions:
        folders[week_of(q["date"])].update(q["articles"])
    needed = sorted({a for week in weeks for a in folders[week]})
    pool = NewsPool([articles[a] for a in needed], load_vectors(work / "emb"))
    cases = []
    asked = [q["question"] for q in questions]
    for n, q in enumerate(questions):
        week = week_of(q["date"])
        if week not in weeks or n % every:
            continue
        told = {a for a in folders[week] if _tells(articles[a], q["answers"])}
        for kind, away in (("whole", set()), ("without", told), ("changed", set())):
            question: str | None = q["question"]
            folder = sorted(folders[week] - away)
            ranked = pool.rank(q["question"], folder, vectors[n])[:MOST_PASSAGES]
            if not ranked:
                continue
            found = [
                (label_news(pool, q["question"], q["answers"], pool.passages[r])[0], f)
                for r, f in ranked
            ]
            if kind == "changed":
                right = [x.passage for x, _ in found if x.positive] or [found[0][0].passage]
                question = corrupt(q["question"], right, rng.sample(asked, 8), rng)
            if question:
                texts = [
                    PassageText(x.passage.title, x.passage.text, x.passage.sentences)
                    for x, _ in found
                ]
                cases.append(Case(kind, tuple(found), reader.read(question, texts)))
    return cases


def _tells(article: dict[str, Any], answers: list[str]) -> bool:
    address = article["url"].replace("-", " ").replace("/", " ")
    return bool(find_answers(f"{article['text']}\n{article['title']}\n{address}", answers))


def first_places(cases: list[Case], weight: float) -> tuple[float, float]:
    """Share of the whole-folder questions with the answer in the first and first three."""
    whole = [c.places(weight) for c in cases if c.kind == "whole"]
    return tuple(
        sum(any(right for _, right, _ in places[:k]) for places in whole) / len(whole)
        for k in (1, 3)
    )  # type: ignore[return-value]


def fit(cases: list[Case]) -> tuple[Calibration, dict[str, Any]]:
    """Choose the weights, the thresholds and how much the passage's rank counts."""
    weight = max(WEIGHTS_TRIED, key=lambda w: sum(first_places(cases, w)))
    used = [c for c in cases if c.kind != "whole" or c.findable]
    rows = np.array([c.features for c in used])
    answerable = np.array([c.kind == "whole" for c in used])
    balance = np.where(answerable, 0.5 / answerable.mean(), 0.5 / (1 - answerable.mean()))
    model = LogisticRegression(C=1.0).fit(rows, answerable, sample_weight=balance)
    probability = model.predict_proba(rows)[:, 1]
    tried = np.linspace(0.2, 0.8, 61)
    accuracy = [_balanced(probability >= t, answerable) for t in tried]
    threshold = float(tried[int(np.argmax(accuracy))])
    # A sentence may be called an answer from the relevance on at which most such sentences hold it.
    scored = sorted((p for c in used for p in c.places(weight)[:3]), key=lambda p: -p[2])
    sentence = _precise_from([(own, right) for _, right, own in scored], least=0.5)
    calibration = Calibration(
        best_relevance=float(model.coef_[0][0]),
        best_answers=float(model.coef_[0][1]),
        lead=float(model.coef_[0][2]),
        bias=float(model.intercept_[0]),
        threshold=threshold,
        sentence_threshold=sentence,
        retrieval=weight,
    )
    first, three = first_places(cases, weight)
    told = {
        "questions": sum(c.kind == "whole" for c in cases),
        "first": round(first, 4),
        "first three": round(three, 4),
        "by weight of the passage rank": {
            str(w): [round(x, 4) for x in first_places(cases, w)] for w in WEIGHTS_TRIED
        },
        "balanced accuracy": round(max(accuracy), 4),
        "said to answer": {
            kind: round(
                float(
                    np.mean(
                        [
                            p >= threshold
                            for p, c in zip(probability, used, strict=True)
                            if c.kind == kind
                        ]
                    )
                ),
                4,
            )
            for kind in ("whole", "without", "changed")
        },
    }
    return calibration, told


def _balanced(said: np.ndarray, true: np.ndarray) -> float:
    return float((said[true].mean() + (~said[~true]).mean()) / 2)


def _precise_from(scored: list[tuple[float, bool]], least: float) -> float:
    """The lowest relevance such that at least `least` of the sentences just above it are right."""
    window = 60
    for at in range(window, len(scored)):
        if sum(right for _, right in scored[at - window : at]) / window < least:
            return round(scored[at - window // 2][0], 3)
    return round(scored[-1][0], 3)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--reader", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1, help="read every nth question only")
    parser.add_argument("--training", type=Path, help="the summary the training run wrote")
    arguments = parser.parse_args()
    settings = arguments.reader / "reader.json"
    if not settings.exists():
        settings.write_text(json.dumps({"name": "reader", "calibration": {}}))
    reader = Reader.load(arguments.reader)
    calibration, told = fit(read_cases(arguments.data, arguments.work, reader, arguments.every))
    weights = (arguments.reader / "reader.onnx").read_bytes()
    digest = hashlib.sha256(weights).hexdigest()
    report = {
        "name": f"trained reader {digest[:8]}",
        "base": "all-MiniLM-L6-v2",
        "sha256": digest,
        "bytes": len(weights),
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "calibration": {k: round(v, 5) for k, v in asdict(calibration).items()},
        "tuning": told,
        "training": json.loads(arguments.training.read_text()) if arguments.training else None,
    }
    settings.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
