"""The same questions to the files of this computer and to a store in Milvus.

    python -m benchmarks.two_stores MILVUS QUESTIONS [--articles FOLDER] [--model GGUF]
    python -m benchmarks.two_stores MILVUS --desk DATA [--first 0] [--most 100] [--model GGUF]

MILVUS is the address of a server without a database; each folder gets one of its own. QUESTIONS is
a file of JSON lines with `question`, asked of FOLDER, by default the samples. With `--desk`
questions are asked of folders of twelve articles, of the part of DATA that is for tuning: of the
first `--most`, in the order in which they stand there, those from `--first` on.

With `--model`, a larger model, the files of this computer go with that model in this process, and
the store with the same model on the server that comes with llama-cpp-python, started here.

A line is printed for each question whose status, cited spans or text differ, and at last how many
are alike. Both are asked in one process, with the same readers, judge and checks.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.served_answers import PATIENT, llama_server
from index.sentences import split_sentences
from qa import load_settings, open_answerer
from qa.answer import CheckedAnswer
from qa.answering import Answerer
from qa.engine.llama_cpp_model import LlamaCppModel
from qa.engine.served_model import ServedModel
from qa.engine.server_address import server_addresses
from qa.settings import seeds_folder
from qa.wiring import fill_store
from qa.writing import ProseDrafter

Pair = tuple[Answerer, Answerer]
Writing = Callable[[Answerer, Answerer], Pair]


def main() -> None:
    """Ask, and count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("milvus")
    parser.add_argument("questions", nargs="?", type=Path)
    parser.add_argument("--articles", type=Path, default=seeds_folder())
    parser.add_argument("--desk", type=Path)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--most", type=int, default=100)
    parser.add_argument("--model", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, writing(given.model) as write:
        if given.desk:
            asked = _of_desks(given.desk, given.first, given.most, Path(scratch))
        else:
            lines = given.questions.read_text(encoding="utf-8").splitlines()
            questions = [str(json.loads(line)["question"]) for line in lines]
            asked = iter([(given.articles.resolve(), questions)])
        _compare(given.milvus, asked, write)


@contextlib.contextmanager
def writing(model: Path | None) -> Iterator[Writing]:
    """What gives two answerers a model that writes, in this process and on a server."""
    if model is None:
        yield lambda first, second: (first, second)
        return
    here = ProseDrafter(LlamaCppModel.load(model, threads=1), split_sentences)
    with llama_server(model, None) as url:
        there = ServedModel.at(server_addresses(url, "X"), patience=PATIENT)
        there.examine()
        served = ProseDrafter(there, split_sentences)
        yield lambda first, second: (
            replace(first, drafter=here),
            replace(second, drafter=served),
        )


def _compare(address: str, asked: Iterator[tuple[Path, list[str]]], write: Writing) -> None:
    count = statuses = spans = texts = written = 0
    for folder, questions in asked:
        local = load_settings(articles=folder)
        stored = replace(local, store=f"{address}/{folder.name}")
        fill_store(stored)
        both = write(open_answerer(local), open_answerer(stored))
        for question in questions:
            first, second = (answerer.ask(question) for answerer in both)
            alike = (
                first.status == second.status,
                _spans(first) == _spans(second),
                first.text == second.text,
            )
            count += 1
            statuses, spans, texts = (
                before + now for before, now in zip((statuses, spans, texts), alike, strict=True)
            )
            written += any(str(said.kind) == "written" for said in first.statements)
            if not all(alike):
                print(f"{folder.name}: {question}\n  {_told(first)}\n  {_told(second)}")
            print(
                f"{count}: {statuses} statuses, {spans} spans, {texts} texts alike; "
                f"{written} written",
                flush=True,
            )


def _spans(answer: CheckedAnswer) -> list[tuple[str, int, int]]:
    """What is cited or shown beside a refusal, in order."""
    return [(each.article.id, each.start, each.end) for each in answer.sources]


def _told(answer: CheckedAnswer) -> str:
    return f"{answer.status} {_spans(answer)} {answer.text}"


def _of_desks(data: Path, first: int, most: int, scratch: Path) -> Iterator[tuple[Path, list[str]]]:
    from benchmarks.desk import write_folder
    from models.training.desk_folders import desks

    at = 0
    for number, desk in enumerate(desks(data, "tune")):
        questions = [str(line["question"]) for line in desk.questions]
        wanted = questions[max(0, first - at) : max(0, most - at)]
        at += len(questions)
        if wanted:
            folder = scratch / f"desk{number}"
            write_folder(folder, list(desk.articles.values()))
            yield folder, wanted


if __name__ == "__main__":
    main()
