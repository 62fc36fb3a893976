"""Break true statements in eleven named ways and count how many the checker lets pass.

    python -m benchmarks.mutations DATA [--statements 1000] [--minutes 120]

DATA holds the articles of RealTime QA 2025 (`news_dev_articles.jsonl.gz`), which nothing was
trained on. A statement is a sentence of an article, whole or without a clause set off by commas; it
cites the sentence with its neighbours. Writes `benchmarks/results/mutations.json`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import random
import statistics
import time
from collections import Counter, defaultdict
from pathlib import Path

from benchmarks.broken_statements import MUTATIONS, Case
from index.sentences import split_sentences
from models.training.claim_sources import shortened
from models.training.reader_data import read_lines
from qa.checks.article_text import Text
from qa.checks.claims import ClaimChecker
from qa.statement import Verdict
from qa.wiring import claim_checker

BELIEVED = {Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED}
RESULTS = Path(__file__).parent / "results" / "mutations.json"
WORDS = (8, 40)  # of a sentence that is taken


def cases(data: Path, seed: int) -> list[Case]:
    """Sentences of articles in random order, one of each article before the second of any."""
    rng = random.Random(seed)
    articles = []
    for line in read_lines(data / "news_dev_articles.jsonl.gz"):
        text = line["text"][:12_000]
        told = [" ".join(text[s.start : s.end].split()) for s in split_sentences(text)]
        if len(told) > 8:
            articles.append(told)
    rng.shuffle(articles)
    found = []
    for turn in range(12):
        for number, told in enumerate(articles):
            rows = [n for n, t in enumerate(told) if WORDS[0] <= len(t.split()) <= WORDS[1]]
            rows = [n for n in rows if told[n].rstrip('”"’)')[-1] in ".!"]
            random.Random(seed + number).shuffle(rows)
            if turn < len(rows):
                other = articles[(number + 1) % len(articles)]
                found.append(Case(told[rows[turn]], rows[turn], told, other))
    return found


def measure(
    data: Path, checker: ClaimChecker, count: int, seed: int, minutes: float
) -> dict[str, object]:
    """`count` statements of every kind of break, and as many untouched ones, or what time allows.

    Rare kinds need many sentences: a swapped speaker needs two that speak.
    """
    end = time.monotonic() + 60 * minutes
    rng = random.Random(seed)
    verdicts: dict[str, list[Verdict]] = defaultdict(list)
    caught_by: dict[str, Counter[str]] = defaultdict(Counter)
    refused: Counter[str] = Counter()
    times = []
    untouched = 0
    untold: list[Verdict] = []
    for case in cases(data, seed):
        if untouched < count:
            untouched += 1
            begun = time.perf_counter()
            finding = checker.check(shortened(case.sentence, rng), Text(case.cited))
            times.append(1000 * (time.perf_counter() - begun))
            untold.append(finding.verdict)
            if finding.verdict is not Verdict.SUPPORTED:
                refused.update([c.check for c in finding.checks if c.outcome == "fail"][:1])
        for name, mutation in MUTATIONS.items():
            if len(verdicts[name]) >= count or (made := mutation(case, rng)) is None:
                continue
            finding = checker.check(made[0], Text(list(made[1])))
            verdicts[name].append(finding.verdict)
            failed = [c.check for c in finding.checks if c.outcome == "fail"]
            caught_by[name].update(failed[:1] or ["nothing"])
        whole = untouched >= count and all(len(verdicts[n]) >= count for n in MUTATIONS)
        if whole or time.monotonic() > end:
            break
    return {
        "untouched": {
            "statements": untouched,
            "refused": round(1 - sum(v in BELIEVED for v in untold) / untouched, 4),
            "supported in part": round(untold.count(Verdict.PARTLY_SUPPORTED) / untouched, 4),
            "refused by": dict(refused.most_common()),
        },
        "broken": {
            name: {
                "statements": len(marks),
                "let pass": sum(v in BELIEVED for v in marks),
                "of these in part": marks.count(Verdict.PARTLY_SUPPORTED),
                "caught": round(1 - sum(v in BELIEVED for v in marks) / max(1, len(marks)), 4),
                "caught first by": dict(caught_by[name].most_common(4)),
            }
            for name, marks in verdicts.items()
        },
        "ms a statement": {
            "median": round(statistics.median(times), 1),
            "p90": round(sorted(times)[int(0.9 * len(times))], 1),
        },
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--statements", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=120, help="stop after this long")
    parser.add_argument("--output", type=Path, default=RESULTS)
    arguments = parser.parse_args()
    report = {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}",
        **measure(
            arguments.data,
            claim_checker(),
            arguments.statements,
            arguments.seed,
            arguments.minutes,
        ),
    }
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
