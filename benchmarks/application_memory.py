"""The memory of an application process, with everything in it and with what may be served outside.

    python -m benchmarks.application_memory [--questions 13]

Each process opens the sample articles and answers; the readers' server and a model server (a stub)
run on free ports of this computer. Also told: whether the answers are the same with the readers
served. Writes `results/application_memory.json`.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.guard_report import write_report
from tests.model_server import model_server

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "tests" / "quality" / "seed_questions.jsonl"


def megabytes(process: int | str) -> dict[str, int]:
    """What a process holds: of its own, and with its part of what is shared."""
    found = {}
    for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
        name, _, size = line.partition(":")
        if name in {"Rss", "Pss"}:
            found[name] = int(size.split()[0]) // 1024
    return found


def children(process: int) -> Iterator[int]:
    """The processes that it has started."""
    for task in Path(f"/proc/{process}/task").iterdir():
        yield from map(int, (task / "children").read_text(encoding="ascii").split())


def answer_here(questions: int) -> None:
    """What the child does: answer, and tell of itself."""
    from qa import load_settings, open_answerer

    answerer = open_answerer(load_settings(), model_apart=True)
    opened = megabytes("self")
    answers = []
    with QUESTIONS.open(encoding="utf-8") as lines:
        for line in list(lines)[:questions]:
            told = answerer.ask(json.loads(line)["question"]).to_dict()
            answers.append({n: told[n] for n in ("status", "text", "statements", "nearest")})
    told = {
        "opened, MB": opened,
        "after its answers, MB": megabytes("self"),
        "processes beside it, MB": [megabytes(child) for child in children(os.getpid())],
        "answers": answers,
    }
    sys.stdout.write(json.dumps(told))


def measured(questions: int, **settings: str) -> dict[str, Any]:
    """One application process with these settings."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.application_memory", "--child", str(questions)],
        env={**os.environ, "PYTHONPATH": str(ROOT), **settings},
        stdout=subprocess.PIPE,
        check=True,
    )
    return dict(json.loads(done.stdout))


@contextlib.contextmanager
def readers_server() -> Iterator[tuple[str, int]]:
    """`byline serve-readers` on a free port: its address and its process."""
    command = [sys.executable, "-m", "ui.commands.command_line", "serve-readers", "--port", "0"]
    with subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        told = re.search(r"http://[0-9.:]+", process.stderr.readline())
        assert told is not None
        try:
            yield told[0], process.pid
        finally:
            process.terminate()
            process.wait(30)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=13)
    parser.add_argument("--child", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child is not None:
        answer_here(given.child)
        return
    inside = measured(given.questions)
    with readers_server() as (address, process), model_server() as model:
        readers = measured(given.questions, BYLINE_READERS_SERVER=address)
        both = measured(
            given.questions, BYLINE_READERS_SERVER=address, BYLINE_MODEL_SERVER=model.address
        )
        server = megabytes(process)
    same = readers.pop("answers") == inside.pop("answers")
    both.pop("answers")
    write_report(
        "application_memory",
        {
            "everything inside": inside,
            "readers served": readers,
            "readers and model served": both,
            "the readers' server, MB": server,
            "answers with the readers served are the same": same,
        },
    )


if __name__ == "__main__":
    main()
