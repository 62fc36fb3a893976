"""Does the word of a larger language model on a claim add anything to the judge's?

    python -m models.training.second_opinion gather DATA --reader FOLDER --judge FOLDER
        --model FILE.gguf --records FILE [--claims 1000] [--part 0 --parts 2]
    python -m models.training.second_opinion fit --records FILE [FILE ...]

`gather` checks claims kept for tuning as `calibrate_claims` does, and shows the larger model the
best sentences of the article that the product would go by. Kept is the logarithm of how many times
likelier its answer begins with Yes than with No. It asks only where the checks pass and the judge
is not sure, and goes on where it was stopped. `fit` learns from two fifths of the articles how much
that word counts, by logistic regression over both, and prints balanced accuracies on the others: of
the judge with its shipped thresholds, of both, and of both only where the judge is unsure, with
intervals from a bootstrap over pairs of counterparts.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from models.training.calibrate_claims import Recording, believed
from models.training.desk_folders import read_desk, sampled_pairs
from models.training.readings import FOLDERS, gather_lines
from qa.checks.article_text import text_of
from qa.checks.bearing import bearing_in
from qa.checks.claims import MOST_TOLD, ClaimChecker
from qa.checks.meaning import FOUND, Thresholds
from qa.engine.language_model import Message
from qa.engine.llama_cpp_model import LlamaCppModel
from qa.evidence.judge import Judge
from qa.evidence.reader import Reader
from qa.evidence.reader_windows import dated_title
from qa.statement import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index import ArticleLibrary
    from models.training.desk_folders import Desk

    Record = dict[str, Any]

FITTED = 0.4  # of the articles
SURE = (0.08, 0.85)  # below and above, no second opinion turns the verdict
UNSURE = (0.25, 0.65)
DRAWS = 2_000
INSTRUCTION = (
    "You check the facts of a newspaper. You get words from an article and a claim. Answer Yes if "
    "the article's words say what the claim says, in the same words or in others. Answer No if "
    "they say something else, or do not say it: another figure, day, person, cause or degree of "
    "certainty."
)
YES, NO = ("Yes", "yes", " Yes", " yes"), ("No", "no", " No", " no")


@dataclass(frozen=True)
class SecondOpinion:
    """The larger model, asked for one word."""

    model: LlamaCppModel

    def __call__(self, title: str, text: str, claim: str) -> float:
        """The logarithm of the odds of Yes against No as its first word."""
        task = f"Article: {title}\n{text}\n\nClaim: {claim}\n\nDoes the article say so?"
        asked = [Message("system", INSTRUCTION), Message("user", f"{task} Answer Yes or No.")]
        logits = self.model.next_logits(asked).astype(np.float64)
        weights = np.exp(logits - logits.max())
        yes, no = (weights[self._first(forms)].sum() for forms in (YES, NO))
        return float(np.log(yes / no))

    def _first(self, forms: Sequence[str]) -> list[int]:
        tokens = [self.model.tokenize_plain(form) for form in forms]
        return [each[0] for each in tokens if len(each) == 1]


def gather(given: argparse.Namespace) -> None:
    """Check, ask, and write one line a claim."""
    recording = Recording(Judge(Reader.load(given.judge, threads=1)))
    reader = Reader.load(given.reader, threads=1)
    checker = ClaimChecker(recording, found=Thresholds(supported=0.0, margin=0.0), reader=reader)
    opinion = SecondOpinion(LlamaCppModel.load(given.model))
    claims = [line for line in read_desk(given.data, "tune")[1] if "claim" in line]

    def lines_of(number: int, desk: Desk) -> list[Record]:
        own = [line for line in claims if line["articles"][0] in desk.articles]
        return sampled_pairs(own, given.claims // FOLDERS, number)

    def record_of(library: ArticleLibrary, _: Desk, line: Record) -> Record:
        return _record(checker, recording, opinion, library, line)

    gather_lines(given, lines_of, record_of)


def _record(
    checker: ClaimChecker,
    recording: Recording,
    opinion: Callable[[str, str, str], float],
    library: ArticleLibrary,
    line: Record,
) -> Record:
    """As `calibrate_claims` keeps it; `larger` is null where nobody was asked."""
    read, shown = [], []
    for each in bearing_in(line["claim"], library, checker.reader):
        spans = [(s.start, s.end) for s in library.sentences(each.article)]
        text = text_of(each.article, spans)
        recording.said.clear()
        finding = checker.check_found(line["claim"], text, each.rows)
        said = recording.said[-1] if recording.said else None
        word = None if said is None else [said.supported, said.contradicted, said.not_stated]
        read.append((finding.verdict is Verdict.SUPPORTED, word, sorted(finding.failed)))
        told = text.for_claim(line["claim"])
        rows = sorted([row for row in each.rows if told.sentences[row]][:MOST_TOLD])
        words = " ".join(told.sentences[row] for row in rows)
        shown.append((dated_title(told.title, told.published), words))
    kept = {key: line.get(key) for key in ("id", "of", "label", "kind", "articles")}
    record: Record = {**kept, "read": read, "larger": None}
    at = best_of(read)
    if at is not None and SURE[0] <= _judged(record) <= SURE[1]:
        record["larger"] = opinion(*shown[at], line["claim"])
    return record


def best_of(read: Sequence[tuple[bool, list[float] | None, list[str]]]) -> int | None:
    """The article beside which a second opinion may turn the verdict.

    None where the checks refuse the claim everywhere, or an article has it in its own words.
    """
    passing = [row for row, (passed, _, _) in enumerate(read) if passed]
    words = {row: read[row][1] for row in passing}
    if not passing or None in words.values():
        return None
    return max(passing, key=lambda row: (words[row] or [0.0])[0])


def fit(records: list[Record]) -> dict[str, Any]:
    """What the second opinion gains on articles that it was not fitted on."""
    from sklearn.linear_model import LogisticRegression

    learnt = [r for r in records if is_fitted_on(r)]
    asked = [r for r in learnt if r["larger"] is not None]
    model = LogisticRegression().fit([_scores(r) for r in asked], [_true(r) for r in asked])

    def both(record: Record, within: tuple[float, float], least: float) -> bool:
        alone = believed(record, (FOUND.supported, FOUND.margin))
        if record["larger"] is None or not within[0] <= _judged(record) <= within[1]:
            return alone
        return float(model.predict_proba([_scores(record)])[0, 1]) >= least

    tried = [round(0.2 + 0.02 * n, 2) for n in range(31)]
    others = [r for r in records if not is_fitted_on(r)]
    alone = {r["id"]: believed(r, (FOUND.supported, FOUND.margin)) for r in others}
    found: dict[str, Any] = {
        "fitted on": len(learnt), "asked of these": len(asked), "measured on": len(others),
        "weights": [round(float(w), 3) for w in (*model.coef_[0], model.intercept_[0])],
        "judge alone": round(balanced(others, alone), 4),
    }  # fmt: skip
    for name, within in (("both", SURE), ("both where unsure", UNSURE)):
        told = {at: {r["id"]: both(r, within, at) for r in learnt} for at in tried}
        least = max(tried, key=lambda at: balanced(learnt, told[at]))
        new = {r["id"]: both(r, within, least) for r in others}
        found[name] = {
            "believed from": least,
            "balanced accuracy": round(balanced(others, new), 4),
            "gain, 95 %": gain(others, alone, new),
            "asked": sum(r["larger"] is not None and within[0] <= _judged(r) <= within[1]
                         for r in others),
        }  # fmt: skip
    return found


def is_fitted_on(record: Record) -> bool:
    """By the article alone: which folder it came to lie in differs from run to run."""
    digest = hashlib.sha256(min(record["articles"]).encode()).digest()
    return digest[0] < FITTED * 256


def gain(records: list[Record], old: dict[str, bool], new: dict[str, bool]) -> list[float]:
    """The gain in balanced accuracy and its interval, by drawing pairs of counterparts again."""
    pairs: dict[str, list[Record]] = {}
    for record in records:
        pairs.setdefault(record["of"] or record["id"], []).append(record)
    groups = list(pairs.values())
    rng = np.random.default_rng(0)
    drawn = []
    for _ in range(DRAWS):
        some = [r for n in rng.integers(0, len(groups), len(groups)) for r in groups[n]]
        drawn.append(balanced(some, new) - balanced(some, old))
    low, high = np.percentile(drawn, [2.5, 97.5])
    mean = balanced(records, new) - balanced(records, old)
    return [round(float(each), 4) for each in (mean, low, high)]


def balanced(records: list[Record], found: dict[str, bool]) -> float:
    """The mean share of true claims that are believed and of wrong ones that are not."""
    right = [found[r["id"]] for r in records if _true(r)]
    wrong = [not found[r["id"]] for r in records if not _true(r)]
    return (float(np.mean(right)) + float(np.mean(wrong))) / 2


def _true(record: Record) -> bool:
    return bool(record["label"] == "supported")


def _judged(record: Record) -> float:
    at = best_of(record["read"])
    return 0.0 if at is None else float(record["read"][at][1][0])


def _scores(record: Record) -> tuple[float, float]:
    judged = _judged(record)
    return float(np.log(judged / (1 - judged))), float(record["larger"])


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parts = parser.add_subparsers(dest="command", required=True)
    gathering, fitting = parts.add_parser("gather"), parts.add_parser("fit")
    gathering.add_argument("data", type=Path)
    for name in ("--reader", "--judge", "--model", "--records"):
        gathering.add_argument(name, type=Path, required=True)
    gathering.add_argument("--claims", type=int, default=1_000)
    gathering.add_argument("--part", type=int, default=0)
    gathering.add_argument("--parts", type=int, default=1)
    fitting.add_argument("--records", type=Path, required=True, nargs="+")
    given = parser.parse_args()
    if given.command == "gather":
        gather(given)
        return
    records = [json.loads(line) for path in given.records for line in path.open()]
    print(json.dumps(fit(records), indent=1))


if __name__ == "__main__":
    main()
