"""Find how sure the judge has to be that what was found supports a claim.

    python -m models.training.calibrate_claims gather DATA --reader FOLDER --judge FOLDER
        --records FILE [--claims 400] [--part 0 --parts 2]
    python -m models.training.calibrate_claims fit --records FILE [FILE ...]

`gather` checks claims kept for tuning (`desk_train.jsonl.gz`, part `tune`), pair by pair, over
folders of twelve articles through the real search. It keeps line by line what the checks without a
model make of a claim that the judge believes, and what the judge said; it goes on where it was
stopped. `fit` prints the thresholds of `qa.checks.meaning.FOUND`: the best balanced accuracy where
at most `MOST_BELIEVED` of the wrong claims are believed. Figures are of folders that the choice did
not see (five folds).
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from models.training.desk_folders import read_desk, sampled_pairs
from models.training.readings import FOLDERS, gather_lines
from qa.checks.article_text import text_of
from qa.checks.bearing import bearing_in
from qa.checks.claims import ClaimChecker
from qa.checks.meaning import Thresholds
from qa.evidence.judge import Judge, Support, mean_of
from qa.evidence.reader import Reader
from qa.statement import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import ArticleLibrary
    from models.training.desk_folders import Desk
    from qa.evidence import Entailment
    from qa.evidence.judge import Premise

    Record = dict[str, Any]
    Choice = tuple[float, float]

SUPPORTED = tuple(round(0.3 + 0.05 * n, 2) for n in range(11))
MARGINS = (0.0, 1.0, 1.5, 2.0, 3.0)
MOST_BELIEVED = 0.16
FOLDS = 5


@dataclass
class Recording:
    """Reads on, and keeps what was said last."""

    entailment: Entailment
    said: list[Support] = field(default_factory=list)

    def __call__(self, claim: str, premises: Sequence[Premise]) -> list[Support]:
        found = list(self.entailment(claim, premises))
        self.said.append(mean_of(found))
        return found


def gather(given: argparse.Namespace) -> None:
    """Check, and write one line a claim."""
    recording = Recording(Judge(Reader.load(given.judge, threads=1)))
    reader = Reader.load(given.reader, threads=1)
    checker = ClaimChecker(recording, found=Thresholds(supported=0.0, margin=0.0), reader=reader)
    claims = [line for line in read_desk(given.data, "tune")[1] if "claim" in line]

    def lines_of(number: int, desk: Desk) -> list[Record]:
        own = [line for line in claims if line["articles"][0] in desk.articles]
        return sampled_pairs(own, given.claims // FOLDERS, number)

    def record_of(library: ArticleLibrary, _: Desk, line: Record) -> Record:
        return _record(checker, recording, library, line)

    gather_lines(given, lines_of, record_of)


def _record(
    checker: ClaimChecker, recording: Recording, library: ArticleLibrary, line: Record
) -> Record:
    """`read` holds, of each article, whether the checks let the claim pass and the judge's word.

    The word is null where the claim keeps to the source's own words and nobody was asked.
    """
    read = []
    for each in bearing_in(line["claim"], library, checker.reader):
        spans = [(s.start, s.end) for s in library.sentences(each.article)]
        recording.said.clear()
        finding = checker.check_found(line["claim"], text_of(each.article, spans), each.rows)
        said = recording.said[-1] if recording.said else None
        word = None if said is None else [said.supported, said.contradicted, said.not_stated]
        read.append((finding.verdict is Verdict.SUPPORTED, word, sorted(finding.failed)))
    kept = {key: line.get(key) for key in ("id", "of", "label", "kind")}
    return {**kept, "read": read}


def believed(record: Record, choice: Choice) -> bool:
    """Whether the claim is called supported where the judge has to be so sure."""
    supported, margin = choice
    return any(
        passed and (word is None or word[0] >= max(supported, margin * word[1]))
        for passed, word, _ in record["read"]
    )


def fit(records: list[Record]) -> dict[str, Any]:
    """The chosen thresholds, and what was counted where they were not chosen."""
    held_out: dict[str, bool] = {}
    for fold in range(FOLDS):
        choice = _chosen([r for r in records if r["folder"] % FOLDS != fold])
        held_out |= {r["id"]: believed(r, choice) for r in records if r["folder"] % FOLDS == fold}
    true = {r["id"]: r["label"] == "supported" for r in records}
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for r in records:
        by_kind[f"{'true' if true[r['id']] else 'wrong'}, {r['kind']}"].append(held_out[r["id"]])
    pairs = [(r["id"], r["of"]) for r in records if r.get("of") in true]
    both = [all(held_out[i] is true[i] for i in pair) for pair in pairs]
    supported, margin = _chosen(records)
    return {
        "claims": len(records),
        "supported": supported,
        "margin": margin,
        "balanced accuracy": round(_balanced(true, held_out), 4),
        "true ones supported": _share([held_out[i] for i in true if true[i]]),
        "wrong ones believed": _share([held_out[i] for i in true if not true[i]]),
        "pairs, both rightly": _share(both),
        "believed, by kind": {kind: _share(found) for kind, found in sorted(by_kind.items())},
    }


def _chosen(records: list[Record]) -> Choice:
    true = {r["id"]: r["label"] == "supported" for r in records}
    tried = []
    for choice in product(SUPPORTED, MARGINS):
        found = {r["id"]: believed(r, choice) for r in records}
        wrong = _share([found[i] for i in true if not true[i]])
        tried.append((wrong <= MOST_BELIEVED, _balanced(true, found), choice))
    return max(tried)[2]


def _balanced(true: dict[str, bool], found: dict[str, bool]) -> float:
    right = [found[i] for i in true if true[i]]
    wrong = [not found[i] for i in true if not true[i]]
    return (float(np.mean(right)) + float(np.mean(wrong))) / 2


def _share(found: Sequence[bool]) -> float:
    return round(float(np.mean(found)), 4) if found else 0.0


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parts = parser.add_subparsers(dest="command", required=True)
    gathering, fitting = parts.add_parser("gather"), parts.add_parser("fit")
    gathering.add_argument("data", type=Path)
    gathering.add_argument("--records", type=Path, required=True)
    gathering.add_argument("--claims", type=int, default=400)
    gathering.add_argument("--part", type=int, default=0)
    gathering.add_argument("--parts", type=int, default=1)
    for name in ("--reader", "--judge"):
        gathering.add_argument(name, type=Path, required=True)
    fitting.add_argument("--records", type=Path, required=True, nargs="+")
    given = parser.parse_args()
    if given.command == "gather":
        gather(given)
        return
    records = [json.loads(line) for path in given.records for line in path.open()]
    print(json.dumps(fit(records), indent=1))


if __name__ == "__main__":
    main()
