"""The same questions with the language model in this process and on a server: are answers the same?

    python -m benchmarks.served_answers DATA --records FILE [--desk 100] [--sample 96]
        [--model GGUF]

The sample questions over the sample articles, and questions kept for tuning over folders of twelve
news articles (`desk_train.jsonl.gz` and `news_train_articles.jsonl.gz` in DATA), are answered three
times: by the model in this process as it is shipped, with masks and comparisons of phrasings
(`shipped`); by the same file in this process, writing freely as a larger model does (`free`); and
by the same file on the server that comes with llama-cpp-python (`served`), which is started here.
Both of the latter have the adapter of the shipped model. Of a model that is not the shipped one,
`--model`, there is no `shipped` way. Articles, readers, judge and checks are the same objects.

Compared are the status and the spans that are cited. Every answer is kept in FILE, one a line, and
what stands there is not asked again. Writes `results/served_answers.json`.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.desk import write_folder
from benchmarks.guard_report import write_report
from index.sentences import split_sentences
from models.training.desk_folders import desks
from qa import load_settings, open_answerer
from qa.answering import Answerer
from qa.engine import find_language_model
from qa.engine.llama_cpp_model import LlamaCppModel
from qa.engine.served_model import Patience, ServedModel
from qa.engine.server_address import server_addresses
from qa.language_models import writer_folder
from qa.writing import ProseDrafter
from tests.scale.proxied import free_port

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ("seed_questions.jsonl", "more_questions.jsonl")
PATIENT = Patience(seconds=1800, silence=900)  # of a machine that does something else meanwhile
Answers = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """A question, and the folder it is asked of: None stands for the sample articles."""

    id: str
    question: str
    folder: int | None


def sample_questions(most: int) -> list[Asked]:
    """Those that come with the tests."""
    found = []
    for name in SAMPLES:
        lines = (ROOT / "tests" / "quality" / name).read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            found.append(Asked(f"{name}-{number}", json.loads(line)["question"], None))
    return found[:most]


def desk_questions(data: Path, most: int) -> tuple[list[Asked], list[list[dict[str, Any]]]]:
    """Drawn from all folders kept for tuning, and the articles of every folder."""
    folders = desks(data, "tune")
    drawn = [
        Asked(line["id"], line["question"], at)
        for at, desk in enumerate(folders)
        for line in desk.questions
    ]
    random.Random(30).shuffle(drawn)
    articles = [list(desk.articles.values()) for desk in folders]
    return sorted(drawn[:most], key=lambda each: each.folder or 0), articles


@contextlib.contextmanager
def llama_server(model: Path, adapter: Path | None) -> Iterator[str]:
    """`python -m llama_cpp.server` with one thread, until it answers."""
    port = free_port()
    words = ["--model", str(model), "--port", str(port), "--n_ctx", "4096", "--n_threads", "1",
             "--interrupt_requests", "false"]  # fmt: skip
    words += ["--lora_path", str(adapter)] if adapter else []
    with subprocess.Popen(
        [sys.executable, "-m", "llama_cpp.server", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            model_there = ServedModel.at(server_addresses(url, "X"))
            for _ in range(600):
                if not model_there.examine()[0][2]:
                    break
                time.sleep(0.2)
            yield url
        finally:
            process.kill()
            process.wait(30)


def ways(
    answerer: Answerer, free: LlamaCppModel, url: str, *, shipped: bool
) -> dict[str, Answerer]:
    """The answerer with each way of writing."""
    served = ServedModel.at(server_addresses(url, "X"), patience=PATIENT)
    served.examine()
    found = {"shipped": answerer} if shipped else {}
    return found | {
        "free": replace(answerer, drafter=ProseDrafter(free, split_sentences)),
        "served": replace(answerer, drafter=ProseDrafter(served, split_sentences)),
    }


def told(answerer: Answerer, question: str) -> dict[str, Any]:
    """What is compared of an answer."""
    answer = answerer.ask(question).to_dict()
    sources = {each["number"]: each for each in answer["sources"]}
    cited = sorted(
        {
            (Path(source["article"]["path"]).stem, source["start"], source["end"])
            for statement in answer["statements"]
            for number in statement["citations"]
            if (source := sources[number])
        }
    )
    kinds = [statement["kind"] for statement in answer["statements"]]
    verdicts = {str(statement["verdict"]) for statement in answer["statements"]}
    return {"status": answer["status"], "cited": cited, "text": answer["text"], "kinds": kinds,
            "verdicts": sorted(verdicts)}  # fmt: skip


def compared(records: Mapping[str, Answers], first: str, second: str) -> dict[str, Any]:
    """How often two ways give the same status, and the same cited spans."""
    both = [(r[first], r[second]) for r in records.values() if first in r and second in r]
    shared = whole = 0
    for one, other in both:
        left, right = ({tuple(span) for span in each["cited"]} for each in (one, other))
        shared += len(left & right)
        whole += len(left | right)
    count = max(1, len(both))
    return {
        "questions": len(both),
        "same status, %": round(100 * sum(a["status"] == b["status"] for a, b in both) / count, 1),
        "same cited spans, %": round(
            100 * sum(a["cited"] == b["cited"] for a, b in both) / count, 1
        ),
        "spans cited by both of all cited, %": round(100 * shared / max(1, whole), 1),
        "same text, %": round(100 * sum(a["text"] == b["text"] for a, b in both) / count, 1),
        "written by the first": sum("written" in a["kinds"] for a, _ in both),
        "written by the second": sum("written" in b["kinds"] for _, b in both),
    }


def report(records: Mapping[str, Answers]) -> dict[str, Any]:
    """Every pair of ways, over the sample questions, the others and all."""
    parts = {
        "sample questions": {k: r for k, r in records.items() if ".jsonl-" in k},
        "desk questions": {k: r for k, r in records.items() if ".jsonl-" not in k},
        "all": records,
    }
    pairs = [("shipped", "served"), ("free", "served"), ("shipped", "free")]
    return {
        f"{first} and {second}": {
            name: compared(part, first, second) for name, part in parts.items()
        }
        for first, second in pairs
        if any(first in r and second in r for r in records.values())
    }


def main() -> None:
    """Ask what was not asked, compare, and write it down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--records", type=Path, required=True)
    parser.add_argument("--desk", type=int, default=100)
    parser.add_argument("--sample", type=int, default=1000)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--count", action="store_true", help="what stands in FILE; ask nothing")
    parser.add_argument("--name", default="served_answers", help="of the file in results")
    given = parser.parse_args()
    records: dict[str, Answers] = {}
    if given.records.exists():
        for line in given.records.read_text(encoding="utf-8").splitlines():
            kept = json.loads(line)
            records[kept["id"]] = kept
    if given.count:
        write_report(given.name, report(records))
        return
    asked, articles = desk_questions(given.data, given.desk)
    asked = [*sample_questions(given.sample), *asked]
    settings = load_settings(model=given.model)
    model = find_language_model(settings.model, settings.home)
    adapter = None if given.model else writer_folder() / "writer.gguf"
    free = LlamaCppModel.load(model, adapter=adapter, threads=1)
    with tempfile.TemporaryDirectory() as scratch, llama_server(model, adapter) as url:
        for each in asked:
            if each.id in records:
                continue
            folder = settings.articles
            if each.folder is not None:
                folder = Path(scratch) / str(each.folder)
                if not folder.exists():
                    write_folder(folder, articles[each.folder])
            answerer = open_answerer(replace(settings, articles=folder))
            records[each.id] = {"id": each.id, "question": each.question} | {
                name: told(way, each.question)
                for name, way in ways(answerer, free, url, shipped=given.model is None).items()
            }
            with given.records.open("a", encoding="utf-8") as file:
                file.write(json.dumps(records[each.id], ensure_ascii=False) + "\n")
    wanted = {each.id for each in asked}
    write_report(given.name, report({k: r for k, r in records.items() if k in wanted}))


if __name__ == "__main__":
    main()
