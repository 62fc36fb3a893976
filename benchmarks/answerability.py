"""Whether the readers know when the answer is not there: a part of `evidence.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from models.training.reader_data import bucket
from models.training.reader_sources import clapnq_rows
from qa.evidence.reader_windows import PassageText
from qa.evidence.trained_selector import passage_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index import Hit
    from models.training.news_folders import Case
    from qa.evidence.reader import PassageReader
    from qa.evidence.selector import Evidence
    from qa.evidence.trained_selector import TrainedSelector


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
        p, ordered = surest(case.question, hits, selector)
        probabilities[kept].append(p)
        right += (p >= reader.calibration.threshold) == kept
        first = ordered[:1]
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


def surest(
    question: str, hits: Sequence[Hit], selector: TrainedSelector
) -> tuple[float, list[Evidence]]:
    """The probability that the best sentence answers, and all evidence, best first."""
    reading = selector.reader.read(question, [passage_text(hit) for hit in hits])
    ordered = selector.ordered(hits, reading)
    support = selector.support(question, ordered, hits)
    return selector.probability(ordered, hits, support), ordered


def _share(probabilities: Sequence[float], reader: PassageReader) -> float:
    above = sum(p >= reader.calibration.threshold for p in probabilities)
    return round(above / max(1, len(probabilities)), 4)


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


def area(yes: Sequence[float], no: Sequence[float]) -> float:
    """Area under the ROC curve: how often a `yes` scores above a `no`."""
    above = np.array(yes)[:, None] - np.array(no)[None, :]
    return round(float((above > 0).mean() + 0.5 * (above == 0).mean()), 4)
