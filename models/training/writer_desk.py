"""What the writing adapter learns from an editor: an answer beside the sentences that tell it.

    python -m models.training.writer_desk DATA --work FOLDER

DATA holds `desk_train.jsonl.gz` and `news_train_articles.jsonl.gz`. Of the answers of its part
`learn` those stay that are whole sentences, keep the short answer, read well beside their evidence
as what is written in use has to, and that the claim checker finds supported by it. The examples go
into FOLDER, where `train_writer` finds them.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.training.desk_folders import read_desk
from models.training.writer_data import Fate, WriterExample, is_whole
from models.training.writer_tasks import PRONOUN
from qa.checks.article_text import Text
from qa.english.normal_form import same_words
from qa.statement import Verdict
from qa.wiring import claim_checker
from qa.writing.drafter import Offer
from qa.writing.sentence_drafter import keeps_answer
from qa.writing.written_form import lacks_verb, reads_well

if TYPE_CHECKING:
    from qa.checks.claims import ClaimChecker

LONGEST = 34  # words of a written sentence
LONGEST_GIVEN = 70  # words of the evidence
MOST_SENTENCES = 2

Line = dict[str, Any]


def given(line: Line, articles: dict[str, Line]) -> list[str]:
    """The sentences of the evidence, in the order of the text."""
    spans = sorted(tuple(span) for span in line["evidence"])
    return [" ".join(articles[a]["text"][start:end].split()) for a, start, end in spans]


def fate(line: Line, told: list[str], checker: ClaimChecker) -> Fate:
    """Whether an editor's answer may be learnt, cheap questions first."""
    written, source = line["written"], " ".join(told)
    count = len(written.split())
    if not 3 <= count <= min(LONGEST, len(source.split())) or not is_whole(written):
        return Fate.NO_SENTENCE
    if PRONOUN.match(written) or len(told) > MOST_SENTENCES or lacks_verb(written):
        return Fate.NO_SENTENCE
    if same_words(written, source):
        return Fate.COPIED
    if not keeps_answer(line["question"], Offer(1, source, line["answer"]), written):
        return Fate.LOST
    if not reads_well(written, source, line["question"]):
        return Fate.NEW
    finding = checker.check(written, Text(told))
    return Fate.GOOD if finding.verdict is Verdict.SUPPORTED else Fate.UNSUPPORTED


def main() -> None:
    """Write the examples, and say what became of the answers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    arguments = parser.parse_args()
    articles, lines = read_desk(arguments.data, "learn")
    checker = claim_checker()
    fates: Counter[str] = Counter()
    path = arguments.work / "writer-desk.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for line in lines:
            if not line.get("answerable") or "written" not in line:
                continue
            told = given(line, articles)
            if sum(len(sentence.split()) for sentence in told) > LONGEST_GIVEN:
                continue
            written = " ".join(line["written"].split())
            found = fate({**line, "written": written}, told, checker)
            fates[found] += 1
            if found is Fate.GOOD:
                # In use one numbered text holds the sentence and what it cannot do without.
                source = (" ".join(told),)
                example = WriterExample(
                    "desk", line["question"], source, line["answer"], f"{written} [1]"
                )
                file.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
    print(dict(fates))


if __name__ == "__main__":
    main()
