"""Score the checker of claims on sets that people have labelled.

    python -m benchmarks.check_score DATA [--most 400]

DATA holds `claims.jsonl.gz` (QAGS-CNNDM, AttributionBench, WiCE, FoolMeTwice, RTE 1-3, negated RTE,
Breaking NLI, Climate-FEVER, ANLI round 3, SummEdits news), `ragtruth_summary.jsonl.gz` (RAGTruth's
news summaries, cut into sentences) and `aggrefact_cliff.csv.gz` (CLIFF). Of the sets that the judge
was trained on only the groups that were kept away are asked, of every set at most `--most` claims,
and only the half by hash on which no threshold was chosen. Writes
`benchmarks/results/check_score.json`.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import gzip
import io
import json
import os
import platform
import random
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.sentences import split_sentences
from models.training.claim_sources import TRAINED_ON, held_out_claim
from models.training.reader_data import bucket, read_lines
from qa.checks.checked_text import check_one
from qa.checks.claims import ClaimChecker
from qa.english.normal_form import stems
from qa.statement import Verdict
from qa.wiring import claim_checker

RESULTS = Path(__file__).parent / "results" / "check_score.json"
SUPPORTED = {Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED}


@dataclass(frozen=True)
class Labelled:
    """A claim with what people say of it; `label` is "supported" or says why not."""

    claim: str
    evidence: str
    label: str

    @property
    def supported(self) -> bool:
        """Whether people say that the evidence supports it."""
        return self.label == "supported"


def labelled_sets(data: Path, most: int, half: int = 1) -> dict[str, list[Labelled]]:
    """Every set by its name, larger ones in part; thresholds are chosen on half 0."""
    found: dict[str, list[Labelled]] = defaultdict(list)
    for line in read_lines(data / "claims.jsonl.gz"):
        if held_out_claim(line):
            found[line["set"]].append(Labelled(line["claim"], line["evidence"], line["label"]))
    found["ragtruth news sentences"] = list(_ragtruth(data))
    found["cliff summaries"] = list(_cliff(data))
    return {name: _some(claims, most, half) for name, claims in found.items()}


def _some(claims: list[Labelled], most: int, half: int) -> list[Labelled]:
    kept = [c for c in claims if bucket(c.claim, 2) == half]
    return random.Random(11).sample(kept, min(most, len(kept)))


def _ragtruth(data: Path) -> Iterator[Labelled]:
    for line in read_lines(data / "ragtruth_summary.jsonl.gz"):
        for response in line["responses"]:
            text = response["response"]
            wrong = [(w["start"], w["end"]) for w in response["labels"]]
            for s, e in split_sentences(text):
                bad = any(a < e and b > s for a, b in wrong)
                yield Labelled(text[s:e], line["source"], "not_supported" if bad else "supported")


def _cliff(data: Path) -> Iterator[Labelled]:
    with gzip.open(data / "aggrefact_cliff.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(io.StringIO(file.read())):
            right = row["error_type"] == "correct"
            yield Labelled(row["summ"], row["doc"], "supported" if right else "not_supported")


def balanced(said: Sequence[bool], right: Sequence[bool]) -> float:
    """The mean of how many supported and how many unsupported claims are told as such."""
    yes = [s for s, r in zip(said, right, strict=True) if r]
    no = [not s for s, r in zip(said, right, strict=True) if not r]
    return (statistics.mean(yes) + statistics.mean(no)) / 2


def area(scores: Sequence[float], right: Sequence[bool]) -> float:
    """Area under the ROC curve."""
    yes = np.array([s for s, r in zip(scores, right, strict=True) if r])
    no = np.array([s for s, r in zip(scores, right, strict=True) if not r])
    above = yes[:, None] - no[None, :]
    return float((above > 0).mean() + 0.5 * (above == 0).mean())


def shared_threshold(sets: Iterable[Sequence[Labelled]]) -> float:
    """The share of known words from which a claim best counts as supported, one for all sets.

    The mean of the sets' balanced accuracies decides, as it did for the checker's own threshold.
    """
    scored = [
        ([word_coverage(c.claim, c.evidence) for c in claims], [c.supported for c in claims])
        for claims in sets
    ]
    return max(
        (n / 50 for n in range(1, 51)),
        key=lambda t: statistics.mean(
            balanced([s >= t for s in shares], right) for shares, right in scored
        ),
    )


def best_balanced(scores: Sequence[float], right: Sequence[bool]) -> float:
    """Balanced accuracy at the threshold that suits this very set best."""
    tried = sorted(set(scores))[:: max(1, len(set(scores)) // 200)]
    return max(balanced([s >= t for s in scores], right) for t in tried)


def word_coverage(claim: str, evidence: str) -> float:
    """Share of the claim's content words that the evidence has."""
    said = stems(claim)
    return len(said & stems(evidence)) / len(said) if said else 1.0


def score(
    claims: Sequence[Labelled], checker: ClaimChecker, overlap_threshold: float
) -> dict[str, Any]:
    """One set."""
    verdicts, times = [], []
    for each in claims:
        begun = time.perf_counter()
        checked = check_one(each.claim, each.evidence, checker)
        times.append(1000 * (time.perf_counter() - begun))
        verdicts.append(checked.verdict or Verdict.UNCITED)
    said = [v in SUPPORTED for v in verdicts]
    right = [c.supported for c in claims]
    hits = sum(s and r for s, r in zip(said, right, strict=True))
    overlap = [word_coverage(c.claim, c.evidence) for c in claims]
    confusion = Counter((c.label, str(v)) for c, v in zip(claims, verdicts, strict=True))
    return {
        "claims": len(claims),
        "balanced accuracy": round(balanced(said, right), 4),
        "precision of supported": round(hits / max(1, sum(said)), 4),
        "recall of supported": round(hits / max(1, sum(right)), 4),
        "word overlap, area": round(area(overlap, right), 4),
        "word overlap, balanced accuracy at one threshold for all": round(
            balanced([share >= overlap_threshold for share in overlap], right), 4
        ),
        "word overlap, balanced accuracy at its best threshold here": round(
            best_balanced(overlap, right), 4
        ),
        "confusion": {f"{a} told as {b}": n for (a, b), n in sorted(confusion.items())},
        "median ms": round(statistics.median(times), 1),
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--most", type=int, default=400)
    parser.add_argument("--output", type=Path, default=RESULTS)
    arguments = parser.parse_args()
    checker = claim_checker()
    sets = labelled_sets(arguments.data, arguments.most)
    threshold = shared_threshold(labelled_sets(arguments.data, arguments.most, half=0).values())
    scored = {}
    for name, claims in sets.items():
        scored[name] = score(claims, checker, threshold)
        trained = "other groups trained on" if name in TRAINED_ON else "not trained on"
        scored[name]["training"] = trained
        told = scored[name]
        overlap = told["word overlap, balanced accuracy at one threshold for all"]
        best = told["word overlap, balanced accuracy at its best threshold here"]
        print(
            f"{name}: {told['balanced accuracy']:.3f}, word overlap {overlap:.3f}, at best "
            f"{best:.3f}",
            flush=True,
        )
    report = {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}",
        "model of meaning": checker.entailment is not None,
        "word overlap's one threshold": threshold,
        "sets": scored,
    }
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
