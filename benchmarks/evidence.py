"""Measure who finds the sentence that answers: the trained reader beside untrained baselines.

    python -m benchmarks.evidence DATA --work FOLDER [--weeks-step 6] [--only PART]

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
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.answerability import answerability, clap_nq
from benchmarks.short_answers import qed_spans, xquad_spans
from index import SentenceTransformerEmbedder
from index.fastest_mode import fastest_mode
from index.lexical import LexicalIndex
from models.training.news_folders import Case, NewsWeeks, opened, write_article
from models.training.reader_sources import xquad_held_out, xquad_paragraphs
from qa.evidence.overlap_selector import OverlapSelector
from qa.evidence.reranking import load_readers
from qa.evidence.trained_selector import MOST_PASSAGES, TrainedSelector

if TYPE_CHECKING:
    from index import Embedder, Hit, Sentence

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


PARTS = (
    "news 2025",
    "xquad held out",
    "span f1, right sentence given",
    "answerability",
    "selection",
)


def measure(
    data: Path, work: Path, weights: tuple[Path, Path | None], step: int, parts: Collection[str]
) -> dict[str, Any]:
    """The parts that are asked for, as one table of tables."""
    embedder = SentenceTransformerEmbedder(fastest_mode(work / "home"))
    reader = load_readers(*weights)
    selector = TrainedSelector(reader)
    weeks = NewsWeeks(data, "dev")
    chosen = [w for n, w in enumerate(sorted(weeks.by_week)) if n % step == min(3, step - 1)]
    news = weeks.cases(chosen, work, embedder) if set(parts) - set(PARTS[1:3]) else []
    xquad = xquad_cases(data, work, embedder) if PARTS[1] in parts else []
    orders = baselines(embedder) | {
        "trained reader": lambda q, hits: [e.sentence for e in selector.select(q, hits).evidence]
    }
    measured: dict[str, Callable[[], dict[str, Any]]] = {
        "news 2025": lambda: {
            "questions": len(news),
            "weeks": "all" if step == 1 else f"one in {step}",
            "answer among the sentences read": round(sum(c.findable for c in news) / len(news), 4),
            **{name: first_places(news, order) for name, order in orders.items()},
        },
        "xquad held out": lambda: {
            "questions": len(xquad),
            "trained reader": first_places(xquad, orders["trained reader"]),
            f"every {BASELINE_STEP}rd question": {
                name: first_places(xquad[::BASELINE_STEP], order) for name, order in orders.items()
            },
        },
        "span f1, right sentence given": lambda: {
            "xquad held out": xquad_spans(data, reader),
            "qed held out": qed_spans(data, reader),
        },
        "answerability": lambda: {
            "news 2025": answerability(news, selector),
            "clap nq": clap_nq(data, reader),
        },
        "selection": lambda: latency(news, selector),
    }
    today = dt.datetime.now(dt.UTC).date().isoformat()
    return {part: {"date": today, **measured[part]()} for part in parts}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="keeps libraries between runs")
    parser.add_argument("--reader", type=Path, default=Path("models/reader"))
    parser.add_argument("--judge", type=Path, default=Path("models/judge"), help="second reader")
    parser.add_argument("--weeks-step", type=int, default=1, help="ask about every nth week only")
    parser.add_argument("--only", choices=PARTS, help="measure one part; the others keep theirs")
    parser.add_argument("--output", type=Path, default=RESULTS)
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    folders = (arguments.reader, arguments.judge)
    parts = [arguments.only] if arguments.only else PARTS
    figures = measure(arguments.data, arguments.work, folders, arguments.weeks_step, parts)
    before = json.loads(arguments.output.read_text()) if arguments.output.exists() else {}
    report = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}",
        "sha256": {
            str(path): hashlib.sha256(path.read_bytes()).hexdigest()
            for folder in folders
            for path in sorted(folder.glob("reader.onnx*"))
        },
        **{part: figures.get(part) or before.get(part, {}) for part in PARTS},
    }
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
