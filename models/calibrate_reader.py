"""Find where the exported reader should say that nothing answers, and write `reader.json`.

    python -m models.calibrate_reader DATA --work FOLDER --reader FOLDER

Uses the training weeks that were kept away from the weights (every fifth) and nothing that a
published figure is measured on: each question once with its week's articles, once without the
articles that tell the answer, once without the sentences that do, and once with a name, a figure
or a word changed so that the articles no longer say it. Passages are found by Byline's own search.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import random
from dataclasses import asdict, astuple, dataclass, replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from index import SentenceTransformerEmbedder
from index.fastest_mode import fastest_mode
from models.news_folders import NewsWeeks
from models.reader_data import Passage, without_sentences
from models.reader_news import tuning_weeks
from models.unanswerable import corrupt
from qa.reader import Reader, Reading
from qa.reader_calibration import Calibration, Signs, signs_of
from qa.reader_windows import PassageText
from qa.trained_selector import TrainedSelector, passage_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index import Hit, Sentence
    from models.news_folders import Case

RETRIEVAL_WEIGHTS = (0.0, 1.0, 2.0, 3.0, 4.0, 6.0)
OVERLAP_WEIGHTS = (0.0, 1.0, 2.0, 3.0, 4.0)
WRONG = 2.0  # what an answer that does not answer costs, against a refusal
# The fields of `Calibration` in the order of those of `Signs`.
WEIGHTS = ("best_relevance", "best_answers", "lead", "words", "names", "covered", "told")


@dataclass(frozen=True)
class Read:
    """A question of the tuning weeks as it was read."""

    kind: str  # whole, without, cut, changed
    question: str
    hits: tuple[Hit, ...]
    texts: tuple[PassageText, ...]  # of the hits, less what was cut out of them
    reading: Reading
    holds: Callable[[Sentence], bool]

    def marks(self, selector: TrainedSelector) -> list[tuple[float, bool]]:
        """The reader's own relevance of the first three, and whether each holds the answer."""
        if self.kind == "cut":
            return []
        own = {
            id(sentence): read.relevance
            for hit, passage in zip(self.hits, self.reading.passages, strict=True)
            for sentence, read in zip(hit.sentences, passage.sentences, strict=True)
        }
        first = selector.ordered(self.question, self.hits, self.reading)[:3]
        whole = self.kind == "whole"
        return [(own[id(e.sentence)], whole and self.holds(e.sentence)) for e in first]

    def signs(self, overlap: float) -> Signs | None:
        """What the calibration goes by."""
        return signs_of(self.question, self.texts, self.reading.passages, overlap=overlap)


def read_forms(cases: Sequence[Case], reader: Reader) -> list[Read]:
    """Each question in its four forms."""
    rng = random.Random(7)
    asked = [case.question for case in cases]
    found = []
    for case in cases:
        near = [_passage(hit) for hit in case.hits if any(map(case.holds, hit.sentences))]
        near = near or [_passage(hit) for hit in case.hits[:1]]
        changed = corrupt(case.question, near, rng.sample(asked, 8), rng)
        forms = [("without", case.question, case.untold), ("changed", changed, case.hits)]
        if case.findable:
            forms += [(kind, case.question, case.hits) for kind in ("whole", "cut")]
        for kind, question, hits in forms:
            texts = tuple(
                _cut(hit, case.holds) if kind == "cut" else passage_text(hit) for hit in hits
            )
            if question is not None and any(text.sentences for text in texts):
                reading = reader.read(question, texts)
                found.append(Read(kind, question, hits, texts, reading, case.holds))
    return found


def _cut(hit: Hit, holds: Callable[[Sentence], bool]) -> PassageText:
    """The passage without the sentences that hold the answer: its subject without the detail."""
    telling = frozenset(n for n, sentence in enumerate(hit.sentences) if holds(sentence))
    left = without_sentences(_passage(hit), telling)
    return PassageText(left.title, left.text, left.sentences)


def _passage(hit: Hit) -> Passage:
    text = passage_text(hit)
    return Passage(text.title, text.text, text.sentences)


def first_places(reads: Sequence[Read], selector: TrainedSelector, asked: int) -> list[float]:
    """Share of all questions with the answer in the first and in the first three sentences."""
    marks = [r.marks(selector) for r in reads if r.kind == "whole"]
    return [round(sum(any(ok for _, ok in m[:k]) for m in marks) / asked, 4) for k in (1, 3)]


def fit(reads: list[Read], reader: Reader, asked: int) -> tuple[Calibration, dict[str, Any]]:
    """Choose how much search and shared words count, the probability, and the thresholds."""
    tried = {
        (retrieval, overlap): first_places(
            reads, _selector(reader, Calibration(retrieval=retrieval, overlap=overlap)), asked
        )
        for retrieval, overlap in product(RETRIEVAL_WEIGHTS, OVERLAP_WEIGHTS)
    }
    retrieval, overlap = max(tried, key=lambda weights: sum(tried[weights]))
    signed = [(r, signs) for r in reads if (signs := r.signs(overlap)) is not None]
    rows = np.array([astuple(signs) for _, signs in signed])
    kinds = np.array([r.kind for r, _ in signed])
    answerable = kinds == "whole"
    model = LogisticRegression(class_weight="balanced", max_iter=500).fit(rows, answerable)
    probability = model.predict_proba(rows)[:, 1]
    thresholds = np.linspace(0.2, 0.9, 71)
    accuracy = [_balanced(probability >= t, answerable) for t in thresholds]
    weighed = [
        (probability[answerable] < t).mean() + WRONG * (probability[~answerable] >= t).mean()
        for t in thresholds
    ]
    weights = dict(zip(WEIGHTS, model.coef_[0].tolist(), strict=True))
    calibration = Calibration(
        **weights,
        bias=float(model.intercept_[0]),
        threshold=float(thresholds[int(np.argmin(weighed))]),
        retrieval=retrieval,
        overlap=overlap,
    )
    marks = [m for r in reads for m in r.marks(_selector(reader, calibration))]
    calibration = replace(calibration, sentence_threshold=_mostly_right_from(marks))
    told = {
        "questions": asked,
        "first and first three by weight of search and of shared words": {
            f"{r:g} {o:g}": places for (r, o), places in tried.items()
        },
        "first": tried[retrieval, overlap][0],
        "first three": tried[retrieval, overlap][1],
        "balanced accuracy": round(max(accuracy), 4),
        "auc against taken away": _area(probability, kinds, "without"),
        "auc against cut": _area(probability, kinds, "cut"),
        "auc against changed": _area(probability, kinds, "changed"),
        "said to answer": {
            kind: round(float((probability[kinds == kind] >= calibration.threshold).mean()), 4)
            for kind in ("whole", "without", "cut", "changed")
        },
    }
    return calibration, told


def _selector(reader: Reader, calibration: Calibration) -> TrainedSelector:
    return TrainedSelector(replace(reader, calibration=calibration))


def _area(probability: np.ndarray, kinds: np.ndarray, other: str) -> float:
    yes, no = probability[kinds == "whole"], probability[kinds == other]
    return round(float((yes[:, None] > no[None, :]).mean()), 4)


def _balanced(said: np.ndarray, true: np.ndarray) -> float:
    return float((said[true].mean() + (~said[~true]).mean()) / 2)


def _mostly_right_from(marks: list[tuple[float, bool]], window: int = 60) -> float:
    """The lowest relevance around which half of the sentences are right."""
    ordered = sorted(marks, reverse=True)
    for at in range(window, len(ordered)):
        if sum(right for _, right in ordered[at - window : at]) < window / 2:
            return round(ordered[at - window // 2][0], 3)
    return round(ordered[-1][0], 3)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="keeps libraries between runs")
    parser.add_argument("--reader", type=Path, required=True)
    parser.add_argument("--training", type=Path, help="the summary the training run wrote")
    arguments = parser.parse_args()
    settings = arguments.reader / "reader.json"
    if not settings.exists():
        settings.write_text(json.dumps({"name": "reader", "calibration": {}}))
    weeks = NewsWeeks(arguments.data, "train")
    chosen = sorted(tuning_weeks(weeks.questions))
    embedder = SentenceTransformerEmbedder(fastest_mode(arguments.work / "home"))
    cases = weeks.cases(chosen, arguments.work, embedder)
    reader = Reader.load(arguments.reader)
    calibration, told = fit(read_forms(cases, reader), reader, len(cases))
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
