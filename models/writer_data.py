"""What the writing adapter learns from: numbered sentences, a question, a cited answer or refusal.

    python -m models.writer_data DATA --work FOLDER [--part 0 --parts 2]

Every target is one that the claim checker finds supported by what it cites. DATA holds the public
sets of `writer_sources.py`; the examples go into FOLDER and stay there.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.reader_data import bucket
from models.writer_sources import tasks
from models.writer_tasks import Task
from qa.answer import Verdict
from qa.answer_sentences import answer_sentence
from qa.claims import Text
from qa.drafting import Offer, answering_phrasings
from qa.normal_form import fold, same_words
from qa.wiring import claim_checker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.claims import ClaimChecker

REFUSAL = "The articles do not say."
LONGEST = 34  # words of a written sentence
LONGEST_GIVEN = 75  # words of an evidence sentence
OFFERED = ((1, 0.35), (2, 0.2), (3, 0.3), (4, 0.15))  # how many sentences stand in a prompt
FIRST = 0.55  # of the prompts with several sentences have the right one first
HINTED = 0.55  # have the short answer a reader would have seen
LONGEST_ANSWER = 12  # words of a short answer in a prompt
MISLED = 0.35  # of the refusals have a short answer that is none
_WAITING = re.compile(r"(?:As|While|When|If|Because|Although|Though|Since|After|Before|Then)\b")
_OPEN = frozenset("a an the of to by with for from and or that be is was were are as".split())  # noqa: SIM905
_known: dict[tuple[str, str], str | None] = {}  # the statement of a question and sentence


@dataclass(frozen=True, slots=True)
class WriterExample:
    """One prompt with its target; `answer` is the short answer in the prompt."""

    kind: str
    question: str
    given: tuple[str, ...]
    answer: str | None
    target: str


def examples_of(task: Task, checker: ClaimChecker, rng: random.Random) -> Iterator[WriterExample]:
    """The task with its answer, where a supported target can be made; or its refusal."""
    if not task.right:
        given = task.wrong[: _count(rng)]
        if given:
            misled = rng.random() < MISLED and task.answer is not None
            answer = task.answer if misled else None
            yield WriterExample(task.kind, task.question, tuple(given), answer, REFUSAL)
        return
    statements = [_statement(task, row, checker) for row in range(len(task.right))]
    told = [(s, task.right[row]) for row, s in enumerate(statements) if s is not None]
    if len(told) < min(2, len(task.right)):
        return
    count = max(_count(rng), len(told))
    given = [*(sentence for _, sentence in told), *task.wrong[: count - len(told)]]
    order = list(range(len(given)))
    if len(told) > 1 or rng.random() > FIRST:
        rng.shuffle(order)
    placed = [given[row] for row in order]
    cited = sorted((placed.index(sentence) + 1, said) for said, sentence in told)
    target = " ".join(f"{said} [{number}]" for number, said in cited)
    short = task.answer is not None and len(task.answer.split()) <= LONGEST_ANSWER
    hinted = len(told) == 1 and short and rng.random() < HINTED
    answer = task.answer if hinted else None
    yield WriterExample(task.kind, task.question, tuple(placed), answer, target)


def _count(rng: random.Random) -> int:
    counts, shares = zip(*OFFERED, strict=True)
    return int(rng.choices(counts, shares)[0])


def _statement(task: Task, row: int, checker: ClaimChecker) -> str | None:
    """The first candidate that its sentence supports and that is a sentence of its own."""
    sentence = task.right[row]
    if len(sentence.split()) > LONGEST_GIVEN:
        return None
    key = (task.question, sentence)
    if key not in _known:
        supported = (
            said
            for said in map(finished, candidates(task, row))
            if 3 <= len(said.split()) <= LONGEST
            and _is_whole(said)
            and checker.check(said, Text([sentence])).verdict is Verdict.SUPPORTED
        )
        _known[key] = next(supported, None)
    return _known[key]


def finished(said: str) -> str:
    """With one full stop at its end, inside a closing quotation mark."""
    said = re.sub(r"^(?:But|And|So) (?=\w)", "", " ".join(said.split()))
    said = re.sub(r",([”\"])\.\Z", r".\1", said)
    said = re.sub(r"([”\"’'])\.\Z", r"\1", said) if re.search(r"[.?!][”\"’']+\.\Z", said) else said
    return f"{said[:1].upper()}{said[1:]}"


def _is_whole(said: str) -> bool:
    """Neither a clause that waits for another one nor a piece of one."""
    last = re.sub(r"\W+\Z", "", said).rsplit(" ", 1)[-1].lower()
    waits = _WAITING.match(said) is not None and "," not in said
    balanced = said.count("(") == said.count(")") and said.count("“") == said.count("”")
    return balanced and not waits and last not in _OPEN


def candidates(task: Task, row: int) -> Iterator[str]:
    """What is written already, the question with its answer, the sentence shortened or whole."""
    sentence, answer = task.right[row], task.answers[row]
    if task.written[row]:
        yield task.written[row]
    if answer is not None and not task.spoken:
        made = answer_sentence(task.question, answer, sentence)
        if made is not None and fold(made) != fold(sentence):
            yield made
        if task.kind == "meanings":
            return  # both have to be of one form
    shorter = answering_phrasings(task.question, Offer(1, sentence, answer))
    yield from (s for s in reversed(shorter) if not same_words(s, sentence))
    if sentence[:1].isupper() and sentence[-1:] in '.”"' and len(sentence.split()) <= 24:
        yield sentence


def main() -> None:
    """Write the examples of one part of all tasks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--part", type=int, default=0)
    parser.add_argument("--parts", type=int, default=1)
    arguments = parser.parse_args()
    checker = claim_checker()
    made: Counter[str] = Counter()
    path = arguments.work / f"writer-{arguments.part}.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for number, task in enumerate(tasks(arguments.data)):
            if bucket(task.question, arguments.parts) != arguments.part:
                continue
            for example in examples_of(task, checker, random.Random(number)):
                file.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
                made[f"{task.kind}{' refusal' if example.target == REFUSAL else ''}"] += 1
                if sum(made.values()) % 500 == 0:
                    print(number, dict(made), flush=True)
    print(dict(made))


if __name__ == "__main__":
    main()
