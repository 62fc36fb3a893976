"""The language model's process, cancelled and killed at random moments: what becomes of questions?

    python -m benchmarks.guard_engine [--cancels 100] [--kills 50] [--chat-kills 5]

With the real model, first by itself, then behind the real chat. Writes `results/guard_engine.json`.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.chat_visitor import Visitor, stage, visitors
from benchmarks.guard_report import write_report
from qa.engine.model_process import EngineProcess
from qa.engine.shipped_models import find_language_model
from qa.errors import AnswerError, CancelledError
from qa.settings import byline_home
from qa.writing.prompt import answer_prompt

ROOT = Path(__file__).resolve().parent.parent
SENTENCE = "The storm, which came from the north on Monday, left 40,000 homes dark, he said."
OPTIONS = [f"{SENTENCE[:length]} [1]" for length in range(40, len(SENTENCE), 15)]
QUESTION = "who offered to host talks?"
START = """
from qa.settings import load_settings
from ui.page.app import serve
serve(load_settings(), port=0)
"""


def work(engine: EngineProcess, chance: random.Random, stop: threading.Event) -> None:
    """One request of either kind, which takes about a second."""
    prompt = answer_prompt(f"How many homes, number {chance.random()}?", [SENTENCE] * 4)
    if chance.random() < 0.5:
        engine.log_likelihoods(prompt, OPTIONS, cancelled=stop.is_set)
        return
    for _ in engine.generate(prompt, max_tokens=40, cancelled=stop.is_set):
        pass


def small(engine: EngineProcess) -> float:
    """Seconds that a small request takes."""
    begun = time.monotonic()
    engine.log_likelihoods(answer_prompt("Who?", ["He came."]), ["He came. [1]"])
    return time.monotonic() - begun


def disturb(engine: EngineProcess, times: int, *, kill: bool) -> dict[str, Any]:
    """Cancel, or kill the process, somewhere in a request; how long until the engine is free."""
    chance = random.Random(7)
    free, answered = [], []
    outcomes = Counter[str]()
    before = statistics.median(small(engine) for _ in range(5))
    for _ in range(times):
        stop = threading.Event()
        struck: list[float] = []

        def strike(stop: threading.Event = stop, struck: list[float] = struck) -> None:
            struck.append(time.monotonic())
            if kill:
                os.kill(engine.process_id, signal.SIGKILL)
            else:
                stop.set()

        timer = threading.Timer(chance.uniform(0, 1), strike)
        timer.start()
        outcomes[outcome(engine, chance, stop)] += 1
        timer.join()
        free.append(time.monotonic() - struck[0])
        answered.append(small(engine))
    return {
        "times": times,
        "outcome of the request": dict(outcomes),
        "from then until the engine is free, median s": round(statistics.median(free), 2),
        "from then until the engine is free, longest s": round(max(free), 2),
        "next request answered": len(answered),
        "next request, median s": round(statistics.median(answered), 2),
        "the same request before, median s": round(before, 2),
    }


def outcome(engine: EngineProcess, chance: random.Random, stop: threading.Event) -> str:
    """How a request ends."""
    try:
        work(engine, chance, stop)
    except CancelledError:
        return "cancelled"
    except AnswerError as error:
        return str(error)
    return "answered"


@contextlib.contextmanager
def running_chat() -> Iterator[tuple[str, int]]:
    """The chat as a person starts it: its address and the number of its process."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", START], env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        told = re.search(r"http://[0-9.:]+", process.stderr.readline())
        assert told is not None
        yield told[0], process.pid
        process.send_signal(signal.SIGINT)
        process.stderr.read()


def engine_of(chat: int) -> int:
    """The process of the language model among the children of a chat."""
    for task in Path(f"/proc/{chat}/task").iterdir():
        for child in (task / "children").read_text(encoding="ascii").split():
            if b"qa.engine.model_child" in Path(f"/proc/{child}/cmdline").read_bytes():
                return int(child)
    raise RuntimeError("The chat has no process for its language model.")


async def kill_behind_chat(times: int) -> dict[str, Any]:
    """Kill the model's process while it is idle and while a question is answered."""
    outcomes: Counter[str] = Counter()
    with running_chat() as (address, chat):
        async with visitors(address) as client:
            config = (await client.get("/config")).json()
            first = await Visitor(client, config).ask(QUESTION)
            outcomes[f"before: {stage(first)}"] += 1
            for number in range(times):
                asking = asyncio.create_task(Visitor(client, config).ask(QUESTION))
                await asyncio.sleep(0.3 * number)
                os.kill(engine_of(chat), signal.SIGKILL)
                outcomes[f"question under way: {stage(await asking)}"] += 1
                shown = await Visitor(client, config).ask(QUESTION)
                outcomes[f"next question: {stage(shown)}"] += 1
    return {"times": times, **outcomes}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cancels", type=int, default=100)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--chat-kills", type=int, default=5)
    given = parser.parse_args()
    engine = EngineProcess.load(find_language_model(None, byline_home()))
    found = {
        "cancelled": disturb(engine, given.cancels, kill=False),
        "killed": disturb(engine, given.kills, kill=True),
        "killed behind the chat": asyncio.run(kill_behind_chat(given.chat_kills)),
    }
    write_report("guard_engine", found)


if __name__ == "__main__":
    main()
