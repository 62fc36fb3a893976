"""How long an answer takes over the sample articles: warm in one process, and cold from the shell.

    python -m benchmarks.latency [--rounds 3] [--cold 3]

Asks the thirteen questions of tests/quality/seed_questions.jsonl. Quotes medians; other work on the
machine makes every figure worse, so compare only figures of one run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

from qa import ask

QUESTIONS = Path(__file__).parent.parent / "tests" / "quality" / "seed_questions.jsonl"


def read_questions() -> list[str]:
    """The questions, in the order of the file."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines]


def warm(rounds: int) -> dict[str, float]:
    """Medians in milliseconds over every question of every round, models loaded before."""
    ask("What is this about?")
    stages: dict[str, list[float]] = {}
    for _ in range(rounds):
        for question in read_questions():
            for stage, value in ask(question).timings_ms.items():
                stages.setdefault(stage, []).append(value)
    return {stage: round(statistics.median(values), 1) for stage, values in stages.items()}


def cold(times: int) -> float:
    """Median seconds of `byline ask` as a new process, the library on disk."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        command = [
            sys.executable,
            "-m",
            "ui.commands.command_line",
            "ask",
            "who offered to host talks?",
        ]
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - begun)
    return round(statistics.median(taken), 2)


def main() -> None:
    """Print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cold", type=int, default=3)
    arguments = parser.parse_args()
    print(
        json.dumps(
            {
                "machine": f"{os.cpu_count()} x {platform.machine()}",
                "load_average": os.getloadavg()[0],
                "warm_median_ms": warm(arguments.rounds),
                "cold_median_s": cold(arguments.cold),
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
