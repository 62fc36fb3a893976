"""Measure who finds the sentence that answers: the trained reader beside untrained baselines.

    python -m benchmarks.evidence DATA --work FOLDER [--weeks-step 6] [--reader models/reader]

DATA holds public sets, none of which was trained on: the RealTime QA questions of 2025 with their
articles (`news_dev_*.jsonl.gz`, one folder a week), XQuAD English (`xquad.en.json.gz`; every third
article is held out and asked about, all 240 paragraphs are the folder), the held-out fifth of QED
and the held-out half of CLAP NQ. FOLDER keeps the libraries between runs. Writes
`benchmarks/results/evidence.json` and prints the same as tables.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import os
import platform
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index import SentenceTransformerEmbedder
from index.fastest_mode import fastest_mode
from index.lexical import LexicalIndex
from models.news_folders import Case, NewsWeeks, opened, write_article
from models.reader_data import bucket, sentences_of
from models.reader_sources import clapnq_rows, qed_rows, xquad_held_out, xquad_paragraphs
from qa.overlap_selector import OverlapSelector
from qa.reader_windows import PassageText
from qa.trained_selector import MOST_PASSAGES, TrainedSelector, passage_text
from qa.two_readers import load_readers

if TYPE_CHECKING:
    from index import Embedder, Hit, Sentence
    from qa.reader import PassageReader

Order = Callable[[str, Sequence["Hit"]], list["Sentence"]]
BASELINE_STEP = 3  # embedding every sentence of every hit takes long
RESULTS = Path(__file__).parent / "results" / "evidence.json"


def xquad_cases(data: Path, work: Path, embedder: Embedder) -> list[Case]:
    """The held-out third of the questions over all 240 paragraphs."""
    folder = work / "xquad"
    folder.mkdir(parents=True, exist_ok=True)
    paragraphs = xquad_paragraphs(data)
    for _, passage, _ in paragraphs:
        if not (folder / f"{passage.source}.txt").exists():
            write_article(folder, passage.source, passage.text, title=passage.title)
    library = opened(folder, work, embedder)
    return [
        Case(
            question,
            tuple(library.search(question, top=MOST_PASSAGES)),
            (),
            in_paragraph(passage.source, spans),
        )
        for number, passage, asked in paragraphs
        if xquad_held_out(number)
        for question, spans in asked
    ]


def in_paragraph(source: str, spans: list[tuple[int, int]]) -> Callable[[Sentence], bool]:
    """Whether a sentence of this paragraph holds one of the spans."""

    def holds(sentence: Sentence) -> bool:
        here = sentence.article.path.stem == source
        return here and any(sentence.start <= s and e <= sentence.end for s, e in spans)

    return holds


def all_sentences(hits: Iterable[Hit]) -> list[Sentence]:
    """Every sentence of the hits, in order."""
    return [sentence for hit in hits for sentence in hit.sentences]


def _ordered(sentences: list[Sentence], scores: np.ndarray) -> list[Sentence]:
    return [sentences[row] for row in np.argsort(-scores, kind="stable")]


def baselines(embedder: Embedder) -> dict[str, Order]:
    """What a question gets without training."""

    def by_words(question: str, hits: Sequence[Hit]) -> np.ndarray:
        texts = [s.text for s in all_sentences(hits)]
        return np.asarray(LexicalIndex.build(texts).scores(question))

    remembered: dict[str, np.ndarray] = {}  # a question has the same hits every time

    def by_meaning(question: str, hits: Sequence[Hit]) -> np.ndarray:
        if question not in remembered:
            vectors = embedder.embed([question, *(s.text for s in all_sentences(hits))])
            remembered[question] = np.asarray(vectors[1:] @ vectors[0])
        return remembered[question]

    def ranks(scores: np.ndarray) -> np.ndarray:
        return np.argsort(np.argsort(-scores, kind="stable"))

    def fused(question: str, hits: Sequence[Hit]) -> np.ndarray:
        parts = (by_words(question, hits), by_meaning(question, hits))
        return np.asarray(sum(1.0 / (60 + ranks(p)) for p in parts))

    def with_passages(question: str, hits: Sequence[Hit]) -> np.ndarray:
        passage = np.array([hit.fused for hit in hits for _ in hit.sentences])
        return fused(question, hits) + passage

    def order(score: Callable[[str, Sequence[Hit]], np.ndarray]) -> Order:
        return lambda question, hits: _ordered(all_sentences(hits), score(question, hits))

    overlap = OverlapSelector(embedder)
    return {
        "BM25": order(by_words),
        "MiniLM cosine": order(by_meaning),
        "fused ranks": order(fused),
        "fused ranks + passage rank": order(with_passages),
        "untrained selector": lambda q, hits: [
            e.sentence for e in overlap.select(q, hits).evidence
        ],
    }


def first_places(cases: Sequence[Case], order: Order) -> dict[str, float]:
    """Share of the questions whose answer is in the first, first three and first five sentences."""
    found: Counter[int] = Counter()
    for case in cases:
        marks = [case.holds(s) for s in order(case.question, case.hits)[:5]]
        for k in (1, 3, 5):
            found[k] += any(marks[:k])
    return {f"first {k}": round(found[k] / len(cases), 4) for k in (1, 3, 5)}


def area(yes: Sequence[float], no: Sequence[float]) -> float:
    """Area under the ROC curve: how often a `yes` scores above a `no`."""
    above = np.array(yes)[:, None] - np.array(no)[None, :]
    return round(float((above > 0).mean() + 0.5 * (above == 0).mean()), 4)


def word_overlap(one: str, other: str) -> float:
    """F1 of the words of two answers, articles and punctuation aside."""

    def words(text: str) -> Counter[str]:
        plain = "".join(c if c.isalnum() else " " for c in text.lower()).split()
        return Counter(w for w in plain if w not in {"a", "an", "the"})

    a, b = words(one), words(other)
    shared = sum((a & b).values())
    return 2 * shared / (a.total() + b.total()) if shared else 0.0


def curve(scored: Sequence[tuple[float, bool]]) -> list[dict[str, float]]:
    """Answered share against accuracy, by threshold: (probability, first sentence is right)."""
    points = []
    for threshold in np.linspace(0.05, 0.95, 19):
        answered = [right for p, right in scored if p >= threshold]
        share = len(answered) / len(scored)
        accuracy = sum(answered) / len(answered) if answered else 1.0
        points.append(
            {
                "threshold": round(float(threshold), 2),
                "answered": round(share, 4),
                "right": round(accuracy, 4),
            }
        )
    return points


def answerability(cases: Sequence[Case], selector: TrainedSelector) -> dict[str, Any]:
    """Half of the questions keep the articles that tell the answer, the other half lose them."""
    reader = selector.reader
    probabilities: dict[bool, list[float]] = {True: [], False: []}
    scored = []
    right = 0
    for case in cases:
        kept = bucket(case.question, 2) == 0
        hits = case.hits if kept else case.untold
        p = reader.read(case.question, [passage_text(hit) for hit in hits]).answerable
        probabilities[kept].append(p)
        right += (p >= reader.calibration.threshold) == kept
        first = selector.select(case.question, hits).evidence[:1]
        scored.append((p, kept and bool(first) and case.holds(first[0].sentence)))
    return {
        "questions": len(scored),
        "auc": area(probabilities[True], probabilities[False]),
        "threshold": reader.calibration.threshold,
        "accuracy at threshold": round(right / len(scored), 4),
        "answered when it stands there": _share(probabilities[True], reader),
        "answered when it was taken away": _share(probabilities[False], reader),
        "curve": curve(scored),
    }


def _share(probabilities: Sequence[float], reader: PassageReader) -> float:
    above = sum(p >= reader.calibration.threshold for p in probabilities)
    return round(above / max(1, len(probabilities)), 4)


def xquad_spans(data: Path, reader: PassageReader) -> dict[str, float]:
    """Word F1 of the short answer in the right sentence, read in its own paragraph."""
    scores = []
    for number, passage, asked in xquad_paragraphs(data):
        if xquad_held_out(number):
            for question, spans in asked:
                text = PassageText(passage.title, passage.text, passage.sentences)
                scores.append(_span_score(question, text, spans, reader))
    found = [s for s in scores if s is not None]
    exact = sum(s == 1 for s in found) / len(found)
    return {
        "questions": len(found),
        "f1": round(statistics.mean(found), 4),
        "exact": round(exact, 4),
    }


def _span_score(
    question: str, text: PassageText, spans: list[tuple[int, int]], reader: PassageReader
) -> float | None:
    right = [
        n for n, (s, e) in enumerate(text.sentences) if any(s <= a and b <= e for a, b in spans)
    ]
    if not right:
        return None
    sentences = reader.read(question, [text]).passages[0].sentences
    answer = sentences[max(right, key=lambda n: sentences[n].relevance)].answer
    if answer is None:
        return 0.0
    return max(word_overlap(text.text[slice(*answer)], text.text[s:e]) for s, e in spans)


def qed_spans(data: Path, reader: PassageReader) -> dict[str, float]:
    """The same on the held-out fifth of QED."""
    scores = []
    for question, passage, spans in qed_rows(data, held_out=True):
        if sentences_of(passage, spans):
            text = PassageText(passage.title, passage.text, passage.sentences)
            scores.append(_span_score(question + "?", text, spans, reader))
    found = [s for s in scores if s is not None]
    return {"questions": len(found), "f1": round(statistics.mean(found), 4)}


def clap_nq(data: Path, reader: PassageReader) -> dict[str, Any]:
    """One passage a question: does it answer? The held-out half by identifier."""
    scores = {}
    for name in ("clapnq_answerable", "clapnq_unanswerable"):
        rows = [row for row in clapnq_rows(data, name) if bucket(row[0], 2) == 1]
        scores[name] = [
            reader.read(q + "?", [PassageText(p.title, p.text, p.sentences)]).answerable
            for _, q, p, _ in rows
        ]
    yes, no = scores["clapnq_answerable"], scores["clapnq_unanswerable"]
    return {
        "questions": len(yes) + len(no),
        "auc": area(yes, no),
        "answered when it stands there": _share(yes, reader),
        "answered when it does not": _share(no, reader),
    }


def latency(cases: Sequence[Case], selector: TrainedSelector) -> dict[str, float]:
    """Milliseconds of one selection on this machine."""
    times = []
    for case in cases[:60]:
        begun = time.perf_counter()
        selector.select(case.question, case.hits)
        times.append(1000 * (time.perf_counter() - begun))
    return {
        "median_ms": round(statistics.median(times), 1),
        "p90_ms": round(sorted(times)[int(0.9 * len(times))], 1),
        "passages": MOST_PASSAGES,
    }


def measure(data: Path, work: Path, weights: tuple[Path, Path | None], step: int) -> dict[str, Any]:
    """Everything, as one table of tables."""
    embedder = SentenceTransformerEmbedder(fastest_mode(work / "home"))
    reader = load_readers(*weights)
    selector = TrainedSelector(reader)
    weeks = NewsWeeks(data, "dev")
    chosen = [w for n, w in enumerate(sorted(weeks.by_week)) if n % step == min(3, step - 1)]
    whole = weeks.cases(chosen, work, embedder)
    xquad = xquad_cases(data, work, embedder)
    orders = baselines(embedder) | {
        "trained reader": lambda q, hits: [e.sentence for e in selector.select(q, hits).evidence]
    }
    return {
        "news 2025": {
            "questions": len(whole),
            "weeks": "all" if step == 1 else f"one in {step}",
            "answer among the sentences read": round(
                sum(c.findable for c in whole) / len(whole), 4
            ),
            **{name: first_places(whole, order) for name, order in orders.items()},
        },
        "xquad held out": {
            "questions": len(xquad),
            "trained reader": first_places(xquad, orders["trained reader"]),
            f"every {BASELINE_STEP}rd question": {
                name: first_places(xquad[::BASELINE_STEP], order) for name, order in orders.items()
            },
        },
        "span f1, right sentence given": {
            "xquad held out": xquad_spans(data, reader),
            "qed held out": qed_spans(data, reader),
        },
        "answerability": {
            "news 2025": answerability(whole, selector),
            "clap nq": clap_nq(data, reader),
        },
        "selection": latency(whole, selector),
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="keeps libraries between runs")
    parser.add_argument("--reader", type=Path, default=Path("models/reader"))
    parser.add_argument("--judge", type=Path, default=Path("models/judge"), help="second reader")
    parser.add_argument("--weeks-step", type=int, default=1, help="ask about every nth week only")
    parser.add_argument("--output", type=Path, default=RESULTS)
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    folders = (arguments.reader, arguments.judge)
    figures = measure(arguments.data, arguments.work, folders, arguments.weeks_step)
    sums = {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in folders
        for path in sorted(folder.glob("reader.onnx*"))
    }
    report = {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}",
        "sha256": sums,
        **figures,
    }
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
