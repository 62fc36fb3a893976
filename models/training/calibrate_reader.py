"""Find where the exported reader should say that nothing answers, and write `reader.json`.

    python -m models.training.calibrate_reader DATA --work FOLDER --reader FOLDER
    python -m models.training.calibrate_reader DATA --work FOLDER --reader FOLDER --judge FOLDER

With a judge the two are calibrated together, and the judge's folder keeps the result.

Uses the training weeks and the fifth of QED that were kept away from the weights, and nothing that
a published figure of answerability is measured on: each question once with its articles, once
without the articles that tell the answer, once without the sentences that do, and once with a
name, a figure or a word changed so that the articles no longer say it. For news the passages are
found by Byline's own search.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import random
from dataclasses import asdict, astuple, dataclass, replace
from itertools import chain, pairwise, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from index import Article, Hit, Sentence, SentenceTransformerEmbedder
from index import Passage as ArticlePassage
from index.fastest_mode import fastest_mode
from models.training.news_folders import Case, NewsWeeks
from models.training.reader_data import Passage, Pool, sentences_of
from models.training.reader_news import tuning_weeks
from models.training.reader_sources import qed_rows
from models.training.unanswerable import corrupt
from qa.evidence.premises import unmet_premise
from qa.evidence.reader import Reading
from qa.evidence.reader_calibration import Calibration, Signs
from qa.evidence.reranking import load_readers
from qa.evidence.trained_selector import TrainedSelector, passage_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qa.evidence.reader import Reader
    from qa.evidence.reranking import TwoReaders

RETRIEVAL_WEIGHTS = (0.0, 1.0, 2.0, 3.0, 4.0, 6.0)
OVERLAP_WEIGHTS = (0.0, 1.0, 2.0, 3.0, 4.0)
UNANSWERED = ("without", "cut", "changed")
# A refusal shows the closest sentences, in which a person may still find the answer; an answer that
# does not answer may go into a briefing.
WRONG_COSTS = 1.5
THRESHOLDS = tuple(n / 20 for n in range(6, 17))  # whose accuracy is written down beside it
READ_BESIDE = 5  # paragraphs beside the one that answers a direct question
# The fields of `Calibration` in the order of those of `Signs`.
WEIGHTS = (
    "best_relevance",
    "best_answers",
    "lead",
    "words",
    "names",
    "covered",
    "told",
    "first",
    "entailed",
)


@dataclass(frozen=True)
class Read:
    """A question that was kept away from the weights, as it was read."""

    kind: str  # whole, without, cut, changed
    question: str
    hits: tuple[Hit, ...]
    reading: Reading
    holds: Callable[[Sentence], bool]

    def marks(self, selector: TrainedSelector) -> list[tuple[float, bool]]:
        """The reader's own relevance of the first three, and whether each holds the answer."""
        own = {
            id(sentence): read.relevance
            for hit, passage in zip(self.hits, self.reading.passages, strict=True)
            for sentence, read in zip(hit.sentences, passage.sentences, strict=True)
        }
        first = selector.ordered(self.question, self.hits, self.reading)[:3]
        whole = self.kind == "whole"
        return [(own[id(e.sentence)], whole and self.holds(e.sentence)) for e in first]

    def signs(self, reader: Reader | TwoReaders) -> Signs | None:
        """What the calibration goes by."""
        texts = [passage_text(hit) for hit in self.hits]
        return reader.signs(self.question, texts, self.reading)

    def stands(self, selector: TrainedSelector) -> bool:
        """Whether no premise of the question rules the first sentence out."""
        best = selector.ordered(self.question, self.hits, self.reading)[0]
        first = best.sentence
        beside = [s for hit in self.hits for s in hit.sentences if s.article.id == first.article.id]
        beside.sort(key=lambda sentence: sentence.start)
        return unmet_premise(self.question, first, beside, best.short_answer) is None

    def said(self, selector: TrainedSelector, probability: float) -> bool:
        """Whether the selector would say that it is told, premises aside."""
        reading = replace(self.reading, answerable=probability)
        evidence = selector.ordered(self.question, self.hits, reading)
        return selector.is_told(self.question, reading, evidence, self.hits)


def read_forms(cases: Sequence[Case], reader: Reader | TwoReaders) -> list[Read]:
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
            cut = tuple(_cut(hit, case.holds) for hit in case.hits)
            forms += [("whole", case.question, case.hits), ("cut", case.question, cut)]
        for kind, question, hits in forms:
            if question is not None and any(hit.sentences for hit in hits):
                reading = reader.read(question, [passage_text(hit) for hit in hits])
                found.append(Read(kind, question, hits, reading, case.holds))
    return found


def _cut(hit: Hit, holds: Callable[[Sentence], bool]) -> Hit:
    """The hit without the sentences that hold the answer: its subject without the detail."""
    gone = [(s.start, s.end) for s in hit.sentences if holds(s)]
    if not gone:
        return hit

    def moved(place: int) -> int:
        return place - sum(min(end, place) - start for start, end in gone if start < place)

    article = hit.passage.article
    kept = [article.text[a:b] for a, b in pairwise([0, *chain(*gone), len(article.text)])][::2]
    article = replace(article, text="".join(kept))
    passage = ArticlePassage(article, moved(hit.passage.start), moved(hit.passage.end))
    sentences = tuple(
        Sentence(passage, moved(s.start), moved(s.end))
        for s in hit.sentences
        if (s.start, s.end) not in gone
    )
    return replace(hit, passage=passage, sentences=sentences)


def qed_cases(data: Path) -> list[Case]:
    """The held-out fifth of QED: direct questions, each among the paragraphs nearest to it."""
    rows = qed_rows(data, held_out=True)
    pool = Pool([passage for _, passage, _ in rows])
    cases = []
    for question, passage, spans in rows:
        near = [pool.passages[row] for row in pool.nearest(question, READ_BESIDE + 3)]
        near = [other for other in near if other.source != passage.source][:READ_BESIDE]
        hits = [_hit(other, rank) for rank, other in enumerate([passage, *near])]
        telling = {hits[0].sentences[n] for n in sentences_of(passage, spans)}
        if telling:
            asked = f"{question[:1].upper()}{question[1:]}?"
            cases.append(Case(asked, tuple(hits), tuple(hits[1:]), telling.__contains__))
    return cases


def _hit(passage: Passage, rank: int) -> Hit:
    article = Article(passage.source, Path(passage.source), passage.text, passage.title)
    whole = ArticlePassage(article, 0, len(passage.text))
    sentences = tuple(Sentence(whole, start, end) for start, end in passage.sentences)
    return Hit(whole, sentences, None, None, 1.0, rank)


def _passage(hit: Hit) -> Passage:
    text = passage_text(hit)
    return Passage(text.title, text.text, text.sentences)


def first_places(reads: Sequence[Read], selector: TrainedSelector, asked: int) -> list[float]:
    """Share of all questions with the answer in the first and in the first three sentences."""
    marks = [r.marks(selector) for r in reads if r.kind == "whole"]
    return [round(sum(any(ok for _, ok in m[:k]) for m in marks) / asked, 4) for k in (1, 3)]


def fit(
    news: list[Read], direct: list[Read], reader: Reader | TwoReaders, asked: int
) -> tuple[Calibration, dict[str, Any]]:
    """Choose how much search and shared words count, the probability, and the thresholds.

    The order of sentences is chosen on the news alone, since only there was something searched.
    The threshold is the probability from which an answer costs less than a refusal when one that
    does not answer costs `WRONG_COSTS` refusals: costs / (1 + costs), since the regression weighs
    both kinds of questions alike.
    """
    tried = {
        (retrieval, overlap): first_places(
            news, _selector(reader, Calibration(retrieval=retrieval, overlap=overlap)), asked
        )
        for retrieval, overlap in product(RETRIEVAL_WEIGHTS, OVERLAP_WEIGHTS)
    }
    retrieval, overlap = max(tried, key=lambda weights: (round(sum(tried[weights]), 4), weights))
    selector = _selector(reader, Calibration(retrieval=retrieval, overlap=overlap))
    mixed = replace(reader, calibration=selector.reader.calibration)
    signed = [(r, signs) for r in [*news, *direct] if (signs := r.signs(mixed)) is not None]
    rows = np.array([astuple(signs) for _, signs in signed])
    kinds = np.array([r.kind for r, _ in signed])
    of_news = np.arange(len(signed)) < sum(any(h.sentences for h in r.hits) for r in news)
    stands = np.array([r.stands(selector) for r, _ in signed])
    answerable = kinds == "whole"
    model = LogisticRegression(class_weight="balanced", max_iter=3000).fit(rows, answerable)
    probability = model.predict_proba(rows)[:, 1]
    threshold = WRONG_COSTS / (1 + WRONG_COSTS)
    accuracies = {t: _balanced((probability >= t) & stands, kinds) for t in THRESHOLDS}
    weights = dict(zip(WEIGHTS, model.coef_[0].tolist(), strict=True))
    calibration = Calibration(
        **weights,
        bias=float(model.intercept_[0]),
        threshold=threshold,
        retrieval=retrieval,
        overlap=overlap,
    )
    marks = [m for r in news if r.kind != "cut" for m in r.marks(_selector(reader, calibration))]
    calibration = replace(calibration, sentence_threshold=_mostly_right_from(marks))
    final = _selector(reader, calibration)
    said = stands & np.array(
        [r.said(final, p) for (r, _), p in zip(signed, probability, strict=True)]
    )
    told: dict[str, Any] = {
        "questions": asked,
        "first and first three by weight of search and of shared words": {
            f"{r:g} {o:g}": places for (r, o), places in tried.items()
        },
        "first": tried[retrieval, overlap][0],
        "first three": tried[retrieval, overlap][1],
        "balanced accuracy by threshold": {
            f"{t:.2f}": round(accuracy, 4) for t, accuracy in accuracies.items()
        },
        "cost of a wrong answer in refusals": WRONG_COSTS,
    }
    for name, part in (("news", of_news), ("direct questions", ~of_news)):
        told[name] = {
            "auc": {k: _area(probability[part], kinds[part], k) for k in UNANSWERED},
            "said to answer, premises too": {
                k: round(float(said[part & (kinds == k)].mean()), 4) for k in ("whole", *UNANSWERED)
            },
        }
    return calibration, told


def _selector(reader: Reader | TwoReaders, calibration: Calibration) -> TrainedSelector:
    return TrainedSelector(replace(reader, calibration=calibration))


def _area(probability: np.ndarray, kinds: np.ndarray, other: str) -> float:
    yes, no = probability[kinds == "whole"], probability[kinds == other]
    return round(float((yes[:, None] > no[None, :]).mean()), 4)


def _balanced(said: np.ndarray, kinds: np.ndarray) -> float:
    wrongly = [said[kinds == kind].mean() for kind in UNANSWERED]
    return float((said[kinds == "whole"].mean() + 1 - np.mean(wrongly)) / 2)


def _mostly_right_from(marks: list[tuple[float, bool]], window: int = 60) -> float:
    """The lowest relevance around which half of the sentences are right."""
    ordered = sorted(marks, reverse=True)
    for at in range(window, len(ordered)):
        if sum(right for _, right in ordered[at - window : at]) < window / 2:
            return round(ordered[at - window // 2][0], 3)
    return round(ordered[-1][0], 3)


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of the files that a reader consists of."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted([*folder.glob("reader.onnx*"), folder / "tokenizer.json"])
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="keeps libraries between runs")
    parser.add_argument("--reader", type=Path, required=True)
    parser.add_argument("--judge", type=Path, help="the second reader")
    parser.add_argument("--training", type=Path, help="the summary the training run wrote")
    arguments = parser.parse_args()
    folder = arguments.judge or arguments.reader
    settings = folder / "reader.json"
    told_before = json.loads(settings.read_text()) if settings.exists() else {"calibration": {}}
    told_before |= {"name": "reader", "sha256": digests(folder)}
    settings.write_text(json.dumps(told_before))
    weeks = NewsWeeks(arguments.data, "train")
    chosen = sorted(tuning_weeks(weeks.questions))
    embedder = SentenceTransformerEmbedder(fastest_mode(arguments.work / "home"))
    cases = weeks.cases(chosen, arguments.work, embedder)
    reader = load_readers(arguments.reader, arguments.judge)
    news, direct = (read_forms(c, reader) for c in (cases, qed_cases(arguments.data)))
    calibration, told = fit(news, direct, reader, len(cases))
    sums = digests(folder)
    digest = hashlib.sha256("".join(sums.values()).encode()).hexdigest()
    report = {
        "name": f"judge {digest[:8]}" if arguments.judge else f"trained reader {digest[:8]}",
        "base": "all-mpnet-base-v2" if arguments.judge else "all-MiniLM-L6-v2",
        "sha256": sums,
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "calibration": {k: round(v, 5) for k, v in asdict(calibration).items()},
        "tuning": told,
        "training": json.loads(arguments.training.read_text()) if arguments.training else None,
    }
    settings.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
