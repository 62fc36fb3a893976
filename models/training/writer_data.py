"""What the writing adapter learns from: of the teacher's answers those that pass.

    python -m models.training.writer_data --work FOLDER

An answer stays when the claim checker finds it supported by its sentence alone, when it keeps the
short answer, brings hardly a word of its own, and is shorter than the sentence or worded otherwise.
The sentences come from the public sets of `writer_sources.py`; the examples go into FOLDER.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from models.training.reader_data import read_lines
from models.training.teach_writer import WRITTEN
from models.training.writer_tasks import Task
from qa.checks.article_text import Text
from qa.english.normal_form import same_words, stems
from qa.statement import Verdict
from qa.wiring import claim_checker
from qa.writing.drafter import Offer
from qa.writing.sentence_drafter import keeps_answer

if TYPE_CHECKING:
    from qa.checks.claims import ClaimChecker

LONGEST = 34  # words of a written sentence
MOST_NEW = 1  # content words that the sentence lacks
MOST_LONGER = 2  # words more than the sentence has
_WAITING = re.compile(r"(?:As|While|When|If|Because|Although|Though|Since|After|Before|Then)\b")
_OPEN = frozenset("a an the of to by with for from and or that be is was were are as".split())  # noqa: SIM905


class Fate(StrEnum):
    """What became of an answer."""

    GOOD = "good"
    NO_SENTENCE = "no sentence of its own"
    COPIED = "the sentence itself"
    LOST = "loses the short answer"
    NEW = "has words of its own"
    UNSUPPORTED = "not supported"


@dataclass(frozen=True, slots=True)
class WriterExample:
    """One prompt with its target; `answer` is the short answer in the prompt."""

    kind: str
    question: str
    given: tuple[str, ...]
    answer: str
    target: str


def judged(task: Task, written: str, checker: ClaimChecker) -> Fate:
    """Whether a sentence may be learnt as the answer, cheap questions first."""
    count = len(written.split())
    if not 3 <= count <= LONGEST or not is_whole(written):
        return Fate.NO_SENTENCE
    if same_words(written, task.sentence):
        return Fate.COPIED
    if not keeps_answer(task.question, Offer(1, task.sentence, task.answer), written):
        return Fate.LOST
    new = stems(written) - stems(task.sentence)
    if len(new) > MOST_NEW or count > len(task.sentence.split()) + MOST_LONGER:
        return Fate.NEW
    finding = checker.check(written, Text([task.sentence]))
    return Fate.GOOD if finding.verdict is Verdict.SUPPORTED else Fate.UNSUPPORTED


def finished(said: str) -> str:
    """With one full stop at its end, inside a closing quotation mark."""
    said = re.sub(r"^(?:But|And|So) (?=\w)", "", " ".join(said.split()))
    said = re.sub(r",([”\"])\.\Z", r".\1", said)
    said = re.sub(r"([”\"’'])\.\Z", r"\1", said) if re.search(r"[.?!][”\"’']+\.\Z", said) else said
    return f"{said[:1].upper()}{said[1:]}"


def is_whole(said: str) -> bool:
    """Neither a question nor a clause that waits for another one nor a piece of one."""
    last = re.sub(r"\W+\Z", "", said).rsplit(" ", 1)[-1].lower()
    waits = _WAITING.match(said) is not None and "," not in said
    balanced = said.count("(") == said.count(")") and said.count("“") == said.count("”")
    return said[-1:] in tuple('.!”"') and balanced and not waits and last not in _OPEN


def main() -> None:
    """Write the examples, and say what became of the answers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    arguments = parser.parse_args()
    checker = claim_checker()
    fates: Counter[str] = Counter()
    path = arguments.work / "writer-examples.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for line in read_lines(arguments.work / WRITTEN):
            written = finished(line.pop("written"))
            task = Task(**line)
            fate = judged(task, written, checker)
            fates[fate] += 1
            if fate is Fate.GOOD:
                given, target = (task.sentence,), f"{written} [1]"
                example = WriterExample(task.kind, task.question, given, task.answer, target)
                file.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
    print(dict(fates))


if __name__ == "__main__":
    main()
