"""Find when it may be said that the articles do not tell, and write `denial.json`.

    python -m models.training.calibrate_denial gather DATA --records FILE [--questions 900]
    python -m models.training.calibrate_denial fit --records FILE --output models/judge

`gather` asks questions kept for tuning (`desk_train.jsonl.gz`, part `tune`) over folders of twelve
articles through the real search and the shipped readers, and keeps what they saw, line by line; it
goes on where it was stopped. `fit` weighs these signs by logistic regression. A question is called
denied below the probability at which, of the questions so called, nine in ten are not answered by
any article, with as many answerable as not; folders that are fitted on and folders that are counted
are never the same (five folds).

Only the named article was read when a question was written. A question whose first sentence stands
in another article is left out of the fit and counted apart: the other article may tell it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.desk import write_folder
from models.training.desk_folders import Desk, Told, desks
from qa import load_settings, open_answerer
from qa.answering.responders import HITS
from qa.evidence.closest import leads
from qa.evidence.denial import NAMES, SETTINGS
from qa.evidence.guarded_selector import GuardedSelector
from qa.question import plain_question

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qa.answering import Answerer

    Rows = NDArray[np.float64]

FOLDS = 5
PRECISION = 0.9  # of what is denied, the share that no article answers
MARGIN = 0.02  # what is asked for above it, since the fit has seen few questions


def gather(data: Path, records: Path, wanted: int) -> None:
    """Ask, and write one line a question; a pair of counterparts is asked in one folder."""
    known = {json.loads(line)["id"] for line in records.open()} if records.exists() else set()
    for number, desk in enumerate(desks(data, "tune")):
        asked = _sample(desk, wanted // (260 // 12 + 1), number)
        left = [each for each in asked if each["id"] not in known]
        if not left:
            continue
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / f"desk-{number}"
            write_folder(folder, list(desk.articles.values()))
            answerer = open_answerer(load_settings(articles=folder))
            with records.open("a", encoding="utf-8") as file:
                for line in left:
                    file.write(json.dumps(_record(answerer, desk, line, number)) + "\n")
                    file.flush()
        print(f"folder {number}: {len(left)} questions", flush=True)


def _sample(desk: Desk, most: int, seed: int) -> list[dict[str, Any]]:
    """Pairs of counterparts first, then others, as many answerable as not."""
    by_id = {line["id"]: line for line in desk.questions}
    pairs = [(line, by_id[line["of"]]) for line in desk.questions if line.get("of") in by_id]
    random.Random(seed).shuffle(pairs)
    chosen = {line["id"]: line for pair in pairs[: most // 2] for line in pair}
    return list(chosen.values())


def _record(answerer: Answerer, desk: Desk, line: dict[str, Any], folder: int) -> dict[str, Any]:
    selector = answerer.selector
    if not isinstance(selector, GuardedSelector):
        raise TypeError(f"{selector.name} has no signs: are the readers' weights installed?")
    question = plain_question(line["question"])
    hits = answerer.library.search(question, top=HITS)
    selection, signs = selector.weigh(question, hits)
    told = Told(desk.words(line.get("evidence", ())))
    near = leads(selection.evidence, 3)
    return {
        "id": line["id"],
        "of": line.get("of"),
        "folder": folder,
        "kind": line["kind"],
        "answerable": line["answerable"],
        "signs": None if signs is None else list(signs.row),
        "answered": selection.answerable,
        "answering": [bool(told(e.sentence)) for e in selection.answering],
        "near": [bool(told(e.sentence)) for e in near],
        "own": [e.sentence.article.path.stem in line["articles"] for e in selection.evidence[:3]],
        "first": selection.evidence[0].sentence.text if selection.evidence else "",
    }


def fit(records: list[dict[str, Any]]) -> dict[str, Any]:
    """The weights, the threshold, and what was counted."""
    usable = [r for r in records if r["signs"] is not None and r["own"][:1] == [True]]
    rows = np.array([r["signs"] for r in usable])
    answerable = np.array([r["answerable"] for r in usable])
    folders = np.array([r["folder"] for r in usable])
    probability = np.zeros(len(usable))
    for fold in range(FOLDS):
        held = folders % FOLDS == fold
        weights, bias = _regression(rows[~held], answerable[~held])
        probability[held] = 1 / (1 + np.exp(-(rows[held] @ weights + bias)))
    # Whatever is answered is not denied.
    asked = ~np.array([r["answered"] for r in usable])
    threshold, told = _threshold(probability, answerable, asked)
    weights, bias = _regression(rows, answerable)
    return {
        "weights": {name: round(float(w), 5) for name, w in zip(NAMES, weights, strict=True)},
        "bias": round(bias, 5),
        "threshold": round(threshold, 4),
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "tuning": {
            "questions": len(usable),
            "answerable": int(answerable.sum()),
            "left out, first sentence in another article": Counter(
                "answerable" if r["answerable"] else "not answerable"
                for r in records
                if r["own"][:1] != [True]
            ),
            "area under the curve": round(_area(probability, answerable), 4),
            **told,
        },
    }


def _regression(rows: Rows, answerable: NDArray[np.bool_]) -> tuple[Rows, float]:
    """Logistic regression, both kinds of questions weighing alike, on standardised signs."""
    from sklearn.linear_model import LogisticRegression

    mean, spread = rows.mean(0), rows.std(0)
    spread[spread == 0] = 1.0
    weight = np.where(answerable, 0.5 / answerable.mean(), 0.5 / (1 - answerable.mean()))
    model = LogisticRegression(C=0.3, max_iter=3000)
    model.fit((rows - mean) / spread, answerable, sample_weight=weight)
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - weights @ mean)


def _threshold(
    probability: Rows, answerable: NDArray[np.bool_], asked: NDArray[np.bool_]
) -> tuple[float, dict[str, float]]:
    """The highest probability below which denials are right often enough, and the shares there."""
    best, told = 0.0, {"denied of the not answerable": 0.0}
    for at in np.unique(probability[asked]):
        denied = asked & (probability < at)
        wrongly = float(denied[answerable].mean())
        rightly = float(denied[~answerable].mean())
        if rightly and rightly >= (PRECISION + MARGIN) * (rightly + wrongly):
            best = float(at)
            told = {
                "denied of the not answerable": round(rightly, 4),
                "denied of the answerable": round(wrongly, 4),
                "of all denied, rightly": round(rightly / (rightly + wrongly), 4),
            }
    return best, told


def _area(probability: Rows, answerable: NDArray[np.bool_]) -> float:
    yes, no = probability[answerable], probability[~answerable]
    return float((yes[:, None] > no[None, :]).mean())


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parts = parser.add_subparsers(dest="part", required=True)
    gathering = parts.add_parser("gather")
    gathering.add_argument("data", type=Path)
    gathering.add_argument("--questions", type=int, default=900)
    fitting = parts.add_parser("fit")
    fitting.add_argument("--output", type=Path, required=True)
    for each in (gathering, fitting):
        each.add_argument("--records", type=Path, required=True)
    arguments = parser.parse_args()
    if arguments.part == "gather":
        gather(arguments.data, arguments.records, arguments.questions)
        return
    records = [json.loads(line) for line in arguments.records.open()]
    found = fit(records)
    (arguments.output / SETTINGS).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
