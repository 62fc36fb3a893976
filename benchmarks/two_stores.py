"""The same questions to the files of this computer and to a store in Milvus.

    python -m benchmarks.two_stores MILVUS QUESTIONS [ARTICLES]
    python -m benchmarks.two_stores MILVUS --desk DATA NUMBER

MILVUS is the address of a server without a database; each folder gets one of its own. QUESTIONS is
a file of JSON lines with `question`, asked of ARTICLES, by default the samples. With `--desk` so
many questions are asked of folders of twelve articles, of the part of DATA that is for tuning.

A line is printed for each question whose status or cited spans differ, and at last how many are
alike. Both are asked in one process, with the same models.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from qa import load_settings, open_answerer
from qa.answer import CheckedAnswer
from qa.settings import seeds_folder
from qa.wiring import fill_store


def main() -> None:
    """Ask, and count."""
    address, *given = sys.argv[1:]
    with tempfile.TemporaryDirectory() as scratch:
        if given[0] == "--desk":
            asked = _of_desks(Path(given[1]), int(given[2]), Path(scratch))
        else:
            lines = Path(given[0]).read_text(encoding="utf-8").splitlines()
            folder = Path(given[1]).resolve() if len(given) > 1 else seeds_folder()
            asked = iter([(folder, [str(json.loads(line)["question"]) for line in lines])])
        _compare(address, asked)


def _compare(address: str, asked: Iterator[tuple[Path, list[str]]]) -> None:
    count = statuses = spans = 0
    for folder, questions in asked:
        local = load_settings(articles=folder)
        stored = replace(local, store=f"{address}/{folder.name}")
        fill_store(stored)
        both = open_answerer(local), open_answerer(stored)
        for question in questions:
            first, second = (answerer.ask(question) for answerer in both)
            count += 1
            same_status = first.status == second.status
            same_spans = _spans(first) == _spans(second)
            statuses += same_status
            spans += same_spans
            if not (same_status and same_spans):
                print(f"{folder.name}: {question}\n  {_told(first)}\n  {_told(second)}")
            print(f"{count}: {statuses} statuses, {spans} spans alike", flush=True)


def _spans(answer: CheckedAnswer) -> list[tuple[str, int, int]]:
    """What is cited or shown beside a refusal, in order."""
    return [(each.article.id, each.start, each.end) for each in answer.sources]


def _told(answer: CheckedAnswer) -> str:
    return f"{answer.status} {_spans(answer)}"


def _of_desks(data: Path, most: int, scratch: Path) -> Iterator[tuple[Path, list[str]]]:
    from benchmarks.desk import write_folder
    from models.training.desk_folders import desks

    left = most
    for number, desk in enumerate(desks(data, "tune")):
        questions = [str(line["question"]) for line in desk.questions][:left]
        if questions:
            folder = scratch / f"desk{number}"
            write_folder(folder, list(desk.articles.values()))
            yield folder, questions
        left -= len(questions)
        if left <= 0:
            return


if __name__ == "__main__":
    main()
