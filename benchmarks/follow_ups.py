"""How often a question that leans on earlier ones is rewritten as one that stands alone.

    python -m benchmarks.follow_ups DATA [--part tune] [--show KIND]

DATA holds `desk_talks.jsonl.gz`, conversations of four turns, each turn as it was typed and as it
stands alone, and `news_train_articles.jsonl.gz`, the articles they are about. No model reads an
article: an earlier turn's answer is the sentences that its author marked, or the refusal, so only
the rewriting is measured. A turn is rewritten rightly where the rewritten question has the same
content words (by their stems, order aside) as the author's; `exact` asks for the same words in
the same order. A turn that stands alone already is right where it is left as it is typed. Rules
were worked out on the part `learn`; `tune` was only measured.
Writes `benchmarks/results/follow_ups.json`; `--show` prints what is wrong instead.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.sentences import split_sentences
from models.training.reader_data import read_lines
from qa.answer import Status
from qa.answering import REFUSALS
from qa.english.normal_form import same_words, stems
from qa.question import understood

RESULTS = Path(__file__).parent / "results" / "follow_ups.json"
ALONE = "stands alone"


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as typed and as it stands alone, with what was asked and answered before it."""

    kind: str
    typed: str
    alone: str
    history: tuple[tuple[str, str], ...]
    sentences: Callable[[str], Iterator[str]]  # of the articles, by a name in them

    @property
    def leans(self) -> bool:
        """Whether it has to be rewritten at all."""
        return self.typed != self.alone


@dataclass(frozen=True, slots=True)
class Outcome:
    """A turn and what was made of it."""

    turn: Turn
    made: str | None

    @property
    def right(self) -> bool:
        """Left as it was where it stands alone, else with the content words of the author's."""
        if not self.turn.leans:
            return self.made is None
        return stems(self.made or self.turn.typed) == stems(self.turn.alone)

    @property
    def exact(self) -> bool:
        """The author's words in their order."""
        return same_words(self.made or self.turn.typed, self.turn.alone)

    @property
    def overlap(self) -> float:
        """F1 of the content words, 0 to 1."""
        made, meant = stems(self.made or self.turn.typed), stems(self.turn.alone)
        return 2 * len(made & meant) / max(1, len(made) + len(meant))


def turns(data: Path, part: str) -> Iterator[Turn]:
    """Every turn of a part's conversations."""
    texts = {row["id"]: row["text"] for row in read_lines(data / "news_train_articles.jsonl.gz")}
    for talk in read_lines(data / "desk_talks.jsonl.gz"):
        if talk["part"] != part:
            continue
        sentences = _sentences_of([texts[i] for i in talk["articles"]])
        history: list[tuple[str, str]] = []
        for turn in talk["turns"]:
            told = (turn["question"], turn["alone"], tuple(history), sentences)
            yield Turn(turn["type"], *told)
            history.append((turn["question"], _answer(turn["evidence"], texts)))


def _answer(evidence: list[tuple[str, int, int]], texts: dict[str, str]) -> str:
    said = [f"{texts[name][a:z]} [{n}]" for n, (name, a, z) in enumerate(evidence, 1)]
    return " ".join(said) or REFUSALS[Status.NOT_IN_ARTICLES]


def _sentences_of(texts: list[str]) -> Callable[[str], Iterator[str]]:
    whole = [[text[a:z] for a, z in split_sentences(text)] for text in texts]

    def with_name(name: str) -> Iterator[str]:
        return (each for sentences in whole for each in sentences if name in each)

    return with_name


def score(outcomes: list[Outcome]) -> dict[str, dict[str, float]]:
    """Of each kind of turn: how many, and the shares that are right and exact."""
    kinds: dict[str, list[Outcome]] = {"rewritten": [], ALONE: []}
    for each in outcomes:
        kinds["rewritten" if each.turn.leans else ALONE].append(each)
        if each.turn.leans:
            kinds.setdefault(each.turn.kind, []).append(each)
    return {
        kind: {
            "turns": len(found),
            "right": round(sum(o.right for o in found) / len(found), 3),
            "exact": round(sum(o.exact for o in found) / len(found), 3),
            "overlap": round(sum(o.overlap for o in found) / len(found), 3),
        }
        for kind, found in kinds.items()
        if found
    }


def main() -> None:
    """Measure, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--part", default="tune", choices=("learn", "tune"))
    parser.add_argument("--every", type=int, default=1, help="look at every so many turns only")
    parser.add_argument("--show", help="print the wrong ones of a kind, or of all")
    given = parser.parse_args()
    outcomes = [
        Outcome(turn, understood(turn.typed, turn.history, turn.sentences))
        for turn in list(turns(given.data, given.part))[:: given.every]
    ]
    report = {"date": dt.datetime.now(dt.UTC).date().isoformat(), "part": given.part}
    report |= {"figures": score(outcomes)}
    if given.show:
        for each in outcomes:
            kind = each.turn.kind if each.turn.leans else ALONE
            if not each.right and given.show in {kind, "all"}:
                before = " | ".join(q for q, _ in each.turn.history)
                print(f"[{kind}] {before} || {each.turn.typed}")
                print(f"    {each.turn.alone}\n    {each.made}")
    elif given.part == "tune":
        RESULTS.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
