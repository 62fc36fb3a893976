"""A thousand answers in a row: does memory grow, does anything crash?

    python -m benchmarks.guard_endurance [--answers 1000] [--minutes 600]

Over the sample articles with the real models, the language model in a process of its own as in the
chat. Memory is what is private to the two processes. Writes `results/guard_endurance.json`.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import os
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.guard_report import write_report
from benchmarks.latency import read_questions
from qa import open_answerer
from qa.engine.model_process import EngineProcess
from qa.settings import load_settings
from qa.writing.drafter import Drafter, PhrasingDrafter
from qa.writing.sentence_drafter import SentenceDrafter


def private_memory(process: int) -> float:
    """MiB that no file backs."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    (line,) = (line for line in lines if line.startswith("RssAnon"))
    return int(line.split()[1]) / 1024


def engines_of(drafter: Drafter) -> list[EngineProcess]:
    """The engines that a drafter uses, each in a process of its own.

    Raises TypeError when one is in this process.
    """
    models = [drafter.writer] if isinstance(drafter, SentenceDrafter) else []
    phrasing = drafter.phrasing if isinstance(drafter, SentenceDrafter) else drafter
    models += [phrasing.model] if isinstance(phrasing, PhrasingDrafter) else []
    engines = [model for model in models if isinstance(model, EngineProcess)]
    if not engines or len(engines) < len(models):
        raise TypeError(f"{drafter} has an engine that is in no process of its own.")
    return engines


def measure(answers: int, seconds: float, every: int) -> dict[str, Any]:
    """Ask the sample questions over and over, looking at the memory now and then."""
    answerer = open_answerer(load_settings(), model_apart=True)
    engines = engines_of(answerer.drafter)
    first = [engine.process_id for engine in engines]
    texts: dict[str, set[str]] = {}
    memory: list[tuple[int, float, float]] = []
    begun = time.monotonic()
    asked = 0
    for question in itertools.islice(itertools.cycle(read_questions()), answers):
        texts.setdefault(question, set()).add(answerer.ask(question).text)
        asked += 1
        if asked % every == 0:
            gc.collect()
            theirs = sum(private_memory(engine.process_id) for engine in engines)
            memory.append((asked, private_memory(os.getpid()), theirs))
            sys.stderr.write(f"{memory[-1]}, {time.monotonic() - begun:.0f} s\n")
        if time.monotonic() - begun > seconds:
            break
    half = memory[len(memory) // 2 :]
    return {
        "answers": asked,
        "engine processes that ended": sum(
            engine.process_id != then for engine, then in zip(engines, first, strict=True)
        ),
        "answers a question": dict(Counter(len(each) for each in texts.values())),
        "private memory, MiB: answers, this process, the engines'": [
            [count, round(own), round(other)] for count, own, other in memory
        ],
        "growth in the second half, MiB in 1,000 answers": {
            "this process": round(1000 * slope([(n, own) for n, own, _ in half]), 1),
            "the engines'": round(1000 * slope([(n, other) for n, _, other in half]), 1),
        },
    }


def slope(points: list[tuple[int, float]]) -> float:
    """Of the line that fits best."""
    if len(points) < 2:
        return 0.0
    return statistics.linear_regression([x for x, _ in points], [y for _, y in points]).slope


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=1000)
    parser.add_argument("--minutes", type=float, default=600.0)
    parser.add_argument("--every", type=int, default=26)
    given = parser.parse_args()
    write_report("guard_endurance", measure(given.answers, 60 * given.minutes, given.every))


if __name__ == "__main__":
    main()
