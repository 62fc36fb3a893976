"""Find where the readers may say that something answers, and where that nothing does.

    python -m models.training.calibrate_readers gather DATA --reader FOLDER --judge FOLDER
        --records FILE [--questions 1000] [--part 0 --parts 2]
    python -m models.training.calibrate_readers fit --records FILE [FILE ...] --reader FOLDER
        --judge FOLDER [--training FILE] [--judge-training FILE]

`gather` asks questions kept for tuning (`desk_train.jsonl.gz`, part `tune`), pair by pair, over
folders of twelve articles through the real search, and keeps line by line what both readers said of
every sentence; it goes on where it was stopped, and several parts run side by side. `fit` chooses
how much the second reader and the search count in the order of sentences, weighs the best
sentence's relevance, its lead and how far it supports its short answer by logistic regression, and
sets two thresholds:

- answered: where a wrong answer costs as much as `WRONG_COSTS` answers withheld,
- denied: below which, of the questions so called, 97 in 100 are not answered by any article.

Answerable questions count as much as the others. Figures are of folders that the regression did not
see (five folds). Only the named article was read when a question was written: a question whose best
sentence stands in another article, which may tell it, is left out of the fit and counted apart.
`fit` writes `reader.json` beside the weights of both readers.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
from collections import Counter
from dataclasses import asdict, replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from models.training.further_sentences import further, reaches, shown
from models.training.readings import gather, ordered
from qa.evidence.reader import SETTINGS
from qa.evidence.reader_calibration import Calibration
from qa.evidence.trained_selector import logit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rows = NDArray[np.float64]

SECOND_WEIGHTS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)
RETRIEVAL_WEIGHTS = (0.0, 2.0, 4.0, 6.0)
WRONG_COSTS = 1.5  # answers withheld
# Of the shares of right sentences first and among the first three together. Orders that are no
# further apart are alike on a few hundred questions; then the search counts as little as may be.
ALIKE = 0.02
# Of denials, and of those that are wrong two more than were seen: so that nine in ten are right in
# folders that are harder than these. At .95 and one more, 96 % of the denials of tuning questions
# were right, and of those in half of the held-out folders, of another year, 84 %.
PRECISION, UNSEEN = 0.97, 2
FOLDS = 5


def fit(records: list[dict[str, Any]], *, judge: bool) -> tuple[Calibration, dict[str, Any]]:
    """The calibration of both readers, or of the first alone; and what was counted."""
    asked = [r for r in records if r["answerable"]]
    tried: dict[Calibration, tuple[float, float]] = {}
    for second, retrieval in product(SECOND_WEIGHTS if judge else (0.0,), RETRIEVAL_WEIGHTS):
        calibration = Calibration(second=second, retrieval=retrieval)
        orders = [ordered(r, calibration) for r in asked]
        tried[calibration] = tuple(  # type: ignore[assignment]
            float(np.mean([any(told for _, told, *_ in order[:k]) for order in orders]))
            for k in (1, 3)
        )
    least = max(map(sum, tried.values())) - ALIKE
    alike = [each for each in tried if sum(tried[each]) >= least]
    chosen = min(alike, key=lambda each: (each.retrieval, -sum(tried[each])))
    orders = [ordered(r, chosen) for r in records]
    own = np.array([bool(order) and order[0][2] for order in orders])
    usable = [n for n in range(len(records)) if own[n]]
    rows = np.array([_signs(records[n], orders[n], judge=judge) for n in usable])
    answerable = np.array([records[n]["answerable"] for n in usable])
    right = np.array([orders[n][0][1] for n in usable])
    folds = np.array([records[n]["folder"] % FOLDS for n in usable])
    probability = np.zeros(len(usable))
    for fold in range(FOLDS):
        held = folds == fold
        probability[held] = _apply(_regression(rows[~held], answerable[~held]), rows[held])
    weights = _regression(rows, answerable)
    denied = _denied_below(probability, answerable)
    threshold = WRONG_COSTS / (1 + WRONG_COSTS)
    answered = [
        r
        for r, p in zip([records[n] for n in usable], probability, strict=True)
        if r["answerable"] and p >= threshold
    ]
    others = [each for record in answered for each in further(record, chosen)]
    behind, beside = reaches(others)
    calibration = replace(
        chosen,
        relevance=round(float(weights[0]), 5),
        lead=round(float(weights[1]), 5),
        support=round(float(weights[2]), 5),
        bias=round(float(weights[3]), 5),
        threshold=threshold,
        denied=round(denied, 4),
        sentence_threshold=round(_mostly_right_from(orders, records), 3),
        behind=behind,
        behind_beside=beside,
    )
    report = {
        "questions": len(records),
        "right first, among the first three, by weight of the second reader and of search": {
            f"{c.second:g} {c.retrieval:g}": [round(x, 4) for x in t] for c, t in tried.items()
        },
        "left out, best sentence in another article": Counter(
            "answerable" if records[n]["answerable"] else "not answerable"
            for n in range(len(records))
            if not own[n]
        ),
        "area under the curve": round(_area(probability, answerable), 4),
        "pairs in the right order": _pairs([records[n] for n in usable], probability),
        "further sentences behind a right one": shown(others, behind, beside),
        "answerable": _shares(probability, answerable, right, threshold, denied),
        "not answerable": _shares(probability, ~answerable, right, threshold, denied),
    }
    return calibration, report  # fmt: skip


def _signs(
    record: dict[str, Any], order: list[tuple[float, bool, bool, int]], *, judge: bool
) -> tuple[float, float, float]:
    """Relevance of the best sentence, its lead, and the logit that it supports its answer."""
    best, *others = (each[0] for each in order)
    said = dict(record["claims"]) if judge else {}
    three = said.get(order[0][3])
    support = logit(three[0]) if three else 0.0
    return best, best - float(np.logaddexp.reduce([0.0, *others])), support


def _regression(rows: Rows, answerable: NDArray[np.bool_]) -> Rows:
    """Weights of the signs, and the bias; both kinds of questions weigh alike."""
    from sklearn.linear_model import LogisticRegression

    weight = np.where(answerable, 0.5 / answerable.mean(), 0.5 / (1 - answerable.mean()))
    model = LogisticRegression(C=1.0, max_iter=3000).fit(rows, answerable, sample_weight=weight)
    return np.array([*model.coef_[0], model.intercept_[0]])


def _apply(weights: Rows, rows: Rows) -> Rows:
    result: Rows = 1 / (1 + np.exp(-(rows @ weights[:-1] + weights[-1])))
    return result


def _denied_below(probability: Rows, answerable: NDArray[np.bool_]) -> float:
    """The highest probability below which denials are right often enough."""
    best = 0.0
    for at in np.unique(probability):
        wrongly = (float((probability[answerable] < at).sum()) + UNSEEN) / answerable.sum()
        rightly = float((probability[~answerable] < at).mean())
        if rightly and rightly >= PRECISION * (rightly + wrongly):
            best = float(at)
    return best


def _shares(
    probability: Rows,
    which: NDArray[np.bool_],
    right: NDArray[np.bool_],
    threshold: float,
    denied: float,
) -> dict[str, float]:
    p, first = probability[which], right[which]
    shares = {
        "answered with the right sentence": (p >= threshold) & first,
        "answered with another": (p >= threshold) & ~first,
        "uncertain": (p < threshold) & (p >= denied),
        "denied": p < denied,
    }
    return {name: round(float(found.mean()), 4) for name, found in shares.items()}


def _area(probability: Rows, answerable: NDArray[np.bool_]) -> float:
    yes, no = probability[answerable], probability[~answerable]
    return float((yes[:, None] > no[None, :]).mean())


def _pairs(records: list[dict[str, Any]], probability: Rows) -> float:
    """Of pairs that were asked whole: how often the answerable half is the likelier one."""
    likely = {r["id"]: float(p) for r, p in zip(records, probability, strict=True)}
    pairs = [(r["id"], r["of"], r["answerable"]) for r in records if r["of"] in likely]
    order = [(likely[one] > likely[other]) is answerable for one, other, answerable in pairs]
    return round(float(np.mean(order)), 4)


def _mostly_right_from(
    orders: list[list[tuple[float, bool, bool, int]]],
    records: list[dict[str, Any]],
    window: int = 60,
) -> float:
    """The lowest relevance around which half of the sentences are right."""
    marks = sorted(
        (
            (relevance, told)
            for order, record in zip(orders, records, strict=True)
            if record["answerable"]
            for relevance, told, own, _ in order
            if own
        ),
        reverse=True,
    )
    for at in range(window, len(marks)):
        if sum(told for _, told in marks[at - window : at]) < window / 2:
            return marks[at - window // 2][0]
    return marks[-1][0]


def write(folder: Path, calibration: Calibration, report: dict[str, Any], given: Any) -> None:  # noqa: ANN401
    """`reader.json` beside the weights, with their digests."""
    files = sorted([*folder.glob("reader.onnx*"), folder / "tokenizer.json"])
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    digest = hashlib.sha256("".join(sums.values()).encode()).hexdigest()[:8]
    old = json.loads((folder / SETTINGS).read_text()) if (folder / SETTINGS).exists() else {}
    training = old.get("training") or {"runs": []}
    told = given.training if folder == given.reader else given.judge_training
    if told:
        run = json.loads(told.read_text())
        if run not in training["runs"]:
            training["runs"].append(run)
    said = {
        "name": f"{'judge' if folder == given.judge else 'trained reader'} {digest}",
        "base": "all-mpnet-base-v2" if folder == given.judge else "all-MiniLM-L6-v2",
        "sha256": sums,
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "calibration": asdict(calibration),
        "tuning": report,
        "training": training,
    }
    (folder / SETTINGS).write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parts = parser.add_subparsers(dest="command", required=True)
    gathering, fitting = parts.add_parser("gather"), parts.add_parser("fit")
    gathering.add_argument("data", type=Path)
    gathering.add_argument("--records", type=Path, required=True)
    gathering.add_argument("--questions", type=int, default=1000)
    gathering.add_argument("--part", type=int, default=0)
    gathering.add_argument("--parts", type=int, default=1)
    fitting.add_argument("--records", type=Path, required=True, nargs="+")
    fitting.add_argument(
        "--training", type=Path, help="what the last run of the first reader wrote"
    )
    fitting.add_argument("--judge-training", type=Path, help="what that of the judge wrote")
    for each in (gathering, fitting):
        each.add_argument("--reader", type=Path, required=True)
        each.add_argument("--judge", type=Path, required=True)
    given = parser.parse_args()
    if given.command == "gather":
        gather(given)
        return
    records = [json.loads(line) for path in given.records for line in path.open()]
    for folder, judge in ((given.reader, False), (given.judge, True)):
        calibration, report = fit(records, judge=judge)
        write(folder, calibration, report, given)
        print(folder, json.dumps({"calibration": asdict(calibration), "tuning": report}, indent=1))


if __name__ == "__main__":
    main()
