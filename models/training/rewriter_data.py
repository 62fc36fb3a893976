"""What the rewriting adapter learns from: turns of conversations, and turns made by rule.

    python -m models.training.rewriter_data DATA --work FOLDER [--written TALKS]

DATA holds `desk_talks.jsonl.gz`, `desk_train.jsonl.gz` and `news_train_articles.jsonl.gz`; only
their part `learn` is read. TALKS holds text files of conversations (`written_talks`). The examples
go into FOLDER, where `train_rewriter` finds them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from models.training.desk_folders import read_desk
from models.training.reader_data import read_lines
from models.training.rewriter_turns import LeaningTurn, Told, genders_of, made_turns
from models.training.written_talks import written_turns
from qa.question.gist import gist_of_talk


def talked(data: Path, rng: random.Random) -> Iterator[LeaningTurn]:
    """The turns of the conversations, but those that a rule reads: "are you sure?", "more"."""
    texts = {row["id"]: row["text"] for row in read_lines(data / "news_train_articles.jsonl.gz")}
    for talk in read_lines(data / "desk_talks.jsonl.gz"):
        if talk["part"] != "learn":
            continue
        earlier: list[tuple[str, str]] = []
        for turn in talk["turns"]:
            if earlier:
                yield LeaningTurn(turn["type"], tuple(earlier), turn["question"], turn["alone"])
            told = " ".join(texts[name][a:z] for name, a, z in turn["evidence"])
            earlier.append((turn["alone"], told if rng.random() < 0.6 else turn["answer"]))


def alone_lines(data: Path, rng: random.Random) -> list[list[Told]]:
    """An editor's questions by their article."""
    articles, lines = read_desk(data, "learn")
    genders = {name: genders_of(article["text"]) for name, article in articles.items()}
    found: dict[str, list[Told]] = defaultdict(list)
    for line in lines:
        if "question" not in line:
            continue
        name = line["articles"][0]
        told = Told(line["question"], _answer(line, articles, rng), name, genders[name])
        found[name].append(told)
    return list(found.values())


def _answer(line: dict[str, Any], articles: dict[str, Any], rng: random.Random) -> str:
    if not line.get("answerable"):
        return ""
    evidence = " ".join(articles[a]["text"][s:e] for a, s, e in line["evidence"])
    return str(rng.choice([line["answer"], line.get("written") or evidence, evidence]))


def main() -> None:
    """Write the examples."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--written", type=Path, help="a folder of conversations as text files")
    parser.add_argument("--each", type=int, default=9, help="made turns of an article at most")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    sets: dict[str, Iterable[LeaningTurn]] = {
        "talks": talked(arguments.data, rng),
        "made": made_turns(alone_lines(arguments.data, rng), rng, each=arguments.each),
    }
    if arguments.written:
        sets["written"] = written_turns(arguments.written)
    arguments.work.mkdir(parents=True, exist_ok=True)
    for name, turns in sets.items():
        kinds: Counter[str] = Counter()
        path = arguments.work / f"rewriter-{name}.jsonl.gz"
        with gzip.open(path, "wt", encoding="utf-8") as file:
            for turn in turns:
                kinds[turn.kind] += 1
                row = {
                    "kind": turn.kind,
                    "earlier": gist_of_talk(turn.earlier),
                    "typed": turn.typed,
                    "alone": turn.alone,
                }
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        print(path, dict(kinds), flush=True)


if __name__ == "__main__":
    main()
